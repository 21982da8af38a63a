"""The tables of legal holds and of what retention removed."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

LEGAL_HOLDS: Final = Table(
    "legal_holds",
    METADATA,
    _id("hold_id", primary_key=True),
    _id("registrant_id", nullable=False),
    Column("reason", Text, nullable=False),
    Column("placed_by", String(120), nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("lifted_by", String(120), nullable=False, server_default=""),
    Column("lifted_at", Instant),
    Column("lift_reason", Text, nullable=False, server_default=""),
    Index("ix_legal_holds_registrant_id", "registrant_id"),
)
"""While ``lifted_at`` is empty nothing of this person is removed."""

RETENTION_RUNS: Final = Table(
    "retention_runs",
    METADATA,
    _id("run_id", primary_key=True),
    Column("series_id", String(40), nullable=False),
    Column("source", String(200), nullable=False),
    Column("verified_by", String(120), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("officer_name", String(120), nullable=False),
    Column("items", Integer, nullable=False),
    Column("removed_rows", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_retention_runs_at", "at"),
)
"""What each run removed, by id and keyed hash: it can be proven and not be read."""
