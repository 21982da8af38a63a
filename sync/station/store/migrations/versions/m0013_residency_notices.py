"""Notices to relocate."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "residency_notices",
        sa.Column("notice_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("manner", sa.String(length=20), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=20), server_default="", nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_residency_notices_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_residency_notices")),
    )
    op.create_index("ix_residency_notices_registrant_id", "residency_notices", ["registrant_id", "served_on"])
