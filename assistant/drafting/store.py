"""Store: drafts in the database: begun, saved, read, stepped on. Versions and events are only ever added.

A save is one transaction that begins by moving the draft from the version it was made on to the next: of two that
were made on the same one, the second finds it moved and is told so. Knows no rule of review but who may save.
"""

import secrets
from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select, update

from assistant.answer import as_json
from assistant.drafting.draft import Draft, State
from assistant.drafting.refusals import DraftConflictError, StepError, UnknownDraftError
from assistant.drafting.version import Event, EventKind, Happening, Head, How, Note, Version
from assistant.storage.database import Database
from assistant.storage.table import DraftEventRow, DraftRow, DraftVersionRow

_DRAFT = TypeAdapter(Draft)
_HINT = "gaihi draft list か GET /v1/drafts で確かめてください。"
_HEAD = [column for column in DraftRow.__table__.columns if column.name != "events"]
_NOTE = [column for column in DraftVersionRow.__table__.columns if column.name not in ("draft_id", "content")]
_EVENT = [column for column in DraftEventRow.__table__.columns if column.name != "draft_id"]
_WHY_NOT = {
    State.IN_REVIEW: ("審査中なので、変えられません。", "差し戻し（return）のあとで変えてください。"),
    State.APPROVED: ("承認済みなので、変えられません。", "この文案を引き継ぐ新しい文案（succeed）を作ってください。"),
    State.STALE: ("承認済みなので、変えられません。", "この文案を引き継ぐ新しい文案（succeed）を作ってください。"),
}


