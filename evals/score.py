"""Score: what one case got, and what was read as its answer. Asks the assistant; judges with `evals.metrics`."""

import hashlib
import json
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.answer import Answer, Status, as_json
from assistant.hit import PassageView, SearchHit, SearchResult, SourceView
from assistant.request import AskRequest, SearchRequest
from evals.case import Case, Expect, Half
from evals.metrics import first_rank, missing_facts, stated_forbidden

TOP = 10  # passages looked at for a hit
DEEP = 100  # passages looked at to say where a missed one stands
_START = 40  # characters of a passage shown


class Answering(Protocol):
    """What is evaluated: `assistant.assistant.Assistant`, or the fake of the tests."""

    def ask(self, request: AskRequest) -> Answer:
        """The answer to a question."""

    def search(self, request: SearchRequest) -> SearchResult:
        """The best passages for a query."""

    def passage(self, passage_id: str, as_of: date | None = None) -> PassageView:
        """One passage."""

    def sources(self) -> tuple[SourceView, ...]:
        """All sources of the index."""

    def generation(self) -> str | None:
        """Id of the generation that answers."""


@dataclass(frozen=True)
class Found:
    """Result of a search for a case. `rank`: first passage with evidence, None beyond `TOP`; `deep`: up to `DEEP`."""

    rank: int | None
    deep: int | None
    tops: tuple[str, ...]  # source, locator and first characters of the first three passages
    longest: int  # characters of the longest passage found


@dataclass(frozen=True)
class Met:
    """How a case was met by an answer. `correct` is None where no facts are required."""

    status: Status
    correct: bool | None
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    statements: tuple[str, ...]
    fingerprint: str  # of the whole answer, elapsed time aside

    @property
    def length(self) -> int:
        """Characters of all statements."""
        return sum(len(text) for text in self.statements)


@dataclass(frozen=True)
class Score:
    """One scored case. `found` is None without evidence in the index, `met` None when only the search was scored."""

    case: Case
    found: Found | None
    met: Met | None
    answer: Answer | None
    search_ms: float | None
    ask_ms: float | None


def score(case: Case, assistant: Answering, *, originals: frozenset[str], asking: bool = True) -> Score:
    """Search and ask for one case. `originals`: sources whose own wording is indexed, so that evidence can be found."""
    found, search_ms = None, None
    if case.source in originals:
        found, search_ms = _search(case, assistant)
    if not asking:
        return Score(case, found, None, None, search_ms, None)
    started = time.perf_counter()
    answer = assistant.ask(AskRequest(question=case.question, as_of=case.as_of, conversation_id=None))
    ask_ms = (time.perf_counter() - started) * 1000
    return Score(case, found, judge(case, answer), answer, search_ms, ask_ms)


def judge(case: Case, answer: Answer) -> Met:
    """Whether an answer holds what the case requires and nothing it forbids."""
    texts = tuple(statement.text for statement in answer.statements)
    missing = missing_facts(texts, case.required)
    forbidden = stated_forbidden(texts, case.forbidden)
    correct = not missing and not forbidden if case.expect is Expect.ANSWERED else None
    return Met(answer.status, correct, missing, forbidden, texts, fingerprint(answer))


def fingerprint(answer: Answer) -> str:
    """Hash of an answer's JSON, elapsed time aside: the same input must give the same."""
    untimed = replace(answer, receipt=replace(answer.receipt, elapsed_ms=0.0))
    text = json.dumps(as_json(untimed), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _search(case: Case, assistant: Answering) -> tuple[Found, float]:
    started = time.perf_counter()
    hits = assistant.search(SearchRequest(query=case.question, k=TOP, as_of=case.as_of)).hits
    elapsed = (time.perf_counter() - started) * 1000
    rank = first_rank([hit.text for hit in hits], case.evidence)
    deep = rank
    if rank is None and case.half is Half.TUNE:  # only for the list of failures, which shows this half alone
        more = assistant.search(SearchRequest(query=case.question, k=DEEP, as_of=case.as_of)).hits
        deep = first_rank([hit.text for hit in more], case.evidence)
    longest = max((len(hit.text) for hit in hits), default=0)
    return Found(rank, deep, tuple(_place(hit) for hit in hits[:3]), longest), elapsed


def _place(hit: SearchHit) -> str:
    start = " ".join(hit.text[:_START].split())
    return " ".join(part for part in (hit.source_id, hit.locator, f"「{start}…」") if part)
