"""Exported: the one place that hands a stored draft to the export, with what is said of it, and the name of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.drafting.draft import State
from assistant.drafting.version import Event, EventKind
from assistant.drafting.view import DraftView, Exported

_TYPES = {
    "markdown": ("md", "text/markdown; charset=utf-8"),
    "html": ("html", "text/html; charset=utf-8"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@dataclass(frozen=True)
class About:
    """What an exported file says of the draft: which version, by whom, where it stands, and who approved that version."""

    draft_id: str
    version: int
    state: State
    author: str
    saved_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    names_verified: bool


def exported(view: DraftView, events: Sequence[Event], form: str) -> Exported:
    """The file of a version: `markdown`, `docx` or `html`. Raises DraftingError for a form that is not there."""
    from assistant.drafting.export import export

    number = view.note.number
    approvals = [one for one in events if one.kind is EventKind.APPROVED and one.version == number]
    last = approvals[-1] if approvals else None
    about = About(
        draft_id=view.head.id,
        version=number,
        state=view.head.state if number == view.head.version else State.DRAFT,
        author=view.note.author,
        saved_at=view.note.at,
        approved_by=last.by if last else None,
        approved_at=last.at if last else None,
        names_verified=False,
    )
    ending, media_type = _TYPES[form]
    return Exported(export(view.draft, about, form), f"{view.head.id}_v{number}.{ending}", media_type)
