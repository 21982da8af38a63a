"""Check-ins submitted over HTTPS with client certificates, against the same statements in raw sqlite3.

The yardstick does the same sealing, signing, verifying and opening, and then runs the very statements that
the station runs (recorded from it), with the same settings of the disk. Both take turns in blocks, so that a
busy machine slows both.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
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
from sync.station import intake
from sync.station.intake import Keys, Parcel
from sync.wire import to_wire
from tests.stories.office import KIOSKS, Office
from tests.stories.visits import made, now
from ui.demo.office import OFFICE

BLOCKS, EACH, TOGETHER = 5, 40, 4
BUSIEST_DAY_OF_THE_NATION = 35
"""Check-ins a second if 1,000,000 people came four times a year, all on the same days (SECURITY.md)."""
SLOWER_AT_MOST = 8.0
"""HTTPS, JSON, SQLAlchemy and FastAPI together may cost so many times the work itself."""
SPOOL = "00112233445566ff"
Statement = tuple[str, Any]


@dataclass(frozen=True)
class Letter:
    """One check-in, ready to be sealed."""

    item: str
    body: bytes
    sequence: int


def measure() -> Iterator[Row]:
    """Submits a second one after the other and from four kiosks' worth of connections, and the ratio."""
    with an_office(answer_delay_seconds=0.0) as office:
        letters = [_letter(office, number) for number in range(1, 1 + BLOCKS * EACH * (1 + TOGETHER) + 1)]
        kiosk, keys = Sealing(office.identity()), _office_keys(office)
        alone = letters[: BLOCKS * EACH]
        recorded, raw_file = _recorded(office, kiosk, keys, alone)
        station = psutil.Process(office.station.pid)
        before = _cpu_seconds(station)
        rates = _in_turns(office, kiosk, keys, letters, recorded, raw_file)
        cpu = (_cpu_seconds(station) - before) / len(letters)
    ours, raw, crowd = (statistics.median(rate) for rate in rates)
    statements = statistics.median(len(one) for one in recorded)
    yield Row("statements of one submit", int(statements))
    yield Row("submits a second, raw sqlite3 with the same sealing", raw)
    yield Row("submits a second over HTTPS, one kiosk", ours)
    yield Row(f"submits a second over HTTPS, {TOGETHER} connections", crowd)
    enough = 1 / cpu >= BUSIEST_DAY_OF_THE_NATION
    yield Row("submits a second that one core carries", 1 / cpu, f">= {BUSIEST_DAY_OF_THE_NATION}", enough)
    slower = raw / ours
    yield Row(
        "one kiosk slower than raw by",
        f"{slower:.1f}x",
        f"<= {SLOWER_AT_MOST:.0f}x",
        slower <= SLOWER_AT_MOST,
    )


class Sealing:
    """What a kiosk does to a letter."""

    def __init__(self, identity: DeviceIdentity) -> None:
        self.signing, self.station = identity.signing_key(), identity.station_key()

    def __call__(self, letter: Letter) -> bytes:
        at = dt.datetime.now(dt.UTC)
        header = Header(KIOSKS[0], SPOOL, letter.sequence, "check_in", letter.item, at, "")
        return seal(letter.body, self.station, self.signing, header).to_bytes()


def _letter(office: Office, number: int) -> Letter:
    people = office.served
    check_in = made(office.card(people[number % len(people)]), number)
    return Letter(check_in.check_in_id, to_wire(check_in), number)


def _in_turns(
    office: Office,
    kiosk: Sealing,
    keys: Keys,
    letters: Sequence[Letter],
    recorded: Sequence[Sequence[Statement]],
    raw_file: Path,
) -> tuple[list[float], list[float], list[float]]:
    """Rates of each block: over HTTPS, raw, and over HTTPS from several connections."""
    link, links = office.kiosk(), [office.kiosk() for _ in range(TOGETHER)]
    _submit(link, kiosk, letters[-1:])
    rest = iter(letters[BLOCKS * EACH : -1])
    ours: list[float] = []
    raw: list[float] = []
    crowd: list[float] = []
    with closing(_raw_connection(raw_file)) as base:
        for block in range(BLOCKS):
            some = letters[block * EACH : (block + 1) * EACH]
            same = recorded[block * EACH : (block + 1) * EACH]
            shares = [[next(rest) for _ in range(EACH)] for _ in links]
            begun = time.perf_counter()
            _submit(link, kiosk, some)
            ours.append(EACH / (time.perf_counter() - begun))
            begun = time.perf_counter()
            _raw(base, kiosk, keys, some, same)
            raw.append(EACH / (time.perf_counter() - begun))
            begun = time.perf_counter()
            _together(links, kiosk, shares)
            crowd.append(EACH * TOGETHER / (time.perf_counter() - begun))
    return ours, raw, crowd


def _submit(link: StationLink, kiosk: Sealing, letters: Sequence[Letter]) -> None:
    for letter in letters:
        answer = link.submit(kiosk(letter))
        assert isinstance(answer, Accepted), answer


def _together(links: Sequence[StationLink], kiosk: Sealing, shares: Sequence[Sequence[Letter]]) -> None:
    with ThreadPoolExecutor(len(links)) as pool:
        list(pool.map(lambda link, share: _submit(link, kiosk, share), links, shares))


def _raw(
    base: sqlite3.Connection,
    kiosk: Sealing,
    keys: Keys,
    letters: Sequence[Letter],
    recorded: Sequence[Sequence[Statement]],
) -> None:
    for letter, statements in zip(letters, recorded, strict=True):
        opened = open_envelope(kiosk(letter), keys.station, keys.kiosks)
        assert isinstance(opened, Opened), opened
        for statement, parameters in statements:
            base.execute(statement, parameters).fetchall()
        base.execute("COMMIT")


def _recorded(
    office: Office, kiosk: Sealing, keys: Keys, letters: Sequence[Letter]
) -> tuple[list[list[Statement]], Path]:
    """The statements the station runs for each letter, and a store in which they have not been run."""
    file = office.folder / "station" / "station.sqlite"
    copies = [office.folder / f"{name}.sqlite" for name in ("recorded", "raw")]
    with closing(sqlite3.connect(file)) as source:
        for copy in copies:
            with closing(sqlite3.connect(copy)) as target:
                source.backup(target)
    opened = open_engine(f"sqlite:///{copies[0]}")
    assert not isinstance(opened, StoreTrouble), opened
    every: list[list[Statement]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        every[-1].append((statement, parameters))

    with closing(Store(opened)) as store:
        event.listen(opened, "before_cursor_execute", note)
        for letter in letters:
            every.append([])
            parcel = intake.read_envelope(kiosk(letter), KIOSKS[0], keys)
            assert isinstance(parcel, Parcel), parcel
            with store.writing() as session:
                assert isinstance(intake.accept(session, parcel, now()), Accepted)
    return every, copies[1]


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
