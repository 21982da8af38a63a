"""``appear lobby --board``: the numbers called, large enough for the whole room, and nothing else."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from devices.ports import Bell, Chime
from devices.speech import NoChimes, open_bell
from kiosk.words import words as named
from sync.clock import utc_now
from sync.identity import KeysTrouble, load_identity
from sync.kiosk_wire import Board, Called
from sync.link import StationLink, Trouble, station_link
from ui.jobs import Jobs
from ui.lobby.build import read_settings
from ui.lobby.office_watch import NEW_FOR, STAND_EVERY_MS
from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language, languages
from ui.widgets.blocks import Question, SideBySide
from ui.widgets.board import CalledNumbers
from ui.widgets.pages import Pages
from ui.widgets.setting import natural_width
from ui.widgets.slide import Slides
from ui.widgets.ticket_number import TicketNumber

OLDER = 3
"""How many earlier calls stand below the newest."""


class BoardWindow(QWidget):
    """Draws what it is given, in every language at once: nobody chooses one on a wall."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "page")
        made = theme(Surface.LOBBY, Contrast.HIGH, TextSize.LARGER)
        self._look = Look(made, language("en"), motion=False)
        apply_theme(self, made)
        self._slides = Slides()
        self._slides.setParent(self)
        self._shown: object = None
        self.show_board(None)

    def show_board(self, board: Board | None) -> None:
        """The newest number fills the wall; None when the station cannot be asked."""
        if board == self._shown and self._slides.page is not None:
            return
        self._shown = board
        self._slides.show_page(self._page(board), self._look, still=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills the wall."""
        self._slides.setGeometry(self.rect())

    def _page(self, board: Board | None) -> Pages:
        look = self._look
        if board is None or not board.calls:
            words = "lobby.board.away" if board is None else "lobby.board.nobody"
            return Pages(look, Question(look, "\n".join(self._each(words)), "", Icon.TICKET), [])
        newest, *others = board.calls[: 1 + OLDER]
        blocks: list[QWidget] = [TicketNumber(look, self._where(newest), newest.ticket)]
        if others:
            below = [CalledNumbers(look, "", [(one.ticket, self._where(one))]) for one in others]
            widest = max(natural_width(self._where(one), look, Role.CAPTION) for one in others)
            around = 2 * (look.shape.ring + look.shape.ring_gap + look.shape.padding)
            blocks.append(SideBySide(look, list(below), least=widest + around))
        return Pages(look, Question(look, " · ".join(self._each("lobby.board.title")), small=True), blocks)

    def _where(self, call: Called) -> str:
        return " · ".join(self._each("lobby.welcome.window", window=call.window))

    def _each(self, key: str, **args: str) -> list[str]:
        return [language(code).say(named(key, **args)) for code in languages()]


class BoardWatch(QObject):
    """Asks the station for its calls at a steady pace; a new one rings."""

    board = Signal(object)
    """A ``Board``, or None while the station is away."""

    def __init__(self, link: StationLink, bell: Bell) -> None:
        super().__init__()
        self._link, self._bell = link, bell
        self._jobs = Jobs(threads=2)
        self._heard: set[tuple[str, dt.datetime]] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAND_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def ask(self) -> None:
        """Ask now, and again."""
        self._jobs.run(lambda _cancel: self._link.board(), self._came)

    def stop(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
        self._jobs.shut_down()
        self._link.close()
        self._bell.stop()

    def _came(self, answer: Board | Trouble) -> None:
        board = answer if isinstance(answer, Board) else None
        self.board.emit(board)
        self._timer.start()
        if board is None:
            return
        now = utc_now()
        calls = {(call.ticket, call.at) for call in board.calls if now - call.at < NEW_FOR}
        if calls - self._heard:
            self._jobs.run(lambda _cancel: self._bell.ring(Chime.CALLED), lambda _none: None)
        self._heard = calls


def open_board(config: Path | None) -> int | str:
    """``appear lobby --board``: the exit code once its window has closed, or why it did not open."""
    settings = read_settings(config)
    if isinstance(settings, str):
        return settings
    identity = load_identity(settings.identity)
    if isinstance(identity, KeysTrouble):
        return f"The kiosk's keys cannot be used ({identity.code}: {identity.file})."
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    window = BoardWindow()
    bell = open_bell() if settings.sound else NoChimes()
    watch = BoardWatch(station_link(identity, settings.station, proxy=settings.proxy), bell)
    watch.board.connect(window.show_board)
    if settings.fullscreen:
        window.showFullScreen()
    else:
        window.resize(1280, 720)
        window.show()
    watch.ask()
    code = app.exec()
    watch.stop()
    window.close()
    return code
