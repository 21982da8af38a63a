"""The first form of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.station.store.tables import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay every table."""
    _accounts()
    _arrivals()
    _audit()
    _check_ins()
    _counters()
    _envelopes()
    _factor_tries()
    _help_calls()
    _kiosks()
    _lookups()
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


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("sign_in_name", sa.String(length=60), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("roles", sa.String(length=120), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("factor", sa.String(length=20), server_default="", nullable=False),
        sa.Column("factor_secret", sa.Text(), server_default="", nullable=False),
        sa.Column("factor_last_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_at", Instant(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_accounts_sign_in_name")),
    )


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("arrival_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("arrival_id", name=op.f("pk_arrivals")),
    )
    op.create_index("ix_arrivals_registrant_id", "arrivals", ["registrant_id", "arrived_at"], unique=False)


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_event", "audit", ["event"], unique=False)


def _check_ins() -> None:
    op.create_table(
        "check_ins",
        sa.Column("check_in_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ticket", sa.String(length=20), nullable=False),
        sa.Column("ticket_day", sa.Date(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.Column("submitted_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("called_to", sa.String(length=40), server_default="", nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.Column("first_place", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("flags", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("check_in_id", name=op.f("pk_check_ins")),
    )
    op.create_index("ix_check_ins_registrant_id", "check_ins", ["registrant_id", "state"], unique=False)
    op.create_index("ix_check_ins_state", "check_ins", ["state", "accepted_at"], unique=False)


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )


def _envelopes() -> None:
    op.create_table(
        "envelopes",
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("spool", sa.String(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("sealed_at", Instant(), nullable=False),
        sa.Column("accepted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_envelopes")),
        sa.UniqueConstraint(
            "kiosk_id", "spool", "sequence", name=op.f("uq_envelopes_kiosk_id_spool_sequence")
        ),
    )


def _factor_tries() -> None:
    op.create_table(
        "factor_tries",
        sa.Column("identity_key", sa.String(length=64), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("identity_key", name=op.f("pk_factor_tries")),
    )


def _help_calls() -> None:
    op.create_table(
        "help_calls",
        sa.Column("help_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("screen", sa.String(length=60), nullable=False),
        sa.Column("wants", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("called_at", Instant(), nullable=False),
        sa.Column("answer", sa.String(length=20), server_default="", nullable=False),
        sa.Column("window", sa.String(length=40), server_default="", nullable=False),
        sa.Column("answered_by", sa.String(length=120), server_default="", nullable=False),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("help_id", name=op.f("pk_help_calls")),
    )
    op.create_index("ix_help_calls_called_at", "help_calls", ["called_at"], unique=False)


def _kiosks() -> None:
    op.create_table(
        "kiosks",
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("letter", sa.String(length=4), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("waiting", sa.Integer(), server_default="0", nullable=False),
        sa.Column("parked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("oldest", Instant(), nullable=True),
        sa.Column("skew_s", sa.Integer(), server_default="0", nullable=False),
        sa.Column("troubles", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("kiosk_id", name=op.f("pk_kiosks")),
        sa.UniqueConstraint("letter", name=op.f("uq_kiosks_letter")),
    )


def _lookups() -> None:
    op.create_table(
        "lookups",
        sa.Column("lookup_id", sa.String(length=64), nullable=False),
        sa.Column("kiosk_id", sa.String(length=40), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("identity_key", sa.String(length=64), nullable=False),
        sa.Column("by_card", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("lookup_id", name=op.f("pk_lookups")),
    )
    op.create_index("ix_lookups_asked_at", "lookups", ["asked_at"], unique=False)


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
