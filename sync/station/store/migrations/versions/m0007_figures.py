"""What the supervisor's figures are drawn from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Lay the tables, and find appearances and endings by their time."""
    op.create_table(
        "findings",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("check_in_id", sa.String(length=64), nullable=False),
        sa.Column("appearance_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("caught", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.check_in_id"], name=op.f("fk_findings_check_in_id_check_ins")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_findings")),
    )
    op.create_index("ix_findings_at", "findings", ["at"])
    op.create_table(
        "day_tallies",
        sa.Column("on_day", sa.Date(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("sought", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("on_day", name=op.f("pk_day_tallies")),
    )
    op.create_index("ix_appearances_completed_at", "appearances", ["completed_at"])
    op.create_index("ix_check_ins_decided_at", "check_ins", ["decided_at"])
