"""Invariants: what must hold of every answer on any day, checked independently of the code that cites.

Standing is judged here anew: from the dates of the registry and the passages, the phrases and sections of
`superseded.toml`, and for statutes from the stored version files themselves.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.hit import PassageView
from assistant.request import AskRequest
from evals.case import Case
from evals.score import Answering
from ingest.citation import Citation
from ingest.fold import squeeze
from ingest.settings import CORPUS

RULES = ("uncited", "not_verbatim", "unpublished", "not_the_law")
_ENFORCED = re.compile(r'^\s*enforced_at:\s*"?(\d{4}-\d{2}-\d{2})', re.MULTILINE)
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Violation:
    """One broken invariant: `rule` is one of `RULES`."""

    rule: str
    as_of: date
    question: str
    detail: str


@dataclass(frozen=True)
class DayChecked:
    """The suite's answers on one day: how much was checked and what was broken. None: each on its case's own day."""

    as_of: date | None
    answers: int
    statements: int
    citations: int
    broken: tuple[tuple[str, int], ...]
    violations: tuple[Violation, ...]


@dataclass(frozen=True)
class StatuteText:
    """Stored wordings of one law: (day of entry into force, its text without signs), ascending."""

    versions: tuple[tuple[date, str], ...]

    def in_force(self, quote: str, day: date) -> bool | None:
        """Whether the wording in force on `day` contains the quote; None when nothing is stored for that day."""
        text = next((text for since, text in reversed(self.versions) if since <= day), None)
        return None if text is None else _bare(quote) in text


@dataclass(frozen=True)
class Law:
    """What the check knows of the law by itself."""

    published: Mapping[str, date]
    statuses: tuple[Mapping[str, Any], ...] = ()
    statutes: Mapping[str, StatuteText] = field(default_factory=dict)


def load_law(home: Path, corpus: Path = CORPUS) -> Law:
    """The registry's dates, `superseded.toml` as written, and the registered statute versions under `home`."""
    registry = tomllib.loads((corpus / "sources.toml").read_text(encoding="utf-8"))["source"]
    statuses = tomllib.loads((corpus / "superseded.toml").read_text(encoding="utf-8")).get("status", [])
    statutes = {
        entry["id"]: StatuteText(tuple(sorted(_versions(home / "library" / entry["id"]))))
        for entry in registry
        if entry["kind"] == "statute"
    }
    published = {e["id"]: first_day(e["published"]) for e in registry if e.get("published")}
    return Law(published, tuple(statuses), {key: text for key, text in statutes.items() if text.versions})


def first_day(published: str) -> date:
    """First day of `YYYY-MM` or `YYYY-MM-DD`."""
    return date.fromisoformat(published if len(published) > 7 else f"{published}-01")


def _versions(folder: Path) -> Iterator[tuple[date, str]]:
    for path in folder.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if since := _ENFORCED.search(text):
            yield date.fromisoformat(since[1]), _bare(text)


def _bare(text: str) -> str:
    """Letters and digits alone: tables and list marks differ between a file and its passages."""
    return _SIGNS.sub("", squeeze(text))


def check_days(cases: Sequence[Case], assistant: Answering, days: Iterable[date], law: Law) -> tuple[DayChecked, ...]:
    """Ask every question on every day and check the answers."""
    checked = []
    for day in days:
        requests = [AskRequest(question=case.question, as_of=day, conversation_id=None) for case in cases]
        answers = [assistant.ask(request) for request in requests]
        checked.append(check_answers(day, answers, assistant, law))
    return tuple(checked)


def check_answers(day: date | None, answers: Sequence[Answer], assistant: Answering, law: Law) -> DayChecked:
    """All violations of some answers."""
    found = tuple(violation for answer in answers for violation in violations(answer, assistant, law))
    return DayChecked(
        as_of=day,
        answers=len(answers),
        statements=sum(len(answer.statements) for answer in answers),
        citations=sum(len(answer.citations) for answer in answers),
        broken=tuple((rule, sum(one.rule == rule for one in found)) for rule in RULES),
        violations=found,
    )


def violations(answer: Answer, assistant: Answering, law: Law) -> Iterator[Violation]:
    """Every invariant one answer breaks."""

    def broken(rule: str, detail: str) -> Violation:
        return Violation(rule, answer.as_of, answer.question, detail)

    numbers = {citation.n for citation in answer.citations}
    for statement in answer.statements:
        if not statement.citations or not set(statement.citations) <= numbers:
            yield broken("uncited", statement.text)
    for citation in answer.citations:
        passage = assistant.passage(citation.passage_id, answer.as_of)
        if not citation.quote.strip() or citation.quote not in passage.text or citation.passage != passage.text:
            yield broken("not_verbatim", f"{citation.passage_id}: {citation.quote}")
        if unpublished(passage, law, answer.as_of):
            yield broken("unpublished", citation.passage_id)
        if why := not_the_law(citation, passage, law, answer.as_of):
            yield broken("not_the_law", f"{citation.passage_id}: {why}: {citation.quote}")
    for passage_id in answer.closest:
        if unpublished(assistant.passage(passage_id, answer.as_of), law, answer.as_of):
            yield broken("unpublished", passage_id)


def unpublished(passage: PassageView, law: Law, day: date) -> bool:
    """Whether the passage's document was not yet published, or its wording not yet in force, on `day`."""
    if passage.kind == "statute":
        return passage.valid_from is None or passage.valid_from > day
    published = law.published.get(passage.source_id) or first_day(passage.published)
    return published > day


def not_the_law(citation: Citation, passage: PassageView, law: Law, day: date) -> str:
    """Why a quote may not be cited as it is marked: it is not the law of `day`, yet not marked so; else empty."""
    if passage.kind == "statute":
        return _not_in_force(citation, passage, law, day) if citation.in_force is not False else ""
    if citation.in_force is False:
        return ""
    named = [s for s in _of_source(law, passage) if _names(s, passage.edition, citation.quote)]
    around = [s for s in _of_source(law, passage) if _covers(s, passage.heading)]
    wrong = [str(status["id"]) for status in named or around if not _law_on(status, day)]
    return f"{'・'.join(wrong)} の文なのに in_force={citation.in_force}" if wrong else ""


def _not_in_force(citation: Citation, passage: PassageView, law: Law, day: date) -> str:
    if passage.valid_to is not None and passage.valid_to <= day:
        return f"{passage.valid_to} までの条文"
    stored = law.statutes.get(passage.source_id)
    if stored is None or passage.edition == "digest":
        return ""
    known = stored.in_force(citation.quote, day)
    return "" if known else f"{day} に施行されている版にない文言"


def _of_source(law: Law, passage: PassageView) -> list[Mapping[str, Any]]:
    return [status for status in law.statuses if status["source"] == passage.source_id]


def _names(status: Mapping[str, Any], edition: str, quote: str) -> bool:
    phrases = status.get("digest_phrases" if edition == "digest" else "phrases", [])
    return any(squeeze(phrase) in squeeze(quote) for phrase in phrases)


def _covers(status: Mapping[str, Any], heading: Sequence[str]) -> bool:
    return any(squeeze(title).startswith(squeeze(one)) for one in status.get("sections", []) for title in heading)


def _law_on(status: Mapping[str, Any], day: date) -> bool:
    """Whether a marked statement is the law of a day: superseded until, announced from `on`; a proposal never is."""
    on = status.get("on")
    if status["kind"] == "superseded":
        return on is not None and day < on
    return status["kind"] == "announced" and on is not None and on <= day
