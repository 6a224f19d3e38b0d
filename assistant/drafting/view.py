"""View: what callers get to see of drafts."""

from dataclasses import dataclass

from assistant.drafting.difference import Difference
from assistant.drafting.draft import Draft
from assistant.drafting.questions import Suggested
from assistant.drafting.review import Placed
from assistant.drafting.stale import Moved
from assistant.drafting.version import Event, Head, Note


@dataclass(frozen=True)
class DraftList:
    """All drafts, the last changed first."""

    drafts: tuple[Head, ...]


@dataclass(frozen=True)
class DraftView:
    """A version of a draft. `moved`: what has moved under the newest version; `can_edit`: whether it may be changed."""

    head: Head
    note: Note
    draft: Draft
    marks: tuple[Placed, ...]
    moved: tuple[Moved, ...]
    can_edit: bool


@dataclass(frozen=True)
class VersionList:
    """The versions of a draft without their content, oldest first."""

    versions: tuple[Note, ...]


@dataclass(frozen=True)
class EventList:
    """Comments and steps of a draft, oldest first."""

    events: tuple[Event, ...]


@dataclass(frozen=True)
class DifferenceView:
    """Two versions side by side."""

    old: Note
    new: Note
    difference: Difference


@dataclass(frozen=True)
class ManuscriptView:
    """The file of a version, to be edited."""

    text: str


@dataclass(frozen=True)
class QuestionList:
    """Suggested questions on a topic."""

    questions: tuple[Suggested, ...]


@dataclass(frozen=True)
class Exported:
    """An exported file."""

    content: bytes
    name: str
    media_type: str
