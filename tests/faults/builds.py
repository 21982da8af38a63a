"""The product as it is and deliberately broken ones: ``builds BUILD DOOR ...`` runs ``appear DOOR ...``.

Each broken build patches the real code in its own process, and in nothing else; the faults must catch it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from kiosk import delivery
from kiosk.delivery import Delivered
from kiosk.registry_update import RegistryUpdate
from sync.kiosk_wire import Accepted, EnvelopeAnswer
from sync.registry.connectors import rest
from sync.registry.service import build as registry_build
from sync.station import build as station_build
from sync.station import courier, intake, pages, review
from sync.station.api import desk_routes, kiosk_routes
from sync.station.api.rim import answer, good
from sync.station.desk_wire import DeliveryState
from sync.station.store import outbox
from sync.station.store.tables import CHECK_INS, DRAFTS, ENVELOPES
from sync.wire import from_wire
from ui import cli

LATER_S = 0.06
"""How long after its answer the broken station commits: longer than an honest answer takes."""


def run(build: str, arguments: Sequence[str]) -> None:
    """Become ``appear ARGUMENTS`` in this build; ends with the exit code of the command."""
    BUILDS[build]()
    cli.app(list(arguments))


def _honest() -> None:
    """Nothing is changed."""


def _hurried() -> None:
    """Only the waits are shorter: the courier looks often and tries again soon."""
    delivery._FIRST_WAIT = dt.timedelta(seconds=0.1)
    delivery._LONGEST_WAIT = dt.timedelta(seconds=0.4)
    courier.LOOKS_EVERY_S = 0.05  # type: ignore[misc]


def _accepts_before_commit() -> None:
    """The station answers Accepted first and writes the check-in a moment later."""
    honest = kiosk_routes._submit

    def submit(station: Any, kiosk: Any, envelope: bytes) -> Any:
        threading.Timer(LATER_S, honest, (station, kiosk, envelope)).start()
        return answer(Accepted(), EnvelopeAnswer)

    kiosk_routes._submit = submit


class _TakenBackError(Exception):
    """Ends a transaction without what it wrote."""


def _completes_before_commit() -> None:
    """The station answers that the appearance is completed first and writes it a moment later."""
    honest = desk_routes._complete

    def complete(station: Any, check_in_id: str, asked: Any, who: Any) -> Any:
        now = station.now()
        # As a writer from its beginning: one that only reads first may be refused at its first write.
        with contextlib.suppress(_TakenBackError), station.store.writing() as session:
            approved = good(review.approve(session, station.office, check_in_id, asked, who, now))
            said = answer(pages.completed_view(session, approved, now))
            raise _TakenBackError
        threading.Timer(LATER_S, honest, (station, check_in_id, asked, who)).start()
        return said

    desk_routes._complete = complete


def _marks_done_first() -> None:
    """The courier notes an update as delivered before it tells the registry."""
    _hurried()

    def carry_next(store: Any, connector: Any, now: Callable[[], dt.datetime]) -> bool:
        taken = courier.take(store, now())
        if taken is None:
            return False
        row, written = taken
        with store.writing() as session:
            courier.record(session, row.update_id, Delivered("noted too early"), now())
        connector.deliver(from_wire(RegistryUpdate, written), written)
        return True

    courier.carry_next = carry_next


def _forgets_to_withdraw() -> None:
    """A completion taken back within the hold is told to the registry all the same."""
    _hurried()
    honest = outbox.change

    def change(session: Any, update_id: str, **columns: Any) -> None:
        if columns.get("state") != DeliveryState.WITHDRAWN.value:
            honest(session, update_id, **columns)

    outbox.change = change


def _believes_any_answer() -> None:
    """Whatever a registry answers, as long as it answers, is taken for a receipt."""
    _hurried()
    rest._outcome = lambda status, body: Delivered(f"http_{status}")


def _forgets_items_by_clock() -> None:
    """Ids of items older than a month, by the station's clock, are forgotten: their copies are new again."""
    _hurried()
    honest = intake.accept

    def accept(session: Any, parcel: Any, now: dt.datetime) -> Any:
        old = ENVELOPES.c.accepted_at < now - dt.timedelta(days=30)
        for table in (DRAFTS, CHECK_INS):
            session.execute(delete(table).where(table.c.check_in_id.in_(select(ENVELOPES.c.item).where(old))))
        session.execute(delete(ENVELOPES).where(old))
        return honest(session, parcel, now)

    intake.accept = accept


BUILDS: Mapping[str, Callable[[], None]] = {
    "honest": _honest,
    "hurried": _hurried,
    "accepts_before_commit": _accepts_before_commit,
    "completes_before_commit": _completes_before_commit,
    "marks_done_first": _marks_done_first,
    "forgets_to_withdraw": _forgets_to_withdraw,
    "believes_any_answer": _believes_any_answer,
    "forgets_items_by_clock": _forgets_items_by_clock,
}

_WARM = (registry_build, station_build)
"""Imported for the programs that are forked from here; the doors import them late."""

if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
