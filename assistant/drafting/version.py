"""Version: what the store keeps of a draft beside its content: who saved what when, and what happened to it since."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from assistant.drafting.draft import Draft, State


class How(StrEnum):
    """How a version came about."""

    CREATED = "created"
    EDITED = "edited"
    REDRAFTED = "redrafted"
    SUCCEEDED = "succeeded"  # begun from an approved draft


class EventKind(StrEnum):
    """What happened to a draft between its versions."""

    COMMENTED = "commented"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    STALE = "stale"
    CURRENT = "current"  # what had moved is as it was again


@dataclass(frozen=True)
class Head:
    """A draft without its content: its newest version and where it stands.

    `approved` is the version approved; `checked` says for which index, rules and day it was looked at.
    """

    id: str
    kind: str
    title: str
    state: State
    version: int
    approved: int | None
    predecessor: str | None
    created_at: datetime
    changed_at: datetime
    checked: str

    @property
    def can_edit(self) -> bool:
        """Whether a new version may be saved: not while in review, and never of what was approved."""
        return self.approved is None and self.state in (State.DRAFT, State.STALE)


@dataclass(frozen=True)
class Note:
    """Who saved a version, when and from which other; `verified` says whether the name is a configured user's."""

    number: int
    base: int | None
    how: How
    author: str
    at: datetime
    comment: str
    verified: bool = False


@dataclass(frozen=True)
class Version:
    """A version with its content."""

    draft_id: str
    note: Note
    draft: Draft


@dataclass(frozen=True)
class Event:
    """A comment or a step. `details`: of an approval the marks confirmed, of staleness what moved."""

    number: int
    kind: EventKind
    version: int
    by: str
    at: datetime
    text: str
    paragraph: str | None
    details: dict[str, Any]
    verified: bool = False


@dataclass(frozen=True)
class Happening:
    """An event before it is stored."""

    kind: EventKind
    version: int
    by: str
    at: datetime
    text: str = ""
    paragraph: str | None = None
    details: dict[str, Any] | None = None
