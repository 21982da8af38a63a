"""Effects are performed on real parts and answered with the events they promise."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from devices.ports import Hint, Hinted, PrinterStatus, Read, SourceStatus, StatusChanged, Symbology
from kiosk.check_in import Arrival, CheckIn, Claim, Disclosure, Ticket
from kiosk.id_card import IdCard, Unreadable
from kiosk.law.lanes import Coming
from kiosk.services import NumberTaken
from kiosk.topics import own_record
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.words import words
from sync.clock import utc_now
from sync.kiosk_wire import Accepted, HelpAnswer, Opened, QuestionTaken, SeeDesk, TryAgain
from sync.office_memory import remember, remembered
from sync.spool import Spool, SpoolKeys, SpoolLimits, SpoolState
from sync.wire import from_wire
from tests.specimens import records
from tests.specimens.invented_cards import payload, person
from tests.sync.an_office import SealingPair
from tests.sync.test_link import OFFICE
from tests.ui.kiosk_at_hand import Kiosk
from ui.jobs import Jobs
from ui.lobby.build import spool_in
from ui.lobby.office_watch import OfficeWatch
from ui.lobby.parts import OfficeKnown
from ui.lobby.runner import Runner
from ui.lobby.scene import OfficeDay
from ui.texts import language

TODAY = records.TODAY
CLAIM = Claim(registration_number="SYN-0001")


class Rig:
    """A runner over a kiosk at hand, and every event it has emitted."""

    def __init__(self, kiosk: Kiosk, qtbot: QtBot) -> None:
        self.kiosk, self._qtbot = kiosk, qtbot
        self.jobs = Jobs(threads=2)
        self.runner = Runner(kiosk.parts, kiosk.office, self.jobs)
        self.events: list[ev.Event] = []
        self.found = 0
        self.runner.happened.connect(self.events.append)
        self.runner.card_found.connect(self._card_found)

    def _card_found(self) -> None:
        self.found += 1

    def perform(self, *effects: fx.Effect) -> ev.Event:
        """The event that answers ``effects``."""
        before = len(self.events)
        self.runner.perform(effects, "es")
        self._qtbot.waitUntil(lambda: len(self.events) > before, timeout=10_000)
        return self.events[-1]

    def wait(self) -> None:
        """Until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.jobs.busy == 0, timeout=10_000)

    def until(self, done: Callable[[], bool]) -> None:
        """Until ``done()``."""
        self._qtbot.waitUntil(done, timeout=10_000)


@pytest.fixture
def rig(tmp_path: Path, qtbot: QtBot) -> Iterator[Rig]:
    made = Rig(Kiosk(tmp_path), qtbot)
    yield made
    made.runner.shut_down()
    made.jobs.shut_down()


def draft() -> fx.Draft:
    return records.draft(records.check_in(records.moved_house()))


# --- the card ---


def test_a_card_that_was_read_is_shown_green_before_the_next_screen(rig: Rig) -> None:
    rig.runner.perform((fx.StartCamera(),), "en")
    rig.until(lambda: rig.kiosk.reader.starts == 1)
    rig.kiosk.reader.hold(Read(payload(person(7, 10, "MO")), Symbology.PDF417))
    rig.until(lambda: rig.found == 1)
    assert rig.events == []
    rig.until(lambda: bool(rig.events))
    (event,) = rig.events
    assert isinstance(event, ev.CardRead)
    assert isinstance(event.card, IdCard)


def test_a_card_that_means_nothing_is_never_shown_green(rig: Rig) -> None:
    rig.runner.perform((fx.StartCamera(),), "en")
    rig.until(lambda: rig.kiosk.reader.starts == 1)
    rig.kiosk.reader.hold(Read("@\n\x1e\rANSI nothing", Symbology.PDF417))
    rig.until(lambda: bool(rig.events))
    (event,) = rig.events
    assert isinstance(event, ev.CardRead)
    assert isinstance(event.card, Unreadable)
    assert rig.found == 0


def test_hints_and_the_cameras_state_reach_the_screen(rig: Rig) -> None:
    told: list[object] = []
    rig.runner.camera_told.connect(told.append)
    rig.runner.perform((fx.StartCamera(),), "en")
    rig.until(lambda: rig.kiosk.reader.starts == 1)
    for reading in (Hinted(Hint.CLOSER), StatusChanged(SourceStatus.LOST)):
        rig.kiosk.reader.hold(reading)
    rig.until(lambda: len(told) == 2)
    rig.runner.perform((fx.StopCamera(),), "en")
    rig.until(lambda: rig.kiosk.reader.stops == 1)


