"""Basis: the provisions that rules cite, held against the texts of the statutes, and the amendments since.

Only hashes of texts are kept with the rules (`provisions.yaml`): no sentence of a law is. Pure: the statutes come from
`assistant.statutes`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.rules.address import AddressError, Span
from assistant.rules.provisions import Lock, Locked
from assistant.rules.rule import Rule
from assistant.rules.statute import Statutes, digest

_EXCERPT = 60  # characters
_DAY_OF_TWO = date(2025, 10, 9)  # on which two texts of a law entered into force, one amending the other


class Status(StrEnum):
    """What became of a citation."""

    RESOLVED = "resolved"
    NOT_STORED = "not_stored"  # the version is outside of what is stored: reported, no error
    UNRESOLVED = "unresolved"


@dataclass(frozen=True)
class Citation:
    """A rule rests on a provision of a law (short name) in a version; `until`: the rule's last day, None if open."""

    rule: str
    law: str
    provision: str
    version: date
    until: date | None = None


@dataclass(frozen=True)
class Resolution:
    """A citation with what was found: the beginning of the text, or in Japanese why there is none."""

    citation: Citation
    status: Status
    excerpt: str = ""
    problem: str = ""


def cited(rules: Iterable[Rule]) -> tuple[Citation, ...]:
    """What rows rest on in the statutes, each once for each row."""
    found = (
        Citation(rule.id, basis.law, basis.provision, basis.version, rule.end)
        for rule in rules
        for basis in rule.basis
        if basis.law and basis.provision and basis.version
    )
    return tuple(dict.fromkeys(found))


def resolve(citations: Iterable[Citation], statutes: Statutes, laws: Mapping[str, str]) -> tuple[Resolution, ...]:
    """Look every citation up. `laws`: short name → law id."""
    return tuple(_resolve(citation, statutes, laws) for citation in citations)


def _resolve(citation: Citation, statutes: Statutes, laws: Mapping[str, str]) -> Resolution:
    if citation.law not in laws:
        return Resolution(citation, Status.UNRESOLVED, problem=f"法令の略称 {citation.law!r} が分かりません")
    law_id = laws[citation.law]
    try:
        found = statutes.search(law_id, citation.version, citation.provision)
    except AddressError as error:
        return Resolution(citation, Status.UNRESOLVED, problem=str(error))
    if found is None:
        return _absent(citation, statutes.versions(law_id))
    if missing := [span for span, text in found.items() if text is None]:
        return Resolution(
            citation, Status.UNRESOLVED, problem=f"この版に {'、'.join(map(_name, missing))} がありません"
        )
    excerpt = " ".join(text for text in found.values() if text).replace("\n", " ")
    return Resolution(citation, Status.RESOLVED, excerpt[:_EXCERPT])


def _absent(citation: Citation, stored: Sequence[date]) -> Resolution:
    """A version that is not there: outside of those stored, or between two of them, where it should be."""
    if not stored:
        return Resolution(citation, Status.NOT_STORED, problem="この法令は保存していません（保存外）")
    if not stored[0] < citation.version < stored[-1]:
        problem = f"保存している版（{stored[0]}〜{stored[-1]}）の外です（保存外）"
        return Resolution(citation, Status.NOT_STORED, problem=problem)
    near = max(version for version in stored if version < citation.version)
    problem = f"{citation.version} の版がありません。この日に効力がある版は {near} です"
    return Resolution(citation, Status.UNRESOLVED, problem=problem)


def _name(span: Span) -> str:
    first, last = "".join(span.first), "".join(span.last)
    return first if first == last else f"{first}〜{last}"


@dataclass(frozen=True)
class Interim:
    """Of two texts with one date only the later is the law; `later` says which words or provision tell them apart."""

    law: str
    version: date
    provision: str
    phrase: str | None  # the later text has it there; None: the later text has no such provision
    why: str


INTERIM = (
    Interim("核おそれ省令", _DAY_OF_TWO, "別表6号", None, "別表6号が残っているのは改正途中の版です"),
    Interim("輸出令", _DAY_OF_TWO, "附則3項", "第四条第三項第二号ハ", "附則3項の引用が古いのは改正途中の版です"),
)


def interim(statutes: Statutes, laws: Mapping[str, str]) -> tuple[Interim, ...]:
    """The versions whose stored text is the earlier one of two with the same date."""
    return tuple(one for one in INTERIM if _is_interim(one, statutes, laws.get(one.law, "")))


def _is_interim(one: Interim, statutes: Statutes, law_id: str) -> bool:
    found = statutes.search(law_id, one.version, one.provision)
    if found is None:
        return False
    text = "".join(text or "" for text in found.values())
    return bool(text) if one.phrase is None else one.phrase not in text


@dataclass(frozen=True)
class Amendment:
    """A provision that rules rest on reads otherwise from `new_version` on; `new_text` None: it is gone.

    `old_text` is None where the text reviewed is not stored. `new_sha256` is empty for a provision that is gone.
    """

    rules: tuple[str, ...]
    law: str
    provision: str
    old_version: date
    old_text: str | None
    new_version: date
    new_text: str | None

    @property
    def new_sha256(self) -> str:
        """What a review of this amendment refers to."""
        return "" if self.new_text is None else digest(self.new_text)


@dataclass(frozen=True)
class Grounds:
    """What a rule base rests on: its citations, short name → law id, and the texts reviewed for it."""

    citations: tuple[Citation, ...]
    laws: Mapping[str, str]
    lock: Lock


