"""The tables of the comparison with the state's file."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from sync.station.store.metadata import METADATA
from sync.station.store.metadata import id_column as _id

STATE_COMPARISONS: Final = Table(
    "state_comparisons",
    METADATA,
    Column("on_day", Date, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("there", Integer, nullable=False),
    Column("here", Integer, nullable=False),
    Column("refused_rows", Integer, nullable=False),
    Column("bad_rows", Text, nullable=False, server_default=""),
)
"""Each day on which a file of the state was compared; ``bad_rows`` are the first of those not read."""

STATE_EXCEPTIONS: Final = Table(
    "state_exceptions",
    METADATA,
    _id("exception_id", primary_key=True),
    Column("differing", String(16), nullable=False),
    _id("registrant_id", nullable=False),
    Column("name", String(300), nullable=False),
    Column("there", Text, nullable=False),
    Column("here", Text, nullable=False),
    Column("first_seen", Date, nullable=False),
    Column("explained", String(16), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("explained_by", String(120), nullable=False, server_default=""),
    Index("ix_state_exceptions_explained", "explained", "name"),
)
"""In what the last comparison differed. The id is made of who and of both sides' words: as long as these stay
the same, so does what an officer said of it."""
