"""The table of notices to relocate (J-04)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

RESIDENCY_NOTICES: Final = Table(
    "residency_notices",
    METADATA,
    _id("notice_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("served_on", Date, nullable=False),
    Column("manner", String(20), nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended", String(20), nullable=False, server_default=""),
    Column("ended_on", Date),
    Column("note", Text, nullable=False, server_default=""),
    Index("ix_residency_notices_registrant_id", "registrant_id", "served_on"),
)
"""Notices that were served, beside the record and never in it: nothing of them is told to the registry."""
