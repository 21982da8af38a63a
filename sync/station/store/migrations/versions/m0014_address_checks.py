"""Checks of addresses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "address_checks",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_address_checks_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_address_checks")),
        sa.UniqueConstraint("check_id", name=op.f("uq_address_checks_check_id")),
    )
    op.create_index("ix_address_checks_registrant_id", "address_checks", ["registrant_id", "on_day"])