# --- the station ---


def test_a_question_is_answered_the_same_whoever_it_is_about(rig: Rig) -> None:
    rig.kiosk.station.says("lookups", QuestionTaken("lookup-7"))
    assert rig.perform(fx.FindRegistrant(CLAIM)) == ev.LookedUp("lookup-7")


@pytest.mark.parametrize(
    "effect", [fx.FindRegistrant(CLAIM), fx.CheckFactor("lookup-7", "4071")], ids=["lookup", "factor"]
)
def test_without_the_station_the_visit_goes_on_without_it(rig: Rig, effect: fx.Effect) -> None:
    assert rig.perform(effect) == ev.StationUnreachable(records.NOW)


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (TryAgain(), ev.FactorRefused()),
        (SeeDesk(), ev.DeskAsked()),
        (
            Opened(Disclosure.BLIND, None, 0, None),
            ev.FactorAccepted(records.NOW, Disclosure.BLIND, None, 0, None),
        ),
    ],
    ids=["wrong", "desk", "right"],
)
def test_each_answer_to_the_second_factor_is_an_event(rig: Rig, answer: object, event: ev.Event) -> None:
    rig.kiosk.station.says("lookups", answer)
    assert rig.perform(fx.CheckFactor("lookup-7", "4071")) == event


def test_the_time_of_an_appointment_is_told_as_the_office_tells_it(rig: Rig) -> None:
    at = dt.datetime(2026, 11, 23, 16, 30, tzinfo=dt.UTC)
    booked = Opened(Disclosure.BLIND, None, 0, None, appointment=at, coming=Coming.EARLY)
    rig.kiosk.station.says("lookups", booked)
    event = rig.perform(fx.CheckFactor("lookup-7", "4071"))
    assert isinstance(event, ev.FactorAccepted)
    assert event.coming is Coming.EARLY
    assert event.appointment is not None
    assert event.appointment.time() == dt.time(10, 30)


def test_what_may_be_shown_comes_with_the_right_factor(rig: Rig) -> None:
    record = own_record(records.registrant())
    waiting = Ticket("B", 7, TODAY)
    rig.kiosk.station.says("lookups", Opened(Disclosure.OWN_RECORD, record, 3, waiting))
    event = rig.perform(fx.CheckFactor("lookup-7", "4071"))
    assert event == ev.FactorAccepted(records.NOW, Disclosure.OWN_RECORD, record, 3, waiting)


def test_an_answer_to_a_visit_that_is_over_is_dropped(rig: Rig) -> None:
    rig.kiosk.station.says("lookups", QuestionTaken("lookup-7"))
    forgotten: list[bool] = []
    rig.runner.forgotten.connect(lambda: forgotten.append(True))
    rig.runner.perform((fx.FindRegistrant(CLAIM), fx.ForgetEverything()), "en")
    rig.wait()
    assert forgotten == [True]
    assert rig.events == []


# --- the check-in ---


def test_a_check_in_is_on_the_disk_before_it_is_sent(rig: Rig) -> None:
    spooled: list[int] = []

    def accept(_request: object) -> Accepted:
        state = rig.kiosk.spool.state()
        assert isinstance(state, SpoolState)
        spooled.append(state.waiting)
        return Accepted()

    rig.kiosk.station.answers["envelopes"] = accept
    assert rig.perform(fx.Submit(draft())) == ev.Kept(Ticket("A", 1, TODAY), delivered=True)
    assert spooled == [1]
    assert rig.kiosk.spool.waiting() == ()


def test_without_the_station_the_check_in_waits_sealed_and_the_ticket_is_given(rig: Rig) -> None:
    assert rig.perform(fx.Submit(draft())) == ev.Kept(Ticket("A", 1, TODAY), delivered=False)
    (item,) = rig.kiosk.spool.waiting()  # type: ignore[misc]
    envelope = rig.kiosk.spool.envelope(item.sequence)
    assert isinstance(envelope, bytes)
    assert b"Linden" not in envelope
    check_in = from_wire(CheckIn, rig.kiosk.pair.open(envelope).body)
    assert isinstance(check_in, CheckIn)
    assert check_in.ticket == Ticket("A", 1, TODAY)
    assert check_in.changes == records.moved_house()


def test_the_next_person_gets_the_next_number(rig: Rig) -> None:
    numbers = [rig.perform(fx.Submit(draft())) for _ in range(3)]
    assert [event.ticket.counter for event in numbers if isinstance(event, ev.Kept)] == [1, 2, 3]


