"""The page for staff: five touches of a corner, a PIN, and what the doctor found."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from devices.camera.played import PlayedCamera
from devices.ports import SourceStatus
from kiosk.problems import problem
from kiosk.words import words
from sync.identity import DeviceIdentity, Role
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from tests.ui.hands import buttons, touch, write
from ui.commands.doctor import Found, examine
from ui.jobs import Jobs
from ui.lobby.pin_tries import LOCKED_S, TRIES, PinTries
from ui.lobby.settings import LobbySettings
from ui.lobby.staff import TOUCHES, StaffDoor, StaffParts
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language
from ui.widgets.blocks import Notice
from ui.widgets.live_picture import LivePicture

PIN = "481516"
FOUND = (
    Found("camera", words("doctor.camera.size", wide=1920, high=1080)),
    Found("printer", words("printer.status.out_of_paper"), problem("printer_out_of_paper")),
)


class Stand:
    """A window, and the staff's door in it."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.over, self.qtbot, self.now, self.free = QWidget(), qtbot, 0.0, True
        qtbot.addWidget(self.over)
        made = theme(Surface.LOBBY, Contrast.STANDARD, TextSize.STANDARD)
        apply_theme(self.over, made)
        self.look = Look(made, language("en"), motion=False)
        self.over.resize(1920, 1080)
        self.over.show()
        self.eye, self.jobs = PlayedCamera(), Jobs(threads=1)
        self.app, self.tries = app, folder / "staff-tries"
        self.found: Sequence[Found] = FOUND
        self.looked = threading.Event()
        self.looked.set()
        self.door = self._door()

    def _door(self) -> StaffDoor:
        free, clock = (lambda: self.free), (lambda: self.now)
        parts = StaffParts(PIN, self._examine, self.eye, PinTries(self.tries, clock))
        look = lambda: self.look  # noqa: E731
        return StaffDoor(self.app, self.over, free, look, parts, self.jobs, clock)

    def _examine(self) -> Sequence[Found]:
        assert self.looked.wait(30)
        return self.found

    def starts_afresh(self) -> None:
        """As a kiosk does after each visit, and after it was ended: of what was before the files are left."""
        assert self.door.page is not None
        self.app.removeEventFilter(self.door)
        self.door.page.leave()
        self.door = self._door()

    def touches(self, times: int, place: QPoint = QPoint(20, 20), apart_s: float = 0.3) -> None:
        """That many touches of the window at ``place``."""
        window = self.over.windowHandle()
        for _ in range(times):
            self.now += apart_s
            QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    @property
    def page(self) -> QWidget:
        assert self.door.page is not None
        return self.door.page

    def give(self, pin: str) -> None:
        write(self.page, pin)
        touch(self.page, self.look.say("lobby.go_on"))

    def read(self) -> str:
        """All that is said on the page."""
        return " ".join(one.accessibleName() for one in self.page.findChildren(QWidget) if one.isVisible())

    def until_offered(self, words: str) -> None:
        offered = lambda: words in [one.text() for one in buttons(self.page)]  # noqa: E731
        self.qtbot.waitUntil(offered, timeout=15_000)


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stand]:
    stand = Stand(qapp, qtbot, tmp_path)
    yield stand
    qapp.removeEventFilter(stand.door)
    stand.looked.set()
    stand.jobs.shut_down()


def test_five_quick_touches_of_the_corner_ask_for_the_pin_while_nobodys_visit_is_on(stand: Stand) -> None:
    stand.touches(TOUCHES, QPoint(900, 500))
    stand.touches(TOUCHES, apart_s=1.5)
    stand.now += 60
    stand.touches(TOUCHES - 1)
    assert stand.door.page is None
    stand.now, stand.free = stand.now + 60, False
    stand.touches(TOUCHES)
    assert stand.door.page is None
    stand.now, stand.free = stand.now + 60, True
    stand.touches(TOUCHES)
    assert stand.look.say("staff.pin.title") in stand.read()


def test_the_right_pin_shows_what_needs_a_hand_first_and_the_page_can_be_left(stand: Stand) -> None:
    stand.touches(TOUCHES)
    stand.give(PIN)
    stand.until_offered(stand.look.say("staff.camera"))
    said = stand.read()
    trouble = problem("printer_out_of_paper")
    assert stand.look.say("staff.ill", count=1) in [
        one.accessibleDescription() for one in stand.page.findChildren(QWidget)
    ]
    assert said.index(stand.look.say(trouble.what_to_do)) < said.index("1920 x 1080")
    with stand.qtbot.waitSignal(stand.page.destroyed, timeout=15_000):
        touch(stand.page, stand.look.say("staff.leave"))
    assert stand.door.page is None


