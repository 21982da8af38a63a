"""The tables of the first form that lean on no other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sync.station.store.tables import Instant


def lay() -> None:
    """Lay them."""
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
        sa.Column("candidates", sa.Integer(), server_default="0", nullable=False),
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
