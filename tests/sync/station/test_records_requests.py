"""A request is answered by what counsel opened, kept as it was given, and listed with who asked."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.audit import AuditEvent
from kiosk.check_in import Disclosure
from kiosk.records_request import RecordsPack
from kiosk.registrant import PersonName, Standing, Tier
from kiosk.review import Role
from kiosk.words import Words
from sync.station import public_list
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import Refused
from sync.station.request_wire import MakePack, Packs
from sync.station.settings import StationSettings
from sync.station.store import requests
from tests.sync.station.a_station import AStation, a_station
from tests.sync.station.test_address_checks import person

OPENED = frozenset({"name", "birth_date", "residences"})


@pytest.fixture
def here(tmp_path: Path, on_sqlite: str) -> Iterator[AStation]:
    """A station whose counsel has opened three parts."""
    made = a_station(tmp_path, address=on_sqlite, records_opened=OPENED)
    made.hire("osei", Role.SUPERVISOR, full_name="K. Osei")
    yield made
    made.store.close()


@pytest.fixture
def desk(here: AStation) -> DeskLink:
    """Supervisor Osei, signed in."""
    return here.signed_in("osei")


def asked(*lines: str, **differences: str) -> MakePack:
    """A newspaper's request."""
    return replace(MakePack(new_id(), "The Demo Tribune", lines, "en"), **differences)  # type: ignore[arg-type]


def made(desk: DeskLink, said: MakePack) -> RecordsPack:
    """The answer."""
    found = desk.requests.make(said)
    assert isinstance(found, RecordsPack), found
    return found


def why(found: object) -> str:
    """The code of a refusal."""
    assert isinstance(found, Refused), found
    return found.problem.code


def test_each_line_is_answered_and_the_answer_is_kept_and_listed(here: AStation, desk: DeskLink) -> None:
    here.enrol(
        person(2, registry_id="MO-SYN-2"), person(3, standing=Standing.DECEASED, registry_id="MO-SYN-3")
    )
    said = asked(
        "MO-SYN-0001",
        "Alex Quill, 1980-11-05",
        " hatch2, casey",
        "MO-SYN-3",
        "Nobody Known",
        "quill alex 11/5/1980",
    )
    paper = made(desk, said)
    assert [bool(one.given) for one in paper.answers] == [True, True, True, False, False, True]
    assert paper.answers[3].closed == paper.answers[4].closed == ()
    assert {one.name for one in paper.answers[0].given} == OPENED
    assert made(desk, said) == paper, "twice is once"
    again = desk.requests.again(said.request_id)
    assert again == paper
    page = desk.requests.listed()
    assert isinstance(page, Packs)
    (line,) = page.lines
    assert (line.number, line.asked_by, line.officer, line.given) == (
        paper.number,
        said.asked_by,
        "K. Osei",
        4,
    )
    assert line.lines[2] == "hatch2, casey"
    assert here.events().count(AuditEvent.RECORDS_GIVEN.value) == 2


def test_the_whole_list_holds_open_records_alone(here: AStation, desk: DeskLink) -> None:
    here.enrol(person(2), person(3, standing=Standing.REMOVED))
    paper = made(desk, asked())
    assert [one.asked for one in paper.answers] == ["", ""]
    assert "Hatch3" not in repr(paper)


def test_whoever_kept_every_printed_date_is_in_compliance(tmp_path: Path, on_sqlite: str) -> None:
    """By F-01 a federal tier III would be due in three months; its dates are never printed (LAW.md)."""
    here = a_station(tmp_path, address=on_sqlite, records_opened={"name", "standing"})
    here.hire("osei", Role.SUPERVISOR)
    here.clock.now = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)
    last = dt.date(2026, 11, 20)
    here.enrol(person(2, tier=Tier.I, federal_tier=Tier.III, last_full_verification=last))
    here.clock.now = dt.datetime(2027, 3, 1, 18, tzinfo=dt.UTC)
    paper = made(here.signed_in("osei"), asked("Casey Hatch2"))
    assert paper.answers[0].given[-1].says == (Words("paper.request.kept"),)
    with here.store.reading() as session:
        file = tmp_path / "list.csv"
        public_list.write(session, here.office, file, dt.date(2027, 3, 1))
    with file.open(encoding="utf-8", newline="") as lines:
        assert {one["Name"]: one["Compliant"] for one in csv.DictReader(lines)}["HATCH2, CASEY"] == "Y"
    here.store.close()


def test_a_long_answer_comes_whole_in_its_parts(
    here: AStation, desk: DeskLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requests, "ANSWERS_A_PART", 2)
    here.enrol(*(person(number) for number in range(2, 6)))
    said = asked()
    paper = made(desk, said)
    names = [str(one.given[0].says) for one in paper.answers]
    assert len(set(names)) == len(names) == 5
    assert desk.requests.again(said.request_id) == paper
    assert here.events().count(AuditEvent.RECORDS_GIVEN.value) == 2, "once for each time it was given"


def test_a_line_that_can_mean_two_people_is_sent_back_and_nothing_is_kept(
    here: AStation, desk: DeskLink
) -> None:
    here.enrol(
        person(2, name=PersonName("Casey", "", "Hatch")), person(3, name=PersonName("Casey", "", "Hatch"))
    )
    refused = desk.requests.make(asked("Casey Hatch"))
    assert why(refused) == "request_line_unclear"
    assert here.how_many("records_requests") == 0
    assert AuditEvent.RECORDS_GIVEN.value not in here.events()


def test_what_cannot_be_answered_says_why(here: AStation, desk: DeskLink) -> None:
    assert why(desk.requests.make(asked(asked_by="  "))) == "request_needs_name"
    assert why(desk.requests.make(asked("x" * 201))) == "request_too_long"
    assert why(desk.requests.make(asked(*["x"] * 201))) == "request_too_long"
    assert why(desk.requests.again("nothing")) == "no_such_request"
    said = asked("Alex Quill, 1980-13-45")
    assert made(desk, said).answers[0].given == (), "no such day: no such person"
    assert why(desk.requests.make(replace(said, asked_by="Another"))) == "request_id_used"


def test_nothing_is_open_while_counsel_has_said_nothing(tmp_path: Path, on_sqlite: str) -> None:
    shut = a_station(tmp_path, address=on_sqlite)
    shut.hire("osei", Role.SUPERVISOR)
    paper = made(shut.signed_in("osei"), asked("MO-SYN-0001"))
    assert [one.given for one in paper.answers] == [()]
    shut.store.close()


@pytest.mark.parametrize("part", ["ssn_sealed", "emails", "phones", "nothing"])
def test_the_settings_open_no_part_that_the_law_closes(part: str) -> None:
    with pytest.raises(ValueError, match="cannot be opened"):
        StationSettings(office="X", disclosure=Disclosure.BLIND, records_opened=(part,))
