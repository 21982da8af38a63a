"""The findings of one visit, which go with it, found without reading all."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """One more index."""
    op.create_index("ix_findings_check_in_id", "findings", ["check_in_id"])
