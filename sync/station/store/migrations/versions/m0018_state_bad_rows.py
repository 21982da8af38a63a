"""The rows of the state's file that could not be read, each with its reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """One more column."""
    op.add_column("state_comparisons", sa.Column("bad_rows", sa.Text(), server_default="", nullable=False))
