"""What people are searched by, in one order of letters, whichever the database has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """PostgreSQL's column takes the order that SQLite has anyhow; its index is made anew with it."""
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("roster_words", "word", type_=sa.String(60, collation="C"))
