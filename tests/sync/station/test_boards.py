"""The boards agree with a recount by hand, day by day, and leave the station as a table nobody can abuse."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.audit import AuditEvent
from kiosk.law import Schedule, person_facts, schedules
from kiosk.law.overdue import overdue
from kiosk.registrant import PersonName, Registrant
from kiosk.review import Role
from sync.station import boards, owing
from sync.station.board_wire import LINES_A_PAGE, Board, BoardAsked, DueLine, DueState
from sync.station.cells import cell
from sync.station.client import DeskLink
from sync.station.desk_wire import Refused
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation
from tests.sync.station.many_people import invented

EVERYTHING = BoardAsked(printed_only=False)


def by_hand(here: AStation, people: list[Registrant]) -> Counter[tuple[str, str, str, DueState]]:
    """Person by person, by the law alone: who owes what in which state, by the calendar."""
    day = here.office.today(here.clock())
    sunday = day + dt.timedelta(days=6 - day.weekday())
    found: Counter[tuple[str, str, str, DueState]] = Counter()
    for person in people:
        facts = person_facts(person)
        owed = {
            (one.rule_id, one.what.value, one.due if isinstance(one, Schedule) else None)
            for one in schedules(facts, day, here.office.rulesets, here.office.calendar)
        }
        owed |= {
            (one.rule_id, one.what.value, one.due)
            for one in overdue(facts, day, here.office.rulesets, here.office.calendar)
        }
        for rule_id, what, due in owed:
            if due is None:
                state = DueState.UNKNOWN
            elif due < day:
                state = DueState.OVERDUE
            elif due <= sunday:
                state = DueState.DUE
            else:
                soon = due <= sunday + dt.timedelta(days=28)
                state = DueState.SOON if soon else DueState.LATER
            found[person.registrant_id, rule_id, what, state] += 1
    return found


def shown(desk: DeskLink, asked: BoardAsked = EVERYTHING) -> Board:
    """The board as the desk gets it."""
    board = desk.boards.due(asked)
    assert isinstance(board, Board), board
    return board


def everything_shown(desk: DeskLink, asked: BoardAsked = EVERYTHING) -> tuple[DueLine, ...]:
    """Every line of the board, page after page."""
    lines: list[DueLine] = []
    while len(lines) < (board := shown(desk, replace(asked, page=len(lines) // LINES_A_PAGE))).total:
        assert 0 < len(board.lines) <= LINES_A_PAGE
        lines += board.lines
    return tuple(lines)


def as_table(desk: DeskLink, asked: BoardAsked = EVERYTHING) -> list[dict[str, str]]:
    """The exported table, read again."""
    table = desk.boards.export(asked)
    assert isinstance(table, bytes), table
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"))))


@pytest.fixture
def supervisor(here: AStation) -> DeskLink:
    """Supervisor Osei, signed in."""
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    return here.signed_in("osei")


def test_every_board_agrees_with_a_count_by_hand_as_the_days_go(here: AStation, supervisor: DeskLink) -> None:
    people = list(invented(60, records.TODAY, seed=4))
    here.enrol(*people)
    everybody = [records.registrant(), *people]
    for days in (0, 1, 6, 30, 90, 300):
        here.clock.now = records.NOW.astimezone(dt.UTC) + dt.timedelta(days=days)
        supervisor = here.signed_in("osei")
        counted = by_hand(here, everybody)
        table = as_table(supervisor)
        assert (
            Counter((row["registrant_id"], row["rule"], row["what"], DueState(row["state"])) for row in table)
            == counted
        )
        board = shown(supervisor)
        assert board.behind == 0
        by_state: Counter[DueState] = Counter()
        for one in board.counts:
            by_state[one.state] += one.obligations
        for (*_, state), many in counted.items():
            if state is not DueState.LATER:
                by_state[state] -= many
        assert not any(by_state.values()), by_state
        late = {person for person, _, _, state in counted if state is DueState.OVERDUE}
        assert board.people_overdue == len(late)
        assert board.people == len(everybody)


def test_each_filter_shows_exactly_the_lines_that_fit(here: AStation, supervisor: DeskLink) -> None:
    here.enrol(*invented(60, records.TODAY, seed=5))
    everything = everything_shown(supervisor)
    assert len(everything) > LINES_A_PAGE
    overdue_week = next(one.due for one in everything if one.state is DueState.OVERDUE and one.due)
    monday = overdue_week - dt.timedelta(days=overdue_week.weekday())
    filters: dict[BoardAsked, Callable[[DueLine], bool]] = {
        BoardAsked(DueState.OVERDUE, printed_only=False): lambda one: one.state is DueState.OVERDUE,
        BoardAsked(DueState.LATER, printed_only=False): lambda one: one.state is DueState.LATER,
        BoardAsked(DueState.UNKNOWN, printed_only=False): lambda one: one.due is None,
        BoardAsked(rule_id="M-10", printed_only=False): lambda one: one.rule_id == "M-10",
        BoardAsked(what="photograph", printed_only=False): lambda one: one.what == "photograph",
        BoardAsked(tier="II", printed_only=False): lambda one: one.tier == "II",
        BoardAsked(tier="-", printed_only=False): lambda one: not one.tier,
        BoardAsked(): lambda one: one.printed,
        BoardAsked(week=overdue_week, printed_only=False): lambda one: (
            one.due is not None and monday <= one.due < monday + dt.timedelta(days=7)
        ),
    }
    for asked, fits in filters.items():
        wanted = [one for one in everything if fits(one)]
        assert wanted, asked
        found = everything_shown(supervisor, asked)
        # People of one last day stand by name within a page: the order of a page is not the whole list's.
        assert Counter(found) == Counter(wanted), asked
        assert [one.due for one in found] == [one.due for one in wanted], asked
    days = [one.due for one in everything if one.due is not None]
    assert days == sorted(days)


def test_a_new_version_of_a_record_changes_the_board_at_once(here: AStation, desk: DeskLink) -> None:
    here.clock.now = records.NOW.astimezone(dt.UTC) + dt.timedelta(days=400)
    desk = here.signed_in()
    before = shown(desk)
    assert before.people_overdue == 1
    with here.store.writing() as session:
        came = records.registrant(version=4, last_full_verification=here.office.today(here.clock()))
        roster.keep_version(session, came, Cause(here.clock(), "off-1", "appearance"))
        owing.keep_schedules(session, here.office, came, here.office.today(here.clock()), None)
    after = shown(desk)
    assert {one.due for one in after.lines} != {one.due for one in before.lines}


def test_a_new_day_with_many_people_says_how_many_are_still_to_be_counted(
    here: AStation, desk: DeskLink
) -> None:
    here.enrol(*invented(230, records.TODAY, seed=6))
    assert shown(desk).behind == 31
    assert boards.count_all(here.store, here.office, here.clock()).counted == 31
    assert shown(desk).behind == 0
    assert boards.count_all(here.store, here.office, here.clock()).counted == 0


def test_only_a_supervisor_takes_a_table_out_and_that_is_written_down(
    here: AStation, desk: DeskLink, supervisor: DeskLink
) -> None:
    refused = desk.boards.export(EVERYTHING)
    assert isinstance(refused, Refused)
    assert refused.problem.code == "account_not_allowed"
    assert as_table(supervisor)
    assert here.events().count(AuditEvent.BOARD_EXPORTED.value) == 1


def test_no_cell_of_a_table_is_a_formula(here: AStation, supervisor: DeskLink) -> None:
    evil = '=HYPERLINK("http://example.test","x")'
    here.enrol(
        replace(records.registrant(), registrant_id="E", id_number="E1", name=PersonName(evil, "", "Quill"))
    )
    names = {row["name"] for row in as_table(supervisor)}
    assert f"'{evil} Quill" in names


@pytest.mark.parametrize(
    ("given", "shown_as"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Quill", "Quill"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
        (True, "yes"),
        (-3, "-3"),
        (dt.date(2026, 11, 3), "2026-11-03"),
    ],
)
def test_a_cell_that_a_spreadsheet_might_compute_is_shown_as_text(given: str | None, shown_as: str) -> None:
    assert cell(given) == shown_as
