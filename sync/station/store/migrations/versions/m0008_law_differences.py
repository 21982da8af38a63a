"""The change-of-law worklist."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Lay the table; everybody is counted anew, so that it fills."""
    op.create_table(
        "law_differences",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("differs", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_law_differences_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("registrant_id", "place", name=op.f("pk_law_differences")),
    )
    op.create_index("ix_law_differences_differs", "law_differences", ["differs", "registrant_id", "place"])
    op.execute("DELETE FROM counted")
