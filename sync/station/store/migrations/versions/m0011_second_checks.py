"""The second-person check of a sample."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "second_checks",
        sa.Column("appearance_id", sa.String(length=64), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("checked_at", sa.String(length=32), nullable=True),
        sa.Column("entry_right", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearances.appearance_id"],
            name=op.f("fk_second_checks_appearance_id_appearances"),
        ),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_second_checks")),
    )
    op.create_index("ix_second_checks_week", "second_checks", ["week"])
