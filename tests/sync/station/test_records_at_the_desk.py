"""What officers do to records by themselves: enter, amend, set right, attach, charge, type elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from kiosk.amendment import Amendment, Why
from kiosk.audit import AuditEvent
from kiosk.changes import Added, Told
from kiosk.check_in import Signer, State
from kiosk.field_map import parse_field_map
from kiosk.filled_papers import next_window
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import CertificatePaper, CompletionReceiptPaper, DatesLetterPaper, FeeReceiptPaper
from kiosk.registrant import (
    Basis,
    BasisKind,
    Biometrics,
    PersonName,
    Phone,
    Residence,
    ResidenceKind,
    Standing,
    Tier,
    TierStage,
)
from kiosk.review import Role
from kiosk.topics import Topic
from sync.database import Store, open_engine
from sync.station import law, photographs
from sync.station.client import DeskLink, new_id
from sync.station.desk_wire import (
    CheckInPage,
    CompletedView,
    DeliveryRow,
    DeliveryState,
    Effort,
    QueueView,
    RecordPage,
    Refused,
)
from sync.station.people_wire import (
    Amend,
    AmendedView,
    Attachment,
    AttachmentKind,
    DayOfFees,
    Efforts,
    Entered,
    EnterFee,
    FormToFill,
    HandEntry,
    TicketChecked,
    WalkIn,
)
from sync.station.state_forms import BrokenMap, load_field_map, load_forms
from sync.station.store import migrations, outbox
from sync.station.store.opening import open_store
from sync.ticket_code import ticket_code
from tests.specimens import records
from tests.sync.station.a_station import AStation, a_station, jpeg

SAW = Why("Told at the counter", "state ID S123456789")


def refusal(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refused), answer
    return answer.problem.code


def page_of(desk: DeskLink, registrant_id: str = "SYN-0001") -> RecordPage:
    """The person's page."""
    page = desk.people.record(registrant_id)
    assert isinstance(page, RecordPage), page
    return page


def completed(here: AStation, desk: DeskLink, sequence: int = 1, **given: object) -> CompletedView:
    """A whole visit of Alex Quill, completed."""
    check_in = here.visit(sequence, changes=given.pop("changes", ()))
    assert isinstance(desk.visits.claim(check_in.check_in_id), CheckInPage)
    version = page_of(desk).record.version
    done = desk.visits.complete(
        check_in.check_in_id,
        records.checklist(),
        version,
        new_id(),
        **given,  # type: ignore[arg-type]
    )
    assert isinstance(done, CompletedView), done
    return done


def test_a_tier_changed_after_its_review_asks_for_a_letter_each_time_it_is_told(
    here: AStation, desk: DeskLink
) -> None:
    """S-03; asked again because the first answer was lost, the letter is still said to be due."""
    for stage, tier, letter in (
        (TierStage.UNDER_REVIEW, Tier.II, False),
        (TierStage.CHANGED, Tier.III, True),
    ):
        record = page_of(desk).record
        asked = Amend(new_id(), replace(record, tier=tier, tier_stage=stage), SAW)
        for already in (False, True):
            entered = desk.records.amend(asked)
            assert entered == AmendedView("SYN-0001", record.version + 1, None, already, letter)
    page = page_of(desk)
    assert (page.record.tier_stage, page.record.tier_since) == (TierStage.CHANGED, records.TODAY)
    back = replace(page.record, tier=Tier.II)
    assert refusal(desk.records.amend(Amend(new_id(), back, SAW))) == "tier_stage_order"


def test_an_officers_entry_is_a_version_with_its_reason_and_the_registry_is_told(
    here: AStation, desk: DeskLink
) -> None:
    before = page_of(desk).record
    taken = replace(before, biometrics=Biometrics(fingerprints_on=records.TODAY), tier=Tier.III)
    asked = Amend(new_id(), taken, SAW)
    first, again = desk.records.amend(asked), desk.records.amend(asked)
    assert first == AmendedView("SYN-0001", 4, None, already=False)
    assert again == AmendedView("SYN-0001", 4, None, already=True)
    assert refusal(desk.records.amend(replace(asked, why=Why("other")))) == "amendment_id_used"
    page = page_of(desk)
    assert (page.record.tier, page.record.version) == (Tier.III, 4)
    newest = page.versions[0]
    assert (newest.cause, newest.reason, newest.proof) == ("amended", SAW.reason, SAW.proof)
    assert [row.topic.key for row in newest.became] == ["part.tier", "part.biometrics"]
    with here.store.reading() as session:
        told = outbox.message(session, asked.amendment_id)
    assert isinstance(told.appearance, Amendment)
    assert (told.record.version, told.based_on_version) == (4, 3)


