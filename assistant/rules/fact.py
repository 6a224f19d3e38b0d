"""The facts of one transaction: read from what a user sent, with what is assumed beside what was given.

Everything wrong is collected into one FactError; nothing wrong is repaired silently.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from assistant.rules.catalogue import (
    NONE,
    UNKNOWN,
    Catalogue,
    Direction,
    FactDefinition,
    FactType,
    Value,
    load_catalogue,
)
from assistant.rules.country import Countries
from assistant.rules.errors import FactError, Problem, printable, shown
from assistant.rules.normalise import RefusedError, item_parts, normalise

__all__ = [
    "NONE",
    "UNKNOWN",
    "Catalogue",
    "Direction",
    "FactDefinition",
    "FactType",
    "Facts",
    "Value",
    "contradictions",
    "item_parts",
    "json_value",
    "load_catalogue",
    "read_facts",
]

# with goods these are accepted, so that the answer can be that the scheme does not cover goods
_ACCEPTED_WITH_GOODS = frozenset({"tech_no", "design_mfg", "act", "contract"})

# the items of 輸出令 別表第一 and 外為令 別表 that the 21 items of 2025-05-28 joined (new21.yaml)
_ADDED_TO = frozenset({"6", "7"})


@dataclass(frozen=True)
class Facts:
    """What is known of a transaction. `given` holds normal forms only, an explicit "unknown" among them."""

    given: Mapping[str, Value]
    catalogue: Catalogue = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", MappingProxyType(dict(self.given)))

    def __hash__(self) -> int:
        return hash(frozenset(self.given.items()))

    @cached_property
    def kind(self) -> str:
        """Kind of the transaction: given, assumed, or "unknown"."""
        return str(self.given.get("kind", self.catalogue.get("kind").default or UNKNOWN))

    @cached_property
    def assumed(self) -> Mapping[str, Value]:
        """What is assumed, in the order of asking: defaults of facts that this kind uses and nobody gave."""
        return MappingProxyType(
            {
                definition.key: value
                for definition in self.catalogue
                if definition.key not in self.given and definition.used_for(self.kind)
                if (value := self._assumption(definition)) is not None
            }
        )

    @property
    def unused(self) -> tuple[str, ...]:
        """Facts that were given although this kind of transaction does not use them."""
        return tuple(key for key in self.known if not self.catalogue.get(key).used_for(self.kind))

    @property
    def known(self) -> tuple[str, ...]:
        """Facts that were given and are not "unknown"."""
        return tuple(key for key, value in self.given.items() if value != UNKNOWN)

    def get(self, key: str) -> Value:
        """The value of a fact: given, else assumed, else "unknown" (or "none" for a request nobody made)."""
        if key in self.given:
            return self.given[key]
        definition = self.catalogue.get(key)
        assumed = self._assumption(definition) if definition.used_for(self.kind) else None
        return definition.absent if assumed is None else assumed

    def values(self) -> dict[str, Value]:
        """The value of every fact, in the order of asking."""
        values: dict[str, Value] = {**self.catalogue.unanswered(self.kind), **self.given}
        for key in self.catalogue.assumed_from_others:
            values[key] = self.get(key)
        return values

    def with_(self, key: str, value: Value) -> "Facts":
        """The same facts with another value, in normal form and unchecked. Assumptions are made afresh."""
        return Facts({**self.given, self.catalogue.get(key).key: value}, self.catalogue)

    def without(self, key: str) -> "Facts":
        """The same facts as if this one had not been given. Assumptions are made afresh."""
        return Facts({other: value for other, value in self.given.items() if other != key}, self.catalogue)

    def _assumption(self, definition: FactDefinition) -> Value | None:
        if definition.default_from is not None:
            return self._copied(definition.default_from)
        if definition.key == "exception_claimed":
            return self._claim(definition.default)
        return definition.default

    def _copied(self, source: str) -> Value | None:
        value = self.given.get(source, UNKNOWN)
        # whoever receives technology in Japan as a nonresident lives elsewhere, and where must be asked
        abroad = value == "JP" and self.given.get("recipient_residency") == "nonresident"
        return None if value == UNKNOWN or abroad else value

    def _claim(self, default: str | None) -> str | None:
        """Whoever names an exception claims it; where it is said to be unknown which one, whether one is claimed is too."""
        named = {self.given.get("exception_type", NONE), self.given.get("tech_exception", NONE)} - {NONE}
        if not named:
            return default
        return None if named == {UNKNOWN} else "yes"


def read_facts(raw: Mapping[str, object], catalogue: Catalogue, countries: Countries) -> Facts:
    """The facts a user sent, in normal form and in the order of asking. Raises FactError with every problem."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for key, value in raw.items():
        if key not in catalogue:
            problems.append(_no_such_fact(key, catalogue))
            continue
        try:
            values[key] = normalise(catalogue.get(key), value, countries)
        except RefusedError as refused:
            problems.append(Problem((key,), f"{_named(key, catalogue)}: {refused}"))
    facts = Facts({key: values[key] for key in catalogue.keys if key in values}, catalogue)
    # a kind that cannot be read must not be taken for the default
    readable = facts if "kind" in values or "kind" not in raw else facts.with_("kind", UNKNOWN)
    problems += contradictions(readable, countries)
    if problems:
        raise FactError(problems)
    return facts


