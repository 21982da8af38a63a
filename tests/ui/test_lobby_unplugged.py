"""Whatever is unplugged in the middle of a visit: the flow says so and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.ports import PrinterStatus, Read, SourceStatus, StatusChanged, Symbology
from kiosk.check_in import Disclosure
from kiosk.topics import PAGES, own_record
from kiosk.visit import events as ev
from kiosk.visit import states as st
from sync.kiosk_wire import Accepted, HelpAnswer, Opened, QuestionTaken, TicketPlace
from sync.spool import SpoolLimits
from tests.specimens.invented_cards import payload, person
from tests.specimens.records import registrant
from tests.ui.kiosk_at_hand import Kiosk
from ui.lobby.idle import IdleWatch
from ui.lobby.lobby import Lobby
from ui.lobby.window import LobbyWindow
from ui.lobby.working import Working
from ui.lobby.zip_places import ZipPlaces

SHOWN = own_record(registrant())
STROKES = (((0.1, 0.1), (0.9, 0.9)),)


class Stand:
    """A lobby at work over a kiosk whose parts can be taken away."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path, limits: SpoolLimits | None) -> None:
        self.kiosk, self._qtbot = Kiosk(folder, limits), qtbot
        self.plug_in_station()
        window = LobbyWindow(self.kiosk.parts.now, ZipPlaces(), motion=False)
        window.resize(1280, 720)
        self._idle = IdleWatch(app, 600, 600)
        self.lobby = Lobby(app, window, self._idle)
        self.lobby.join(Working(app, window, self.kiosk.parts, self.kiosk.office))

    def plug_in_station(self) -> None:
        says = self.kiosk.station.says
        says("lookups/", Opened(Disclosure.OWN_RECORD, SHOWN, 3, None))
        says("lookups", QuestionTaken("lookup-1"))
        says("envelopes", Accepted())
        says("tickets", TicketPlace(2, 10, ""))
        says("help", HelpAnswer("h", "", ""))

    def unplug_station(self) -> None:
        self.kiosk.station.answers.clear()

    def screen(self, wanted: type[st.Screen]) -> st.Screen:
        self._qtbot.waitUntil(lambda: isinstance(self.lobby.visit.screen, wanted), timeout=15_000)
        return self.lobby.visit.screen

    def until_said(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self.read(), timeout=15_000)

    def until_said_no_more(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words not in self.read(), timeout=15_000)

    def run_out_of_time(self) -> None:
        (timer,) = self._idle.findChildren(QTimer)
        for _ in ("idle", "gone"):
            timer.timeout.emit()

    def read(self) -> str:
        parts = (one for one in self.lobby.window.findChildren(QWidget) if not one.isHidden())
        return " ".join(one.accessibleName() + " " + one.accessibleDescription() for one in parts)

    def happen(self, *events: ev.Event) -> None:
        for event in events:
            self.lobby.happen(event)

    def to_scan(self) -> None:
        self.happen(ev.Started(), ev.LanguageChosen("en"))
        self._qtbot.waitUntil(lambda: self.kiosk.reader.status is SourceStatus.LIVE, timeout=15_000)

    def to_factor(self) -> None:
        self.to_scan()
        self.kiosk.reader.hold(Read(payload(person(7, 10, "MO")), Symbology.PDF417))
        self.screen(st.AskingFactor)

    def to_pages(self) -> None:
        self.to_factor()
        self.happen(ev.FactorGiven("4071"))
        self.screen(st.AskingPage)

    def to_the_pad(self) -> None:
        for page, topics in PAGES.items():
            self.happen(*(ev.TopicSeen(topic) for topic in topics), ev.RestIsSame(page))
        self.happen(ev.SummaryConfirmed())
        self.screen(st.Signing)

    def sign(self) -> None:
        self.happen(ev.Signed(STROKES, ("x",), self.kiosk.parts.now()))

    def stop(self) -> None:
        self.lobby.stop()
        self.lobby.window.close()


@pytest.fixture
def limits() -> SpoolLimits | None:
    return None


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot, tmp_path: Path, limits: SpoolLimits | None) -> Iterator[Stand]:
    made = Stand(qapp, qtbot, tmp_path, limits)
    yield made
    made.stop()


def test_the_camera_while_it_looks_for_a_card(stand: Stand) -> None:
    stand.to_scan()
    stand.kiosk.reader.hold(StatusChanged(SourceStatus.LOST))
    stand.until_said("Not working? You can type instead")
    stand.happen(ev.NoCard())
    stand.screen(st.Claiming)


