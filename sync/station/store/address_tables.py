"""The table of checks of addresses."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA
from sync.station.store.metadata import id_column as _id

ADDRESS_CHECKS: Final = Table(
    "address_checks",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("check_id", nullable=False, unique=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("address", String(300), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("result", String(24), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("officer_id", String(64), nullable=False),
    Column("officer_name", String(120), nullable=False),
    Index("ix_address_checks_registrant_id", "registrant_id", "on_day"),
)
"""What was found at a door, with the address as it stood then: rows are added, never changed."""
