"""The comparison with the state's file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "state_comparisons",
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("here", sa.Integer(), nullable=False),
        sa.Column("refused_rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("on_day", name=op.f("pk_state_comparisons")),
    )
    op.create_table(
        "state_exceptions",
        sa.Column("exception_id", sa.String(length=64), nullable=False),
        sa.Column("differing", sa.String(length=16), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("there", sa.Text(), nullable=False),
        sa.Column("here", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("explained", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("explained_by", sa.String(length=120), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("exception_id", name=op.f("pk_state_exceptions")),
    )
    op.create_index("ix_state_exceptions_explained", "state_exceptions", ["explained", "name"])
