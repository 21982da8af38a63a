"""A morning at the office through both real windows, on real HTTPS, files, camera frames and papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from devices.camera.simulated import SimulatedCard
from devices.ports import PrinterStatus
from devices.printer import FolderPrinter
from kiosk.registrant import Registrant
from kiosk.visit import states as st
from sync.wire import from_wire
from ui.demo.hands import Hands
from ui.demo.office import DemoOffice, set_up
from ui.demo.officer import DemoOfficer
from ui.demo.programs import Programs
from ui.demo.run import NEW_HOME, check_in, open_windows, registry_has_it, walk
from ui.demo.visitor import Visitor
from ui.lobby.lobby import Lobby

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


def text_of(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


@dataclass
class Morning:
    office: DemoOffice
    camera: SimulatedCard
    programs: Programs
    lobby: Lobby
    visitor: Visitor
    officer: DemoOfficer
    now: dt.datetime


@contextmanager
def morning(folder: Path, *, station: bool = True, language: str = "en") -> Iterator[Morning]:
    """An office of five people with both windows open; the station runs when asked to."""
    now = dt.datetime.now(dt.UTC)
    camera = SimulatedCard()
    office = set_up(folder, now, camera.url, how_many=5)
    programs = Programs(office)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    programs.start("registry", office.registry_config, office.registry_port)
    if station:
        programs.start("station", office.station_config, office.station_port)
    lobby, desk = open_windows(office, app)
    bugs: list[object] = []
    lobby.bug_found.connect(bugs.append)
    visitor = Visitor(lobby, Hands(lobby.window, None, pause_ms=20), language)
    officer = DemoOfficer(Hands(desk, None, pause_ms=20))
    try:
        yield Morning(office, camera, programs, lobby, visitor, officer, now)
        assert bugs == []
    finally:
        desk.close()
        lobby.stop()
        lobby.window.close()
        programs.end_all()
        camera.close()


def test_a_card_held_to_the_camera_becomes_a_record_in_the_registry(
    qapp: QApplication, tmp_path: Path
) -> None:
    walked = walk(tmp_path / "office", how_many=5)
    record = from_wire(Registrant, walked.record.read_bytes())
    assert isinstance(record, Registrant)
    current = [home for home in record.residences if home.ended is None]
    assert [home.address for home in current] == [NEW_HOME]
    ticket = text_of(walked.ticket)
    assert "A-001" in ticket
    assert "YOU ARE NOT DONE" in ticket
    assert "Quill" not in ticket
    receipt = text_of(walked.receipt)
    for said in ("Alex Rowan Quill", "415 Birchwood Ter", "1208 E Linden Ave", "T. Rivera", "589.414.7"):
        assert said in receipt
    assert len(walked.pictures) >= 15


def test_with_the_station_away_the_person_still_gets_a_ticket_and_the_check_in_arrives_once(
    qapp: QApplication, tmp_path: Path
) -> None:
    with morning(tmp_path / "office", station=False, language="es") as day:
        visitor = day.visitor
        visitor.begin()
        day.camera.hold(day.office.card_of(day.office.people[0], day.now.date()))
        visitor.hands.wait(lambda: isinstance(day.lobby.visit.screen, st.AskingPage), "the pages", 40)
        assert day.lobby.visit.offline
        assert day.lobby.visit.record is None
        visitor.go_through_pages()
        visitor.confirm_and_sign()
        assert isinstance(day.lobby.visit.screen, st.Finished)
        assert not day.lobby.visit.screen.delivered
        assert "A-001" in text_of(FolderPrinter(day.office.tickets).printed()[0])
        visitor.leave()
        day.programs.start("station", day.office.station_config, day.office.station_port)
        day.officer.sign_in(day.office.officer, day.office.password)
        day.officer.hands.named("queue.open", 60)
        day.officer.hands.rest(4000)  # two more rounds of the sender: nothing may come twice
        assert day.officer.waiting() == 1


def test_with_the_printer_gone_the_number_is_large_on_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    with morning(tmp_path / "office") as day:
        FolderPrinter(day.office.tickets).set_fault(PrinterStatus.JAMMED)
        check_in(day.office, day.camera, day.visitor, day.now)
        assert FolderPrinter(day.office.tickets).printed() == []
        day.officer.sign_in(day.office.officer, day.office.password)
        day.officer.open_first()
        day.officer.complete()
        registry_has_it(day.office, day.officer.hands)


def test_an_unknown_card_and_a_wrong_pin_end_alike_at_the_desk(qapp: QApplication, tmp_path: Path) -> None:
    with morning(tmp_path / "office") as day:
        seen: list[list[tuple[str, str]]] = []
        stranger = set_up_stranger(day)
        for payload in (stranger, day.office.card_of(day.office.people[0], day.now.date())):
            visitor = day.visitor
            visitor.begin()
            day.camera.hold(payload)
            shown: list[tuple[str, str]] = []
            for _try in range(6):
                visitor.hands.wait(
                    lambda: isinstance(day.lobby.visit.screen, st.AskingFactor | st.SeeDesk), "an answer", 40
                )
                shown.append((type(day.lobby.visit.screen).__name__, visitor.hands.seen()))
                if isinstance(day.lobby.visit.screen, st.SeeDesk):
                    break
                visitor.give_pin("0000")
            day.camera.remove()
            seen.append(shown)
            visitor.leave()
        assert seen[0] == seen[1]
        assert seen[0][-1][0] == "SeeDesk"


def set_up_stranger(day: Morning) -> str:
    """A card of somebody this office does not know."""
    from ui.demo.people import invented_people, missouri_card

    nobody = invented_people(day.now.date(), 9)[8].registrant
    return missouri_card(nobody, day.now.date() - dt.timedelta(500), day.now.date() + dt.timedelta(500))