def contradictions(facts: Facts, countries: Countries) -> tuple[Problem, ...]:
    """Facts that cannot be true together. An unknown fact contradicts nothing."""
    return (
        *_listing(facts),
        *_before(facts),
        *_added(facts),
        *_home(facts, countries),
        *_resident(facts, countries),
        *_technology(facts),
        *_user(facts),
        *_abroad(facts),
    )


def json_value(value: Value) -> str | int | float | list[str]:
    """A value as JSON holds it."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float) else value.isoformat()


def _listing(facts: Facts) -> Iterable[Problem]:
    if facts.get("list_status") != "not_listed":
        return
    status = f"{_named('list_status', facts.catalogue)}が非該当なのに、"
    if (item := facts.get("item_no")) != UNKNOWN:
        what = f"{_named('item_no', facts.catalogue)}が{shown(item)}です。"
        hint = '1〜15項に該当するなら list_status を "listed" にし、しないなら item_no を消してください（16項は scope で答えます）。'
        yield Problem(("list_status", "item_no"), f"{status}{what}{hint}")
    if facts.get("new21") == "yes":
        what = f"{_named('new21', facts.catalogue)}が「はい」です。"
        hint = '該当するなら list_status を "listed" にし、しないなら new21 を "no" にしてください。'
        yield Problem(("list_status", "new21"), f"{status}{what}{hint}")


def _before(facts: Facts) -> Iterable[Problem]:
    """What was judged before the 21 items were added."""
    before, new21 = facts.given.get("list_status_before", UNKNOWN), facts.get("new21")
    if before == UNKNOWN:
        return
    label = facts.catalogue.get("list_status_before").label_of(str(before))
    told = f"{_named('list_status_before', facts.catalogue)}が{label}なのに、"
    if before == "listed" and facts.get("list_status") == "not_listed":
        hint = '前から該当するなら list_status を "listed" にし、しないなら list_status_before を "not_listed" にしてください。'
        yield Problem(
            ("list_status", "list_status_before"), f"{told}{_named('list_status', facts.catalogue)}が非該当です。{hint}"
        )
    # "no" said beside "not_listed" is what is assumed anyway
    if new21 == "no" and (before == "listed" or "new21" not in facts.given):
        hint = '追加品目なら new21 を "yes" にし、そうでなければ list_status_before を消してください。'
        yield Problem(
            ("new21", "list_status_before"), f"{told}{_named('new21', facts.catalogue)}が「はい」ではありません。{hint}"
        )


def _added(facts: Facts) -> Iterable[Problem]:
    """The items that the 21 added ones can be."""
    # what was listed before may have its number from then
    if facts.get("new21") != "yes" or facts.get("list_status_before") != "not_listed":
        return
    item = facts.get("item_no")
    if item != UNKNOWN and item_parts(str(item))[0] not in _ADDED_TO:
        what = f"{_named('new21', facts.catalogue)}が「はい」なのに、{_named('item_no', facts.catalogue)}が{shown(item)}です。"
        hint = '追加品目は6項と7項にあります。"7(16)" のような項番にするか、前から該当していたなら list_status_before を "listed" にしてください。'
        yield Problem(("new21", "item_no"), f"{what}{hint}")


def _resident(facts: Facts, countries: Countries) -> Iterable[Problem]:
    """Who resides in Japan receives there."""
    recipient = facts.given.get("dest_recipient", UNKNOWN)
    if facts.kind != "tech" or facts.get("recipient_residency") != "resident" or recipient in (UNKNOWN, "JP"):
        return
    what = f"{_named('recipient_residency', facts.catalogue)}が居住者なのに、"
    where = f"{_named('dest_recipient', facts.catalogue)}が{countries.name(str(recipient))}です。"
    hint = '日本の居住者なら dest_recipient を "JP" にし、外国に住む者なら recipient_residency を "nonresident" にしてください。'
    yield Problem(("recipient_residency", "dest_recipient"), f"{what}{where}{hint}")


def _home(facts: Facts, countries: Countries) -> Iterable[Problem]:
    hints = {
        "goods": '輸出なら外国の仕向地を書き、国内での技術の提供なら kind を "tech" にしてください。',
        "import": "輸入では、dest に積出国を書いてください。",
    }
    if facts.get("dest") == "JP" and facts.kind in hints:
        kind = f"{_named('kind', facts.catalogue)}が{facts.catalogue.get('kind').label_of(facts.kind)}なのに、"
        what = f"{_named('dest', facts.catalogue)}が{countries.name('JP')}です。"
        yield Problem(("kind", "dest"), f"{kind}{what}{hints[facts.kind]}")


def _user(facts: Facts) -> Iterable[Problem]:
    """Where the user fact alone counts (transit, brokering), it cannot be no for a user on the end-user list."""
    alone = facts.kind == "brokering" or (facts.kind == "goods" and facts.get("transit") == "yes")
    eul = facts.get("eul")
    if alone and facts.get("wmd_user") == "no" and isinstance(eul, tuple) and set(eul) & {"B", "C", "M", "N"}:
        what = f"{_named('wmd_user', facts.catalogue)}が「いいえ」なのに、"
        listed = f"{_named('eul', facts.catalogue)}が{'・'.join(eul)}です。"
        hint = 'リストの掲載者なら wmd_user を "yes" にし、別の者なら eul を "none" にしてください。'
        yield Problem(("wmd_user", "eul"), f"{what}{listed}{hint}")


def _abroad(facts: Facts) -> Iterable[Problem]:
    """Brokering is between foreign countries: what leaves or reaches Japan is an export or an import."""
    if facts.kind == "brokering" and "JP" in (facts.get("dest"), facts.get("ship_from")):
        what = "仲介は外国どうしの取引なのに、船積地域か仕向地が日本です。"
        yield Problem(
            ("kind", "ship_from", "dest"), f'{what}日本からなら kind を "goods"、日本へなら "import" にしてください。'
        )


def _technology(facts: Facts) -> Iterable[Problem]:
    if facts.kind in (UNKNOWN, "tech"):
        return
    accepted = _ACCEPTED_WITH_GOODS if facts.kind == "goods" else frozenset()
    # "none" says that nothing of the sort is there, which is true of goods
    keys = [key for key in facts.known if facts.catalogue.get(key).kinds == ("tech",) and key not in accepted]
    if wrong := [key for key in keys if not (facts.get(key) == NONE == facts.catalogue.get(key).absent)]:
        kind = f"{_named('kind', facts.catalogue)}が{facts.catalogue.get('kind').label_of(facts.kind)}なのに、"
        what = f"技術の提供だけの事実（{'・'.join(_named(key, facts.catalogue) for key in wrong)}）があります。"
        hint = '技術の提供なら kind を "tech" にし、そうでなければこれらを消してください。'
        yield Problem(("kind", *wrong), f"{kind}{what}{hint}")


def _no_such_fact(key: object, catalogue: Catalogue) -> Problem:
    named = {definition.label: definition.key for definition in catalogue} | {known: known for known in catalogue.keys}
    name = printable(key[:100]) if isinstance(key, str) else shown(key)
    close = difflib.get_close_matches(name, named, n=3, cutoff=0.4)
    near = list(dict.fromkeys(named[match] for match in close))
    hint = f"近い名前は {'・'.join(_named(match, catalogue) for match in near)} です。" if near else ""
    text = f"{shown(key)}という事実はありません。{hint}事実の名前は一覧（GET /v1/facts）で確かめてください。"
    return Problem((name,), text)


def _named(key: str, catalogue: Catalogue) -> str:
    return f"{key}（{catalogue.get(key).label}）"
