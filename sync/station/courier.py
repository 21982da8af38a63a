"""Carries approved updates from the outbox to the registry: once, and in order for each person.

What it does to a row is written before and after each try, never across one: a crash in between means the
update is told again, and the registry answers that it had it.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from typing import Final

import structlog

from kiosk.audit import AuditEvent
from kiosk.delivery import (
    Conflict,
    CouldNotTell,
    Done,
    NotLetIn,
    NotUnderstood,
    Outcome,
    Park,
    ParkedFor,
    TryAgain,
    decide,
    wait_after,
)
from kiosk.ports import RegistryConnector, TurnsBack
from kiosk.problems import Problem, problem
from kiosk.registry_update import RegistryUpdate
from sync.database import Session, Store
from sync.station import audit
from sync.station.accounts import Live
from sync.station.audit import Actor
from sync.station.desk_wire import DeliveryState
from sync.station.store import counters, outbox
from sync.station.store.form import unpack
from sync.station.store.outbox import OutboxRow

LOOKS_EVERY_S: Final = 1.0
"""How long after something falls due it is noticed, at most."""
_COURIER: Final = Actor("courier", audit.STATION)
_log = structlog.get_logger("courier")


class Courier:
    """One thread that carries; ``start`` it once, ``stop`` it before the store is closed."""

    def __init__(
        self,
        store: Store,
        connector: RegistryConnector,
        now: Callable[[], dt.datetime],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """``told`` is called after each try, for desks that watch."""
        self._told = told
        self._store = store
        self._connector = connector
        self._now = now
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin to carry."""
        self._thread.start()

    def stop(self, within_s: float = 20.0) -> None:
        """Finish the try under way and end; harmless when never started."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def _run(self) -> None:
        knocked = False
        while not self._stopping.is_set():
            try:
                if not knocked:
                    with self._store.writing() as session:
                        knock_again(session, self._now())
                    knocked = True
                while not self._stopping.is_set() and carry_next(self._store, self._connector, self._now):
                    self._told()
                if isinstance(self._connector, TurnsBack) and take_back(
                    self._store, self._connector, self._now()
                ):
                    self._told()
            except Exception as error:
                # A bug or a lost database: the rows are as they were, and the next look tries again.
                _log.error("courier_stumbled", kind=type(error).__name__)
            self._stopping.wait(LOOKS_EVERY_S)


def carry_next(store: Store, connector: RegistryConnector, now: Callable[[], dt.datetime]) -> bool:
    """Try the next update that is due; False when none was."""
    taken = take(store, now())
    if taken is None:
        return False
    row, written = taken
    try:
        outcome = connector.deliver(unpack(RegistryUpdate, written.decode()), written)
        with store.writing() as session:
            record(session, row.update_id, outcome, now())
    except Exception as error:
        # A bug, or a row of ours that is damaged: counted and parked like any other trouble, so that one
        # update never keeps back everybody else's. Where the store itself fails this raises too.
        _log.error("update_stumbled", update=row.update_id, kind=type(error).__name__)
        with store.writing() as session:
            record(session, row.update_id, CouldNotTell(type(error).__name__), now())
    return True


def take_back(store: Store, connector: TurnsBack, now: dt.datetime) -> int:
    """Park every update that was delivered and refused later; how many.

    It counts as not delivered any more: its three days run on.
    """
    parked = 0
    for receipt, rejected in connector.turned_back():
        with store.writing() as session:
            row = outbox.with_receipt(session, receipt)
            if row is None:
                _log.warning("refusal_of_nothing_delivered", receipt=receipt[:100])
            else:
                outbox.change(session, row.update_id, delivered_at=None, receipt="")
                _park(session, row, ParkedFor.REGISTRY_REJECTED, rejected.reasons, now, _COURIER, row.tries)
                counters.next_of(session, counters.QUEUE)
                parked += 1
        connector.noted(receipt)
    return parked


def take(store: Store, now: dt.datetime) -> tuple[OutboxRow, bytes] | None:
    """The next update that is due, and what it says as it was written; None when none is.

    It is no longer held: from here on it cannot be undone.
    """
    with store.reading() as session:
        anything = outbox.next_due(session, now) is not None or outbox.newly_late(session, now)
    if not anything:
        return None
    with store.writing() as session:
        note_late(session, now)
        row = outbox.next_due(session, now, lock=True)
        if row is None:
            return None
        if row.state is DeliveryState.HELD:
            outbox.change(session, row.update_id, state=DeliveryState.WAITING.value)
        return row, outbox.written(session, row.update_id)


def record(session: Session, update_id: str, outcome: Outcome | CouldNotTell, now: dt.datetime) -> None:
    """Write down how a try went and what follows."""
    row = outbox.find(session, update_id, lock=True)
    assert row is not None
    tries = row.tries + 1
    if isinstance(outcome, Conflict) and _filled(session, row, outcome.registry_version, now):
        return
    # What made no sense is kept with the row until something does: its number decides, and the desk reads it.
    unclear = (
        (*row.details, outcome.why) if isinstance(outcome, NotUnderstood | NotLetIn | CouldNotTell) else ()
    )
    step = decide(outcome, tries, now, len(unclear))
    match step:
        case Done(receipt=receipt):
            outbox.change(
                session,
                update_id,
                state=DeliveryState.DELIVERED.value,
                tries=tries,
                receipt=receipt[:200],
                delivered_at=row.delivered_at or now,
                parked_for=None,
                details="[]",
            )
            _note(session, AuditEvent.UPDATE_DELIVERED, row, now, type(outcome).__name__)
            knock_again(session, now)
        case TryAgain(at=at):
            outbox.change(session, update_id, tries=tries, next_try_at=at, details=json.dumps(unclear))
            _note(session, AuditEvent.UPDATE_TRIED, row, now, type(outcome).__name__)
        case Park(reason=reason, details=details):
            _park(session, row, reason, details, now, _COURIER, tries)
    counters.next_of(session, counters.QUEUE)


def _filled(session: Session, row: OutboxRow, held: int, now: dt.datetime) -> bool:
    """Whether the registry holds less than ``row`` is based on: what it lost goes first, and where it lost
    nothing (an update between was replaced) the row stands on what is held."""
    if held >= outbox.message(session, row.update_id).based_on_version:
        return False
    lost = [
        one for one in outbox.delivered_of(session, row.registrant_id) if held < one.version < row.version
    ]
    for one in lost:
        tell_again(session, one, _COURIER, now)
    if not lost:
        outbox.rebase(session, row.update_id, held)
    # Counted and spaced like any try, so that a registry which loses all again is not asked without end.
    tries = row.tries + 1
    outbox.change(session, row.update_id, tries=tries, next_try_at=now + wait_after(tries), details="[]")
    _note(session, AuditEvent.UPDATE_TRIED, row, now, Conflict.__name__)
    counters.next_of(session, counters.QUEUE)
    return True


def tell_again(session: Session, row: OutboxRow, by: Actor, now: dt.datetime) -> None:
    """Put an update that the registry took and lost on its way again."""
    outbox.change(session, row.update_id, state=DeliveryState.WAITING.value, next_try_at=now, tries=0)
    about = {"update": row.update_id, "registrant": row.registrant_id}
    audit.note(session, AuditEvent.UPDATE_TOLD_AGAIN, by, now, **about)


def park(session: Session, update_id: str, reason: str, who: Live, now: dt.datetime) -> Problem | None:
    """An officer keeps an update back, with a reason; later ones of the same person wait behind it."""
    row = outbox.find(session, update_id, lock=True)
    if row is None:
        return problem("no_such_update")
    if not reason.strip():
        return problem("reason_missing")
    if row.state not in (DeliveryState.HELD, DeliveryState.WAITING):
        return problem("update_not_waiting", state=row.state.value)
    _park(session, row, ParkedFor.BY_AN_OFFICER, (reason.strip(),), now, who.actor, row.tries)
    counters.next_of(session, counters.QUEUE)
    return None


def release(session: Session, update_id: str, who: Live, now: dt.datetime) -> Problem | None:
    """Let a parked update, or one that waits for its next try, be tried at once; twice is harmless."""
    row = outbox.find(session, update_id, lock=True)
    if row is None:
        return problem("no_such_update")
    if row.state is DeliveryState.WAITING:
        sooner = min(row.next_try_at, max(now, row.hold_until))
        outbox.change(session, row.update_id, next_try_at=sooner)
    if row.state in (DeliveryState.WAITING, DeliveryState.DELIVERED):
        return None
    if row.state is not DeliveryState.PARKED:
        return problem("update_not_parked", state=row.state.value)
    _let_go(session, row, who.actor, now)
    return None


def _let_go(session: Session, row: OutboxRow, by: Actor, now: dt.datetime) -> None:
    outbox.change(
        session,
        row.update_id,
        state=DeliveryState.WAITING.value,
        parked_for=None,
        details="[]",
        next_try_at=max(now, row.hold_until),
        tries=0,
    )
    audit.note(session, AuditEvent.UPDATE_RELEASED, by, now, update=row.update_id)
    counters.next_of(session, counters.QUEUE)


def knock_again(session: Session, now: dt.datetime) -> None:
    """Let what waits because the registry let this station in no more be tried: the door may be open again.

    At a start, which a new certificate needs, and once anything was delivered.
    """
    for row in outbox.parked_for(session, ParkedFor.STATION_NOT_LET_IN):
        _let_go(session, row, _COURIER, now)


def note_late(session: Session, now: dt.datetime) -> None:
    """Write once into the audit log that an update has passed its three calendar days (M-19)."""
    for row in outbox.newly_late(session, now):
        outbox.change(session, row.update_id, late_noted=True)
        _note(session, AuditEvent.CLOCK_LATE, row, now, "late")
        counters.next_of(session, counters.QUEUE)


def _park(
    session: Session,
    row: OutboxRow,
    reason: ParkedFor,
    details: tuple[str, ...],
    now: dt.datetime,
    by: Actor,
    tries: int,
) -> None:
    outbox.change(
        session,
        row.update_id,
        state=DeliveryState.PARKED.value,
        parked_for=reason.value,
        details=json.dumps(details),
        tries=tries,
    )
    audit.note(session, AuditEvent.UPDATE_PARKED, by, now, reason.value, update=row.update_id)


def _note(session: Session, event: AuditEvent, row: OutboxRow, now: dt.datetime, outcome: str) -> None:
    audit.note(session, event, _COURIER, now, outcome, update=row.update_id, registrant=row.registrant_id)
