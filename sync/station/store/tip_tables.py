"""The table of tips."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

TIPS: Final = Table(
    "tips",
    METADATA,
    _id("tip_id", primary_key=True),
    _id("registrant_id", nullable=False),
    Column("kind", String(24), nullable=False),
    Column("route", String(16), nullable=False),
    Column("state", String(12), nullable=False),
    Column("about", Text, nullable=False),
    Column("says", Text, nullable=False),
    Column("said_by", String(200), nullable=False),
    Column("agency", String(200), nullable=False, server_default=""),
    Column("outcome", Text, nullable=False, server_default=""),
    Column("taken_at", Instant, nullable=False),
    Column("taken_by", String(120), nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(120), nullable=False),
    Index("ix_tips_state", "state", "taken_at"),
    Index("ix_tips_registrant_id", "registrant_id"),
)
"""Tips as they stand; ``registrant_id`` is empty where nobody on the roster is meant."""