def test_what_nobody_may_write_is_refused_and_changes_nothing(here: AStation, desk: DeskLink) -> None:
    record = page_of(desk).record
    for after, why, code in (
        (record, SAW, "nothing_amended"),
        (replace(record, notes=("x",)), Why(" "), "reason_missing"),
        (replace(record, last_full_verification=records.TODAY), SAW, "part_not_amended"),
        (replace(record, standing=Standing.MOVED_OUT), Why("moved"), "proof_missing"),
        (replace(record, standing=Standing.REMOVED), SAW, "standing_set_by_supervisor"),
        (replace(record, version=2, notes=("x",)), SAW, "record_moved_on"),
        (replace(record, birth_date=records.TODAY), SAW, "born_in_future"),
        (replace(record, notes=("x",)), Why("y", supersedes="nothing"), "no_such_appearance"),
    ):
        assert refusal(desk.records.amend(Amend(new_id(), after, why))) == code
    assert page_of(desk).record == record
    here.hire("diaz", Role.SUPERVISOR, full_name="M. Diaz")
    removed = Amend(new_id(), replace(record, standing=Standing.REMOVED), Why("judgment", "case 12-SYN"))
    assert isinstance(here.signed_in("diaz", "desk-3").records.amend(removed), AmendedView)
    assert page_of(desk).schedules == ()


def test_a_new_registrant_waits_pending_with_the_clock_running_until_an_appearance(
    here: AStation, desk: DeskLink
) -> None:
    new = replace(
        records.registrant(registrant_id="NEW-1", id_number="S765432198", registry_id="", version=0),
        registered_on=None,
        last_full_verification=None,
        photograph=None,
        released_on=records.TODAY - dt.timedelta(days=1),
        duty_began=records.TODAY - dt.timedelta(days=1),
    )
    assert refusal(desk.records.amend(Amend(new_id(), new, Why("came in")))) == "proof_missing"
    assert isinstance(desk.records.amend(Amend(new_id(), new, Why("release notice", "DOC-1"))), AmendedView)
    page = page_of(desk, "NEW-1")
    assert (page.record.standing, page.record.version) == (Standing.PENDING, 1)
    assert [one.what for one in page.schedules] == ["registration"]
    assert page.versions[0].cause == "entered"
    assert desk.office.deliveries() == ()


def test_a_walk_in_is_in_the_officers_hands_and_completed_like_any_other(
    here: AStation, desk: DeskLink
) -> None:
    phone = Added(Topic.PHONES, Phone("", "8165550188"), records.TODAY)
    said = WalkIn(new_id(), "SYN-0001", "es", here.clock() - dt.timedelta(minutes=9), (phone,))
    page, again = desk.records.walk_in(said), desk.records.walk_in(said)
    assert isinstance(page, CheckInPage)
    assert isinstance(again, CheckInPage)
    assert (page.entry.ticket, page.entry.state) == ("W-001", State.CLAIMED)
    assert page.check_in.signature.signer is Signer.PAPER
    assert again.check_in == page.check_in
    done = desk.visits.complete(said.check_in_id, records.checklist(), 3, new_id())
    assert isinstance(done, CompletedView)
    assert done.receipt.language == "es"
    assert [one.number for one in page_of(desk).record.phones] == ["8165550123", "8165550188"]
    later = here.clock() + dt.timedelta(days=1)
    assert (
        refusal(desk.records.walk_in(replace(said, check_in_id="c-2", arrived_at=later)))
        == "arrived_in_future"
    )


