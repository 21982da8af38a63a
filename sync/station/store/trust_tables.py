"""Tables by which the station proves what it was told and who may speak: spools, codes, checkpoints."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Integer, String, Table, Text

from sync.station.store.metadata import METADATA, Instant

SPOOLS: Final = Table(
    "spools",
    METADATA,
    Column("kiosk_id", String(40), primary_key=True),
    Column("spool", String(16), primary_key=True),
    Column("held", Integer, nullable=False, server_default="0"),
    Column("highest", Integer, nullable=False, server_default="0"),
    Column("missing", Integer, nullable=False, server_default="0"),
    Column("unsent", Integer, nullable=False, server_default="0"),
    Column("told_at", Instant),
)
"""Each spool ever heard of: how many of its items the station holds, the highest number among them, and as
the kiosk last told: how many it had still to send, and how many numbers are then nowhere."""

ENROLMENTS: Final = Table(
    "enrolments",
    METADATA,
    Column("code_sha256", String(64), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("name", String(40), nullable=False),
    Column("made_by", String(120), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("used_at", Instant),
)
"""One-time codes by which a new device gets its certificate. The code itself is shown once and not kept."""

CHECKPOINTS: Final = Table(
    "checkpoints",
    METADATA,
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("chain", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("signature", Text, nullable=False),
    Column("told_at", Instant),
)
"""Signed ends of the audit log; ``told_at`` is when one left the building."""