class DraftStore:
    """The stored drafts. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, draft: Draft, note: Note, predecessor: str | None = None) -> str:
        """Store a new draft with its first version; its id. Raises StorageError."""
        draft_id = f"d-{secrets.token_hex(8)}"
        row = {
            "id": draft_id, "kind": draft.kind.value, "title": draft.title, "state": State.DRAFT.value, "version": 1,
            "events": 0, "approved": None, "predecessor": predecessor, "created_at": note.at, "changed_at": note.at,
            "checked": "",
        }  # fmt: skip
        with self._database.write() as connection:
            connection.execute(insert(DraftRow).values(**row))
            connection.execute(insert(DraftVersionRow).values(**_version_row(draft_id, note, draft)))
        return draft_id

    def save(self, draft_id: str, draft: Draft, note: Note) -> None:
        """Store version `note.number`, made on the one before it.

        Raises UnknownDraftError, DraftConflictError, StepError, StorageError.
        """
        row = DraftRow
        moved = (
            update(row)
            .where(row.id == draft_id, row.version == note.base, row.approved.is_(None))
            .where(row.state.in_((State.DRAFT.value, State.STALE.value)))
            .values(version=note.number, state=State.DRAFT.value, title=draft.title, changed_at=note.at, checked="")
        )
        with self._database.write() as connection:
            if connection.execute(moved).rowcount == 0:
                raise self._why_not(connection, draft_id, note.base or 0)
            connection.execute(insert(DraftVersionRow).values(**_version_row(draft_id, note, draft)))

    def step(self, draft_id: str, event: Happening, to: State | None, states: Collection[State] = ()) -> None:
        """Store an event; with `to`, the draft must stand in one of `states` at the event's version.

        Raises UnknownDraftError, DraftConflictError, StepError, StorageError.
        """
        row = DraftRow
        moved = update(row).where(row.id == draft_id).values(events=row.events + 1).returning(row.events)
        if to is not None:
            fits = row.state.in_([state.value for state in states])
            moved = moved.where(row.version == event.version, fits).values(state=to.value, changed_at=event.at)
        if event.kind is EventKind.APPROVED:
            moved = moved.values(approved=event.version)
        with self._database.write() as connection:
            number = connection.execute(moved).scalar_one_or_none()
            if number is None:
                raise self._why_not(connection, draft_id, event.version)
            connection.execute(insert(DraftEventRow).values(**_event_row(draft_id, number, event)))

    def checked(self, draft_id: str, version: int, key: str) -> None:
        """Note that a version was looked at for what has moved. Raises StorageError."""
        row = DraftRow
        with self._database.write() as connection:
            connection.execute(update(row).where(row.id == draft_id, row.version == version).values(checked=key))

    def heads(self, limit: int = 500) -> tuple[Head, ...]:
        """All drafts, the last changed first. Raises StorageError."""
        order = (DraftRow.changed_at.desc(), DraftRow.id.desc())
        with self._database.read() as connection:
            return tuple(_head(row) for row in connection.execute(select(*_HEAD).order_by(*order).limit(limit)))

    def head(self, draft_id: str) -> Head:
        """A draft without content. Raises UnknownDraftError, StorageError."""
        with self._database.read() as connection:
            return self._head(connection, draft_id)

    def version(self, draft_id: str, number: int | None = None) -> Version:
        """A version with its content, the newest without a number. Raises UnknownDraftError, StorageError."""
        row = DraftVersionRow
        with self._database.read() as connection:
            wanted = number or self._head(connection, draft_id).version
            found = connection.execute(
                select(*_NOTE, row.content).where(row.draft_id == draft_id, row.number == wanted)
            ).one_or_none()
        if found is None:
            raise UnknownDraftError(f"文案 {draft_id[:60]!r} に版 {wanted} はありません。", hint=_HINT)
        return Version(draft_id, _note(found), _DRAFT.validate_python(found.content))

    def notes(self, draft_id: str) -> tuple[Note, ...]:
        """All versions without content, oldest first. Raises UnknownDraftError, StorageError."""
        row = DraftVersionRow
        with self._database.read() as connection:
            self._head(connection, draft_id)
            found = connection.execute(select(*_NOTE).where(row.draft_id == draft_id).order_by(row.number)).all()
        return tuple(map(_note, found))

    def events(self, draft_id: str) -> tuple[Event, ...]:
        """All events, oldest first. Raises UnknownDraftError, StorageError."""
        row = DraftEventRow
        with self._database.read() as connection:
            self._head(connection, draft_id)
            found = connection.execute(select(*_EVENT).where(row.draft_id == draft_id).order_by(row.number)).all()
        return tuple(Event(**{**one._mapping, "kind": EventKind(one.kind)}) for one in found)

    def _head(self, connection: Connection, draft_id: str) -> Head:
        found = connection.execute(select(*_HEAD).where(DraftRow.id == draft_id)).one_or_none()
        if found is None:
            raise UnknownDraftError(f"文案 {draft_id[:60]!r} はありません。", hint=_HINT)
        return _head(found)

    def _why_not(
        self, connection: Connection, draft_id: str, base: int
    ) -> UnknownDraftError | StepError | DraftConflictError:
        """Why a draft could not be moved: another version, or where it stands."""
        head, row = self._head(connection, draft_id), DraftVersionRow
        if head.version != base:
            wanted = select(row.author, row.at).where(row.draft_id == draft_id, row.number == head.version)
            last = connection.execute(wanted).one()
            return DraftConflictError(draft_id, base=base, version=head.version, author=last.author, at=last.at)
        message, hint = _WHY_NOT.get(head.state, ("今の状態では行えません。", "文案を読み直してください。"))
        return StepError(f"文案 {draft_id} は{message}", hint=hint)


def _version_row(draft_id: str, note: Note, draft: Draft) -> dict[str, Any]:
    return {
        "draft_id": draft_id, "number": note.number, "base": note.base, "how": note.how.value, "author": note.author,
        "at": note.at, "comment": note.comment, "content": as_json(draft),
    }  # fmt: skip


def _event_row(draft_id: str, number: int, event: Happening) -> dict[str, Any]:
    return {
        "draft_id": draft_id, "number": number, "kind": event.kind.value, "version": event.version,
        "paragraph": event.paragraph, "by": event.by, "at": event.at, "text": event.text,
        "details": as_json(event.details or {}),
    }  # fmt: skip


def _head(row: Any) -> Head:
    return Head(**{**row._mapping, "state": State(row.state)})


def _note(row: Any) -> Note:
    return Note(row.number, row.base, How(row.how), row.author, row.at, row.comment)
