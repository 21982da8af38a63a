"""People are taken into the roster whole or refused with a reason, with their photographs and factors."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.audit import AuditEvent
from kiosk.registrant import PersonName
from kiosk.review import Role
from sync.kiosk_wire import Opened, QuestionTaken, SeeDesk
from sync.station import audit, lookups, photographs, roster
from sync.station.build import create_officer, import_people, release_officer
from sync.station.client import DeskLink
from sync.station.desk_wire import PhotographKept, RecordPage, Refused
from sync.station.office import Office
from sync.station.roster import Entry, Imported
from sync.station.store import log
from tests.specimens import records
from tests.sync.station.a_station import IMPORTER, PASSWORD, PIN, AStation, card, jpeg


def test_taking_in_twice_changes_nothing(here: AStation) -> None:
    changed = records.registrant(version=9, notes=("other",))
    with here.store.writing() as session:
        done = roster.take_in(session, here.office, [Entry(changed, PIN)], IMPORTER, here.clock())
    assert done == Imported(0, 1, ())
    page = here.signed_in().people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert page.record == records.registrant()


def test_rows_that_cannot_be_are_refused_by_their_place_and_the_others_taken(here: AStation) -> None:
    rows = [
        Entry(records.registrant(registrant_id="")),
        Entry(records.registrant(registrant_id="A", id_number="1")),
        Entry(records.registrant(registrant_id="B", version=0)),
        Entry(records.registrant(registrant_id="C", name=PersonName("No", "", " "))),
        Entry(records.registrant(registrant_id="D"), jpeg=b"no picture"),
        Entry(records.registrant(registrant_id="E"), pin="12"),
        Entry(records.registrant(registrant_id="F"), ssn4="12345"),
    ]
    with here.store.writing() as session:
        done = roster.take_in(session, here.office, rows, IMPORTER, here.clock())
    assert done.taken == 1
    assert [(place, found.code) for place, found in done.refused] == [
        (0, "record_without_id"),
        (2, "record_without_id"),
        (3, "record_without_name"),
        (4, "photograph_not_jpeg"),
        (5, "factor_not_digits"),
        (6, "factor_not_digits"),
    ]


def test_others_write_while_an_import_hashes_its_factors(
    here: AStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = lookups.hashed_factor
    written: list[str] = []

    def hash_while_others_write(office: Office, registrant_id: str, factor: str) -> str:
        # Where the import held the store here, this would wait its ten seconds and fail.
        with here.store.writing() as session:
            audit.note(session, AuditEvent.LOG_LIVES, IMPORTER, here.clock())
        written.append(registrant_id)
        return hashed(office, registrant_id, factor)

    monkeypatch.setattr(lookups, "hashed_factor", hash_while_others_write)
    people = [Entry(records.registrant(registrant_id=f"SYN-9{n}", id_number=f"S9{n}"), PIN) for n in (1, 2)]
    already = Entry(records.registrant(), PIN)
    done = roster.take_in_by_pages(here.store, here.office, [*people, already], IMPORTER, here.clock)
    assert done == Imported(2, 1, ())
    assert written == ["SYN-91", "SYN-92"], "nothing is hashed for who is there already"
    assert here.opened(card(id_number="S91"))


def test_a_photograph_on_file_comes_with_the_record(here: AStation, desk: DeskLink) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0002", id_number="S2"), jpeg=jpeg(fill=3))
    assert desk.people.photograph("photo-1") == jpeg(fill=3)


def test_every_person_taken_in_has_their_schedules(here: AStation, desk: DeskLink) -> None:
    page = desk.people.record("SYN-0001")
    assert isinstance(page, RecordPage)
    assert page.schedules
    assert page.windows
    assert [version.cause for version in page.versions] == ["imported"]


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (b"", "photograph_not_jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "photograph_not_jpeg"),
        (jpeg()[:9], "photograph_not_jpeg"),
        (jpeg(0, 100), "photograph_not_jpeg"),
        (jpeg(10_000, 10_000), "photograph_too_large"),
        (jpeg(65_535, 65_535), "photograph_too_large"),
    ],
)
def test_a_picture_that_is_no_photograph_is_refused(
    here: AStation, desk: DeskLink, picture: bytes, code: str
) -> None:
    refused = desk.people.keep_photograph(picture)
    assert isinstance(refused, Refused)
    assert refused.problem.code == code
    assert refused.status == 422


def test_the_same_picture_is_kept_once(here: AStation, desk: DeskLink) -> None:
    first, again = desk.people.keep_photograph(jpeg()), desk.people.keep_photograph(jpeg())
    assert isinstance(first, PhotographKept)
    assert first == again
    assert (first.width, first.height) == (480, 640)
    assert first.photograph.taken_on == records.TODAY


def test_a_jpeg_with_a_thumbnail_before_its_frame_is_measured_by_the_frame() -> None:
    inner = jpeg(16, 16)
    application = b"\xff\xe1" + (len(inner) + 2).to_bytes(2) + inner
    assert photographs.size_of(b"\xff\xd8" + application + jpeg(300, 400)[2:]) == (300, 400)


def test_a_pin_is_set_with_the_officer_and_frees_who_was_sent_to_the_desk(
    here: AStation, desk: DeskLink
) -> None:
    link = here.kiosk()

    def answer(factor: str) -> object:
        asked = link.find_registrant(card())
        assert isinstance(asked, QuestionTaken)
        return link.open_record(asked.lookup_id, factor)

    for _ in range(3):
        last = answer("0000")
    assert isinstance(last, SeeDesk)
    assert isinstance(answer(PIN), SeeDesk)
    for wrong in ("", "123", "abcd", "123456789", "１２３４"):
        refused = desk.people.set_factor("SYN-0001", wrong)
        assert isinstance(refused, Refused)
        assert refused.problem.code == "factor_not_digits"
    assert desk.people.set_factor("SYN-0001", "7713") is None
    assert isinstance(answer("7713"), Opened)
    assert not isinstance(answer(PIN), Opened)
    unknown = desk.people.set_factor("nobody", "7713")
    assert isinstance(unknown, Refused)
    assert unknown.status == 404
    with here.store.reading() as session:
        events = [line.event for line in log.lines(session)]
    assert events.count(AuditEvent.SECOND_FACTOR_SET.value) == 1


def test_people_and_accounts_are_brought_in_by_command(tmp_path: Path) -> None:
    config = tmp_path / "station.toml"
    config.write_text(f'office = "Example County"\ndisclosure = "blind"\nfolder = "{tmp_path / "station"}"\n')
    entries = [Entry(records.registrant(), PIN)]
    assert import_people(config, entries) == Imported(1, 0, ())
    assert import_people(config, entries) == Imported(0, 1, ())
    assert create_officer(config, "rivera", "T. Rivera", PASSWORD, frozenset({Role.OFFICER})) == ""
    assert release_officer(config, "Rivera") == ""
    refused = release_officer(config, "nobody")
    assert getattr(refused, "code", None) == "no_such_account"
    config.write_text("")
    assert "office" in str(import_people(config, entries))
    assert "office" in str(release_officer(config, "rivera"))
