"""Who owes what by when, for the supervisor's boards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Lay the tables; the first count fills them."""
    op.create_table(
        "obligations",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("ruleset", sa.String(length=20), nullable=False),
        sa.Column("section", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("tier", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_obligations_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("registrant_id", "place", name=op.f("pk_obligations")),
    )
    op.create_index(
        "ix_obligations_due", "obligations", ["due", "rule_id", "what", "ruleset", "printed", "tier"]
    )
    op.create_table(
        "counted",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("tier", sa.String(length=4), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("first_printed_due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_counted_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("registrant_id", name=op.f("pk_counted")),
    )
    op.create_index("ix_counted_on_day", "counted", ["on_day"])
