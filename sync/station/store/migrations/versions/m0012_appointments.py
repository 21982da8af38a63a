"""Appointments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Lay the table."""
    op.create_table(
        "appointments",
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("lane", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.String(length=120), nullable=False),
        sa.Column("booked_at", sa.String(length=32), nullable=False),
        sa.Column("cancelled_at", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_appointments_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_appointments")),
    )
    op.create_index("ix_appointments_day", "appointments", ["day", "starts"])
    op.create_index("ix_appointments_registrant_id", "appointments", ["registrant_id", "day"])