def test_a_completion_on_paper_counts_from_its_true_time_with_its_sheet(
    here: AStation, desk: DeskLink
) -> None:
    then = here.clock() - dt.timedelta(hours=20)
    said = WalkIn(new_id(), "SYN-0001", "en", then - dt.timedelta(minutes=30), ())
    assert isinstance(desk.records.walk_in(said), CheckInPage)

    def complete(sheet: str, at: dt.datetime) -> object:
        acts = records.checklist(day_sheet_number=sheet)
        return desk.visits.complete(said.check_in_id, acts, 3, "app-1", done_at=at)

    assert refusal(complete("", then)) == "day_sheet_number_missing"
    assert refusal(complete("17", here.clock() + dt.timedelta(hours=1))) == "done_in_future"
    done = complete("17", then)
    assert isinstance(done, CompletedView)
    facts = done.appearance
    assert (facts.completed_at, facts.day_sheet_number) == (then, "17")
    assert page_of(desk).record.last_full_verification == records.TODAY - dt.timedelta(days=1)
    (row,) = desk.office.deliveries()  # type: ignore[misc]
    assert row.deadline.date() <= (then + dt.timedelta(days=4)).date()


def test_after_the_hold_an_appearance_is_set_right_by_a_new_version_and_a_new_paper(
    here: AStation, desk: DeskLink
) -> None:
    done = completed(here, desk, changes=records.moved_house())
    record = page_of(desk).record
    phone = replace(record, phones=(Phone("phone-1", "8165550199"),), notes=("spoke on the phone",))
    why = Why("Two figures were swapped", supersedes=done.appearance.appearance_id)
    assert refusal(desk.records.amend(Amend(new_id(), phone, why))) == "undo_instead"
    here.clock.forward(minutes=3)
    with here.store.writing() as session:
        outbox.change(session, done.appearance.appearance_id, state=DeliveryState.WAITING.value)
    view = desk.records.amend(Amend(new_id(), phone, why))
    assert isinstance(view, AmendedView)
    paper = view.receipt
    assert paper is not None
    assert paper.number != done.receipt.number
    assert paper.changes[-1].topic.key == "part.phones"
    assert "part.notes" not in [row.topic.key for row in paper.changes], "not for the person's paper"
    again = desk.records.receipt_again(done.appearance.appearance_id)
    assert isinstance(again, CompletionReceiptPaper)
    assert (again.number, again.printing.duplicate) == (paper.number, False)
    copy = desk.records.receipt_again(done.appearance.appearance_id)
    assert isinstance(copy, CompletionReceiptPaper)
    assert copy.printing.duplicate


def test_scans_are_kept_once_and_whoever_opens_one_is_written_down(here: AStation, desk: DeskLink) -> None:
    kind = AttachmentKind.PROOF_OF_ADDRESS
    first = desk.records.attach("SYN-0001", kind, "Lease", jpeg())
    again = desk.records.attach("SYN-0001", kind, "Lease", jpeg())
    assert isinstance(first, Attachment)
    assert isinstance(again, Attachment)
    assert first.attachment_id == again.attachment_id
    assert isinstance(
        desk.records.attach("SYN-0001", AttachmentKind.COURT_PAPER, "", b"%PDF-1.7\n%%EOF"), Attachment
    )
    assert [one.title for one in page_of(desk).attachments if one.kind is kind] == ["Lease"]
    assert desk.records.attachment(first.attachment_id) == jpeg()
    for wrong, code in (
        (b"GIF89a", "scan_not_readable"),
        (b"%PDF-1.7 cut", "scan_not_readable"),
        (jpeg(10_000, 10_000), "photograph_too_large"),
    ):
        assert refusal(desk.records.attach("SYN-0001", kind, "", wrong)) == code
    too_long = jpeg() + bytes(photographs.LONGEST_JPEG)
    assert refusal(desk.records.attach("SYN-0001", kind, "", too_long)) == "too_long"


