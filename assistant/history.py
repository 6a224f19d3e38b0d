"""History: the conversations in the database: added to, listed, read, deleted. Answers nothing itself.

A turn is added in one transaction that begins by counting it: writers of one conversation wait for each other there,
so every turn gets its own number and none is lost.
"""

import secrets
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Row, Select, delete, func, insert, select, tuple_, update

from assistant.conversation import Conversation, Exchange, Summary, Turn
from assistant.errors import UnknownConversationError
from assistant.storage.database import Database
from assistant.storage.table import ConversationRow, TurnRow
from ingest.settings import Settings

RECENT = 4  # turns before a question that may count for it
_HINT = "gaihi conversations list か GET /v1/conversations で確かめてください。"


def new_id() -> str:
    """A fresh id: random, because it names a record and not what was asked."""
    return f"c-{secrets.token_hex(12)}"


class History:
    """The stored conversations. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, conversation_id: str, exchange: Exchange) -> None:
        """Store a new conversation with its first turn. Raises StorageError."""
        with self._database.write() as connection:
            at = exchange.asked_at
            connection.execute(
                insert(ConversationRow).values(id=conversation_id, created_at=at, changed_at=at, turns=1)
            )
            connection.execute(insert(TurnRow).values(**_columns(conversation_id, 1, exchange)))

    def add(self, conversation_id: str, exchange: Exchange) -> None:
        """Store the next turn of a conversation. Raises UnknownConversationError, StorageError."""
        row = ConversationRow
        count = (
            update(row)
            .where(row.id == conversation_id)
            .values(turns=row.turns + 1, changed_at=exchange.asked_at)
            .returning(row.turns)
        )
        with self._database.write() as connection:
            number = connection.execute(count).scalar_one_or_none()
            if number is None:
                raise _unknown(conversation_id)
            connection.execute(insert(TurnRow).values(**_columns(conversation_id, number, exchange)))

    def recent(self, conversation_id: str) -> tuple[Turn, ...]:
        """The last turns of a conversation, as many as a question is understood by.

        Raises UnknownConversationError, StorageError.
        """
        turn = TurnRow.__table__
        wanted = select(turn).where(turn.c.conversation_id == conversation_id).order_by(turn.c.number.desc())
        with self._database.read() as connection:
            rows = connection.execute(wanted.limit(RECENT)).all()
        if not rows:
            raise _unknown(conversation_id)
        return tuple(_turn(row) for row in reversed(rows))

    def conversation(self, conversation_id: str) -> Conversation:
        """A conversation with all its turns. Raises UnknownConversationError, StorageError."""
        with self._database.read() as connection:
            found = connection.execute(_named(conversation_id)).one_or_none()
            if found is None:
                raise _unknown(conversation_id)
            rows = connection.execute(
                select(TurnRow.__table__).where(TurnRow.conversation_id == conversation_id).order_by(TurnRow.number)
            ).all()
        return Conversation(found.id, found.created_at, found.changed_at, tuple(_turn(row) for row in rows))

    def summaries(self, limit: int, before: str | None = None) -> tuple[Summary, ...]:
        """The conversations, the last changed first; `before`: those behind this one in that order.

        Raises UnknownConversationError, StorageError.
        """
        row, first = ConversationRow, TurnRow
        wanted = (
            select(row.id, row.created_at, row.changed_at, func.count(first.number).label("turns"))
            .join(first, first.conversation_id == row.id)
            .group_by(row.id, row.created_at, row.changed_at)
            .order_by(row.changed_at.desc(), row.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            if before is not None:
                mark = connection.execute(_named(before)).one_or_none()
                if mark is None:
                    raise _unknown(before)
                wanted = wanted.where(tuple_(row.changed_at, row.id) < tuple_(mark.changed_at, mark.id))
            rows = connection.execute(wanted).all()
            ids = [one.id for one in rows]
            titles = connection.execute(
                select(first.conversation_id, first.request).where(first.conversation_id.in_(ids), first.number == 1)
            )
            named = {one.conversation_id: str(one.request.get("question", "")) for one in titles}
        return tuple(Summary(one.id, one.created_at, one.changed_at, one.turns, named.get(one.id, "")) for one in rows)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with all its turns. Raises UnknownConversationError, StorageError."""
        with self._database.write() as connection:
            gone = connection.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
            if gone.rowcount == 0:
                raise _unknown(conversation_id)
        self._database.scrub()


def open_history(settings: Settings) -> History | None:
    """The history that the settings name; None where they switch it off. Nothing is opened yet."""
    return History(Database(settings)) if settings.history else None


def _named(conversation_id: str) -> "Select[str, datetime, datetime]":
    row = ConversationRow
    return select(row.id, row.created_at, row.changed_at).where(row.id == conversation_id)


def _columns(conversation_id: str, number: int, exchange: Exchange) -> dict[str, object]:
    return {"conversation_id": conversation_id, "number": number, **asdict(exchange)}


def _turn(row: "Row[tuple[object, ...]]") -> Turn:
    return Turn(**{key: value for key, value in row._mapping.items() if key != "conversation_id"})


def _unknown(conversation_id: str) -> UnknownConversationError:
    return UnknownConversationError(f"会話 {conversation_id[:100]!r} はありません。", hint=_HINT)
