"""The tables of reminders: what people chose, and what was sent."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

REMINDER_CHOICES: Final = Table(
    "reminder_choices",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("choice_id", nullable=False, unique=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("letter", Boolean, nullable=False),
    Column("email", String(254), nullable=False),
    Column("language", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("officer_name", String(120), nullable=False),
    Index("ix_reminder_choices_registrant_id", "registrant_id", "row_id"),
)
"""What people said they want; the newest row of each person stands, the others tell what stood before."""

REMINDERS: Final = Table(
    "reminders",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("reminder_id", nullable=False, unique=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("last_day", Date, nullable=False),
    Column("step", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("next_try_at", Instant, nullable=False),
    Column("detail", String(200), nullable=False, server_default=""),
    _id("batch_id", nullable=False, server_default=""),
    UniqueConstraint("registrant_id", "channel", "last_day", "step"),
    Index("ix_reminders_state", "state", "channel", "next_try_at"),
    Index("ix_reminders_batch_id", "batch_id"),
)
"""One reminder of one window: by the constraint no window has the same one twice."""
