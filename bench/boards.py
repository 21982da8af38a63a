"""The supervisor's boards over a state's roster: how soon each answers, and how long a day's count takes."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench.row import Row
from kiosk.law.worklist import Differs
from kiosk.review import Role
from sync.station import boards
from sync.station.board_wire import Board, BoardAsked, DueState, LawWorklist
from sync.station.desk_wire import Refused, Unreachable
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station
from tests.sync.station.many_people import invented

PEOPLE = 20_000
ASKED = 8
"""How often each board is asked."""
P95_MS = 200.0


def measure() -> list[Row]:
    """Milliseconds of one answer, from the question at the desk to the value it is given, and the count."""
    with tempfile.TemporaryDirectory(prefix="appear-bench-") as folder:
        here = a_station(Path(folder))
        _fill(here)
        began = time.process_time()
        counted = boards.count_all(here.store, here.office, here.clock())
        count_s = time.process_time() - began
        times = _times(here)
        here.store.close()
    p95 = quantiles(times, n=20)[-1]
    return [
        Row(f"boards: obligations of {counted} people counted, CPU s", count_s),
        Row(
            f"boards: {len(times)} answers over {PEOPLE} people, p95 ms", p95, f"<= {P95_MS:g}", p95 <= P95_MS
        ),
        Row("boards: slowest answer, ms", max(times)),
    ]


def _fill(here: AStation) -> None:
    here.hire("osei", Role.SUPERVISOR)
    cause = Cause(here.clock(), "bench", "imported")
    with here.store.writing() as session:
        for record in invented(PEOPLE, records.TODAY):
            roster.keep_version(session, record, cause)


def _times(here: AStation) -> list[float]:
    desk = here.signed_in("osei")
    monday = records.TODAY - dt.timedelta(days=records.TODAY.weekday())
    every = [
        BoardAsked(),
        *(BoardAsked(state) for state in DueState),
        BoardAsked(tier="III"),
        BoardAsked(rule_id="M-10"),
        BoardAsked(what="photograph"),
        BoardAsked(week=monday),
        BoardAsked(printed_only=False),
    ]
    questions: list[Callable[[], object]] = [
        *(partial(desk.boards.due, asked) for asked in every),
        partial(desk.boards.due, BoardAsked(page=200)),
        partial(desk.boards.law, None, 0),
        partial(desk.boards.law, Differs.NEXT_DATE, 50),
        partial(desk.boards.figures, 13),
        partial(desk.boards.state, 0),
        partial(desk.cases.listed),
    ]
    times = []
    for _ in range(ASKED):
        for question in questions:
            began = time.perf_counter()
            found = question()
            times.append(1000 * (time.perf_counter() - began))
            assert not isinstance(found, Refused | Unreachable)
            assert not isinstance(found, Board | LawWorklist) or found.behind == 0
    return times
