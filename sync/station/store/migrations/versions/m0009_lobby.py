"""What a person who is sent back is to mend, and numbers for other services."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column, lay the table."""
    op.add_column("check_ins", sa.Column("mend_topics", sa.Text(), server_default="[]", nullable=False))
    op.create_table(
        "numbers",
        sa.Column("number_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("ticket", sa.String(length=20), nullable=False),
        sa.Column("ticket_day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("taken_at", sa.String(length=32), nullable=False),
        sa.Column("accepted_at", sa.String(length=32), nullable=False),
        sa.Column("called_to", sa.String(length=40), server_default="", nullable=False),
        sa.Column("called_at", sa.String(length=32), nullable=True),
        sa.Column("ended_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("number_id", name=op.f("pk_numbers")),
    )
    op.create_index("ix_numbers_taken_at", "numbers", ["taken_at"])
