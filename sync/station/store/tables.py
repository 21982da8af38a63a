"""The station's tables; what each row means stands beside it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sync.station.store import address_tables as address_tables
from sync.station.store import appointment_tables as appointment_tables
from sync.station.store import board_tables as board_tables
from sync.station.store import case_tables as case_tables
from sync.station.store import desk_tables as desk_tables
from sync.station.store import difference_tables as difference_tables
from sync.station.store import figure_tables as figure_tables
from sync.station.store import number_tables as number_tables
from sync.station.store import reminder_tables as reminder_tables
from sync.station.store import request_tables as request_tables
from sync.station.store import residency_tables as residency_tables
from sync.station.store import retention_tables as retention_tables
from sync.station.store import second_tables as second_tables
from sync.station.store import state_tables as state_tables
from sync.station.store import tip_tables as tip_tables
from sync.station.store import trust_tables as trust_tables
from sync.station.store.metadata import METADATA as METADATA
from sync.station.store.metadata import Instant as Instant
from sync.station.store.metadata import id_column as _id

COUNTERS: Final = Table(
    "counters",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)
"""``queue`` grows with each change of the queue; ``receipt`` is the last receipt number given."""

REGISTRANTS: Final = Table(
    "registrants",
    METADATA,
    _id("registrant_id", primary_key=True),
    Column("version", Integer, nullable=False),
    Column("id_number", String(40), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("last", String(120), nullable=False),
    Column("first", String(120), nullable=False),
    Column("registry_id", String(60), nullable=False),
    Column("standing", String(20), nullable=False),
    Column("full_name", String(300), nullable=False),
    Column("address", String(300), nullable=False),
    Index("ix_registrants_id_number", "id_number", "birth_date"),
    Index("ix_registrants_last", "last", "first"),
    Index("ix_registrants_registry_id", "registry_id"),
    Index("ix_registrants_birth_date", "birth_date"),
)
"""The roster: for each person what they are found by, in normal form, and the version that stands."""

REGISTRANT_VERSIONS: Final = Table(
    "registrant_versions",
    METADATA,
    Column("row_id", Integer, primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(120), nullable=False),
    Column("cause", String(20), nullable=False),
    _id("appearance_id", nullable=False, server_default=""),
    Column("withdrawn_at", Instant),
    Index("ix_registrant_versions_registrant_id", "registrant_id", "row_id"),
    Index(
        "uq_registrant_versions_standing",
        "registrant_id",
        "version",
        unique=True,
        sqlite_where=text("withdrawn_at IS NULL"),
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
)
"""Every version of every record, whole, on the wire's form. A withdrawn one never left the station."""

