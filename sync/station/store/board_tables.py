"""The tables behind the supervisor's boards: who owes what by when, counted anew each day."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from sync.station.store.metadata import METADATA
from sync.station.store.metadata import id_column as _id

OBLIGATIONS: Final = Table(
    "obligations",
    METADATA,
    _id("registrant_id", ForeignKey("registrants.registrant_id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("rule_id", String(20), nullable=False),
    Column("ruleset", String(20), nullable=False),
    Column("section", String(60), nullable=False),
    Column("what", String(20), nullable=False),
    Column("printed", Boolean, nullable=False),
    Column("missed", Boolean, nullable=False),
    Column("opens", Date),
    Column("due", Date),
    Column("tier", String(4), nullable=False),
    Index("ix_obligations_due", "due", "rule_id", "what", "ruleset", "printed", "tier"),
)
"""Each obligation of each person on the day of the last count. ``missed``: a month ended without a visit.
Without ``due`` a fact is missing that the rule needs."""

COUNTED: Final = Table(
    "counted",
    METADATA,
    _id("registrant_id", ForeignKey("registrants.registrant_id"), primary_key=True),
    Column("on_day", Date, nullable=False),
    Column("tier", String(4), nullable=False),
    Column("first_due", Date),
    Column("first_printed_due", Date),
    Index("ix_counted_on_day", "on_day"),
)
"""The day for which a person's obligations were counted, and the earliest last day among them; the row goes
when their record changes."""
