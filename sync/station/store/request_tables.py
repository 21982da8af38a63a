"""The table of requests for records."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA, Instant
from sync.station.store.metadata import id_column as _id

RECORDS_REQUESTS: Final = Table(
    "records_requests",
    METADATA,
    _id("request_id", primary_key=True),
    Column("number", String(30), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("officer_name", String(120), nullable=False),
    Column("asked_by", String(200), nullable=False),
    Column("lines", Text, nullable=False),
    Column("given", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_records_requests_made_at", "made_at"),
)
"""Each answer to a request, whole, as it was given out."""
