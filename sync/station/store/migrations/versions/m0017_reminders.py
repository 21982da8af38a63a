"""Reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "reminder_choices",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_reminder_choices_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_reminder_choices")),
        sa.UniqueConstraint("choice_id", name=op.f("uq_reminder_choices_choice_id")),
    )
    op.create_index("ix_reminder_choices_registrant_id", "reminder_choices", ["registrant_id", "row_id"])
    op.create_table(
        "reminders",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("next_try_at", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_reminders_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("reminder_id", name=op.f("uq_reminders_reminder_id")),
        sa.UniqueConstraint(
            "registrant_id",
            "channel",
            "last_day",
            "step",
            name=op.f("uq_reminders_registrant_id_channel_last_day_step"),
        ),
    )
    op.create_index("ix_reminders_state", "reminders", ["state", "channel", "next_try_at"])
