"""A year of Missouri, replayed: everybody on the roster appears four times, and the registry hears of all.

The stations' own commands, on SQLite as durable as an office's: taken in, claimed, completed, carried. One
appearance costs five commits, each a wait for the disk, so the state's people are spread over a few stations,
side by side in processes of their own: while one waits another computes. ``YEAR_PEOPLE`` and
``YEAR_STATIONS`` set other numbers; ``YEAR_STATIONS=1`` is everybody in one store, one after the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

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
STATIONS = int(os.environ.get("YEAR_STATIONS", "4"))
VISITS, AT_ONCE = 4, 500
LOOKS_AFTER = 10
"""Appearances between two looks of the courier; what it finds has been held for its time."""
SLOWER_AT_MOST = 1.5
"""What an appearance costs in the end against the beginning: a store that grows must not grow slow."""
SPOOL = "00112233445566ff"


class Year(NamedTuple):
    """What one station's year came to."""

    told: int
    """Updates the registry took."""
    unsent: bool
    size: float
    """The store in the end, MiB."""
    lines: int
    """Of the audit log."""
    checked_s: float
    whole: bool
    early_ms: float
    """CPU of an appearance in the first tenth."""
    late_ms: float
    """The same in the last tenth."""


def measure() -> Iterator[Row]:
    """How long it takes, how large the stores grow, and that nothing is missing in the end."""
    begun = time.perf_counter()
    with ProcessPoolExecutor(STATIONS, get_context("spawn")) as side_by_side:
        years = list(side_by_side.map(a_year, range(STATIONS)))
    took = time.perf_counter() - begun
    whole = PEOPLE * VISITS
    told = sum(one.told for one in years)
    all_told = told == whole and not any(one.unsent for one in years)
    slower = max(one.late_ms / one.early_ms for one in years)
    yield Row(f"{whole:,} appearances of {PEOPLE:,} people at {STATIONS} stations, minutes", took / 60)
    yield Row("appearances a second, accepted to delivered, all stations together", whole / took)
    yield Row("updates the registry took", told, str(whole), all_told)
    yield Row("CPU ms an appearance, in the last tenth", max(one.late_ms for one in years))
    yield Row(
        "against the first tenth, as the store grows",
        slower,
        f"<= {SLOWER_AT_MOST}",
        slower <= SLOWER_AT_MOST,
    )
    yield Row("the stores in the end, MiB", sum(one.size for one in years))
    lines, checked = sum(one.lines for one in years), max(one.checked_s for one in years)
    yield Row(
        f"the logs' {lines:,} lines, each log checked in s", checked, "whole", all(one.whole for one in years)
    )


def a_year(station: int) -> Year:
    """The year of one station: its share of the people, in a store of its own."""
    people = range(station, PEOPLE, STATIONS)
    with tempfile.TemporaryDirectory(prefix="appear-year-") as folder:
        here = a_station(Path(folder), Clock())
        with closing(here.store):
            _enrol(here, people)
            told, costs = _replay(here, people)
            size = sum(file.stat().st_size for file in Path(folder).glob("station.sqlite*")) / 2**20
            with here.store.reading() as session:
                clock = time.perf_counter()
                verdict = audit.verify(session)
                checked = time.perf_counter() - clock
                unsent = outbox.next_time(session) is not None
    tenth = max(1, len(costs) // 10)
    early, late = sum(costs[:tenth]) / tenth, sum(costs[-tenth:]) / tenth
    return Year(told, unsent, size, verdict.lines, checked, not verdict.why, early * 1_000, late * 1_000)


class _Counting:
    """A registry that takes everything and remembers how much it was."""

    def __init__(self) -> None:
        self.took = 0

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """Taken."""
        self.took += 1
        return Delivered(update.update_id)


def _enrol(here: AStation, people: range) -> None:
    here.hire()
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        here.enrol(
            *(
                records.registrant(registrant_id=f"SYN-{n}", id_number=_number(n), registry_id=f"MO-{n}")
                for n in some
            ),
            pin="",
        )


def _replay(here: AStation, people: range) -> tuple[int, list[float]]:
    """Everybody, once a season; how many updates the registry took, and each appearance's seconds of CPU."""
    registry, costs = _Counting(), []
    with here.store.reading() as session:
        account = accounts.by_name(session, "rivera")
    assert account is not None
    officer = Officer(account.officer_id, account.full_name, frozenset({Role.OFFICER}))
    for season in range(VISITS):
        for place, number in enumerate(people):
            begun = time.process_time()
            who = Live(officer, DESK, here.clock() + dt.timedelta(hours=1), "")
            _appear(here, who, number, season * len(people) + place + 1)
            here.clock.forward(seconds=30)
            if place % LOOKS_AFTER == 0:
                _carry(here, registry)
            costs.append(time.process_time() - begun)
        here.clock.forward(days=80)
        _carry(here, registry)
    return registry.took, costs


def _carry(here: AStation, registry: _Counting) -> None:
    while courier.carry_next(here.store, registry, here.clock):
        pass


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
