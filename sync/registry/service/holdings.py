"""What the reference registry holds, and how it takes an update: once, whole, and never over a newer one."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from kiosk.amendment import Amendment
from kiosk.delivery import AlreadyDelivered, Conflict, Delivered, Outcome, Rejected
from kiosk.proof import Checkpoint, HeldRecord
from kiosk.registrant import Standing
from kiosk.registry_update import RegistryUpdate, decided_at
from sync.database import Session, Store, StoreTrouble, open_engine, trouble_of
from sync.identity import device_name_of
from sync.proofs import genuine
from sync.wire import from_wire, part_as_written, to_wire

TABLES = MetaData()

UPDATES = Table(
    "updates",
    TABLES,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("update_id", String(80), nullable=False, unique=True),
    Column("body_sha256", String(64), nullable=False),
    Column("registrant_id", String(80), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("office", String(80), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("receipt", String(40), nullable=False),
    UniqueConstraint("registrant_id", "version"),
)
"""Every update ever taken, as it came; rows are never changed or removed."""

RECORDS = Table(
    "records",
    TABLES,
    Column("registrant_id", String(80), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
)
"""The newest version of each person's record."""

CHECKPOINTS = Table(
    "checkpoints",
    TABLES,
    Column("station", String(80), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("checkpoint", LargeBinary, nullable=False),
)
"""Signed ends of stations' audit logs, as they came; never changed or removed."""

PAGE = 500
"""People whose records are told of at once."""
_CLOCK_SKEW = dt.timedelta(minutes=2)


def open_holdings(address: str) -> Store | StoreTrouble:
    """The registry's database at ``address``, its tables laid."""
    engine = open_engine(address)
    if isinstance(engine, StoreTrouble):
        return engine
    store = Store(engine)
    try:
        with store.writing() as session:
            TABLES.create_all(session)
    except DBAPIError as error:
        store.close()
        return trouble_of(error)
    return store


def is_empty(session: Session) -> bool:
    """Whether no station has ever told anything."""
    told = (select(UPDATES.c.sequence).limit(1), select(CHECKPOINTS.c.line).limit(1))
    return all(session.execute(one).first() is None for one in told)


def take(
    session: Session, told: RegistryUpdate, body: bytes, office: str, now: dt.datetime
) -> Delivered | AlreadyDelivered | Rejected | Conflict:
    """Take one update from ``office`` (by its certificate). ``body`` is the message as it came.

    The same id with the same body again is AlreadyDelivered; with another body it is Rejected and changes
    nothing. An update that is not based on the version held is a Conflict, whichever of the two is newer:
    what lies between would be lost. Of a person who is not known yet it takes any version.
    """
    digest = hashlib.sha256(body).hexdigest()
    had = session.execute(
        select(UPDATES.c.body_sha256, UPDATES.c.receipt).where(UPDATES.c.update_id == told.update_id)
    ).first()
    if had is not None:
        if had.body_sha256 != digest:
            return Rejected(("another_body_under_this_id",))
        _mend(session, told, body)
        return AlreadyDelivered(had.receipt)
    if reasons := reasons_against(told, office, now):
        return Rejected(reasons)
    person = told.record.registrant_id
    held = session.execute(select(RECORDS.c.version).where(RECORDS.c.registrant_id == person)).scalar()
    if held is not None and held != told.based_on_version:
        return Conflict(held)
    receipt = f"REG-{digest[:12].upper()}"
    session.execute(
        insert(UPDATES).values(
            update_id=told.update_id,
            body_sha256=digest,
            registrant_id=person,
            version=told.record.version,
            office=office,
            received_at=now,
            body=body,
            receipt=receipt,
        )
    )
    values = {"version": told.record.version, "record": part_as_written(body, "record")}
    if held is None:
        session.execute(insert(RECORDS).values(registrant_id=person, **values))
    else:
        session.execute(update(RECORDS).where(RECORDS.c.registrant_id == person).values(**values))
    return Delivered(receipt)


def _mend(session: Session, told: RegistryUpdate, body: bytes) -> None:
    """Let the record be what its newest update says: told again, a damaged or lost one is whole again."""
    person, version = told.record.registrant_id, told.record.version
    newest = select(func.max(UPDATES.c.version)).where(UPDATES.c.registrant_id == person)
    if session.execute(newest).scalar() == version:
        session.execute(delete(RECORDS).where(RECORDS.c.registrant_id == person))
        values = {"version": version, "record": part_as_written(body, "record")}
        session.execute(insert(RECORDS).values(registrant_id=person, **values))


def keep_checkpoint(session: Session, checkpoint: Checkpoint, station: str, now: dt.datetime) -> Outcome:
    """Keep a signed end of a station's log. Another one for the same line is a contradiction, and refused."""
    body = to_wire(checkpoint)
    if not genuine(checkpoint) or device_name_of(checkpoint.office) != station:
        return Rejected(("checkpoint_not_genuine",))
    row = (CHECKPOINTS.c.station == station) & (CHECKPOINTS.c.line == checkpoint.line)
    had = session.execute(select(CHECKPOINTS.c.checkpoint).where(row)).scalar()
    if had is not None:
        known = from_wire(Checkpoint, bytes(had))
        same = isinstance(known, Checkpoint) and known.chain == checkpoint.chain
        receipt = f"CHK-{checkpoint.line}"
        return AlreadyDelivered(receipt) if same else Rejected(("another_chain_for_this_line",))
    values = {"station": station, "line": checkpoint.line, "received_at": now, "checkpoint": body}
    session.execute(insert(CHECKPOINTS).values(**values))
    return Delivered(f"CHK-{checkpoint.line}")


def checkpoints_of(session: Session, station: str) -> tuple[Checkpoint, ...]:
    """Every checkpoint kept of a station, oldest first."""
    question = select(CHECKPOINTS.c.checkpoint).where(CHECKPOINTS.c.station == station)
    found = session.execute(question.order_by(CHECKPOINTS.c.line)).scalars()
    kept = (from_wire(Checkpoint, bytes(one)) for one in found)
    return tuple(one for one in kept if isinstance(one, Checkpoint))


def held(session: Session, office: str, after: str) -> tuple[HeldRecord, ...]:
    """The newest version of everybody this office has told of, by id, at most PAGE after ``after``."""
    told_of = exists().where(UPDATES.c.registrant_id == RECORDS.c.registrant_id, UPDATES.c.office == office)
    rows = session.execute(
        select(RECORDS)
        .where(RECORDS.c.registrant_id > after, told_of)
        .order_by(RECORDS.c.registrant_id)
        .limit(PAGE)
    )
    return tuple(
        HeldRecord(row.registrant_id, row.version, hashlib.sha256(row.record).hexdigest()) for row in rows
    )


def reasons_against(told: RegistryUpdate, office: str, now: dt.datetime) -> tuple[str, ...]:
    """The registry's own edit checks; empty when it takes the update."""
    record, facts, decided = told.record, told.appearance, decided_at(told)
    own_id = facts.amendment_id if isinstance(facts, Amendment) else facts.appearance_id
    acted = bool(facts.why.reason.strip()) if isinstance(facts, Amendment) else bool(facts.acts)
    checks = {
        "office_is_not_yours": device_name_of(told.office) == office,
        "update_is_not_its_appearance": told.update_id == own_id,
        "appearance_of_another_person": all(
            one.registrant_id == record.registrant_id for one in (facts, *told.earlier)
        ),
        "earlier_appearance_is_not_earlier": all(one.record_version < record.version for one in told.earlier),
        "versions_do_not_follow": told.based_on_version < record.version == facts.record_version,
        "no_officer_named": bool(facts.officer_id) and acted,
        "completed_in_the_future": all(
            at <= now + _CLOCK_SKEW for at in (decided, *(one.completed_at for one in told.earlier))
        ),
        "born_after_completion": record.birth_date < decided.date(),
        "no_name": bool(record.name.last.strip()),
        "no_tier": record.tier is not None or record.standing is not Standing.ACTIVE,
        "no_residence": any(home.ended is None for home in record.residences)
        or record.standing is not Standing.ACTIVE,
    }
    return tuple(reason for reason, fine in checks.items() if not fine)


def record_of(session: Session, registrant_id: str) -> bytes | None:
    """The newest record of a person as wire JSON, or None."""
    row = session.execute(select(RECORDS.c.record).where(RECORDS.c.registrant_id == registrant_id)).scalar()
    return None if row is None else bytes(row)


def updates_of(session: Session, registrant_id: str) -> tuple[tuple[int, str], ...]:
    """(version, update id) of every update taken for a person, in the order taken."""
    rows = session.execute(
        select(UPDATES.c.version, UPDATES.c.update_id)
        .where(UPDATES.c.registrant_id == registrant_id)
        .order_by(UPDATES.c.sequence)
    )
    return tuple((row.version, row.update_id) for row in rows)
