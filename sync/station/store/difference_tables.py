"""The table behind the change-of-law worklist."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA
from sync.station.store.metadata import id_column as _id

LAW_DIFFERENCES: Final = Table(
    "law_differences",
    METADATA,
    _id("registrant_id", ForeignKey("registrants.registrant_id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("differs", String(24), nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_law_differences_differs", "differs", "registrant_id", "place"),
)
"""In what two laws differ for a person on the day of the last count, with both answers in words."""
