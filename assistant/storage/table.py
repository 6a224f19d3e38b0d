"""Table: what is stored, as SQLAlchemy tables; the one place that names them. Holds no queries and opens nothing.

A new table or column comes with a revision in `migrations/versions`; a test compares the two.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ID_LENGTH = 40


class Moment(TypeDecorator[datetime]):
    """A moment, stored in UTC: not every database keeps a time zone."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC without its name. Raises ValueError for a time of no zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables."""


class ConversationRow(Base):
    """A conversation. `turns` counts what was ever added: adding one takes the lock that keeps turns in order."""

    __tablename__ = "conversation"
    __table_args__ = (Index("conversation_changed", "changed_at", "id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    turns: Mapped[int]


class TurnRow(Base):
    """One question with its answer. `after`: number of the last turn that was known when it was asked."""

    __tablename__ = "turn"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    after: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    today: Mapped[date]
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    understood: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)


class DraftRow(Base):
    """A draft: its newest version and where it stands. `approved`: the version approved; `events` counts its events.

    `checked`: the index, rules and day for which it was last looked at for what has moved.
    """

    __tablename__ = "draft"
    __table_args__ = (Index("draft_changed", "changed_at", "id"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(ID_LENGTH))
    title: Mapped[str]
    state: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int]
    events: Mapped[int]
    approved: Mapped[int | None]
    predecessor: Mapped[str | None] = mapped_column(ForeignKey("draft.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    checked: Mapped[str]


class DraftVersionRow(Base):
    """A version of a draft; only ever added. `base`: the version it was made from."""

    __tablename__ = "draft_version"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    base: Mapped[int | None]
    how: Mapped[str] = mapped_column(String(ID_LENGTH))
    author: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    comment: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class DraftEventRow(Base):
    """A comment on a draft, or a step of its review; only ever added."""

    __tablename__ = "draft_event"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(ID_LENGTH))
    version: Mapped[int]
    paragraph: Mapped[str | None]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
