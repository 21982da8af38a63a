"""The tables behind the figures: what checks found and what became of it, and how many people a day had."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

FINDINGS: Final = Table(
    "findings",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("check_in_id", ForeignKey("check_ins.check_in_id"), nullable=False),
    _id("appearance_id", nullable=False, server_default=""),
    Column("officer_id", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("name", String(60), nullable=False),
    Column("caught", Boolean, nullable=False),
    Index("ix_findings_at", "at"),
    Index("ix_findings_check_in_id", "check_in_id"),
)
"""What a check found in a check-in before it ended: ``caught`` (set right, or sent away), or let stand by the
officer. Without ``appearance_id`` the check-in was sent away."""

DAY_TALLIES: Final = Table(
    "day_tallies",
    METADATA,
    Column("on_day", Date, primary_key=True, autoincrement=False),
    Column("people", Integer, nullable=False),
    Column("sought", Integer, nullable=False),
)
"""How many people had to register on a day, and for how many of them a case was open at its last count."""
