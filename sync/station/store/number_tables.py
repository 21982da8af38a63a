"""The table of numbers that people took for other services of the lobby."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, Index, String, Table

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

NUMBERS: Final = Table(
    "numbers",
    METADATA,
    _id("number_id", primary_key=True),
    Column("kiosk_id", String(40), nullable=False),
    Column("ticket", String(20), nullable=False),
    Column("ticket_day", Date, nullable=False),
    Column("service", String(40), nullable=False),
    Column("language", String(40), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("called_to", String(40), nullable=False, server_default=""),
    Column("called_at", Instant),
    Column("ended_by", String(120), nullable=False, server_default=""),
    Column("ended_at", Instant),
    Index("ix_numbers_taken_at", "taken_at"),
)
"""One number in the same queue as check-ins; nothing in it is about a person."""
