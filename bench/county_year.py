"""A year of an invented county of 2,500 people, played through the station and recounted by hand each week:
boards and cases, and the pages of requests, tips, holds and what is kept how long, and reminders.

``COUNTY_PEOPLE`` sets another number of people, for a look.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.row import Row
from tests.mail_server import a_mail_server
from tests.sync.station.a_station import a_station
from tests.sync.station.county_papers import OFFICE
from tests.sync.station.county_year import CountyYear

GROUP = "county"
PEOPLE = int(os.environ.get("COUNTY_PEOPLE", "2500"))
GOAL = 98.5


def measure() -> Iterator[Row]:
    """What the year came to; boards and cases must agree with the recount each time."""
    with tempfile.TemporaryDirectory(prefix="appear-county-") as folder:
        here = a_station(Path(folder), **OFFICE)
        with closing(here.store), a_mail_server(Path(folder)) as box:
            here.hire()
            began = time.perf_counter()
            found = CountyYear(here, box, PEOPLE, seed=7, recount_every=7).play()
            took = time.perf_counter() - began
    yield Row(f"a year of {PEOPLE:,} people: {found.visits:,} visits, minutes", took / 60)
    yield Row("letters written", found.letters)
    yield Row("reminders, by letter and by mail", f"{found.reminded[0]} and {found.reminded[1]}")
    yield Row("cases ended: " + ", ".join(f"{many} {code}" for code, many in found.cases.most_common()), "")
    for differing in found.differing[:5]:
        yield Row("boards and recount differ", differing, "never", False)
    agreed = not found.differing
    yield Row(f"recounts by hand, of {found.recounts}, that differ", len(found.differing), "0", agreed)
    yield Row("accounted for in the end, %", found.rate, f">= {GOAL}", found.rate >= GOAL)
