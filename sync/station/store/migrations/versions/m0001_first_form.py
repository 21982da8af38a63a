"""The first form of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.station.store.migrations import first_tables
from sync.station.store.tables import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay every table."""
    first_tables.lay()
    _photographs()
    _refused_envelopes()
    _registrants()
    _appearances()
    _drafts()
    _outbox()
    _registrant_versions()
    _schedules()
    _second_factors()
    _sessions()


def _photographs() -> None:
    op.create_table(
        "photographs",
        sa.Column("photograph_id", sa.String(length=64), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.String(length=120), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("photograph_id", name=op.f("pk_photographs")),
    )


def _refused_envelopes() -> None:
    op.create_table(
        "refused_envelopes",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_refused_envelopes")),
    )


def _registrants() -> None:
    op.create_table(
        "registrants",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id_number", sa.String(length=40), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("last", sa.String(length=120), nullable=False),
        sa.Column("first", sa.String(length=120), nullable=False),
        sa.Column("registry_id", sa.String(length=60), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("registrant_id", name=op.f("pk_registrants")),
    )
    op.create_index("ix_registrants_birth_date", "registrants", ["birth_date"], unique=False)
    op.create_index("ix_registrants_id_number", "registrants", ["id_number", "birth_date"], unique=False)
    op.create_index("ix_registrants_last", "registrants", ["last", "first"], unique=False)
    op.create_index("ix_registrants_registry_id", "registrants", ["registry_id"], unique=False)


def _appearances() -> None:
    op.create_table(
        "appearances",
        sa.Column("appearance_id", sa.String(length=64), nullable=False),
        sa.Column("check_in_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("asked_digest", sa.String(length=64), nullable=False),
        sa.Column("completed_at", Instant(), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("receipt_number", sa.String(length=30), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("printed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("void_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.check_in_id"], name=op.f("fk_appearances_check_in_id_check_ins")
        ),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_appearances_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_appearances")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_appearances_receipt_number")),
    )
    op.create_index(
        "ix_appearances_registrant_id", "appearances", ["registrant_id", "completed_at"], unique=False
    )
    op.create_index(
        "uq_appearances_standing",
        "appearances",
        ["check_in_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("check_in_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_ins.check_in_id"], name=op.f("fk_drafts_check_in_id_check_ins")
        ),
        sa.PrimaryKeyConstraint("check_in_id", name=op.f("pk_drafts")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("update_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("completed_at", Instant(), nullable=False),
        sa.Column("deadline", Instant(), nullable=False),
        sa.Column("hold_until", Instant(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try_at", Instant(), nullable=False),
        sa.Column("parked_for", sa.String(length=40), nullable=True),
        sa.Column("details", sa.Text(), server_default="[]", nullable=False),
        sa.Column("receipt", sa.String(length=200), server_default="", nullable=False),
        sa.Column("delivered_at", Instant(), nullable=True),
        sa.Column("late_noted", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"], ["registrants.registrant_id"], name=op.f("fk_outbox_registrant_id_registrants")
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_registrant_id", "outbox", ["registrant_id", "version"], unique=False)
    op.create_index("ix_outbox_state", "outbox", ["state", "next_try_at"], unique=False)


def _registrant_versions() -> None:
    op.create_table(
        "registrant_versions",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("appearance_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("withdrawn_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_registrant_versions_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_registrant_versions")),
    )
    op.create_index(
        "uq_registrant_versions_standing",
        "registrant_versions",
        ["registrant_id", "version"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def _schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_schedules_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("registrant_id", "place", name=op.f("pk_schedules")),
    )
    op.create_index("ix_schedules_due", "schedules", ["due"], unique=False)


def _second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_second_factors_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("registrant_id", "kind", name=op.f("pk_second_factors")),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("desk", sa.String(length=40), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["accounts.officer_id"], name=op.f("fk_sessions_officer_id_accounts")
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_officer_id", "sessions", ["officer_id"], unique=False)
