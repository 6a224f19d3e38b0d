"""Checking: the use case of the rule check: facts as sent → Determination, with what is known of amended law.

A fact is a value, or `{value, confirmed_by, confirmed_on}` where a person has confirmed it. Who confirmed a fact never
changes the result. No language model is asked here.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from assistant.answer import as_json
from assistant.errors import BrokenRulesError, WrongFactsError
from assistant.grounds import shipped_documents
from assistant.request import one_space
from assistant.rules.basis import Amendment
from assistant.rules.check_facts import check as check_facts
from assistant.rules.check_facts import prepare
from assistant.rules.determination import Determination, RuleNotice, StepResult
from assistant.rules.difference import notice
from assistant.rules.errors import FactError, Problem, RuleBaseError, printable
from assistant.rules.load import RuleBase, builtin

Amended = Callable[[], Mapping[str, tuple[Amendment, ...]]]
"""Row id of a rule → the amendments of its legal basis that nobody has reviewed."""

_PARTS = ("value", "confirmed_by", "confirmed_on")
_LONGEST_NAME = 100  # characters


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed a fact, and when (None: not said)."""

    by: str
    on: date | None


@dataclass(frozen=True)
class GivenFacts:
    """Facts as sent: their values, and the confirmations of those that a person confirmed."""

    values: Mapping[str, Any]
    confirmed: Mapping[str, Confirmation]


def read_given(raw: Mapping[str, Any]) -> GivenFacts:
    """Values and confirmations apart. Raises WrongFactsError for a confirmation that is none."""
    problems = [problem for key, entry in raw.items() for problem in _faults(key, entry)]
    if problems:
        raise WrongFactsError(problems)
    values = {key: entry["value"] if isinstance(entry, Mapping) else entry for key, entry in raw.items()}
    named = {key: entry for key, entry in raw.items() if isinstance(entry, Mapping) and entry.get("confirmed_by")}
    return GivenFacts(values, {key: _confirmation(entry) for key, entry in named.items()})


class Checker:
    """The rule check with the rules that ship, or with `base`. Knows no index and no clock."""

    def __init__(self, base: RuleBase | None = None, amended: Amended = dict) -> None:
        self._base, self._amended = base, amended

    @property
    def base(self) -> RuleBase:
        """The rules. Raises BrokenRulesError."""
        return self._base or shipped_rules()

    def check(self, facts: Mapping[str, Any]) -> Determination:
        """The determination for facts as sent. Raises WrongFactsError, BrokenRulesError."""
        try:
            found = check_facts(read_given(facts).values, self.base)
        except FactError as error:
            raise WrongFactsError(error.problems) from error
        return replace(found, notices=(*_amended(found, self._amended()), *_documents(found), *found.notices))

    def facts(self) -> list[dict[str, Any]]:
        """Every fact there is, for a form: the object of `GET /v1/facts`."""
        return self.base.catalogue.as_json(self.base.countries)


def prepare_rules() -> None:
    """Makes the first checks of a service as fast as later ones. Broken rules are told by the check itself."""
    with suppress(BrokenRulesError):
        prepare(shipped_rules())


def shipped_rules() -> RuleBase:
    """The rules that ship with gaihi. Raises BrokenRulesError that says where they are broken."""
    try:
        return builtin()
    except RuleBaseError as error:
        raise BrokenRulesError(
            f"規則のデータに誤りがあります。{error}", hint="gaihi を入れ直すか、規則のファイルを直してください。"
        ) from error


def determination_json(found: Determination, confirmed: Mapping[str, Confirmation]) -> dict[str, Any]:
    """The object of `POST /v1/check`; a confirmed fact comes back as it was sent, with who confirmed it and when."""
    result: dict[str, Any] = as_json(found)
    for key, one in confirmed.items():
        named = {"value": result["facts"][key], "confirmed_by": one.by, "confirmed_on": as_json(one.on)}
        result["facts"][key] = named
    return result


def _amended(found: Determination, amended: Mapping[str, tuple[Amendment, ...]]) -> tuple[RuleNotice, ...]:
    """A notice for each amendment of a rule that fired, from the day on which the new text applies."""
    day = found.facts.get("date")
    fired = [step.row for step in found.trace if step.result is StepResult.HELD]
    texts = (
        notice(amendment)
        for row in fired
        for amendment in amended.get(row, ())
        if not isinstance(day, date) or amendment.new_version <= day
    )
    return tuple(RuleNotice("amended_provision", text) for text in dict.fromkeys(texts))


def _documents(found: Determination) -> tuple[RuleNotice, ...]:
    """That the documents which rules rest on speak of their own time; their short titles name it."""
    cited = dict.fromkeys(one.source_id for one in found.basis if one.source_id)
    if not cited:
        return ()
    titles = "、".join(shipped_documents().title(source_id) for source_id in cited)
    text = f"根拠にした資料（{titles}）はその時点のもので、その後の改正を含まない。"
    return (RuleNotice("documents_of_their_time", text),)


def _faults(key: str, entry: Any) -> Iterator[Problem]:
    if not isinstance(entry, Mapping):
        return
    name = printable(str(key)[:_LONGEST_NAME])
    if "value" not in entry or (strange := [part for part in entry if part not in _PARTS]):
        found = "value がありません" if "value" not in entry else f"{'、'.join(map(str, strange))[:200]} は使えません"
        yield Problem((name,), f"{name}: {found}。value・confirmed_by・confirmed_on で書いてください。")
        return
    by, on = entry.get("confirmed_by"), entry.get("confirmed_on")
    if by is not None and not (
        isinstance(by, str) and by.strip() and len(by) <= _LONGEST_NAME and one_space(by).isprintable()
    ):
        yield Problem((name,), f"{name}: confirmed_by は{_LONGEST_NAME}字までの氏名を一行で書いてください。")
    if on is not None and _day(on) is None:
        yield Problem((name,), f"{name}: confirmed_on は実在する日を YYYY-MM-DD で書いてください。")
    if on is not None and by is None:
        yield Problem((name,), f"{name}: 確認した日だけでなく、confirmed_by に確認した人を書いてください。")


def _confirmation(entry: Mapping[str, Any]) -> Confirmation:
    on = entry.get("confirmed_on")
    return Confirmation(entry["confirmed_by"].strip(), None if on is None else _day(on))


def _day(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(value, "%Y-%m-%d").date() if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