def test_the_camera_comes_back_and_reads(stand: Stand) -> None:
    stand.to_scan()
    stand.kiosk.reader.hold(StatusChanged(SourceStatus.LOST))
    stand.kiosk.reader.hold(StatusChanged(SourceStatus.LIVE))
    stand.kiosk.reader.hold(Read(payload(person(7, 10, "MO")), Symbology.PDF417))
    stand.screen(st.AskingFactor)


def test_the_network_before_the_card_is_asked_about(stand: Stand) -> None:
    stand.to_scan()
    stand.unplug_station()
    stand.kiosk.reader.hold(Read(payload(person(7, 10, "MO")), Symbology.PDF417))
    stand.screen(st.AskingPage)
    assert stand.lobby.visit.offline
    stand.until_said("We cannot show what is on file right now.")


def test_the_network_before_the_second_factor_is_checked(stand: Stand) -> None:
    stand.to_factor()
    stand.unplug_station()
    stand.happen(ev.FactorGiven("4071"))
    stand.screen(st.AskingPage)
    assert stand.lobby.visit.offline
    assert stand.lobby.visit.record is None


def test_the_network_in_the_middle_of_the_pages_costs_nothing(stand: Stand) -> None:
    stand.to_pages()
    stand.unplug_station()
    stand.to_the_pad()
    stand.sign()
    finished = stand.screen(st.Finished)
    assert isinstance(finished, st.Finished)
    assert (finished.delivered, finished.printed) == (False, True)
    stand.until_said("You have a place in line.")
    waiting = stand.kiosk.spool.waiting()
    assert isinstance(waiting, tuple)
    # The arrival may have left before the network did; the check-in cannot have.
    assert [one.kind for one in waiting] in (["arrival", "check_in"], ["check_in"])
    assert "A-001" in stand.read()


@pytest.mark.parametrize("status", [PrinterStatus.UNREACHABLE, PrinterStatus.OUT_OF_PAPER])
def test_the_printer_when_the_ticket_should_come(stand: Stand, status: PrinterStatus) -> None:
    stand.to_pages()
    stand.to_the_pad()
    stand.kiosk.printer.answer = status
    stand.sign()
    finished = stand.screen(st.Finished)
    assert isinstance(finished, st.Finished)
    assert not finished.printed
    stand.until_said("The ticket did not print. That is all right.")
    stand.kiosk.printer.answer = PrinterStatus.READY
    stand.happen(ev.ReprintWanted())
    stand.until_said("Take your ticket and sit down.")
    assert len(stand.kiosk.printer.printed) == 1


@pytest.mark.parametrize("limits", [SpoolLimits(items=0)])
def test_the_disk_when_the_check_in_should_be_kept(stand: Stand) -> None:
    stand.to_pages()
    stand.unplug_station()
    stand.to_the_pad()
    stand.sign()
    assert stand.screen(st.SeeDesk) == st.SeeDesk(st.DeskReason.KIOSK_TROUBLE)
    stand.until_said("This screen could not keep what you said.")


def test_the_network_when_somebody_calls_for_help(stand: Stand) -> None:
    stand.to_pages()
    stand.unplug_station()
    stand.happen(ev.HelpWanted(ev.HelpKind.HELP))
    stand.until_said("We could not reach the desk.")
    assert isinstance(stand.lobby.visit.screen, st.AskingPage)


def test_the_headphones_while_somebody_listens(stand: Stand) -> None:
    stand.lobby.window.listen_wanted.emit()
    stand.kiosk.speaker.broken = True
    stand.to_pages()
    stand.to_the_pad()
    stand.sign()
    stand.screen(st.Finished)


# --- and with everything plugged in ---


def test_a_call_for_help_shows_what_the_desk_answers(stand: Stand) -> None:
    stand.to_pages()
    stand.happen(ev.HelpWanted(ev.HelpKind.INTERPRETER))
    stand.until_said("Somebody will come to you.")
    stand.kiosk.station.says("help", HelpAnswer("h", "window", "2"))
    stand.until_said("Please come to window 2.")
    assert isinstance(stand.lobby.visit.screen, st.AskingPage)


def test_an_answer_that_nobody_reads_does_not_lie_over_the_first_screen_for_ever(stand: Stand) -> None:
    stand.happen(ev.HelpWanted(ev.HelpKind.HELP))
    stand.until_said("Somebody will come to you.")
    stand.run_out_of_time()
    stand.until_said_no_more("Somebody will come to you.")


def test_the_last_screen_tells_the_place_in_line_and_then_the_call(stand: Stand) -> None:
    stand.to_pages()
    stand.to_the_pad()
    stand.sign()
    stand.screen(st.Finished)
    stand.until_said("Your place in line: 2. The wait is about 10 minutes.")
    stand.kiosk.station.says("tickets", TicketPlace(None, None, "1"))
    stand.until_said("Go to window 1")
