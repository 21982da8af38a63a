"""With which others a letter was written, so that an answer that got lost can be given again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """One more column."""
    op.add_column("reminders", sa.Column("batch_id", sa.String(length=64), server_default="", nullable=False))
    op.create_index("ix_reminders_batch_id", "reminders", ["batch_id"])
