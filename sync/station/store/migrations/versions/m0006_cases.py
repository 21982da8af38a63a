"""Failure-to-report cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=24), server_default="", nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("steps", sa.Integer(), server_default="0", nullable=False),
        sa.Column("letters", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_step", sa.String(length=24), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"], ["registrants.registrant_id"], name=op.f("fk_cases_registrant_id_registrants")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_code", "cases", ["code", "opened_on"])
    op.create_index("ix_cases_registrant_id", "cases", ["registrant_id", "opened_on"])
    op.create_index(
        "uq_cases_open",
        "cases",
        ["registrant_id"],
        unique=True,
        sqlite_where=sa.text("code = ''"),
        postgresql_where=sa.text("code = ''"),
    )