def test_a_number_for_another_service_comes_from_the_same_row_and_is_kept_and_sent_as_safely(
    rig: Rig,
) -> None:
    rig.perform(fx.Submit(draft()))
    assert rig.perform(fx.TakeNumber("permits")) == ev.Kept(Ticket("A", 2, TODAY), delivered=False)
    *_, item = rig.kiosk.spool.waiting()  # type: ignore[misc]
    envelope = rig.kiosk.spool.envelope(item.sequence)
    assert isinstance(envelope, bytes)
    taken = from_wire(NumberTaken, rig.kiosk.pair.open(envelope).body)
    assert isinstance(taken, NumberTaken)
    assert (taken.service, taken.language, taken.ticket) == ("permits", "es", Ticket("A", 2, TODAY))
    rig.kiosk.station.says("envelopes", Accepted())
    assert rig.perform(fx.TakeNumber("Dog tags")) == ev.Kept(Ticket("A", 3, TODAY), delivered=True)
    rig.kiosk.office.letter = ""
    assert rig.perform(fx.TakeNumber("permits")) == ev.NotKept()


def test_the_slip_of_a_number_names_the_service_and_says_nothing_of_a_check_in(rig: Rig) -> None:
    wanted = fx.PrintTicket(Ticket("A", 3, TODAY), (), offline=False, service="permits")
    assert rig.perform(wanted) == ev.Printed(printed=True)
    text = " ".join(printed_text(rig).split())
    assert "A-003" in text
    assert "Permisos" in text
    for key in ("paper.ticket.not_done", "paper.ticket.not_proof", "paper.ticket.no_kinds"):
        assert language("es").say(words(key)) not in text


def test_without_a_letter_no_ticket_is_given(rig: Rig) -> None:
    rig.kiosk.office.letter = ""
    assert rig.perform(fx.Submit(draft())) == ev.NotKept()
    assert rig.kiosk.spool.waiting() == ()


def test_a_kiosk_without_a_letter_begins_no_visit_until_the_station_has_said_it(rig: Rig) -> None:
    rig.kiosk.office.letter = ""
    watch, days = OfficeWatch(rig.kiosk.parts, rig.kiosk.office, rig.jobs), list[OfficeDay]()
    watch.day.connect(days.append)
    watch.start()
    assert days[0].out_of_order == words("lobby.trouble.no_letter")
    rig.until(lambda: len(days) == 2)
    assert days[1].out_of_order == words("lobby.trouble.no_letter")
    watch.stop()
    rig.kiosk.station.says("office", replace(OFFICE, letter="C"))
    watch.start()
    rig.until(lambda: len(days) == 4)
    assert (days[3].out_of_order, rig.kiosk.office.letter) == (None, "C")
    watch.stop()


def test_two_kiosks_without_network_give_different_numbers_and_keep_the_letterhead(
    tmp_path: Path, qtbot: QtBot
) -> None:
    tickets = []
    for letter in "BC":
        first = Kiosk(tmp_path / letter).office
        first.memory = tmp_path / letter / "office.wire"
        first.keep(replace(OFFICE, letter=letter))
        kiosk = Kiosk(tmp_path / letter)
        kiosk.office = OfficeKnown(first.zone, "", memory=first.memory)
        kiosk.office.recall()
        rig = Rig(kiosk, qtbot)
        kept = rig.perform(fx.Submit(draft()))
        assert isinstance(kept, ev.Kept)
        tickets.append(kept.ticket.number())
        assert (kiosk.office.letterhead, kiosk.office.info) == (OFFICE.letterhead, None)
        rig.runner.shut_down()
        rig.jobs.shut_down()
    assert tickets == ["B-001", "C-001"]


def test_a_damaged_spool_is_set_aside_and_no_number_of_today_comes_again(tmp_path: Path) -> None:
    pair = SealingPair("kiosk-a")
    keys = SpoolKeys("kiosk-a", pair.signing, pair.station.public_key())
    office, today = OfficeKnown(records.OFFICE_ZONE, "B"), utc_now().astimezone(records.OFFICE_ZONE).date()
    numbers = []
    for _ in range(3):
        spool = spool_in(tmp_path, keys, office)
        assert isinstance(spool, Spool)
        numbers.append(spool.next_ticket(today, "B"))
        (tmp_path / "spool.sqlite").write_bytes(b"damaged " * 512)
    assert numbers == [1, 301, 601]


@pytest.mark.parametrize("found", [b"", b"{}", b"\x00nonsense"])
def test_what_is_remembered_and_cannot_be_read_is_not_remembered(tmp_path: Path, found: bytes) -> None:
    file = tmp_path / "office.wire"
    assert remembered(file) is None
    file.write_bytes(found)
    assert remembered(file) is None
    assert remember(file, OFFICE)
    assert remembered(file) == OFFICE
    assert not remember(tmp_path / "nowhere" / "office.wire", OFFICE)