def test_fees_come_due_by_themselves_and_payments_have_numbers_without_a_gap(tmp_path: Path) -> None:
    here = a_station(tmp_path, change_fee_dollars=5)
    here.enrol(records.registrant())
    here.hire()
    desk = here.signed_in()
    phone = Added(Topic.PHONES, Phone("", "8165550188"), records.TODAY)
    said = Told(Topic.OTHER, "May I pay in two parts?")
    done = completed(here, desk, changes=(*records.moved_house(), phone, said))
    assert page_of(desk).owed_cents == 1_000, "a move is one change, the telephone another, a question none"
    paid = desk.records.enter_fee("SYN-0001", EnterFee("f-1", FeeAct.PAID, 400))
    assert isinstance(paid, FeeLine)
    assert paid == desk.records.enter_fee("SYN-0001", EnterFee("f-1", FeeAct.PAID, 400))
    for asked, code in (
        (EnterFee("f-1", FeeAct.PAID, 500), "fee_id_used"),
        (EnterFee("f-2", FeeAct.PAID, 700), "fee_above_owed"),
        (EnterFee("f-2", FeeAct.PAID, 0), "fee_without_amount"),
        (EnterFee("f-2", FeeAct.WAIVED, 100), "reason_missing"),
    ):
        assert refusal(desk.records.enter_fee("SYN-0001", asked)) == code
    second = desk.records.enter_fee("SYN-0001", EnterFee("f-3", FeeAct.PAID, 100))
    waived = desk.records.enter_fee("SYN-0001", EnterFee("f-4", FeeAct.WAIVED, 100, "no income"))
    assert isinstance(second, FeeLine)
    assert isinstance(waived, FeeLine)
    assert (paid.receipt_number, second.receipt_number) == ("F000001", "F000002")
    paper = desk.records.fee_receipt("f-1", "en")
    assert isinstance(paper, FeeReceiptPaper)
    assert (paper.cents, paper.still_owed_cents) == (400, 400)
    day = desk.records.fees_on(records.TODAY)
    assert isinstance(day, DayOfFees)
    assert (day.due_cents, day.paid_cents, day.waived_cents) == (1_000, 500, 100)
    desk.visits.undo(done.appearance.check_in_id, "wrong person")
    assert page_of(desk).owed_cents == 0
    here.store.close()


def test_a_certificate_tells_of_appearances_and_of_nothing_else(here: AStation, desk: DeskLink) -> None:
    assert refusal(desk.records.certificate("SYN-0001", "en")) == "never_appeared"
    completed(here, desk)
    paper = desk.records.certificate("SYN-0001", "en")
    assert isinstance(paper, CertificatePaper)
    assert [officer for _, _, officer in paper.appearances] == ["T. Rivera"]
    assert paper.number == "C000001"


def test_the_letter_says_the_days_as_they_are_counted_after_the_tier_was_changed(
    here: AStation, desk: DeskLink
) -> None:
    before, when = desk.records.dates_letter("SYN-0001", "en"), here.station.office.today(here.clock())
    assert isinstance(before, DatesLetterPaper)
    record = page_of(desk).record
    entered = desk.records.amend(Amend(new_id(), replace(record, tier=Tier.III), Why("the court's letter")))
    assert isinstance(entered, AmendedView), entered
    after = desk.records.dates_letter("SYN-0001", "es")
    assert isinstance(after, DatesLetterPaper)
    assert (after.number, after.to[0], after.language) == ("L-2026-000002", "Alex Rowan Quill", "es")
    assert after.next != before.next
    assert after.next == tuple(
        next_window(one, when) for one in law.windows(here.station.office, page_of(desk).record, when, None)
    )
    assert here.events().count(AuditEvent.PAPER_MADE.value) == 2
    assert refusal(desk.records.dates_letter("nobody", "en")) == "no_such_registrant"


@pytest.mark.parametrize(
    ("differs", "code"),
    [
        ({"standing": Standing.REMOVED}, "no_days_to_write"),
        ({"residences": (), "mailing": ()}, "no_address_to_write_to"),
    ],
)
def test_no_letter_is_written_without_days_or_an_address(
    here: AStation, desk: DeskLink, differs: dict[str, object], code: str
) -> None:
    here.enrol(records.registrant(registrant_id="SYN-0099", **differs))
    assert refusal(desk.records.dates_letter("SYN-0099", "en")) == code


