"""Check-ins submitted over HTTPS with client certificates, against the same statements in raw sqlite3 and
raw psycopg.

The yardstick does the same sealing, signing, verifying and opening, and then runs the very statements that
the station runs (recorded from it), with the same settings of the disk. Both take turns in blocks, so that a
busy machine slows both.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg
from sqlalchemy import event

from bench.office import an_office
from bench.row import Row
from sync import database
from sync.database import Store, StoreTrouble, open_engine
from sync.envelope import Header, Opened, open_envelope, seal
from sync.identity import DeviceIdentity
from sync.kiosk_wire import Accepted
from sync.link import StationLink
from sync.office_keys import OfficeKeys
from sync.station import backup, intake
from sync.station.intake import Keys, Parcel
from sync.station.store import roster
from sync.station.store.roster import Cause
from sync.wire import to_wire
from tests.postgres import Postgres, a_postgres
from tests.stories.office import KIOSKS, Office
from tests.stories.visits import made, now
from ui.demo.office import OFFICE
from ui.demo.people import DemoPerson, invented_people

BLOCKS, EACH, TOGETHER = 5, 40, 4
LETTERS = BLOCKS * EACH * (1 + TOGETHER) + 1
"""Each of another person: nobody who comes once has another check-in open."""
BUSIEST_DAY_OF_THE_NATION = 35
"""Check-ins a second if 1,000,000 people came four times a year, all on the same days (SECURITY.md)."""
SLOWER_AT_MOST = 8.0
"""HTTPS, JSON, SQLAlchemy and FastAPI together may cost so many times the work itself."""
GOAL_EACH_SECOND = 100
"""On two cores, kiosks and station together."""
SPOOL = "00112233445566ff"
Statement = tuple[str, Any]
Yardstick = Callable[[], Any]
"""Opens a connection of the raw driver."""


@dataclass(frozen=True)
class Letter:
    """One check-in, ready to be sealed."""

    item: str
    body: bytes
    sequence: int


def measure() -> Iterator[Row]:
    """On SQLite, then on a PostgreSQL as durable as an office's."""
    yield from _measured("sqlite3", None)
    with a_postgres(durable=True) as server:
        yield from _measured("psycopg", server)


def _measured(raw_name: str, server: Postgres | None) -> Iterator[Row]:
    """Submits a second one after the other and from four kiosks' worth of connections, and the ratio."""
    with _office(server) as office:
        people = invented_people(dt.date.today(), LETTERS)
        letters = [letter_of(office, person, number) for number, person in enumerate(people, 1)]
        kiosk, keys = Sealing(office.identity()), _office_keys(office)
        alone = letters[: BLOCKS * EACH]
        recorded, yardstick = _recorded(office, kiosk, keys, alone, server)
        station = psutil.Process(office.station.pid)
        before = _cpu_seconds(station)
        rates, taken = _in_turns(office, kiosk, keys, letters, recorded, yardstick)
        cpu = (_cpu_seconds(station) - before) / len(letters)
    ours, raw, crowd = (statistics.median(rate) for rate in rates)
    statements = statistics.median(len(one) for one in recorded)
    yield Row(f"statements of one submit ({raw_name})", int(statements))
    on = "SQLite" if server is None else "PostgreSQL"
    yield Row(f"submits a second, raw {raw_name} with the same sealing", raw)
    yield Row(f"submits a second over HTTPS on {on}, one kiosk", ours)
    yield Row(f"submit over HTTPS on {on}, p50 ms", statistics.median(taken) * 1000)
    yield Row(f"submit over HTTPS on {on}, p99 ms", statistics.quantiles(taken, n=100)[98] * 1000)
    whole = f"submits a second over HTTPS on {on}, {TOGETHER} connections"
    yield Row(whole, crowd, f">= {GOAL_EACH_SECOND}", crowd >= GOAL_EACH_SECOND)
    enough = 1 / cpu >= BUSIEST_DAY_OF_THE_NATION
    goal = f">= {BUSIEST_DAY_OF_THE_NATION}"
    yield Row(f"submits a second that one core carries on {on}", 1 / cpu, goal, enough)
    slower = raw / ours
    yield Row(
        f"one kiosk slower than raw {raw_name} by",
        f"{slower:.1f}x",
        f"<= {SLOWER_AT_MOST:.0f}x",
        slower <= SLOWER_AT_MOST,
    )


@contextmanager
def _office(server: Postgres | None) -> Iterator[Office]:
    """An office whose station lies on SQLite, or was moved to PostgreSQL."""
    with an_office(answer_delay_seconds=0.0, requests_each_second=10_000) as office:
        office.station.stop()
        fill(office)
        if server is not None:
            address = server.make("office")
            backup.move(office.store(), address)
            office.configure_station(store=address)
        office.station.start()
        yield office


def fill(office: Office) -> None:
    """Enough people in the roster for each to come once."""
    with office.store().writing() as session:
        for person in invented_people(dt.date.today(), LETTERS):
            if roster.listed(session, person.registrant.registrant_id) is None:
                roster.keep_version(session, person.registrant, Cause(now(), "bench", "imported"))


