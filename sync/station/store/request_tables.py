"""The tables of requests for records and their answers."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

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
    Column("given", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("answers", Integer, nullable=False, server_default="0"),
    Index("ix_records_requests_made_at", "made_at"),
)
"""Each request: ``body`` is the paper without its answers, of which there were ``answers``; ``sha256`` is of
the whole as it was given out, and stays when answers go."""

RECORDS_ANSWERS: Final = Table(
    "records_answers",
    METADATA,
    _id("request_id", ForeignKey(RECORDS_REQUESTS.c.request_id), primary_key=True),
    Column("place", Integer, primary_key=True),
    _id("registrant_id", nullable=False),
    Column("asked", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_records_answers_registrant_id", "registrant_id"),
)
"""The answers, each as it was given out. ``registrant_id``, empty where nobody was meant, lets an answer and
the line that asked for it go when the person's record goes."""