def test_what_cannot_be_kept_is_not_said_to_be(tmp_path: Path, qtbot: QtBot) -> None:
    rig = Rig(Kiosk(tmp_path, SpoolLimits(items=0)), qtbot)
    assert rig.perform(fx.Submit(draft())) == ev.NotKept()
    rig.runner.shut_down()
    rig.jobs.shut_down()


def test_an_arrival_is_kept_and_sent_and_answered_by_nothing(rig: Rig) -> None:
    rig.runner.perform((fx.RecordArrival(CLAIM, "", records.NOW),), "en")
    rig.wait()
    (item,) = rig.kiosk.spool.waiting()  # type: ignore[misc]
    envelope = rig.kiosk.spool.envelope(item.sequence)
    assert isinstance(envelope, bytes)
    arrival = from_wire(Arrival, rig.kiosk.pair.open(envelope).body)
    assert isinstance(arrival, Arrival)
    assert (arrival.identity, arrival.arrived_at) == (CLAIM, records.NOW)
    assert rig.events == []


# --- the ticket, and help ---


def test_a_ticket_is_printed_in_the_persons_language(rig: Rig) -> None:
    wanted = fx.PrintTicket(Ticket("A", 14, TODAY), records.moved_house(), offline=False)
    assert rig.perform(wanted) == ev.Printed(printed=True)
    (pdf,) = rig.kiosk.printer.printed
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "A-014" in text
    assert "Quill" not in text
    assert "oficial" in text


def printed_text(rig: Rig) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(rig.kiosk.printer.printed[-1])).pages)


def test_the_kiosks_ticket_names_the_fee_to_whoever_reported_a_change(rig: Rig) -> None:
    notice = words("paper.fee.change", dollars=5)
    rig.kiosk.office.learn(replace(OFFICE, fee_notice=notice))
    said = language("es").say(notice)
    rig.perform(fx.PrintTicket(Ticket("A", 14, TODAY), records.moved_house(), offline=False))
    assert said[:20] in " ".join(printed_text(rig).split())
    rig.perform(fx.PrintTicket(Ticket("A", 14, TODAY), (), offline=False))
    assert said[:20] not in " ".join(printed_text(rig).split())


def test_a_ticket_of_an_earlier_visit_bears_no_code_and_no_time_that_are_not_its_own(rig: Rig) -> None:
    rig.perform(fx.PrintTicket(Ticket("A", 14, TODAY), (), offline=False, again=True))
    again = printed_text(rig)
    assert language("es").say(words("paper.ticket.code")) not in again
    assert again.count("10:00") == 1, "when it was printed, and no more"
    rig.perform(fx.Submit(draft()))
    rig.perform(fx.PrintTicket(Ticket("A", 1, TODAY), (), offline=False))
    assert language("es").say(words("paper.ticket.code")) in printed_text(rig)
    assert printed_text(rig).count("10:00") == 2


@pytest.mark.parametrize("status", [status for status in PrinterStatus if not status.prints])
def test_only_a_confirmed_print_is_a_print(rig: Rig, status: PrinterStatus) -> None:
    rig.kiosk.printer.answer = status
    wanted = fx.PrintTicket(Ticket("A", 14, TODAY), (), offline=False)
    why = words(f"problem.printer_{status.value}.happened")
    assert rig.perform(wanted) == ev.Printed(printed=False, why=why)
    assert why.key in language("en").sentences


@pytest.mark.parametrize("reached", [True, False])
def test_a_call_for_help_says_whether_it_reached_the_desk(rig: Rig, reached: bool) -> None:
    if reached:
        rig.kiosk.station.says("help", HelpAnswer("id-1", "", ""))
    told: list[str] = []
    rig.runner.help_called.connect(told.append)
    rig.runner.perform((fx.CallForHelp(ev.HelpKind.HELP, "Scanning"),), "en")
    rig.until(lambda: bool(told))
    assert bool(told[0]) is reached


def test_what_became_of_a_call_is_told_to_nobody_who_comes_after(rig: Rig) -> None:
    rig.kiosk.station.says("help", HelpAnswer("id-1", "", ""))
    told: list[str] = []
    rig.runner.help_called.connect(told.append)
    rig.runner.perform((fx.CallForHelp(ev.HelpKind.HELP, "Scanning"), fx.ForgetEverything()), "en")
    rig.wait()
    assert (rig.kiosk.station.asked, told) == (["help"], [])
