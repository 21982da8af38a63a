"""The day sheet says who waits and who may come, and what was done by it is entered under its number."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from kiosk.audit import AuditEvent
from kiosk.registrant import PersonName, Photograph
from sync.station import boards
from sync.station.client import DeskLink, new_id
from sync.station.day_sheet_wire import SheetGiven
from sync.station.desk_wire import CheckInPage, CompletedView, Refused
from sync.station.people_wire import WalkIn
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station

PASSPHRASE = "bridge lantern otter seven"


def office(tmp_path: Path) -> AStation:
    """An office that writes sheets, with somebody who missed a month and somebody not due for long."""
    here = a_station(tmp_path, day_sheet_passphrase=PASSPHRASE)
    here.hire()
    late = dt.date(2025, 1, 3)
    here.enrol(
        records.registrant(),
        replace(
            records.registrant(),
            registrant_id="SYN-L",
            id_number="L1",
            name=PersonName("Casey", "", "Hatch"),
            last_full_verification=late,
            photograph=Photograph("p-old", late),
        ),
    )
    return here


def sheet(desk: DeskLink) -> SheetGiven:
    """This desk's."""
    found = desk.boards.day_sheet()
    assert isinstance(found, SheetGiven), found
    return found


def test_the_sheet_holds_who_waits_and_who_missed_a_day_and_keeps_its_number(tmp_path: Path) -> None:
    here = office(tmp_path)
    desk = here.signed_in()
    check_in = here.visit()
    first, again = sheet(desk), sheet(desk)
    assert [one.ticket for one in first.sheet.waiting] == [check_in.ticket.number()]
    due = {one.name: one for one in first.sheet.due}
    assert due["Casey Hatch"].missed
    assert due["Casey Hatch"].due < here.office.today(here.clock())
    assert first.opens_with == PASSPHRASE
    assert (first.sheet.written, again.sheet.written) == (1, 2)
    assert first.sheet.line_number(3) == again.sheet.line_number(3) == "261123-desk-1-03"
    assert here.events().count(AuditEvent.DAY_SHEET_WRITTEN.value) == 1
    other = sheet(here.signed_in(desk="desk-2"))
    assert other.sheet.number != first.sheet.number
    assert PASSPHRASE.encode() not in here.everything_stored()
    here.store.close()


def test_what_was_done_on_a_line_of_the_sheet_is_entered_afterwards_with_its_true_time(
    tmp_path: Path,
) -> None:
    here = office(tmp_path)
    desk = here.signed_in()
    number, done_at = sheet(desk).sheet.line_number(1), here.clock() + dt.timedelta(minutes=1)
    here.clock.forward(hours=3)
    desk = here.signed_in()
    said = WalkIn(new_id(), "SYN-L", "en", done_at - dt.timedelta(minutes=5), ())
    page = desk.records.walk_in(said)
    assert isinstance(page, CheckInPage), page
    assert page.record is not None
    flags = tuple(one.name for one in page.findings if not one.asked_only)
    checklist = replace(records.checklist(face_seen_at=done_at), day_sheet_number=number, flags=flags)
    done = desk.visits.complete(said.check_in_id, checklist, page.record.version, new_id(), done_at=done_at)
    assert isinstance(done, CompletedView), done
    assert done.appearance.day_sheet_number == number
    assert done.appearance.completed_at == done_at
    boards.count_all(here.store, here.office, here.clock())
    assert not [one for one in sheet(here.signed_in()).sheet.due if one.name == "Casey Hatch" and one.missed]
    here.store.close()


def test_an_office_without_a_passphrase_writes_no_sheet(here: AStation, desk: DeskLink) -> None:
    refused = desk.boards.day_sheet()
    assert isinstance(refused, Refused)
    assert refused.problem.code == "day_sheet_off"
