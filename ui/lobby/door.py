"""Opens the lobby's door: the first screen at once, and what works behind it as soon as it is there.

Nothing heavy is imported here before that screen stands: a kiosk starts itself afresh after every person, and
the next one should not look at an empty screen.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from ui.bugs import heed_bugs, log_bug
from ui.plain_imports import import_plainly

if TYPE_CHECKING:
    from ui.jobs import Jobs
    from ui.lobby.idle import IdleWatch
    from ui.lobby.lobby import Lobby
    from ui.lobby.parts import LobbyParts, OfficeKnown
    from ui.lobby.settings import LobbySettings

AFRESH = 75
"""Exit code of a lobby that ended because a visit was over and wants to be started again."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as a shell knows it."""
_IDLE_S, _WARNING_S = 60.0, 25.0
"""Until the settings have been read."""
_FIRST_ZONE = "America/Chicago"


def open_lobby(config: Path | None) -> int | str:
    """``appear lobby``: the exit code once the window has closed, or one sentence why it cannot be used.

    AFRESH says that a visit is over: the caller starts the program again, so that nothing of a person stays.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("appear")
    end_at_bugs(app)
    door = _Door(app, config)
    door.show()
    code = app.exec()
    door.close()
    return door.trouble or code


class _Door:
    """The window from its first moment on, and the making of what works behind it."""

    def __init__(self, app: QApplication, config: Path | None) -> None:
        import_plainly()
        from ui.lobby.front import Front

        self._app, self._config = app, config
        self._fullscreen, self._motion = glance(config)
        self._office: OfficeKnown | None = None
        self.trouble = ""
        self.front = Front()
        self.front.drawn.connect(self._begin)
        self._opened: tuple[Lobby, IdleWatch] | None = None
        self._jobs: Jobs | None = None

    def show(self) -> None:
        """The first screen; everything else is made once it has been drawn."""
        if self._fullscreen:
            self.front.showFullScreen()
        else:
            self.front.resize(1920, 1080)
            self.front.show()

    def close(self) -> None:
        """Let go of everything in order."""
        if self._jobs is not None:
            self._jobs.shut_down()
        if self._opened is not None:
            self._opened[0].stop()
        self.front.close()

    def _begin(self) -> None:
        """Make the lobby in this thread: a touch that comes meanwhile waits for it, and is not lost."""
        from ui.jobs import Jobs
        from ui.lobby.idle import IdleWatch
        from ui.lobby.lobby import Lobby
        from ui.lobby.window import LobbyWindow
        from ui.lobby.zip_places import ZipPlaces

        window = LobbyWindow(self._now, ZipPlaces(), motion=self._motion)
        idle = IdleWatch(self._app, _IDLE_S, _WARNING_S)
        lobby = Lobby(self._app, window, idle)
        lobby.visit_over.connect(lambda: self._app.exit(AFRESH))
        lobby.bug_found.connect(lambda bug: start_afresh(self._app, bug))
        self._opened = lobby, idle
        self.front.hold(window)
        self._jobs = Jobs(threads=1)
        self._jobs.bug_found.connect(lambda bug: start_afresh(self._app, bug))
        self._jobs.run(lambda _cancel: _made(self._config), self._join)

    def _join(self, made: tuple[LobbySettings, LobbyParts, OfficeKnown] | str) -> None:
        if isinstance(made, str):
            self.trouble = made
            self._app.exit(0)
            return
        from ui.lobby.build import join
        from ui.standing import keep_telling_service

        assert self._opened is not None
        lobby, idle = self._opened
        settings, parts, self._office = made
        join(lobby, idle, self._app, settings, parts, self._office)
        lobby.start()
        tell_standing(lobby)
        keep_telling_service(self._app)
        if settings.staff_pin:
            self._open_to_staff(lobby, settings, parts)

    def _open_to_staff(self, lobby: Lobby, settings: LobbySettings, parts: LobbyParts) -> None:
        from kiosk.visit import Visit
        from ui.commands.doctor import examine
        from ui.lobby.pin_tries import PinTries
        from ui.lobby.staff import StaffDoor, StaffParts

        assert self._jobs is not None
        tries = PinTries(settings.spool / "staff-tries")
        found = lambda: tuple(examine(settings, parts.now))  # noqa: E731
        known = StaffParts(settings.staff_pin, found, parts.camera, tries)
        nobody = lambda: lobby.visit == Visit()  # noqa: E731
        StaffDoor(self._app, self.front, nobody, lambda: lobby.window.look, known, self._jobs)

    def _now(self) -> dt.datetime:
        # What is "today" to a person is the office's day, not Greenwich's.
        from zoneinfo import ZoneInfo

        zone = self._office.zone if self._office is not None else ZoneInfo(_FIRST_ZONE)
        return dt.datetime.now(dt.UTC).astimezone(zone)


def tell_standing(lobby: Lobby) -> None:
    """Tell the service manager, now and from now on, whether a visit goes on."""
    from kiosk.visit import Visit
    from ui.standing import FIRST_SCREEN, IN_A_VISIT, tell_service

    def tell(occupied: bool) -> None:
        tell_service(IN_A_VISIT if occupied else FIRST_SCREEN)

    lobby.occupied.connect(tell)
    tell(lobby.visit != Visit())


def _made(config: Path | None) -> tuple[LobbySettings, LobbyParts, OfficeKnown] | str:
    import structlog

    from ui.lobby import build, working  # noqa: F401 - imported here, off the window's thread
    from ui.lobby.memory import keep_to_itself

    for what in keep_to_itself():
        structlog.get_logger("lobby").warning("memory_not_kept", what=what)
    settings = build.read_settings(config)
    if isinstance(settings, str):
        return settings
    made = build.parts_of(settings)
    return made if isinstance(made, str) else (settings, *made)


def glance(config: Path | None) -> tuple[bool, bool]:
    """Whether the window fills the screen and may move, from settings that nobody has checked yet."""
    told: dict[str, object] = {}
    if config is not None:
        try:
            told = tomllib.loads(config.read_text("utf-8"))
        except (OSError, ValueError):
            told = {}  # said in words by whoever checks the settings
    said = (str(os.environ.get(f"APPEAR_LOBBY_{name.upper()}", told.get(name, True))) for name in _GLANCED)
    fullscreen, motion = (word.lower() not in ("false", "0", "no", "off") for word in said)
    return fullscreen, motion


_GLANCED = ("fullscreen", "motion")


def end_at_bugs(app: QApplication) -> None:
    """Let a bug in the window's own thread, too, end the program."""
    heed_bugs("lobby", lambda bug: app.exit(INTERRUPTED if isinstance(bug, KeyboardInterrupt) else AFRESH))


def start_afresh(app: QApplication, bug: object) -> None:
    """End the program so that it is started again, and log the bug's kind."""
    log_bug("lobby", bug)
    app.exit(AFRESH)


def stay_open(config: Path | None) -> int | str:
    """``open_lobby`` again and again, each time as a new program in place of this one."""
    ended = open_lobby(config)
    if ended != AFRESH:
        return ended
    # A new process: nothing of the person before is in its memory.
    again = ["--config", str(config)] if config is not None else []
    return os.execv(sys.executable, [sys.executable, "-m", "ui.lobby", *again])  # noqa: S606 - our own
