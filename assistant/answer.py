"""Answer and its parts: what `/v1/ask` and `gaihi ask` return. Field names are a contract (ARCHITECTURE.md)."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ingest.citation import Citation


class Status(StrEnum):
    """How a question was met."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"
    NEEDS_DETERMINATION = "needs_determination"


class Reason(StrEnum):
    """Why a question was not, or not fully, answered."""

    NOT_IN_CORPUS = "not_in_corpus"
    SUPERSEDED_ONLY = "superseded_only"
    NEEDS_FACTS = "needs_facts"
    CONFLICT = "conflict"
    OUT_OF_SCOPE = "out_of_scope"


class Origin(StrEnum):
    """Who made a statement: cut from a passage, written by a model from evidence, or a result of the rules."""

    EXTRACT = "extract"
    MODEL = "model"
    RULE = "rule"


class AsOfFrom(StrEnum):
    """Where the date of an answer came from."""

    DEFAULT = "default"
    REQUEST = "request"
    QUESTION = "question"


@dataclass(frozen=True)
class Statement:
    """One sentence, list item or table row shown as fact; `citations` are numbers of citations, never empty."""

    text: str
    citations: tuple[int, ...]
    origin: Origin = Origin.EXTRACT


@dataclass(frozen=True)
class Notice:
    """Something the reader must know beside the answer; `text` is Japanese."""

    code: str
    text: str


@dataclass(frozen=True)
class ProposedFact:
    """A fact for the rule check that was read out of the question; it counts once the user confirms it."""

    fact: str
    value: str | int | float | tuple[str, ...]
    span: tuple[int, int]


@dataclass(frozen=True)
class Receipt:
    """What an answer rests on, so that it can be replayed; `elapsed_ms` is the only field that varies."""

    index: str
    rules: str | None
    model: str | None
    prompt: str | None
    code: str
    elapsed_ms: float


@dataclass(frozen=True)
class Answer:
    """The answer to a question on a date."""

    answer_id: str
    conversation_id: str
    question: str
    as_of: date
    as_of_from: AsOfFrom
    status: Status
    reason: Reason | None
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    closest: tuple[str, ...]
    next_step: str | None
    proposed_facts: tuple[ProposedFact, ...]
    determination: dict[str, Any] | None
    notices: tuple[Notice, ...]
    receipt: Receipt


def as_json(value: Any) -> Any:
    """Any of this package's results as plain JSON values: dates in ISO form, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "__dataclass_fields__"):
        return as_json(asdict(value))
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value
