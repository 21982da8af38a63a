"""Legal holds and what retention removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "legal_holds",
        sa.Column("hold_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.String(length=120), nullable=False),
        sa.Column("placed_at", sa.String(length=32), nullable=False),
        sa.Column("lifted_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("lifted_at", sa.String(length=32), nullable=True),
        sa.Column("lift_reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_legal_holds")),
    )
    op.create_index("ix_legal_holds_registrant_id", "legal_holds", ["registrant_id"])
    op.create_table(
        "retention_runs",
        sa.Column("run_id", sa.String(length=64), nullable=False),
        sa.Column("series_id", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("verified_by", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("removed_rows", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_retention_runs")),
    )
    op.create_index("ix_retention_runs_at", "retention_runs", ["at"])
