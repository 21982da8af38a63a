"""The nightly comparison with the state's file names every difference, and explains what the record can."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.audit import AuditEvent
from kiosk.registrant import PersonName, Registrant, Standing, Tier
from sync.station import boards, state_file
from sync.station.client import DeskLink
from sync.station.desk_wire import Refused
from sync.station.state_wire import Differing, Explain, Explained, StateComparison
from tests.specimens import records
from tests.sync.station.a_station import AStation

HEAD = "Name,Address,City,St,Zip,County,Compliant,Tier,Date of Birth\n"
HOME = "415 Birchwood Ter Apt 3B,Kansas City,MO,64106,Jackson"
BORN = "11/05/1980"


def person(number: int, last: str, **differences: object) -> Registrant:
    """One of ours, SYNTHETIC."""
    return replace(
        records.registrant(),
        registrant_id=f"SYN-{number}",
        id_number=f"S{number}",
        registry_id="",
        name=PersonName("Alex", "", last),
        **differences,  # type: ignore[arg-type]
    )


OURS = (
    person(1, "Same"),
    person(2, "Jailed", standing=Standing.IN_CUSTODY, in_custody_since=dt.date(2026, 10, 1)),
    person(3, "Tiered", tier=Tier.III),
    person(4, "Moving"),
    person(5, "Absent"),
    person(6, "Gone", standing=Standing.MOVED_OUT),
    person(7, "Similar"),
)
FILE = HEAD + "".join(
    f'"{name}, ALEX",{home},{standing},{tier},{BORN}\n'
    for name, home, standing, tier in (
        ("SAME", HOME, "Y", "2"),
        ("JAILED", HOME, "Y", "2"),
        ("TIERED", HOME, "Y", "2"),
        ("MOVING", "77 Juniper St,Kansas City,MO,64106,Jackson", "Y", "2"),
        ("SIMILAR", "415 Birchwood Ter,Kansas City,MO,64106,Jackson", "Y", "2"),
        ("STRANGER", HOME, "Y", "2"),
        ("CLAYTON", HOME.replace("Jackson", "Clay"), "Y", "2"),
        ("BROKEN", HOME, "Y", "9"),
    )
)


@pytest.fixture
def nightly(here: AStation, tmp_path: Path) -> state_file.Nightly:
    """The comparison, with our people on the roster and the state's file in its place."""
    here.enrol(*OURS)
    boards.count_all(here.store, here.office, here.clock())
    (tmp_path / "state.csv").write_text(FILE)
    return state_file.Nightly(here.store, here.office, tmp_path / "state.csv")


def compared(desk: DeskLink) -> StateComparison:
    """As the desk is told."""
    found = desk.boards.state()
    assert isinstance(found, StateComparison), found
    return found


def by_name(desk: DeskLink) -> dict[tuple[str, Differing], Explained]:
    """Whose and what, and why."""
    return {(one.name.split()[-1], one.differing): one.explained for one in compared(desk).lines}


def test_two_strangers_of_one_name_are_two_exceptions(
    here: AStation, nightly: state_file.Nightly, desk: DeskLink, tmp_path: Path
) -> None:
    twin = f'"STRANGER, ALEX",{HOME},Y,2,11/06/1980\n'
    (tmp_path / "state.csv").write_text(FILE + twin)
    nightly(here.clock())
    strangers = [one for one in compared(desk).lines if one.differing is Differing.ONLY_THERE]
    assert sum("STRANGER" in one.name for one in strangers) == 2


def test_every_difference_is_named_and_explained_where_the_record_says_why(
    here: AStation, nightly: state_file.Nightly, desk: DeskLink
) -> None:
    assert compared(desk).compared_on is None
    nightly(here.clock())
    found = compared(desk)
    assert (found.there, found.here, found.refused_rows) == (7, 8, 1)
    assert [(one.row, one.why.code) for one in found.bad_rows] == [(9, "roster_tier_unknown")]
    assert by_name(desk) == {
        ("Jailed", Differing.STANDING): Explained.IN_CUSTODY,
        ("Tiered", Differing.TIER): Explained.UNEXPLAINED,
        ("Moving", Differing.ADDRESS): Explained.UNEXPLAINED,
        ("Absent", Differing.ONLY_HERE): Explained.UNEXPLAINED,
        ("Quill", Differing.ONLY_HERE): Explained.UNEXPLAINED,
        ("Similar", Differing.ADDRESS): Explained.LOOKS_SIMILAR,
        ("STRANGER", Differing.ONLY_THERE): Explained.UNEXPLAINED,
        ("CLAYTON", Differing.ONLY_THERE): Explained.OTHER_COUNTY,
    }
    assert found.unexplained == 5
    states = [one.explained is Explained.UNEXPLAINED for one in found.lines]
    assert states == sorted(states, reverse=True)
    assert here.events().count(AuditEvent.STATE_FILE_COMPARED.value) == 1


def test_the_file_is_compared_once_a_day_and_one_that_is_missing_or_broken_changes_nothing(
    here: AStation, nightly: state_file.Nightly, desk: DeskLink, tmp_path: Path
) -> None:
    nightly(here.clock())
    nightly(here.clock.forward(minutes=1))
    assert here.events().count(AuditEvent.STATE_FILE_COMPARED.value) == 1
    before = compared(desk)
    here.clock.forward(days=1)
    (tmp_path / "state.csv").write_bytes(b"\xff\xfe\x00broken")
    nightly(here.clock())
    (tmp_path / "state.csv").unlink()
    state_file.Nightly(here.store, here.office, tmp_path / "state.csv")(here.clock())
    assert compared(here.signed_in()) == before


def test_an_officers_word_stays_until_either_side_says_something_else(
    here: AStation, nightly: state_file.Nightly, desk: DeskLink, tmp_path: Path
) -> None:
    nightly(here.clock())
    absent = next(one for one in compared(desk).lines if one.name == "Alex Absent")
    no_note = desk.boards.explain(absent.exception_id, Explain(Explained.NOT_PUBLISHED, " "))
    assert isinstance(no_note, Refused)
    not_by_hand = desk.boards.explain(absent.exception_id, Explain(Explained.ON_ITS_WAY, "?"))
    assert isinstance(not_by_hand, Refused)
    said = Explain(Explained.NOT_PUBLISHED, "Juvenile adjudication")
    assert desk.boards.explain(absent.exception_id, said) is None
    unknown = desk.boards.explain("x" * 32, said)
    assert isinstance(unknown, Refused)
    assert unknown.problem.code == "no_such_exception"
    here.clock.forward(days=1)
    nightly(here.clock())
    again = next(one for one in compared(here.signed_in()).lines if one.exception_id == absent.exception_id)
    assert (again.explained, again.note, again.explained_by) == (
        Explained.NOT_PUBLISHED,
        "Juvenile adjudication",
        "T. Rivera",
    )
    assert again.first_seen == absent.first_seen
    (tmp_path / "state.csv").write_text(FILE + f'"ABSENT, ALEX",{HOME},Y,3,{BORN}\n')
    here.clock.forward(days=1)
    nightly(here.clock())
    kinds = by_name(here.signed_in())
    assert ("Absent", Differing.ONLY_HERE) not in kinds
    assert kinds["Absent", Differing.TIER] is Explained.UNEXPLAINED
