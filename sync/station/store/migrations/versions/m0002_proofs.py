"""Spools, enrolment codes, checkpoints of the log, and kiosks that are to send again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.station.store.tables import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add them; spools are counted from the envelopes that are there."""
    _spools()
    _enrolments()
    _checkpoints()
    op.add_column("kiosks", sa.Column("send_again", sa.Boolean(), nullable=False, server_default=sa.false()))


def _spools() -> None:
    op.create_table(
        "spools",
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("spool", sa.String(length=16), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("held", "highest", "missing", "unsent")
        ),
        sa.Column("told_at", Instant(length=32), nullable=True),
        sa.PrimaryKeyConstraint("kiosk_id", "spool", name=op.f("pk_spools")),
    )
    op.execute(
        "INSERT INTO spools (kiosk_id, spool, held, highest)"
        " SELECT kiosk_id, spool, count(*), max(sequence) FROM envelopes GROUP BY kiosk_id, spool"
    )


def _enrolments() -> None:
    op.create_table(
        "enrolments",
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", Instant(length=32), nullable=False),
        sa.Column("ends_at", Instant(length=32), nullable=False),
        sa.Column("used_at", Instant(length=32), nullable=True),
        sa.PrimaryKeyConstraint("code_sha256", name=op.f("pk_enrolments")),
    )


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("made_at", Instant(length=32), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("told_at", Instant(length=32), nullable=True),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_checkpoints")),
    )
