"""The office in figures agrees with what was done, counted by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.appearance import AppearanceFacts, Correction
from kiosk.changes import Added, ReportedChange
from kiosk.registrant import Phone
from kiosk.review import Decision, Role
from kiosk.topics import Topic
from sync.station import cases
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import CompletedView, Effort, Outcome, Refused
from sync.station.figure_wire import Accounted, Figures, Found, LetStand, Spread
from tests.specimens import records
from tests.sync.station.a_station import AStation

BAD_PHONE = Added(Topic.PHONES, Phone("p-new", "123"), None)
GOOD_PHONE = Added(Topic.PHONES, Phone("p-new", "8165550155"), None)

CORRECTED = (Correction("123", "816 555 0155", "AQ"),)


def figures(here: AStation, weeks: int = 4) -> Figures:
    """As a supervisor is told."""
    found = here.signed_in("osei").boards.figures(weeks)
    assert isinstance(found, Figures), found
    return found


def complete(
    here: AStation,
    desk: DeskLink,
    reported: tuple[ReportedChange, ...] = (),
    accepted: tuple[ReportedChange, ...] | None = None,
    flags: tuple[str, ...] = (),
    sequence: int = 1,
    minutes: int = 6,
) -> AppearanceFacts:
    """One visit, taken after so many minutes and completed."""
    check_in = here.visit(sequence, changes=reported)
    here.clock.forward(minutes=minutes - 4)
    page = desk.visits.claim(check_in.check_in_id)
    assert not isinstance(page, Refused), page
    checklist = replace(
        records.checklist(face_seen_at=here.clock()),
        accepted=accepted,
        corrections=CORRECTED if accepted else (),
        flags=flags,
    )
    version = page.record.version if hasattr(page, "record") and page.record else 0
    done = desk.visits.complete(
        check_in.check_in_id, checklist, version, new_id(), effort=Effort(90 + sequence, 30)
    )
    assert isinstance(done, CompletedView), done
    return done.appearance


def test_what_was_set_right_counts_as_caught_and_what_was_let_stand_by_officer(
    here: AStation, desk: DeskLink
) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    complete(here, desk, (BAD_PHONE,), (GOOD_PHONE,))
    here.clock.forward(minutes=5)
    complete(here, desk, (BAD_PHONE,), None, ("phone_shape",), sequence=2, minutes=20)
    found = figures(here)
    assert found.caught == (Found("phone_shape", 1),)
    assert found.let_stand == (LetStand("T. Rivera", 1, 2),)
    assert found.completed == 2
    assert found.waited_minutes == Spread(2, 6, 20)
    assert found.hands_seconds == Spread(2, 91, 92)
    assert sum(many for _, many in found.by_hour) == 2
    assert dict(found.by_hour)[here.office.local(here.clock()).hour] >= 1
    assert [hour for hour, _ in found.by_hour] == list(range(8, 15)), "the office's own hours are drawn"
    assert [week.spread.many for week in found.waits] == [2]


def test_what_is_sent_back_with_a_finding_is_caught_once(here: AStation, desk: DeskLink) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    check_in = here.visit(changes=(BAD_PHONE,))
    desk.visits.claim(check_in.check_in_id)
    for _ in range(2):
        sent = desk.visits.decide(check_in.check_in_id, Decision.SEND_BACK, "The number is not whole")
        assert isinstance(sent, Outcome), sent
    assert figures(here).caught == (Found("phone_shape", 1),)


def test_what_was_undone_is_in_no_figure(here: AStation, desk: DeskLink) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    done = complete(here, desk, (BAD_PHONE,), (GOOD_PHONE,))
    undone = desk.visits.undo(done.check_in_id, "The wrong person")
    assert isinstance(undone, Outcome), undone
    found = figures(here)
    assert (found.completed, found.caught, found.let_stand) == (0, (), ())
    assert (found.waited_minutes, found.hands_seconds) == (None, None)


def test_who_is_accounted_for_is_written_down_each_day_and_shown_by_week(here: AStation) -> None:
    here.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    here.clock.now = records.NOW.astimezone(dt.UTC) + dt.timedelta(days=400)
    for _ in range(2):
        cases.daily(here.store, here.office, here.clock())
    today = here.office.today(here.clock())
    assert figures(here).accounted == (Accounted(today, 1, 0),)
    here.clock.forward(days=8)
    cases.daily(here.store, here.office, here.clock())
    assert [one.day for one in figures(here).accounted] == [today, today + dt.timedelta(days=8)]
    assert [one.day for one in figures(here, 1).accounted] == [today + dt.timedelta(days=8)]


def test_an_officer_is_not_shown_figures_about_officers(desk: DeskLink) -> None:
    refused = desk.boards.figures(4)
    assert isinstance(refused, Refused)
    assert refused.problem.code == "account_not_allowed"
