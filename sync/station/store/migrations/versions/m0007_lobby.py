"""What a person who is sent back is to mend, and numbers for other services."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("check_ins", sa.Column("mend_topics", sa.Text(), server_default="[]", nullable=False))
