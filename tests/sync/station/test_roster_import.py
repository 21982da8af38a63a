"""A roster's file is shown, then taken in whole: every refused row with its reason, again without effect."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.audit import AuditEvent
from kiosk.law.publicity import publication_of
from kiosk.problems import Problem
from kiosk.registrant import Registrant, ResidenceKind, Standing, Tier
from sync.station import people_pages, roster_import
from sync.station.roster_columns import FIELDS
from sync.station.roster_import import Brought, Reading
from sync.station.store import bulk, roster
from tests.shared import HOUSE
from tests.specimens.records import TODAY
from tests.sync.station.a_station import IMPORTER, AStation, a_station
from ui.cli import app

OURS = "registrant_id,last,first,birth_date,id_number,tier,registered_on,victim_under_18\n"
STATES = "Name,Address,City,St,Zip,County,Offense,Count,Compliant,Tier,Date of Birth\n"


@pytest.fixture
def station(tmp_path: Path) -> AStation:
    """An empty station."""
    return a_station(tmp_path)


def read(here: AStation, text: str | bytes, told: dict[str, str] | None = None) -> Reading:
    """The file as it was understood."""
    found = reading(here, text, told)
    assert isinstance(found, Reading), found
    return found


def reading(here: AStation, text: str | bytes, told: dict[str, str] | None = None) -> Reading | Problem:
    """The file as it was understood, or why not."""
    content = text.encode() if isinstance(text, str) else text
    return roster_import.read(content, told or {}, here.office, TODAY)


def bring(here: AStation, text: str | bytes) -> Brought:
    """The file taken in."""
    with here.store.writing() as session:
        return roster_import.bring_in(session, here.office, read(here, text), IMPORTER, here.clock())


def test_people_of_our_own_columns_come_whole_with_their_schedules(station: AStation) -> None:
    done = bring(station, OURS + "SYN-1,Quill,Alex,1980-11-05,S1,III,2024-02-01,yes\n")
    assert done == Brought(1, 0, ())
    record = found(station, "quill")
    assert (record.name.full(), record.tier) == ("Alex Quill", Tier.III)
    assert record.registered_on == dt.date(2024, 2, 1)
    assert [(one.name, one.holds) for one in record.facts] == [("victim_under_18", True)]
    assert record.registrant_id == "SYN-1"
    assert station.how_many("schedules") > 0
    events = station.events()
    assert events[-2:] == [AuditEvent.RECORD_IMPORTED.value, AuditEvent.ROSTER_IMPORTED.value]


@pytest.mark.parametrize(("said", "closed"), [("yes", True), ("no", False), ("", True)])
def test_whether_somebody_is_a_juvenile_by_adjudication_is_taken_in_and_closes_the_record(
    station: AStation, said: str, closed: bool
) -> None:
    bring(
        station,
        f"last,first,birth_date,Juvenile,offense,date\nQuill,Alex,1980-11-05,{said},Invented,1997-02-03\n",
    )
    record = found(station, "quill")
    assert [(one.name, one.holds) for one in record.facts] == (
        [("juvenile_adjudication", said == "yes")] if said else []
    )
    assert publication_of(record, station.office.rulesets, TODAY).juvenile_class is closed


def test_every_column_is_told_of_with_every_name_it_goes_by() -> None:
    page = (HOUSE / "docs" / "operations" / "roster-columns.md").read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.MULTILINE)
    assert {field: tuple(filter(None, names.strip().split(", "))) for field, names in told} == FIELDS


def test_the_states_published_rows_become_one_person_with_every_offense(station: AStation) -> None:
    alex = '"QUILL, ALEX R JR",415 Birchwood Ter Apt 3B,Kansas City,MO,641061234,Jackson'
    rows = STATES + (
        f"{alex},Invented A,1,Y,3,11/05/1980\n"
        f"{alex},Invented B,2,Y,3,11/05/1980\n"
        '"HATCH, CASEY",HOMELESS,Kansas City,MO,64106,Jackson,Invented A,1,I,,1/9/1975\n'
    )
    done = bring(station, rows)
    assert done == Brought(2, 0, ())
    quill, casey = found(station, "quill"), found(station, "hatch")
    assert [one.description for one in quill.offenses] == ["Invented A", "Invented B"]
    home = quill.residences[0].address
    assert home is not None
    assert (home.number, home.street, home.unit, home.zip_code) == ("415", "Birchwood Ter", "Apt 3B", "64106")
    assert (quill.name.suffix, quill.name.middle) == ("JR", "R")
    assert casey.residences[0].kind is ResidenceKind.NO_FIXED_PLACE
    assert (casey.standing, casey.tier) == (Standing.IN_CUSTODY, None)


def test_the_same_file_again_takes_nobody_and_changes_nothing(station: AStation) -> None:
    rows = STATES + '"QUILL, ALEX",1 Elm St,Kansas City,MO,64106,Jackson,Invented,1,Y,1,11/05/1980\n'
    assert bring(station, rows).taken == 1
    before = station.how_many("registrant_versions")
    assert bring(station, rows) == Brought(0, 1, ())
    assert station.how_many("registrant_versions") == before


def test_somebody_whose_id_the_states_file_does_not_know_is_not_taken_twice(station: AStation) -> None:
    bring(station, OURS + "SYN-1,Quill,Alex,1980-11-05,S1,III,2024-02-01,\n")
    rows = STATES + '"QUILL, ALEX",1 Elm St,Kansas City,MO,64106,Jackson,Invented,1,Y,1,11/05/1980\n'
    assert bring(station, rows) == Brought(0, 1, ())


def found(here: AStation, word: str) -> Registrant:
    """The one person who is found by this word."""
    with here.store.reading() as session:
        (one,) = people_pages.search(session, word, None)
        record = roster.record(session, one.registrant_id)
    assert record is not None
    return record


BAD_ROWS = {
    "X-1,Quill,Alex,11/05/80,,,,": "roster_date_not_read",
    "X-1,Quill,Alex,44123,,,,": "roster_date_not_read",
    "X-1,Quill,Alex,2026-02-30,,,,": "roster_date_not_read",
    "X-1,Quill,Alex,2031-01-01,,,,": "roster_date_impossible",
    "X-1,Quill,Alex,1780-01-01,,,,": "roster_date_impossible",
    "X-1,Quill,Alex,,,,,": "roster_row_without_birth",
    "X-1,,Alex,1980-11-05,,,,": "roster_row_without_name",
    "X-1,Quill,Alex,1980-11-05,,IV,,": "roster_tier_unknown",
    "X-1,Quill,Alex,1980-11-05,,,,perhaps": "roster_fact_not_read",
    "X 1,Quill,Alex,1980-11-05,,,,": "roster_id_not_read",
    "X-1,=1+1,Alex,1980-11-05,,,,": "roster_cell_formula",
    "X-1,@SUM(A1),Alex,1980-11-05,,,,": "roster_cell_formula",
    "X-1,Qu\x07ill,Alex,1980-11-05,,,,": "roster_cell_not_text",
    "X-1,Qu\u200bill,Alex,1980-11-05,,,,": "roster_cell_not_text",
    "X-1,\ufeffQuill,Alex,1980-11-05,,,,": "roster_cell_not_text",
    "X-1,Quill,Al\u202eex,1980-11-05,,,,": "roster_cell_not_text",
    f"X-1,{'Q' * 3000},Alex,1980-11-05,,,,": "roster_cell_long",
    "X-1,Quill,Alex,1980-11-05": "roster_row_shape",
    "GOOD,Other,One,1970-01-01,,,,": "roster_person_twice",
    "X-1,Quill,Alex,1980-11-05,S-1,,,": "roster_id_number_twice",
}


@pytest.mark.parametrize(("row", "code"), BAD_ROWS.items())
def test_a_row_that_cannot_be_is_refused_with_its_number_and_reason(
    station: AStation, row: str, code: str
) -> None:
    done = bring(station, f"{OURS}GOOD,Pike,Jordan,1990-01-02,S1,I,,\n{row}\n")
    assert done.taken == 1
    assert [(one.row, one.why.code) for one in done.refused] == [(3, code)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("last,first,birth_date\nMuñoz,Ana,1990-01-02\n".encode("cp1252"), "roster_not_utf8"),
        (b"", "roster_empty"),
        (b"last,first,birth_date\n", "roster_empty"),
        (b'last,first,birth_date\n"Quill,Alex,1990-01-02\n', "roster_not_table"),
        (b"last,last,birth_date\na,b,c\n", "roster_column_twice"),
        (b"surname,given name,town\na,b,c\n", "roster_columns_missing"),
        (b"last,surname,first,birth_date\na,b,c,d\n", "roster_field_twice"),
        (b"[1, 2]", "roster_json_shape"),
        (b"[{", "roster_not_json"),
        (b"[" * 200_000, "roster_not_json"),
        (b'[{"last": "Quill", "first": NaN, "birth_date": "1980-11-05"}]', "roster_not_json"),
        (b'{"people": 3}', "roster_json_shape"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_whole(station: AStation, content: bytes, code: str) -> None:
    refused = reading(station, content)
    assert isinstance(refused, Problem)
    assert refused.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_accents_arrive_in_every_encoding_that_says_what_it_is(station: AStation, encoding: str) -> None:
    done = bring(station, "last;first;birth_date\nMuñoz;Ana;1990-01-02\n".encode(encoding))
    assert done.taken == 1
    assert found(station, "muñoz").name.full() == "Ana Muñoz"


def test_json_is_read_by_the_same_names(station: AStation) -> None:
    alex = {"last": "Quill", "first": "Alex", "birth_date": "1980-11-05", "tier": 2}
    assert bring(station, json.dumps([alex])) == Brought(1, 0, ())
    half = read(station, '[{"last": "\\ud800", "first": "Alex", "birth_date": "1980-11-05"}]').people
    assert [one.why.code for one in half.refused] == ["roster_cell_not_text"]
    computed = read(station, json.dumps([{"full_name": "QUILL, =1+1", "birth_date": "1980-11-05"}])).people
    assert [one.why.code for one in computed.refused] == ["roster_cell_formula"]
    nested = read(station, json.dumps([alex | {"first": ["Alex"]}])).people
    assert [one.why.code for one in nested.refused] == ["roster_cell_not_text"]


def test_a_column_with_a_name_of_its_own_is_told(station: AStation) -> None:
    text = 'Offender,DOB of person,Notes\n"QUILL, ALEX",1980-11-05,x\n'
    assert isinstance(reading(station, text), Problem)
    understood = read(station, text, {"Offender": "full_name", "DOB of person": "birth_date"})
    assert [(one.column, one.field, one.looks) for one in understood.columns] == [
        ("Offender", "full_name", "AAAAA, AAAA"),
        ("DOB of person", "birth_date", "9999-99-99"),
        ("Notes", "", "A"),
    ]
    wrong = {"roster_column_unknown": {"Nobody": "last"}, "roster_field_unknown": {"Notes": "shoe"}}
    for code, told in wrong.items():
        refused = reading(station, text, told)
        assert isinstance(refused, Problem)
        assert refused.code == code


def test_a_license_number_of_somebody_on_the_roster_is_not_given_away(station: AStation) -> None:
    bring(station, OURS + "SYN-1,Quill,Alex,1980-11-05,S1,III,,\n")
    done = bring(station, OURS + "SYN-2,Pike,Jordan,1990-11-05,S-1,III,,\n")
    assert [(one.row, one.why.code) for one in done.refused] == [(2, "roster_id_number_taken")]
    assert done.taken == 0


def test_nothing_is_half_imported_when_it_breaks_in_the_middle(
    station: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"SYN-{n},Quill,Alex,1980-11-05,,III,,\n" for n in range(3))
    monkeypatch.setattr(roster_import, "_AT_ONCE", 2)
    whole = bulk.add
    calls: list[int] = []

    def breaks(*arguments: object) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the disk")
        whole(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "add", breaks)
    with pytest.raises(OSError, match="the disk"):
        bring(station, OURS + rows)
    assert station.how_many("registrants") == 0
    assert station.events() == []


def test_the_command_shows_first_and_takes_when_told(tmp_path: Path) -> None:
    config, file, report = tmp_path / "station.toml", tmp_path / "people.csv", tmp_path / "refused.csv"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n')
    file.write_text(OURS + "SYN-1,Quill,Alex,1980-11-05,S1,III,2024-02-01,yes\nSYN-2,Hatch,Casey,soon,,,,\n")
    command = ["roster", "import", str(file), "--config", str(config)]
    run = CliRunner()
    shown = run.invoke(app, command)
    assert shown.exit_code == 1, shown.output
    assert "1 people would be taken in, 0 there already, 1 rows refused. Nothing was done" in shown.output
    assert "row 3: The date under birth_date is not one" in shown.output
    assert "Quill" not in shown.output
    taken = run.invoke(app, [*command, "--take", "--report", str(report)])
    assert "1 people taken in, 0 there already" in taken.output
    assert report.read_text("utf-8-sig").splitlines()[1].startswith("3,The date under birth_date")
    again = run.invoke(app, [*command, "--take"])
    assert "0 people taken in, 1 there already" in again.output
    missing = run.invoke(app, ["roster", "import", str(tmp_path / "none.csv"), "--config", str(config)])
    assert missing.exit_code == 2
