"""The demo: with a display everything opens; without one a whole check-in is performed and written down."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
from PySide6.QtWidgets import QApplication

from devices.camera.simulated import SimulatedCard
from kiosk.check_in import Ticket
from kiosk.registrant import Address, Registrant
from sync.identity import DeviceIdentity, load_identity
from sync.settings import load_settings
from sync.tls import client_context
from sync.wire import from_wire
from ui.demo.hands import Hands, NothingCameError
from ui.demo.office import DemoOffice, DemoTroubleError, set_up
from ui.demo.officer import DemoOfficer
from ui.demo.people import HOW_MANY
from ui.demo.programs import Programs
from ui.demo.visitor import Move, Visitor
from ui.desk.build import DeskSettings, build_desk
from ui.desk.window import DeskWindow
from ui.lobby.build import build_lobby
from ui.lobby.lobby import Lobby
from ui.lobby.settings import LobbySettings

NEW_HOME = Address("1208", "E Linden Ave", "", "Independence", "MO", "64050", "Jackson")
_DELIVERED_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk left behind."""

    folder: Path
    pictures: tuple[Path, ...]
    ticket: Path
    receipt: Path
    record: Path
    seconds: float


def has_display() -> bool:
    """Whether there is a screen to open windows on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_demo(out: Path, *, headless: bool) -> int:
    """``appear demo``: the exit code. Everything it makes lies in ``out``/demo."""
    folder = out / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        if headless or not has_display():
            return _on_virtual_screen(folder)
        from ui.dev_dock import open_everything

        return open_everything(folder)
    except (DemoTroubleError, NothingCameError) as trouble:
        sys.stderr.write(f"appear demo: {trouble}\n")
        return 1


def _on_virtual_screen(folder: Path) -> int:
    """The same windows as everywhere, on a screen that nobody sees."""
    with _virtual_screen():
        walked = walk(folder)
    _say(walked)
    return 0


class _virtual_screen:  # noqa: N801 - used as a statement
    """An X server of our own for the time of the walk; memory alone where there is none."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> None:
        program = shutil.which("Xvfb")
        if "QT_QPA_PLATFORM" in os.environ:
            return
        if program is None:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            return
        reads, writes = os.pipe()
        screen = ["-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-displayfd", str(writes)]
        self._server = subprocess.Popen([program, *screen], pass_fds=(writes,), stderr=subprocess.DEVNULL)
        os.close(writes)
        with os.fdopen(reads) as said:
            number = said.readline().strip()
        os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"

    def __exit__(self, *_exc: object) -> None:
        if self._server is not None:
            app = QApplication.instance()
            if app is not None:
                app.shutdown()
            self._server.terminate()
            self._server.wait(10)


def walk(folder: Path, how_many: int = HOW_MANY) -> Walked:
    """One registrant with one new address, one officer, one registry; raises when a step does not come."""
    began = time.monotonic()
    now = dt.datetime.now(dt.UTC)
    camera = SimulatedCard()
    office = set_up(folder, now, camera.url, how_many)
    programs = Programs(office)
    app = QApplication.instance() or QApplication(["appear"])
    assert isinstance(app, QApplication)
    try:
        programs.start_servers()
        lobby, desk = open_windows(office, app)
        visitor = Visitor(lobby, Hands(lobby.window, folder / "screenshots" / "lobby"))
        officer = DemoOfficer(Hands(desk, folder / "screenshots" / "desk"))
        check_in(office, camera, visitor, now)
        officer.sign_in(office.officer, office.password)
        officer.open_first()
        officer.complete()
        record = registry_has_it(office, officer.hands)
        desk.close()
        lobby.stop()
        lobby.window.close()
    finally:
        programs.end_all()
        camera.close()
    pictures = tuple(sorted((folder / "screenshots").rglob("*.png")))
    ticket, receipt = _newest(office.tickets), _newest(office.receipts)
    return Walked(folder, pictures, ticket, receipt, record, time.monotonic() - began)


def open_windows(office: DemoOffice, app: QApplication) -> tuple[Lobby, DeskWindow]:
    """Lobby and desk, started and shown, in this process."""
    lobby_settings = load_settings(LobbySettings, "lobby", office.lobby_config, {})
    desk_settings = load_settings(DeskSettings, "desk", office.desk_config, {})
    lobby = build_lobby(lobby_settings, app) if isinstance(lobby_settings, LobbySettings) else ""
    desk = build_desk(desk_settings) if isinstance(desk_settings, DeskSettings) else ""
    if not isinstance(lobby, Lobby) or not isinstance(desk, DeskWindow):
        raise DemoTroubleError(f"{lobby_settings} {lobby} {desk_settings} {desk}")
    lobby.window.resize(1920, 1080)
    lobby.start()
    lobby.window.show()
    desk.resize(1366, 768)
    desk.show()
    return lobby, desk


def check_in(office: DemoOffice, camera: SimulatedCard, visitor: Visitor, now: dt.datetime) -> Ticket:
    """The first invented person checks in with one new address."""
    person = office.people[0]
    home = person.registrant.residences[0].address
    assert home is not None
    visitor.begin()
    camera.hold(office.card_of(person, now.date()))
    visitor.hands.rest(700)
    visitor.hands.picture("card-in-view")
    visitor.give_pin(person.pin)
    camera.remove()
    visitor.report(Move(home, NEW_HOME, now.date() - dt.timedelta(days=2)))
    visitor.go_through_pages()
    ticket = visitor.confirm_and_sign()
    visitor.leave()
    return ticket


def registry_has_it(office: DemoOffice, hands: Hands) -> Path:
    """Wait until the registry holds the new home, and write its record down."""
    identity = load_identity(office.folder / "station" / "registry")
    if not isinstance(identity, DeviceIdentity):
        raise DemoTroubleError(f"the station's certificate at the registry: {identity.code}")
    person = office.people[0].registrant.registrant_id
    address = f"https://127.0.0.1:{office.registry_port}"
    with httpx.Client(base_url=address, verify=client_context(identity), trust_env=False) as http:

        def held() -> bytes | None:
            answer = http.get(f"/v1/records/{person}")
            return answer.content if answer.status_code == 200 else None

        wire = hands.wait(held, "the record at the registry", _DELIVERED_WITHIN_S)
    record = from_wire(Registrant, wire)
    if not isinstance(record, Registrant) or all(home.address != NEW_HOME for home in record.residences):
        raise DemoTroubleError("the registry holds a record without the new home")
    file = office.folder / "registry-record.json"
    file.write_bytes(wire)
    return file


def _newest(folder: Path) -> Path:
    papers = sorted(folder.glob("*.pdf"))
    if not papers:
        raise DemoTroubleError(f"nothing was printed into {folder.name}")
    return papers[-1]


def _say(walked: Walked) -> None:
    lines = [
        "A registrant checked in with one new address, an officer completed the appearance,",
        f"and the registry holds the record. It took {walked.seconds:.0f} s.",
        "",
        *(f"screenshot          {picture}" for picture in walked.pictures),
        f"ticket              {walked.ticket}",
        f"completion receipt  {walked.receipt}",
        f"registry's record   {walked.record}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
