"""The tables of what officers do at the desk beside appearances; what each row means stands beside it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

ROSTER_WORDS: Final = Table(
    "roster_words",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("kind", String(8), nullable=False),
    # A beginning is a range of words: it must be one in the order of the column, whatever the county's is.
    Column("word", String(60).with_variant(String(60, collation="C"), "postgresql"), nullable=False),
    Index("ix_roster_words_word", "kind", "word", "registrant_id"),
    Index("ix_roster_words_registrant_id", "registrant_id"),
)
"""What a person is searched by: ``name`` and ``place`` words in normal form, and ``near`` ones, which are
names with one letter left out: two names that share one are a slip of the finger apart."""

AMENDMENTS: Final = Table(
    "amendments",
    METADATA,
    _id("amendment_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("record_version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("asked_digest", String(64), nullable=False),
    _id("supersedes", nullable=False, server_default=""),
    Column("former_receipt", Text, nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    Index("ix_amendments_registrant_id", "registrant_id", "record_version"),
)
"""Every officer's own entry into a record. ``former_receipt`` is the paper whose place a new one took."""

ATTACHMENTS: Final = Table(
    "attachments",
    METADATA,
    _id("attachment_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    _id("check_in_id", nullable=False, server_default=""),
    Column("kind", String(20), nullable=False),
    Column("title", String(120), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("kept_by", String(120), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_attachments_registrant_id", "registrant_id", "kept_at"),
)
"""Scans of identity documents, proofs and court papers."""

FEES: Final = Table(
    "fees",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("fee_id", nullable=False, unique=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    _id("appearance_id", nullable=False, server_default=""),
    Column("act", String(12), nullable=False),
    Column("cents", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("officer_name", String(120), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("receipt_number", String(30), nullable=False, server_default=""),
    Index("ix_fees_registrant_id", "registrant_id"),
    Index("ix_fees_at", "at"),
)
"""The fee ledger: lines are added, never changed. A PAID line bears the next receipt number."""

HAND_ENTRIES: Final = Table(
    "hand_entries",
    METADATA,
    _id("update_id", ForeignKey("outbox.update_id"), primary_key=True),
    Column("officer_id", String(64), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("presses", Integer, nullable=False),
    Column("reference", String(120), nullable=False, server_default=""),
)
"""Updates that an officer typed into the state's system and confirmed: the confirmation stopped the clock."""

EFFORTS: Final = Table(
    "efforts",
    METADATA,
    _id("appearance_id", ForeignKey("appearances.appearance_id"), primary_key=True),
    Column("officer_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("presses", Integer, nullable=False),
    Index("ix_efforts_at", "at"),
)
"""How long an officer's hands were on one completion, and how many keys and buttons it took."""
