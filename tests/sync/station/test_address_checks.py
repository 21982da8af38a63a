"""Doors are listed by area, the doubtful first, and what was found at one holds for that address alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.audit import AuditEvent
from kiosk.field_sheet import AddressResult, FieldSheet
from kiosk.registrant import PersonName, Registrant, Residence, ResidenceKind, Standing
from sync.station import address_checks
from sync.station.address_wire import Area, CheckAddress, Doors
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused
from sync.station.store import roster
from sync.station.store.roster import Cause
from tests.specimens import records
from tests.sync.station.a_station import AStation

ALEX = records.registrant().registrant_id


def person(number: int, **differences: object) -> Registrant:
    """Somebody in Independence, SYNTHETIC."""
    home = Residence("h", ResidenceKind.HOME, records.NEW_HOME, started=dt.date(2020, 1, 1))
    made = replace(
        records.registrant(),
        registrant_id=f"SYN-{number}",
        id_number=f"S{number}",
        name=PersonName("Casey", "", f"Hatch{number}"),
        residences=(home,),
    )
    return replace(made, **differences)  # type: ignore[arg-type]


def doors(desk: DeskLink, area: str = "") -> Doors:
    """As the desk is told."""
    found = desk.addresses.doors(area)
    assert isinstance(found, Doors), found
    return found


def test_doors_are_listed_by_area_the_doubtful_first_then_whoever_was_not_seen_for_longest(
    here: AStation, desk: DeskLink
) -> None:
    here.enrol(person(2), person(3), person(4, standing=Standing.MOVED_OUT))
    today = here.office.today(here.clock())
    assert doors(desk).areas == (Area("64050", 2), Area("64106", 1))
    assert [one.registrant_id for one in doors(desk, "64106").lines] == [ALEX]
    for number, result, days, note in (
        ("SYN-2", AddressResult.LIVES_HERE, 1, ""),
        ("SYN-3", AddressResult.DOES_NOT_LIVE_HERE, 0, "The landlord"),
    ):
        said = CheckAddress(new_id(), today - dt.timedelta(days=days), result, note)
        for _ in range(2):
            assert desk.addresses.check(number, said) is None
    lines = doors(desk).lines
    assert [one.registrant_id for one in lines] == ["SYN-3", ALEX, "SYN-2"]
    assert (lines[0].note, lines[0].officer) == ("The landlord", "T. Rivera")
    assert lines[2].last_seen == today - dt.timedelta(days=1)
    assert here.how_many("address_checks") == 2
    assert here.events().count(AuditEvent.ADDRESS_CHECKED.value) == 2


def test_what_was_found_holds_for_that_address_alone(here: AStation, desk: DeskLink) -> None:
    today = here.office.today(here.clock())
    gone = CheckAddress(new_id(), today, AddressResult.DOES_NOT_LIVE_HERE, "The tenant")
    assert desk.addresses.check(ALEX, gone) is None
    with here.store.writing() as session:
        record = roster.record(session, ALEX)
        assert record is not None
        moved = replace(record, version=record.version + 1, residences=person(9).residences)
        roster.keep_version(session, moved, Cause(here.clock(), "off-1", "amended"))
    (door,) = doors(desk).lines
    assert (door.result, door.last_seen) == (None, None)
    late = replace(gone, check_id=new_id(), address="415 Birchwood Ter Apt 3B, Kansas City, MO 64106")
    for said, code in (
        (late, "address_check_moved"),
        (replace(gone, check_id=new_id(), address=door.address), ""),
    ):
        answer = desk.addresses.check(ALEX, said)
        assert code == (answer.problem.code if isinstance(answer, Refused) else "")


@pytest.mark.parametrize("typed", ["64050-1234", "640501234"])
def test_nine_digits_of_a_zip_code_lie_in_the_area_of_the_first_five(
    here: AStation, desk: DeskLink, typed: str
) -> None:
    home = Residence("h", ResidenceKind.HOME, replace(records.NEW_HOME, zip_code=typed))
    here.enrol(person(2, residences=(home,)))
    assert Area("64050", 1) in doors(desk).areas


def test_an_id_is_good_for_one_persons_door(here: AStation, desk: DeskLink) -> None:
    here.enrol(person(2))
    said = CheckAddress(new_id(), here.office.today(here.clock()), AddressResult.LIVES_HERE)
    assert desk.addresses.check(ALEX, said) is None
    refused = desk.addresses.check("SYN-2", said)
    assert isinstance(refused, Refused)
    assert refused.problem.code == "address_check_id_used"


def test_a_visit_needs_a_day_that_was_and_a_word_where_nobody_was_seen(
    here: AStation, desk: DeskLink
) -> None:
    today = here.office.today(here.clock())
    for code, said in (
        ("address_check_note", CheckAddress(new_id(), today, AddressResult.NOBODY, " ")),
        (
            "address_check_in_future",
            CheckAddress(new_id(), today + dt.timedelta(days=1), AddressResult.LIVES_HERE),
        ),
    ):
        refused = desk.addresses.check(ALEX, said)
        assert isinstance(refused, Refused)
        assert refused.problem.code == code
    unknown = desk.addresses.check("nobody", CheckAddress(new_id(), today, AddressResult.LIVES_HERE))
    assert isinstance(unknown, Refused)
    assert here.how_many("address_checks") == 0


def test_a_field_sheet_is_in_the_order_of_its_addresses_and_its_leaving_is_written_down(
    here: AStation, desk: DeskLink
) -> None:
    here.enrol(person(3), person(2))
    sheet = desk.addresses.sheet("64050")
    assert isinstance(sheet, FieldSheet), sheet
    assert [one.name for one in sheet.lines] == ["Casey Hatch2", "Casey Hatch3"]
    assert sheet.more == 0
    assert here.events().count(AuditEvent.BOARD_EXPORTED.value) == 1


def test_a_field_sheet_says_how_many_doors_are_not_on_it(
    here: AStation, desk: DeskLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address_checks, "MOST_DOORS", 1)
    here.enrol(person(3), person(2))
    sheet = desk.addresses.sheet("64050")
    assert isinstance(sheet, FieldSheet), sheet
    assert (len(sheet.lines), sheet.more) == (1, 1)


def test_no_sheet_is_made_of_what_is_no_area(here: AStation, desk: DeskLink) -> None:
    here.enrol(person(3))
    assert isinstance(desk.addresses.sheet("6405\n"), Refused)
    assert AuditEvent.BOARD_EXPORTED.value not in here.events()
