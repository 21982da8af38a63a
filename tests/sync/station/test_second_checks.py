"""A sample of each week is drawn once and checked by somebody else; what was wrong is the error rate."""

from __future__ import annotations

from kiosk.audit import AuditEvent
from kiosk.review import Role
from sync.station import cases
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CompletedView, Refused
from sync.station.second_checks import AT_LEAST
from sync.station.second_wire import CheckSecond, SecondChecks
from sync.station.store import roster
from tests.specimens import records
from tests.sync.station.a_station import AStation

ALEX = records.registrant().registrant_id


def complete(here: AStation, desk: DeskLink, sequence: int) -> str:
    """One visit of Alex Quill's, completed by officer Rivera; the appearance's id."""
    check_in = here.visit(sequence)
    desk.visits.claim(check_in.check_in_id)
    with here.store.reading() as session:
        record = roster.record(session, ALEX)
    assert record is not None
    checklist = records.checklist(face_seen_at=here.clock())
    done = desk.visits.complete(check_in.check_in_id, checklist, record.version, new_id())
    assert isinstance(done, CompletedView), done
    here.clock.forward(minutes=3)
    return done.appearance.appearance_id


def sample(desk: DeskLink) -> SecondChecks:
    """As the desk is told."""
    found = desk.books.sample()
    assert isinstance(found, SecondChecks), found
    return found


def test_a_sample_of_the_week_is_drawn_once_when_it_is_over(here: AStation, desk: DeskLink) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    done = [complete(here, desk, number + 1) for number in range(AT_LEAST + 2)]
    cases.daily(here.store, here.office, here.clock())
    assert sample(desk).lines == ()
    here.clock.forward(days=7)
    for _ in range(2):
        cases.daily(here.store, here.office, here.clock())
    lines = sample(here.signed_in("osei")).lines
    assert len(lines) == AT_LEAST
    assert {one.appearance_id for one in lines} <= set(done)
    assert {one.officer for one in lines} == {"T. Rivera"}
    assert here.events().count(AuditEvent.SAMPLE_DRAWN.value) == 1


def test_somebody_else_checks_and_what_was_wrong_is_counted(here: AStation, desk: DeskLink) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    for number in (1, 2):
        complete(here, desk, number)
    here.clock.forward(days=7)
    cases.daily(here.store, here.office, here.clock())
    mine, other = here.signed_in(), here.signed_in("osei")
    first, second = sample(other).lines
    own = mine.books.check(first.appearance_id, CheckSecond(right=True))
    assert isinstance(own, Refused)
    assert own.problem.code == "second_check_own"
    no_note = other.books.check(first.appearance_id, CheckSecond(right=False, note=" "))
    assert isinstance(no_note, Refused)
    unknown = other.books.check("nothing", CheckSecond(right=True))
    assert isinstance(unknown, Refused)
    assert other.books.check(first.appearance_id, CheckSecond(right=False, note="Unit 3B")) is None
    assert other.books.check(second.appearance_id, CheckSecond(right=True)) is None
    found = sample(other)
    assert (found.checked, found.wrong) == (2, 1)
    said = {one.appearance_id: (one.right, one.note, one.checked_by) for one in found.lines}
    assert said[first.appearance_id] == (False, "Unit 3B", "K. Osei")
    assert other.books.check(first.appearance_id, CheckSecond(right=True)) is None
    assert sample(other).wrong == 0
    here.clock.forward(days=7 * 20)
    assert sample(here.signed_in("osei")).lines == ()


def test_a_week_without_completions_draws_nothing(here: AStation) -> None:
    here.clock.forward(days=9)
    cases.daily(here.store, here.office, here.clock())
    assert here.how_many("second_checks") == 0
