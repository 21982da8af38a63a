"""The table of failure-to-report cases."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from sync.station.store.metadata import METADATA
from sync.station.store.metadata import id_column as _id

CASES: Final = Table(
    "cases",
    METADATA,
    _id("case_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("due", Date, nullable=False),
    Column("code", String(24), nullable=False, server_default=""),
    Column("closed_on", Date),
    Column("steps", Integer, nullable=False, server_default="0"),
    Column("letters", Integer, nullable=False, server_default="0"),
    Column("next_step", String(24), nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    Index("ix_cases_code", "code", "opened_on"),
    Index(
        "uq_cases_open",
        "registrant_id",
        unique=True,
        sqlite_where=text("code = ''"),
        postgresql_where=text("code = ''"),
    ),
    Index("ix_cases_registrant_id", "registrant_id", "opened_on"),
)
"""Every case, whole in ``body``; what the list shows and sorts by beside it. A person has one open case."""
