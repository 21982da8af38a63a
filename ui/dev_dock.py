"""The dev dock: a small window beside the demo's, to hold up a card, cut the network or jam the printer."""

from __future__ import annotations

import datetime as dt
import signal
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from devices.build import refuse_if_packaged
from devices.camera.simulated import SimulatedCard
from devices.ports import PrinterStatus
from devices.printer import FolderPrinter
from ui.demo.cable import Cable
from ui.demo.office import DemoOffice, set_up
from ui.demo.people import DemoPerson
from ui.demo.programs import Programs
from ui.style.look import Look, apply_theme
from ui.style.tokens import Surface, theme
from ui.texts import language

_HARDEST_TURN = 45
_FAULTS = (None, PrinterStatus.OUT_OF_PAPER, PrinterStatus.JAMMED, PrinterStatus.UNREACHABLE)


class DevDock(QWidget):
    """Moves the card, the cable and the printer; shows what the invented people know by heart."""

    def __init__(self, look: Look, office: DemoOffice, camera: SimulatedCard, cable: Cable) -> None:
        super().__init__()
        refuse_if_packaged("the dev dock")
        self.setProperty("role", "page")
        self._look, self._office, self._camera, self._cable = look, office, camera, cable
        self._printer = FolderPrinter(office.tickets)
        self._known = _line("")
        self._people = self._choice("dock.person", [_called(person) for person in office.people])
        self._people.currentIndexChanged.connect(self._show_known)
        self._turn = QSlider(Qt.Orientation.Horizontal)
        self._turn.setRange(-_HARDEST_TURN, _HARDEST_TURN)
        self._turn.setObjectName("dock.turn")
        self._turn.setAccessibleName(look.say("dock.turn"))
        self._turn.valueChanged.connect(lambda degrees: camera.turn(float(degrees)))
        self._faults = self._choice("dock.fault", [look.say(_fault_key(fault)) for fault in _FAULTS])
        self._faults.currentIndexChanged.connect(lambda at: self._printer.set_fault(_FAULTS[at]))
        self._network = self._button("dock.network", "dock.cut", self._cut_or_plug)
        self._lay_out()
        self._show_known()
        self.setWindowTitle(look.say("dock.title"))

    def _lay_out(self) -> None:
        say = self._look.say
        column = QVBoxLayout(self)
        column.setSpacing(self._look.shape.tight * 2)
        for widget in (
            _line(say("dock.card"), "heading"),
            self._people,
            self._known,
            self._button("dock.hold", "dock.hold", self._hold),
            _line(say("dock.turn")),
            self._turn,
            self._button("dock.take_away", "dock.take_away", self._camera.remove),
            _line(say("dock.camera"), "heading"),
            self._button("dock.unplug", "dock.unplug", self._camera.drop),
            self._button("dock.plug_in", "dock.plug_in", self._camera.resume),
            _line(say("dock.network"), "heading"),
            self._network,
            _line(say("dock.printer"), "heading"),
            self._faults,
            _line(say("dock.officer", name=self._office.officer, password=self._office.password)),
        ):
            column.addWidget(widget)
        column.addStretch(1)

    def _choice(self, name: str, entries: list[str]) -> QComboBox:
        made = QComboBox()
        made.setObjectName(name)
        made.setAccessibleName(self._look.say(name))
        made.addItems(entries)
        return made

    def _button(self, name: str, key: str, wish: object) -> QPushButton:
        assert callable(wish)
        made = QPushButton(self._look.say(key))
        made.setObjectName(name)
        made.clicked.connect(lambda _on=False: wish())
        return made

    def _person(self) -> DemoPerson:
        return self._office.people[max(0, self._people.currentIndex())]

    def _show_known(self) -> None:
        self._known.setText(self._look.say("dock.pin", pin=self._person().pin))

    def _hold(self) -> None:
        self._turn.setValue(0)
        today = dt.datetime.now(dt.UTC).date()
        self._camera.hold(self._office.card_of(self._person(), today))

    def _cut_or_plug(self) -> None:
        if self._cable.cut:
            self._cable.plug()
        else:
            self._cable.pull()
        self._network.setText(self._look.say("dock.plug" if self._cable.cut else "dock.cut"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the dock ends the demo."""
        event.accept()
        app = QApplication.instance()
        if app is not None:
            app.quit()


def open_everything(folder: Path) -> int:
    """Station, registry, lobby and desk as programs of their own, and the dock; until the dock is closed."""
    app = QApplication(["appear"])
    look = Look(theme(Surface.DESK), language("en"))
    apply_theme(app, look.theme)
    camera = SimulatedCard()
    office = set_up(folder, dt.datetime.now(dt.UTC), camera.url, hold_seconds=120)
    cable = Cable(office.station_port)
    office.use_cable(cable.port)
    programs = Programs(office)
    try:
        programs.start_servers()
        programs.start("lobby", office.lobby_config, scale=_lobby_scale(app))
        programs.start("desk", office.desk_config)
        dock = DevDock(look, office, camera, cable)
        dock.show()
        watch = QTimer(dock)
        watch.timeout.connect(lambda: app.quit() if programs.ended("desk") else None)
        # The timer also lets Python look at signals: told to end, the demo ends its programs too.
        signal.signal(signal.SIGTERM, lambda _signal, _frame: app.quit())
        watch.start(500)
        return app.exec()
    finally:
        programs.end_all()
        camera.close()


def _lobby_scale(app: QApplication) -> float:
    """So small that the whole kiosk screen, 1920 by 1080, leaves room for desk and dock; 1 at most."""
    room = app.primaryScreen().availableGeometry()
    return min(1.0, room.width() * 0.62 / 1920, room.height() * 0.8 / 1080)


def _line(text: str, role: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        made.setProperty("role", role)
    return made


def _called(person: DemoPerson) -> str:
    record = person.registrant
    return f"{record.name.full()} · {record.standing.value}"


def _fault_key(fault: PrinterStatus | None) -> str:
    return f"printer.status.{fault.value}" if fault else "printer.status.ready"
