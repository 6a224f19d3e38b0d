"""Conversation: questions that belong together, each with its answer, as stored. Types only; field names are a contract."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Exchange:
    """A question and its answer. `request` is what was sent (only the fields that were sent).

    `understood` is the request as it was answered: the question made complete, with the date, sources and facts that
    the conversation added. `today` was the day, `after` the last turn that was known. `answer` is the object of `/v1/ask`.
    """

    asked_at: datetime
    today: date
    after: int
    request: dict[str, Any]
    understood: dict[str, Any]
    answer: dict[str, Any]


@dataclass(frozen=True)
class Turn(Exchange):
    """A stored exchange; `number` counts from 1, in the order in which they were stored."""

    number: int


@dataclass(frozen=True)
class Conversation:
    """A conversation with all its turns."""

    conversation_id: str
    created_at: datetime
    changed_at: datetime
    turns: tuple[Turn, ...]

    @property
    def title(self) -> str:
        """Its first question."""
        return str(self.turns[0].request.get("question", "")) if self.turns else ""


@dataclass(frozen=True)
class Summary:
    """A conversation in a list; `title` is its first question as typed."""

    conversation_id: str
    created_at: datetime
    changed_at: datetime
    turns: int
    title: str


@dataclass(frozen=True)
class Difference:
    """A field of an answer that came out otherwise; `error` where there was no answer this time."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Replayed:
    """A turn asked again: `same` when nothing that is said differs. The receipts tell what it rests on, then and now."""

    number: int
    answer_id: str | None
    same: bool
    differences: tuple[Difference, ...]
    receipt_before: dict[str, Any]
    receipt_now: dict[str, Any] | None