SECOND_FACTORS: Final = Table(
    "second_factors",
    METADATA,
    _id("registrant_id", ForeignKey("registrants.registrant_id"), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("hash", String(200), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", String(120), nullable=False),
)
"""``pin`` or ``ssn4``, as argon2id."""

LOOKUPS: Final = Table(
    "lookups",
    METADATA,
    _id("lookup_id", primary_key=True),
    Column("kiosk_id", String(40), nullable=False),
    _id("registrant_id", nullable=False),
    Column("identity_key", String(64), nullable=False),
    Column("by_card", Boolean, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("opened_at", Instant),
    Index("ix_lookups_asked_at", "asked_at"),
)
"""One question of a kiosk. ``registrant_id`` is empty for unknown and barred people alike."""

FACTOR_TRIES: Final = Table(
    "factor_tries",
    METADATA,
    Column("identity_key", String(64), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("since", Instant, nullable=False),
)
"""Wrong second factors by keyed hash of who was claimed, known or not: a new scan gives no new tries."""

ENVELOPES: Final = Table(
    "envelopes",
    METADATA,
    _id("item", primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("kiosk_id", String(40), nullable=False),
    Column("spool", String(16), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("sealed_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    UniqueConstraint("kiosk_id", "spool", "sequence"),
)
"""Every item ever accepted. Never pruned: it is how a second copy is known."""

REFUSED_ENVELOPES: Final = Table(
    "refused_envelopes",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("sent_by", String(40), nullable=False),
    Column("reason", String(60), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
)
"""What could not be accepted, as it came, for a person to look at."""

ARRIVALS: Final = Table(
    "arrivals",
    METADATA,
    _id("arrival_id", primary_key=True),
    Column("kiosk_id", String(40), nullable=False),
    _id("registrant_id", nullable=False),
    Column("arrived_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_arrivals_registrant_id", "registrant_id", "arrived_at"),
)
"""Arrivals kept as signed (D-03), also of visits that stopped."""

CHECK_INS: Final = Table(
    "check_ins",
    METADATA,
    _id("check_in_id", primary_key=True),
    Column("kiosk_id", String(40), nullable=False),
    _id("registrant_id", nullable=False),
    Column("state", String(20), nullable=False),
    Column("ticket", String(20), nullable=False),
    Column("ticket_day", Date, nullable=False),
    Column("arrived_at", Instant, nullable=False),
    Column("submitted_at", Instant, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
    Column("claimed_by", String(64), nullable=False, server_default=""),
    Column("claimed_at", Instant),
    Column("decided_by", String(120), nullable=False, server_default=""),
    Column("decided_at", Instant),
    Column("reason", Text, nullable=False, server_default=""),
    Column("called_to", String(40), nullable=False, server_default=""),
    Column("called_at", Instant),
    Column("first_place", Boolean, nullable=False, server_default=text("false")),
    Column("flags", Text, nullable=False, server_default="[]"),
    Column("candidates", Integer, nullable=False, server_default="0"),
    Column("mend_topics", Text, nullable=False, server_default="[]"),
    Index("ix_check_ins_state", "state", "accepted_at"),
    Index("ix_check_ins_registrant_id", "registrant_id", "state"),
    Index("ix_check_ins_decided_at", "decided_at"),
)
"""Every check-in, in whatever state. ``registrant_id`` is empty until somebody has said whose it is."""

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    _id("check_in_id", ForeignKey("check_ins.check_in_id"), primary_key=True),
    Column("officer_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
)
"""What the officer with the claim has entered so far."""

APPEARANCES: Final = Table(
    "appearances",
    METADATA,
    _id("appearance_id", primary_key=True),
    _id("check_in_id", ForeignKey("check_ins.check_in_id"), nullable=False),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("record_version", Integer, nullable=False),
    Column("asked_digest", String(64), nullable=False),
    Column("completed_at", Instant, nullable=False),
    Column("officer_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("receipt_number", String(30), nullable=False, unique=True),
    Column("receipt", Text, nullable=False),
    Column("printed", Integer, nullable=False, server_default="0"),
    Column("voided_at", Instant),
    Column("void_reason", Text, nullable=False, server_default=""),
    Index("ix_appearances_registrant_id", "registrant_id", "completed_at"),
    Index("ix_appearances_check_in_id", "check_in_id"),
    Index("ix_appearances_completed_at", "completed_at"),
    Index(
        "uq_appearances_standing",
        "check_in_id",
        unique=True,
        sqlite_where=text("voided_at IS NULL"),
        postgresql_where=text("voided_at IS NULL"),
    ),
)
"""Every completed appearance with its receipt. ``asked_digest`` tells the same completion asked twice."""

SCHEDULES: Final = Table(
    "schedules",
    METADATA,
    _id("registrant_id", ForeignKey("registrants.registrant_id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("record_version", Integer, nullable=False),
    Column("rule_id", String(20), nullable=False),
    Column("what", String(20), nullable=False),
    Column("printed", Boolean, nullable=False),
    Column("opens", Date),
    Column("due", Date),
    Column("body", Text, nullable=False),
    Index("ix_schedules_due", "due"),
)
"""What each person owes next, as computed when their record last changed."""

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    _id("update_id", primary_key=True),
    _id("registrant_id", ForeignKey("registrants.registrant_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", String(300), nullable=False),
    Column("body", Text, nullable=False),
    Column("completed_at", Instant, nullable=False),
    Column("deadline", Instant, nullable=False),
    Column("hold_until", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try_at", Instant, nullable=False),
    Column("parked_for", String(40)),
    Column("details", Text, nullable=False, server_default="[]"),
    Column("receipt", String(200), nullable=False, server_default=""),
    Column("delivered_at", Instant),
    Column("late_noted", Boolean, nullable=False, server_default=text("false")),
    Index("ix_outbox_state", "state", "next_try_at"),
    Index("ix_outbox_registrant_id", "registrant_id", "version"),
    Index("ix_outbox_delivered_at", "delivered_at"),
)
"""What the registry must be told. Rows change their state and never disappear."""

PHOTOGRAPHS: Final = Table(
    "photographs",
    METADATA,
    _id("photograph_id", primary_key=True),
    Column("taken_on", Date, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("kept_by", String(120), nullable=False),
    Column("jpeg", LargeBinary, nullable=False),
)
"""Photographs by the hash of their bytes."""

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("event", String(40), nullable=False),
    Column("who", String(120), nullable=False),
    Column("place", String(60), nullable=False),
    Column("outcome", String(60), nullable=False),
    Column("about", Text, nullable=False),
    Column("chain", String(64), nullable=False),
    Index("ix_audit_event", "event"),
)
"""The log. Each line's ``chain`` is the hash of the line before and of the line itself."""

ACCOUNTS: Final = Table(
    "accounts",
    METADATA,
    _id("officer_id", primary_key=True),
    Column("sign_in_name", String(60), nullable=False, unique=True),
    Column("full_name", String(120), nullable=False),
    Column("roles", String(120), nullable=False),
    Column("password", String(200), nullable=False),
    Column("factor", String(20), nullable=False, server_default=""),
    Column("factor_secret", Text, nullable=False, server_default=""),
    Column("factor_last_step", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_at", Instant),
    Column("created_at", Instant, nullable=False),
)
"""People who work here. ``sign_in_name`` is in normal form; five failures set ``locked_at``."""

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("token_sha256", String(64), primary_key=True),
    _id("officer_id", ForeignKey("accounts.officer_id"), nullable=False),
    Column("desk", String(40), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_sessions_officer_id", "officer_id"),
)
"""Sign-ins. The token itself is known to the desk alone."""

HELP_CALLS: Final = Table(
    "help_calls",
    METADATA,
    _id("help_id", primary_key=True),
    Column("kiosk_id", String(40), nullable=False),
    Column("screen", String(60), nullable=False),
    Column("wants", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("called_at", Instant, nullable=False),
    Column("answer", String(20), nullable=False, server_default=""),
    Column("window", String(40), nullable=False, server_default=""),
    Column("answered_by", String(120), nullable=False, server_default=""),
    Column("answered_at", Instant),
    Index("ix_help_calls_called_at", "called_at"),
)
"""Calls for help from the lobby. ``screen`` is a screen's name, never its content."""

KIOSKS: Final = Table(
    "kiosks",
    METADATA,
    Column("kiosk_id", String(40), primary_key=True),
    Column("letter", String(4), nullable=False, unique=True),
    Column("seen_at", Instant, nullable=False),
    Column("waiting", Integer, nullable=False, server_default="0"),
    Column("parked", Integer, nullable=False, server_default="0"),
    Column("oldest", Instant),
    Column("skew_s", Integer, nullable=False, server_default="0"),
    Column("troubles", Text, nullable=False, server_default="[]"),
    Column("send_again", Boolean, nullable=False, server_default=text("false")),
)
"""Each kiosk with the letter of its tickets, and how it last said it stands."""