def test_what_the_doctor_finds_is_said_in_the_language_of_the_screen(stand: Stand, tmp_path: Path) -> None:
    now = dt.datetime.now(dt.UTC)
    keys = open_office_keys(tmp_path / "office", "Example County", (), now)
    assert isinstance(keys, OfficeKeys)
    kiosk = enrol_device(keys, Role.KIOSK, "kiosk-b", tmp_path / "kiosk", now)
    assert isinstance(kiosk, DeviceIdentity)
    settings = LobbySettings(
        station="https://127.0.0.1:1", identity=tmp_path / "kiosk", spool=tmp_path, camera="http://192.0.2.1/"
    )
    english, spanish = language("en"), language("es")
    stand.found = tuple(examine(settings, lambda: now))
    stand.look = Look(stand.look.theme, spanish, motion=False)
    stand.touches(TOUCHES)
    stand.give(PIN)
    stand.until_offered(spanish.sentences["staff.camera"])
    said = " ".join(one.accessibleName() for one in stand.page.findChildren(Notice))
    assert spanish.say_date(kiosk.expires.date()) in said
    parts = {found.part: found.what for found in stand.found}
    for part in ("printer", "certificate", "station", "spool", "disk"):
        assert spanish.say(parts[part]) in said
        assert english.say(parts[part]) not in said


def test_a_page_that_is_left_while_the_doctor_still_looks_hears_no_more_of_it(stand: Stand) -> None:
    stand.looked.clear()
    stand.touches(TOUCHES)
    stand.give(PIN)
    with stand.qtbot.captureExceptions() as bugs:
        with stand.qtbot.waitSignal(stand.page.destroyed, timeout=15_000):
            touch(stand.page, stand.look.say("staff.leave"))
        stand.looked.set()
        stand.qtbot.waitUntil(lambda: stand.jobs.busy == 0, timeout=15_000)
    assert bugs == []


def test_the_cameras_picture_is_shown_and_the_camera_is_given_back(stand: Stand) -> None:
    stand.touches(TOUCHES)
    stand.give(PIN)
    stand.until_offered(stand.look.say("staff.camera"))
    touch(stand.page, stand.look.say("staff.camera"))
    stand.eye.show(np.full((90, 160, 3), 200, np.uint8))
    stage = stand.page.findChildren(LivePicture)[0]
    bright = lambda: stage.grab().toImage().pixelColor(stage.rect().center()).lightness() > 150  # noqa: E731
    stand.qtbot.waitUntil(bright, timeout=15_000)
    touch(stand.page, stand.look.say("staff.back"))
    assert stand.eye.status is SourceStatus.NONE


def test_a_wrong_pin_shows_nothing_and_after_five_none_is_looked_at_for_a_while(stand: Stand) -> None:
    stand.touches(TOUCHES)
    for _ in range(TRIES - 1):
        stand.give("000000")
        assert stand.look.say("staff.pin.wrong") in stand.read()
    stand.give("000000")
    stand.give(PIN)
    assert stand.look.say("staff.pin.locked") in stand.read()
    stand.now += LOCKED_S
    stand.give(PIN)
    stand.until_offered(stand.look.say("staff.camera"))


def test_a_start_afresh_gives_nobody_more_tries_at_the_pin(stand: Stand) -> None:
    for _ in range(TRIES):
        stand.touches(TOUCHES)
        stand.give("000000")
        stand.starts_afresh()
    stand.touches(TOUCHES)
    stand.give(PIN)
    assert stand.look.say("staff.pin.locked") in stand.read()
    stand.now += LOCKED_S
    stand.give(PIN)
    stand.until_offered(stand.look.say("staff.camera"))
    stand.starts_afresh()
    stand.touches(TOUCHES)
    stand.give("000000")
    assert stand.look.say("staff.pin.wrong") in stand.read()


def test_what_is_kept_of_the_tries_is_no_pin(stand: Stand) -> None:
    for given in ("135790", PIN[:-1] + "0"):
        stand.touches(TOUCHES)
        stand.give(given)
        assert stand.tries.read_text("ascii") in ("1 0.0", "2 0.0")
        stand.starts_afresh()


def test_a_clock_that_was_set_back_keeps_staff_out_for_five_minutes_and_no_longer(tmp_path: Path) -> None:
    now = 1_000_000.0
    tries = PinTries(tmp_path / "staff-tries", lambda: now)
    for _ in range(TRIES):
        tries.wrong()
    now = 1_000.0
    tries = PinTries(tmp_path / "staff-tries", lambda: now)
    assert tries.locked
    now += LOCKED_S
    assert not PinTries(tmp_path / "staff-tries", lambda: now).locked


@pytest.mark.parametrize("kept", [b"", b"two", b"\xff", None])
def test_tries_that_cannot_be_read_or_kept_are_counted_from_none_in_this_process(
    tmp_path: Path, kept: bytes | None
) -> None:
    file = tmp_path / "staff-tries"
    if kept is None:
        file.mkdir()
    else:
        file.write_bytes(kept)
    tries = PinTries(file, lambda: 0.0)
    assert not tries.locked
    for _ in range(TRIES):
        tries.wrong()
    assert tries.locked


def test_a_page_that_is_left_alone_goes_by_itself(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.lobby.staff._LEFT_ALONE_MS", 50)
    stand.touches(TOUCHES)
    stand.qtbot.waitUntil(lambda: stand.door.page is None, timeout=15_000)
