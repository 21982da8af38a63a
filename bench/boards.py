"""The supervisor's boards over a state's roster: how soon each answers, and how long a day's count takes."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import quantiles

from bench import filled_office
from bench.filled_office import SERIES
from bench.row import Row
from kiosk.law.worklist import Differs
from kiosk.records_request import RecordsPack
from kiosk.review import Role
from sync.station import boards
from sync.station.board_wire import Board, BoardAsked, DueState, LawWorklist
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused, Unreachable
from sync.station.reminder_wire import WriteReminders
from sync.station.request_wire import MOST_LINES, MakePack
from sync.station.retention_wire import Preview, RunSeries
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station
from tests.sync.station.many_people import invented

PEOPLE = 20_000
ASKED = 8
"""How often each board is asked."""
P95_MS = 200.0
RUN_S = 5.0
"""Kiosks wait for a run of retention; a station waits ten seconds for its turn to write."""
REQUESTS = 300
OPENED = frozenset({"name", "birth_date", "residences"})


def measure() -> list[Row]:
    """Milliseconds of one answer, from the question at the desk to the value it is given, the count, and how
    long kiosks wait for a run of retention."""
    with tempfile.TemporaryDirectory(prefix="appear-bench-") as folder:
        here = a_station(Path(folder), mails=True, retention=SERIES, records_opened=OPENED)
        _fill(here)
        began = time.process_time()
        counted = boards.count_all(here.store, here.office, here.clock()).counted
        count_s = time.process_time() - began
        desk = here.signed_in("osei")
        with here.store.reading() as session:
            people = tuple(roster.everybody(session))
        filled_office.fill(here.store, people, here.clock())
        times = _times(_boards(desk))
        pages = _times(_pages(desk, _asked(desk)))
        letters = _took(partial(desk.reminders.letters, WriteReminders(new_id())))
        preview = desk.retention.preview("moved_out")
        assert isinstance(preview, Preview)
        run = _took(partial(desk.retention.run, "moved_out", RunSeries(new_id(), preview.digest)))
        here.store.close()
    goes = sum(one.kept is None for one in preview.items)
    return [
        Row(f"boards: obligations of {counted} people counted, CPU s", count_s),
        _row(f"boards: {sum(map(len, times.values()))} answers over {PEOPLE} people", times),
        _row(f"pages: {sum(map(len, pages.values()))} answers over {PEOPLE} people", pages),
        *(Row(f"slowest answer of {name}, ms", max(found)) for name, found in (times | pages).items()),
        Row(f"{PEOPLE // 40} reminder letters written, s", letters),
        Row(f"records of {goes} people removed, s", run, f"<= {RUN_S:g}", run <= RUN_S),
    ]


def _row(what: str, times: Mapping[str, Sequence[float]]) -> Row:
    """The 95th percentile of the slowest of the questions asked."""
    p95, name = max((quantiles(found, n=20, method="inclusive")[-1], name) for name, found in times.items())
    return Row(f"{what}, p95 of the slowest ({name}), ms", p95, f"<= {P95_MS:g}", p95 <= P95_MS)


def _fill(here: AStation) -> None:
    here.hire("osei", Role.SUPERVISOR)
    cause = Cause(here.clock() - filled_office.LONG_AGO, "bench", "imported")
    with here.store.writing() as session:
        for record in invented(PEOPLE, records.TODAY):
            roster.keep_version(session, record, cause)


Questions = dict[str, Callable[[], object]]


def _boards(desk: DeskLink) -> Questions:
    monday = records.TODAY - dt.timedelta(days=records.TODAY.weekday())
    every = {
        "everything due": BoardAsked(),
        **{f"due, {state.value}": BoardAsked(state) for state in DueState},
        "due of tier III": BoardAsked(tier="III"),
        "due by M-10": BoardAsked(rule_id="M-10"),
        "photographs due": BoardAsked(what="photograph"),
        "due in a week": BoardAsked(week=monday),
        "due, never printed": BoardAsked(printed_only=False),
        "due, page 200": BoardAsked(page=200),
    }
    return {
        **{name: partial(desk.boards.due, asked) for name, asked in every.items()},
        "change of law": partial(desk.boards.law, None, 0),
        "change of law, dates": partial(desk.boards.law, Differs.NEXT_DATE, 50),
        "figures": partial(desk.boards.figures, 13),
        "the state's file": partial(desk.boards.state, 0),
        "cases": partial(desk.cases.listed),
    }


def _asked(desk: DeskLink) -> str:
    """Answer many requests for records; the longest one's id."""
    everybody = tuple(f"SYNTHETIC-{place:06d}" for place in range(MOST_LINES))
    for number in range(REQUESTS):
        lines = everybody[number % 50 : number % 50 + 3] if number % 10 else everybody
        said = MakePack(new_id(), "The Demo Tribune", lines, "en")
        assert isinstance(desk.requests.make(said), RecordsPack)
    longest = MakePack(new_id(), "The Demo Tribune", everybody, "en")
    assert isinstance(desk.requests.make(longest), RecordsPack)
    return longest.request_id


def _pages(desk: DeskLink, request_id: str) -> Questions:
    one = MakePack(new_id(), "The Demo Tribune", ("SYNTHETIC-000001",), "en")
    return {
        "requests": desk.requests.listed,
        "requests, page 5": partial(desk.requests.listed, 5),
        "an answer given again": partial(desk.requests.again, request_id),
        "an answer": lambda: desk.requests.make(replace(one, request_id=new_id())),
        "retention": desk.retention.page,
        **{f"retention of {one.id}": partial(desk.retention.preview, one.id) for one in SERIES},
        "reminders": desk.reminders.listed,
        "reminders, page 300": partial(desk.reminders.listed, 300),
        "a person's reminders": partial(desk.reminders.of_person, "SYN-000001"),
        "tips": desk.tips.listed,
        "tips, page 40": partial(desk.tips.listed, 40),
    }


def _times(questions: Questions) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in questions}
    for _ in range(ASKED):
        for name, question in questions.items():
            times[name].append(1000 * _took(question))
    return times


def _took(question: Callable[[], object]) -> float:
    """Seconds until the desk has its answer."""
    began = time.perf_counter()
    found = question()
    took = time.perf_counter() - began
    assert not isinstance(found, Refused | Unreachable), found
    assert not isinstance(found, Board | LawWorklist) or found.behind == 0
    return took