class Sealing:
    """What a kiosk does to a letter."""

    def __init__(self, identity: DeviceIdentity) -> None:
        self.signing, self.station = identity.signing_key(), identity.station_key()

    def __call__(self, letter: Letter) -> bytes:
        at = dt.datetime.now(dt.UTC)
        header = Header(KIOSKS[0], SPOOL, letter.sequence, "check_in", letter.item, at, "")
        return seal(letter.body, self.station, self.signing, header).to_bytes()


def letter_of(office: Office, person: DemoPerson, number: int) -> Letter:
    check_in = made(office.card(person), number)
    return Letter(check_in.check_in_id, to_wire(check_in), number)


def _in_turns(
    office: Office,
    kiosk: Sealing,
    keys: Keys,
    letters: Sequence[Letter],
    recorded: Sequence[Sequence[Statement]],
    yardstick: Yardstick,
) -> tuple[tuple[list[float], list[float], list[float]], list[float]]:
    """Rates of each block: over HTTPS, raw, and over HTTPS from several connections; and the seconds that
    each submit of a lone kiosk took."""
    link, links = office.kiosk(), [office.kiosk() for _ in range(TOGETHER)]
    submitted(link, kiosk, letters[-1:])
    rest = iter(letters[BLOCKS * EACH : -1])
    ours: list[float] = []
    raw: list[float] = []
    crowd: list[float] = []
    taken: list[float] = []
    with closing(yardstick()) as base:
        for block in range(BLOCKS):
            some = letters[block * EACH : (block + 1) * EACH]
            same = recorded[block * EACH : (block + 1) * EACH]
            shares = [[next(rest) for _ in range(EACH)] for _ in links]
            begun = time.perf_counter()
            taken += submitted(link, kiosk, some)
            ours.append(EACH / (time.perf_counter() - begun))
            begun = time.perf_counter()
            _raw(base, kiosk, keys, some, same)
            raw.append(EACH / (time.perf_counter() - begun))
            begun = time.perf_counter()
            _together(links, kiosk, shares)
            crowd.append(EACH * TOGETHER / (time.perf_counter() - begun))
    return (ours, raw, crowd), taken


def submitted(link: StationLink, kiosk: Sealing, letters: Sequence[Letter]) -> list[float]:
    taken = []
    for letter in letters:
        begun = time.perf_counter()
        answer = link.submit(kiosk(letter))
        taken.append(time.perf_counter() - begun)
        assert isinstance(answer, Accepted), answer
    return taken


def _together(links: Sequence[StationLink], kiosk: Sealing, shares: Sequence[Sequence[Letter]]) -> None:
    with ThreadPoolExecutor(len(links)) as pool:
        list(pool.map(lambda link, share: submitted(link, kiosk, share), links, shares))


def _raw(
    base: Any,
    kiosk: Sealing,
    keys: Keys,
    letters: Sequence[Letter],
    recorded: Sequence[Sequence[Statement]],
) -> None:
    for letter, statements in zip(letters, recorded, strict=True):
        opened = open_envelope(kiosk(letter), keys.station, keys.kiosks)
        assert isinstance(opened, Opened), opened
        for statement, parameters in statements:
            _ask(base, statement, parameters)
        base.execute("COMMIT")


def _ask(base: Any, statement: str, parameters: Any) -> None:
    cursor = base.execute(statement, parameters)
    if cursor.description is not None:
        cursor.fetchall()


def _recorded(
    office: Office, kiosk: Sealing, keys: Keys, letters: Sequence[Letter], server: Postgres | None
) -> tuple[list[list[Statement]], Yardstick]:
    """The statements the station runs for each letter, and a store in which they have not been run."""
    addresses = [
        server.make(name) if server else f"sqlite:///{office.folder / name}.sqlite"
        for name in ("recorded", "raw")
    ]
    for address in addresses:
        backup.move(office.store(), address)
    opened = open_engine(addresses[0])
    assert not isinstance(opened, StoreTrouble), opened
    every: list[list[Statement]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        every[-1].append((statement, parameters))

    def yardstick() -> Any:
        if server:
            plain = addresses[1].replace("+psycopg", "")
            return psycopg.connect(plain, autocommit=True)
        return _raw_connection(office.folder / "raw.sqlite")

    with closing(Store(opened)) as store:
        event.listen(opened, "before_cursor_execute", note)
        for letter in letters:
            every.append([])
            parcel = intake.read_envelope(kiosk(letter), KIOSKS[0], keys)
            assert isinstance(parcel, Parcel), parcel
            with store.writing() as session:
                assert isinstance(intake.accept(session, parcel, now()), Accepted)
    return every, yardstick


def _cpu_seconds(program: psutil.Process) -> float:
    times = program.cpu_times()
    return float(times.user + times.system)


def _raw_connection(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, isolation_level=None)
    for pragma in database._PRAGMAS:
        base.execute(f"PRAGMA {pragma}").fetchall()
    return base


def _office_keys(office: Office) -> Keys:
    keys = OfficeKeys(office.folder / "station" / "keys", OFFICE)
    return Keys(keys.station_keys(), keys.kiosk_keys())