def test_a_tickets_code_is_verified(here: AStation, desk: DeskLink) -> None:
    check_in = here.visit()
    own = here.keys.signing(check_in.kiosk_id)
    code = ticket_code(check_in.ticket, check_in.check_in_id, own, here.keys.station.public_key())
    number, day = check_in.ticket.number(), check_in.ticket.day
    found = desk.records.check_ticket(number, day, code.lower())
    assert isinstance(found, TicketChecked)
    assert (found.genuine, found.check_in_id, found.state) == (True, check_in.check_in_id, State.WAITING)
    assert desk.records.check_ticket(number, day, "AAAA-BBBB-CCCC-DDDD") == TicketChecked(genuine=False)
    assert refusal(desk.records.check_ticket("Z-999", day, code)) == "no_such_ticket"


def test_what_is_typed_into_the_states_system_comes_changed_first_and_the_word_stops_the_clock(
    here: AStation, desk: DeskLink
) -> None:
    done = completed(here, desk, changes=records.moved_house())
    update_id = done.appearance.appearance_id
    looks = here.events().count(AuditEvent.RECORD_VIEWED.value)
    entry = desk.records.hand_entry(update_id)
    assert here.events().count(AuditEvent.RECORD_VIEWED.value) == looks + 1
    assert isinstance(entry, HandEntry)
    lines = entry.sheet.lines
    changed = [line for line in lines if line.changed]
    assert changed == list(lines[: len(changed)])
    assert ("Street address", "1208 E Linden Ave") in [(line.label, line.value) for line in changed]
    assert "Employer" not in [line.label for line in changed]
    confirmed = desk.records.entered(update_id, Entered(41, 60, "SOR-1"))
    assert isinstance(confirmed, DeliveryRow)
    assert (confirmed.state, confirmed.receipt) == (DeliveryState.DELIVERED, "SOR-1")
    assert isinstance(desk.records.entered(update_id, Entered(41, 60)), DeliveryRow)
    assert refusal(desk.visits.undo(done.appearance.check_in_id, "no")) == "hold_is_over"
    again = desk.records.hand_entry(update_id)
    assert isinstance(again, HandEntry)
    assert again.entered


def test_a_later_update_is_not_typed_before_an_earlier_one(here: AStation, desk: DeskLink) -> None:
    first = completed(here, desk)
    record = page_of(desk).record
    later = Amend(new_id(), replace(record, notes=("n",)), SAW)
    assert isinstance(desk.records.amend(later), AmendedView)
    assert refusal(desk.records.entered(later.amendment_id, Entered(1, 1))) == "earlier_update_first"
    assert isinstance(desk.records.entered(first.appearance.appearance_id, Entered(1, 1)), DeliveryRow)
    assert isinstance(desk.records.entered(later.amendment_id, Entered(1, 1)), DeliveryRow)


def test_officer_seconds_and_keys_are_kept_and_told(here: AStation, desk: DeskLink) -> None:
    assert desk.records.efforts() == Efforts(0, None, None, 0, None)
    done = completed(here, desk, effort=Effort(52, 11))
    desk.records.entered(done.appearance.appearance_id, Entered(30, 40))
    assert desk.records.efforts() == Efforts(1, 52, 11, 1, 30)


@pytest.mark.parametrize(
    "typed", ["quil", "Qiull", "quilll", "quall alex", "birchwood 415", "64106", "S123456789"]
)
def test_a_person_is_found_by_name_with_a_slip_by_place_and_by_number(desk: DeskLink, typed: str) -> None:
    found = desk.people.search(typed)
    assert isinstance(found, tuple)
    assert [one.registrant_id for one in found] == ["SYN-0001"]
    assert found[0].alike is (typed in ("Qiull", "quilll", "quall alex"))