def lock(grounds: Grounds, statutes: Statutes) -> Lock:
    """The lock of all citations that can be looked up.

    A text counts as reviewed in the version cited and in those after it as long as it stays the same. What the
    lock of `grounds` says was reviewed later stays, for the same citation.
    """
    keys = dict.fromkeys((c.law, c.provision, c.version) for c in grounds.citations if c.law in grounds.laws)
    entries = (_locked(key, grounds, statutes) for key in keys)
    return Lock(tuple(sorted((entry for entry in entries if entry), key=lambda entry: entry.key)))


def _locked(key: tuple[str, str, date], grounds: Grounds, statutes: Statutes) -> Locked | None:
    law, provision, version = key
    before, law_id = grounds.lock.by_key.get(key), grounds.laws[law]
    history = [(day, sha) for day, sha in _history(law_id, provision, statutes) if day >= version]
    cited_sha = dict(history).get(version)
    if not history or history[0][1] is None or (version in statutes.versions(law_id) and cited_sha is None):
        return before
    reviewed = history[0]
    if before and before.reviewed and before.reviewed > reviewed[0] and before.sha256 == cited_sha:
        reviewed = (before.reviewed, before.reviewed_sha256)
    for day, sha in history:
        if day > reviewed[0]:
            if sha != reviewed[1]:
                break
            reviewed = (day, sha)
    return Locked(law, provision, version, cited_sha, *reviewed)


def _history(law_id: str, provision: str, statutes: Statutes) -> list[tuple[date, str | None]]:
    """The hash of a provision in each stored version; empty for what is no address."""
    try:
        texts = [(day, statutes.text(law_id, day, provision)) for day in statutes.versions(law_id)]
    except AddressError:
        return []
    return [(day, None if text is None else digest(text)) for day, text in texts]


def accept(lock: Lock, amendment: Amendment) -> Lock:
    """The lock after the maintainers found that the rules hold under the new text as well."""
    sha256 = amendment.new_sha256 or None
    changed = (
        replace(entry, reviewed=amendment.new_version, reviewed_sha256=sha256)
        if (entry.law, entry.provision) == (amendment.law, amendment.provision)
        and entry.reviewed is not None
        and entry.reviewed <= amendment.new_version
        else entry
        for entry in lock.entries
    )
    return Lock(tuple(changed))


def unlocked(grounds: Grounds) -> tuple[Citation, ...]:
    """Citations that the lock does not know: it was not written anew after the rules changed."""
    keys = grounds.lock.by_key
    return tuple(c for c in grounds.citations if (c.law, c.provision, c.version) not in keys)


def amendments(grounds: Grounds, statutes: Statutes) -> tuple[Amendment, ...]:
    """Every change of wording since the text reviewed, in stored versions that begin while a citing rule is in time.

    A rule that cites the new wording beside the old one knows it already.
    """
    found: dict[Amendment, tuple[str, ...]] = {}
    for entry in grounds.lock.entries:
        law_id = grounds.laws.get(entry.law)
        citing = [c for c in grounds.citations if (c.law, c.provision, c.version) == entry.key]
        for amendment in _changes(entry, law_id, statutes) if citing and law_id else ():
            rules = (c.rule for c in citing if _touches(amendment, c, grounds))
            found[amendment] = (*found.get(amendment, ()), *rules)
    return tuple(replace(one, rules=tuple(dict.fromkeys(rules))) for one, rules in found.items() if rules)


def _touches(amendment: Amendment, citation: Citation, grounds: Grounds) -> bool:
    """Whether the rule is still in time when the new text begins, and cites it nowhere."""
    if citation.until is not None and amendment.new_version > citation.until:
        return False
    same = (citation.rule, citation.law, citation.provision)
    beside = (c for c in grounds.citations if (c.rule, c.law, c.provision) == same)
    entries = (grounds.lock.by_key.get((c.law, c.provision, c.version)) for c in beside)
    return not any(entry and amendment.new_sha256 in (entry.sha256, entry.reviewed_sha256) for entry in entries)


def _changes(entry: Locked, law_id: str, statutes: Statutes) -> Iterator[Amendment]:
    """The texts after the one reviewed that differ from the one before them, and are not the reviewed one again."""
    if entry.reviewed is None:
        return
    last_day, last_sha, last = entry.reviewed, entry.reviewed_sha256, _reviewed_text(entry, law_id, statutes)
    for day in statutes.versions(law_id):
        if day < entry.reviewed:
            continue
        text = statutes.text(law_id, day, entry.provision)
        sha = None if text is None else digest(text)
        if sha == last_sha or _counted_away(entry, law_id, day, statutes):
            continue
        if sha != entry.reviewed_sha256:
            yield Amendment((), entry.law, entry.provision, last_day, last, day, text)
        last_day, last_sha, last = day, sha, text


def _counted_away(entry: Locked, law_id: str, day: date, statutes: Statutes) -> bool:
    return statutes.keeps(law_id, day, entry.provision, entry.reviewed_sha256 or "")


def _reviewed_text(entry: Locked, law_id: str, statutes: Statutes) -> str | None:
    """The text that was reviewed, from whichever stored version has it; None when none has."""
    for day in reversed([day for day in statutes.versions(law_id) if entry.reviewed and day <= entry.reviewed]):
        text = statutes.text(law_id, day, entry.provision)
        if text is not None and digest(text) == entry.reviewed_sha256:
            return text
    return None
