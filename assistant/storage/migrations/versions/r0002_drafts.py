"""Drafts, their versions, and what happened to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "draft",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("approved", sa.Integer(), nullable=True),
        sa.Column("predecessor", sa.String(40), sa.ForeignKey("draft.id"), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("checked", sa.String(), nullable=False),
    )
    op.create_index("draft_changed", "draft", ["changed_at", "id"])
    op.create_table(
        "draft_version",
        sa.Column("draft_id", sa.String(40), sa.ForeignKey("draft.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
    op.create_table(
        "draft_event",
        sa.Column("draft_id", sa.String(40), sa.ForeignKey("draft.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("paragraph", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
    )
