"""A state's roster taken in from a file: 20,000 rows, from bytes to the last commit."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.row import Row
from sync.station import roster_import
from sync.station.roster_import import Reading
from tests.specimens import records
from tests.sync.station.a_station import IMPORTER, a_station
from tests.sync.station.many_people import invented

PEOPLE, REFUSED = 20_000, 100_000
SECONDS = 30.0


def measure() -> list[Row]:
    """CPU seconds of one core for 20,000 people, and for a file of 100,000 rows none of which can be read."""
    with tempfile.TemporaryDirectory(prefix="appear-bench-") as folder:
        here = a_station(Path(folder))
        began = time.process_time()
        found = roster_import.read(_file(), {}, here.office, records.TODAY)
        assert isinstance(found, Reading)
        with here.store.writing() as session:
            done = roster_import.bring_in(session, here.office, found, IMPORTER, here.clock())
        seconds = time.process_time() - began
        assert (done.taken, done.refused) == (PEOPLE, ())
        began = time.process_time()
        bad = b"last,first,birth_date\n" + b"Quill,Alex,soon\n" * REFUSED
        refused = roster_import.read(bad, {}, here.office, records.TODAY)
        assert isinstance(refused, Reading)
        assert len(refused.people.refused) == REFUSED
        bad_s = time.process_time() - began
        here.store.close()
    return [
        Row(f"roster: {PEOPLE} rows taken in, CPU s", seconds, f"<= {SECONDS:g}", seconds <= SECONDS),
        Row(f"roster: {REFUSED} rows refused, CPU s", bad_s, f"<= {SECONDS:g}", bad_s <= SECONDS),
    ]


def _file() -> bytes:
    ours = (
        "registrant_id last first birth_date id_number tier registered_on last_full_verification address zip"
    )
    lines = [ours.replace(" ", ",")]
    for one in invented(PEOPLE, records.TODAY):
        parts = (
            *(one.registrant_id, one.name.last, one.name.first, one.birth_date, one.id_number),
            *(one.tier or "", one.registered_on or "", one.last_full_verification or ""),
            *("415 Birchwood Ter Apt 3B", "64106"),
        )
        lines.append(",".join(str(part) for part in parts))
    return "\n".join(lines).encode()
