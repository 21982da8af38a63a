"""The table of the second-person check."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

SECOND_CHECKS: Final = Table(
    "second_checks",
    METADATA,
    _id("appearance_id", ForeignKey("appearances.appearance_id"), primary_key=True),
    Column("week", Date, nullable=False),
    Column("checked_by", String(64), nullable=False, server_default=""),
    Column("checked_at", Instant),
    Column("entry_right", Boolean),
    Column("note", Text, nullable=False, server_default=""),
    Index("ix_second_checks_week", "week"),
)
"""Completions drawn for a second person to check, by the week they were made in."""
