"""What belongs to a person or a check-in is found without reading everybody's, withdrawn or not."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Two indexes beside those that hold only what stands."""
    op.create_index("ix_appearances_check_in_id", "appearances", ["check_in_id"])
    op.create_index(
        "ix_registrant_versions_registrant_id", "registrant_versions", ["registrant_id", "row_id"]
    )