@pytest.mark.parametrize("typed", ["ruiz", "dia-ruiz", "qu", "63109", "6310", "z"])
def test_a_person_is_found_by_a_beginning_in_whatever_order_the_database_has_its_letters(
    here: AStation, desk: DeskLink, typed: str
) -> None:
    home = Residence("home-1", ResidenceKind.HOME, replace(records.OLD_HOME, zip_code="63109"))
    name = PersonName("Zez", "", "Dia-Ruiz")
    other = {"registrant_id": "SYN-0002", "registry_id": "MO-SYN-0002", "id_number": "S222222222"}
    here.enrol(records.registrant(**other, name=name, residences=(home,)))
    found = desk.people.search(typed)
    assert isinstance(found, tuple)
    assert [one.registrant_id for one in found] == ["SYN-0001" if typed == "qu" else "SYN-0002"]


def test_a_place_is_never_found_by_likeness(desk: DeskLink) -> None:
    assert desk.people.search("birchwod") == ()


def test_the_queue_says_which_line_a_person_stands_in(here: AStation, desk: DeskLink) -> None:
    here.visit()
    view = desk.visits.queue()
    assert isinstance(view, QueueView)
    assert [entry.lane.value for entry in view.entries] == ["periodic"]


def test_a_form_is_offered_with_the_records_own_values(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    longer_than_any_value = b"%PDF-1.7 invented" + bytes(2 * 1024 * 1024)
    (folder / "notice.pdf").write_bytes(longer_than_any_value)
    (folder / "notice.toml").write_text(
        'name = "Invented notice"\n[[screen]]\ntitle = "All"\n'
        'field = [{ label = "LastName", source = "name.last" }, '
        '{ label = "Born", source = "birth_date", day = "%d.%m.%Y" }]\n'
    )
    here = a_station(tmp_path, forms=load_forms(folder))
    here.enrol(records.registrant())
    here.hire()
    desk = here.signed_in()
    assert [form.title for form in page_of(desk).forms] == ["Invented notice"]
    form = desk.records.form("SYN-0001", "notice")
    assert isinstance(form, FormToFill)
    assert form.pdf == longer_than_any_value
    assert dict(form.values) == {"LastName": "Quill", "Born": "05.11.1980"}
    assert refusal(desk.records.form("SYN-0001", "other")) == "no_such_form"
    (folder / "notice.toml").write_text("name = 1")
    with pytest.raises(BrokenMap, match=r"notice\.toml"):
        load_forms(folder)
    with pytest.raises(BrokenMap, match="cannot be read"):
        load_field_map(tmp_path / "none.toml")
    here.store.close()


def test_the_map_that_comes_with_the_program_names_only_what_a_record_has() -> None:
    assert load_field_map(None).screens
    assert not isinstance(
        parse_field_map('name = "x"\n[[screen]]\ntitle = "y"\nfield = [{label = "a", source = "tier"}]'), str
    )


def test_everybody_taken_in_before_is_found_by_words_after_the_migration(tmp_path: Path) -> None:
    """The store is laid by the first two steps alone, with the rows that it had columns for."""
    here = a_station(tmp_path)
    here.enrol(records.registrant())
    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    assert isinstance(engine, Engine)
    old, config = Store(engine), Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with old.writing() as session, here.store.reading() as now:
        config.attributes["session"] = session
        command.upgrade(config, "0002")
        for name in ("registrants", "registrant_versions"):
            known = [one["name"] for one in inspect(session).get_columns(name)]
            for row in now.execute(text(f"SELECT {', '.join(known)} FROM {name}")).mappings():
                places = ", ".join(f":{one}" for one in known)
                session.execute(text(f"INSERT INTO {name} ({', '.join(known)}) VALUES ({places})"), dict(row))
    old.close()
    here.store.close()
    store = open_store(f"sqlite:///{tmp_path / 'old.sqlite'}")
    assert isinstance(store, Store)
    with store.reading() as session:
        found = session.execute(text("SELECT count(*) FROM roster_words WHERE word = 'QUILL'")).scalar()
    assert found == 2
    store.close()


def test_basis_and_home_county_are_amended_with_a_reason(desk: DeskLink) -> None:
    record = page_of(desk).record
    work = Basis(BasisKind.WORKER, "Cass", records.TODAY)
    after = replace(record, bases=(*record.bases, work), home_county="Cass")
    assert isinstance(desk.records.amend(Amend(new_id(), after, SAW)), AmendedView)
    assert page_of(desk).record.home_county == "Cass"
