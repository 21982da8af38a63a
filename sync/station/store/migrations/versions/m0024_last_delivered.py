"""When the registry last took anything, found without reading all it ever took."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """One more index."""
    op.create_index("ix_outbox_delivered_at", "outbox", ["delivered_at"])
