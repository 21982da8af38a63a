"""What officers do at the desk beside appearances; and everybody can be found by words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kiosk.registrant import Registrant
from sync.station.store import roster_words
from sync.station.store.form import unpack
from sync.station.store.metadata import Instant
from sync.station.store.tables import REGISTRANT_VERSIONS, REGISTRANTS

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Lay the tables, and write the words by which everybody already on the roster is found."""
    _amendments()
    _attachments()
    _fees()
    _roster_words()
    _efforts()
    _hand_entries()
    _words_of_everybody()


def _words_of_everybody() -> None:
    session = op.get_bind()
    standing = sa.and_(
        REGISTRANTS.c.registrant_id == REGISTRANT_VERSIONS.c.registrant_id,
        REGISTRANTS.c.version == REGISTRANT_VERSIONS.c.version,
        REGISTRANT_VERSIONS.c.withdrawn_at.is_(None),
    )
    rows = session.execute(sa.select(REGISTRANT_VERSIONS.c.record).join(REGISTRANTS, standing)).all()
    for row in rows:
        roster_words.keep(session, unpack(Registrant, row.record))


def _amendments() -> None:
    op.create_table(
        "amendments",
        sa.Column("amendment_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("asked_digest", sa.String(length=64), nullable=False),
        sa.Column("supersedes", sa.String(length=64), server_default="", nullable=False),
        sa.Column("former_receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_amendments_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("amendment_id", name=op.f("pk_amendments")),
    )
    op.create_index(
        "ix_amendments_registrant_id", "amendments", ["registrant_id", "record_version"], unique=False
    )


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("attachment_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("check_in_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.Column("kept_by", sa.String(length=120), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_attachments_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_registrant_id", "attachments", ["registrant_id", "kept_at"], unique=False)


def _fees() -> None:
    op.create_table(
        "fees",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("fee_id", sa.String(length=64), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("appearance_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt_number", sa.String(length=30), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"], ["registrants.registrant_id"], name=op.f("fk_fees_registrant_id_registrants")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_fees")),
        sa.UniqueConstraint("fee_id", name=op.f("uq_fees_fee_id")),
    )
    op.create_index("ix_fees_at", "fees", ["at"], unique=False)
    op.create_index("ix_fees_registrant_id", "fees", ["registrant_id"], unique=False)


def _roster_words() -> None:
    op.create_table(
        "roster_words",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("registrant_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["registrant_id"],
            ["registrants.registrant_id"],
            name=op.f("fk_roster_words_registrant_id_registrants"),
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_roster_words")),
    )
    op.create_index("ix_roster_words_registrant_id", "roster_words", ["registrant_id"], unique=False)
    op.create_index("ix_roster_words_word", "roster_words", ["kind", "word", "registrant_id"], unique=False)


def _efforts() -> None:
    op.create_table(
        "efforts",
        sa.Column("appearance_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("presses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appearance_id"],
            ["appearances.appearance_id"],
            name=op.f("fk_efforts_appearance_id_appearances"),
        ),
        sa.PrimaryKeyConstraint("appearance_id", name=op.f("pk_efforts")),
    )
    op.create_index("ix_efforts_at", "efforts", ["at"], unique=False)


def _hand_entries() -> None:
    op.create_table(
        "hand_entries",
        sa.Column("update_id", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("presses", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=120), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["update_id"], ["outbox.update_id"], name=op.f("fk_hand_entries_update_id_outbox")
        ),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_hand_entries")),
    )
