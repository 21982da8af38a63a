"""The table of appointments."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

APPOINTMENTS: Final = Table(
    "appointments",
    METADATA,
    _id("appointment_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("lane", String(12), nullable=False),
    Column("day", Date, nullable=False),
    Column("starts", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("booked_by", String(120), nullable=False),
    Column("booked_at", Instant, nullable=False),
    Column("cancelled_at", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Index("ix_appointments_day", "day", "starts"),
    Index("ix_appointments_registrant_id", "registrant_id", "day"),
)
"""Every appointment that was ever booked, as it stands now; ``day`` is the office's own date of ``starts``.
Moving one changes it in place, and the log says from when to when."""
