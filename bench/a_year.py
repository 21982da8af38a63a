"""A year of Missouri, replayed: everybody on the roster appears four times, and the registry hears of all.

The station's own commands in one process, on SQLite as durable as an office's: taken in, claimed, completed,
carried. ``YEAR_PEOPLE`` sets another number of people than the state's, for a look.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.row import Row
from kiosk.check_in import CheckIn, Disclosure
from kiosk.delivery import Delivered, Outcome
from kiosk.registry_update import RegistryUpdate
from kiosk.review import Officer, Role
from sync.envelope import Header, Opened
from sync.kiosk_wire import Accepted
from sync.station import audit, courier, intake, review
from sync.station.accounts import Live
from sync.station.client import new_id
from sync.station.desk_wire import Complete
from sync.station.intake import Parcel
from sync.station.store import accounts, outbox, roster
from sync.wire import to_wire
from tests.specimens import records
from tests.sync.station.a_station import DESK, KIOSK, AStation, Clock, a_station, card

GROUP = "year"
PEOPLE = int(os.environ.get("YEAR_PEOPLE", "20000"))
VISITS, AT_ONCE = 4, 500
SPOOL = "00112233445566ff"


def measure() -> Iterator[Row]:
    """How long it takes, how large the store grows, and that nothing is missing in the end."""
    with tempfile.TemporaryDirectory(prefix="appear-year-") as folder:
        here = a_station(Path(folder), Clock())
        with closing(here.store):
            _enrol(here)
            begun = time.perf_counter()
            told = _replay(here)
            took = time.perf_counter() - begun
            size = sum(file.stat().st_size for file in Path(folder).glob("station.sqlite*")) / 2**20
            with here.store.reading() as session:
                clock = time.perf_counter()
                verdict = audit.verify(session)
                checked = time.perf_counter() - clock
                left = outbox.next_time(session)
    whole = PEOPLE * VISITS
    yield Row(f"{whole:,} appearances of {PEOPLE:,} people, minutes", took / 60)
    yield Row("appearances a second, accepted to delivered, in one process", whole / took)
    yield Row("updates the registry took", told, str(whole), told == whole and left is None)
    yield Row("the store in the end, MiB", size)
    yield Row(f"the log's {verdict.lines:,} lines, checked in s", checked, "whole", not verdict.why)


class _Counting:
    """A registry that takes everything and remembers how much it was."""

    def __init__(self) -> None:
        self.took = 0

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """Taken."""
        self.took += 1
        return Delivered(update.update_id)


def _enrol(here: AStation) -> None:
    here.hire()
    for start in range(0, PEOPLE, AT_ONCE):
        some = range(start, min(start + AT_ONCE, PEOPLE))
        here.enrol(
            *(
                records.registrant(registrant_id=f"SYN-{n}", id_number=_number(n), registry_id=f"MO-{n}")
                for n in some
            ),
            pin="",
        )


def _replay(here: AStation) -> int:
    """Everybody, once a season; how many updates the registry took."""
    registry = _Counting()
    with here.store.reading() as session:
        account = accounts.by_name(session, "rivera")
    assert account is not None
    officer = Officer(account.officer_id, account.full_name, frozenset({Role.OFFICER}))
    for season in range(VISITS):
        for number in range(PEOPLE):
            who = Live(officer, DESK, here.clock() + dt.timedelta(hours=1), "")
            _appear(here, who, number, season * PEOPLE + number + 1)
            here.clock.forward(seconds=30)
            while courier.carry_next(here.store, registry, here.clock):
                pass
        here.clock.forward(days=80)
        while courier.carry_next(here.store, registry, here.clock):
            pass
    return registry.took


def _appear(here: AStation, who: Live, number: int, sequence: int) -> None:
    """One person's check-in, and its completion by an officer."""
    now = here.clock()
    check_in = _made(here, number)
    header = Header(KIOSK, SPOOL, sequence, "check_in", check_in.check_in_id, now, "")
    body = to_wire(check_in)
    parcel = Parcel(Opened(header, body, hashlib.sha256(body).hexdigest()), check_in)
    with here.store.writing() as session:
        assert isinstance(intake.accept(session, parcel, now), Accepted)
    with here.store.writing() as session:
        review.claim(session, check_in.check_in_id, who, now)
        record = roster.record(session, f"SYN-{number}")
    assert record is not None
    asked = Complete(new_id(), record.version, records.checklist(face_seen_at=now))
    with here.store.writing() as session:
        done = review.approve(session, here.office, check_in.check_in_id, asked, who, now)
    assert isinstance(done, review.Approved), done


def _made(here: AStation, number: int) -> CheckIn:
    blind = {"disclosure": Disclosure.BLIND, "record_version": 0, "offline": True}
    return here.made(lookup_id="", identity=card(id_number=_number(number)), **blind)


def _number(number: int) -> str:
    return f"S{number:09d}"
