"""Scanners: a keyboard's strokes through a pipe, bytes through a pseudo terminal, unplugged and back."""

from __future__ import annotations

import os
import pty
import re
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.barcode.agreement import Pattern
from devices.barcode.reader import Reader
from devices.camera.played import PlayedCamera
from devices.ports import PayloadSource, Read, Reading, SourceStatus, StatusChanged, Symbology, Unfit
from devices.scanner.keys import _PLAIN, _SHIFTED, Keyboard
from devices.scanner.lines import Serial, Wedge
from devices.scanner.scanner import Scanner
from devices.scanner.setting import Together, parse_scanner
from kiosk.problems import Problem
from tests.devices.payload_source_contract import PayloadSourceContract, World
from tests.specimens.cards import JUNIPER, ROWAN
from tests.waiting import until

_EVENT = struct.Struct("llHHi")
_SHIFT, _CONTROL, _ENTER = 42, 29, 28


def strokes(text: str) -> Iterator[tuple[int, int]]:
    """The key strokes a scanner sends for ``text``: codes, and 1 for down or 0 for up."""
    plain = {meaning: code for code, meaning in _PLAIN.items() if meaning not in "\n\t"}
    shifted = {meaning: code for code, meaning in _SHIFTED.items()}
    for character in text:
        with_keys: tuple[int, ...] = ()
        if ord(character) < 32:
            name = chr(ord(character) + 64).lower()
            with_keys, code = (
                ((_CONTROL,), plain[name]) if name in plain else ((_CONTROL, _SHIFT), shifted[name])
            )
        elif character in plain:
            code = plain[character]
        else:
            with_keys, code = (_SHIFT,), shifted[character]
        yield from ((key, 1) for key in with_keys)
        yield from ((code, 1), (code, 0))
        yield from ((key, 0) for key in reversed(with_keys))


def as_events(pressed: Iterator[tuple[int, int]]) -> bytes:
    return b"".join(_EVENT.pack(0, 0, 1, code, value) + _EVENT.pack(0, 0, 0, 0, 0) for code, value in pressed)


@dataclass
class _Typing:
    """A scanner that types into a pipe."""

    path: Path
    source: Scanner
    writer: int | None = None
    last: str = ""

    def present(self, payload: str) -> None:
        if self.source.status is not SourceStatus.LIVE or payload == self.last:
            return
        if self.writer is None:
            self.writer = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        self.last = payload
        content = as_events(strokes(payload)) + as_events(iter([(_ENTER, 1), (_ENTER, 0)]))
        threading.Thread(target=_write, args=(self.writer, content)).start()

    def take_away(self) -> None:
        self.last = ""


def _write(descriptor: int, content: bytes) -> None:
    os.set_blocking(descriptor, True)
    try:
        while content:
            content = content[os.write(descriptor, content) :]
    except OSError:
        pass  # the reader stopped in the middle


class TestWedge(PayloadSourceContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        path = tmp_path / "event-kbd"
        os.mkfifo(path)
        # A pipe without a writer looks like a scanner that is gone: one is kept open.
        keep = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        scanner = Scanner(Wedge(path, grab=lambda descriptor: None))
        world = _Typing(path, scanner)
        yield _Again(world)
        scanner.stop()
        for descriptor in (keep, world.writer):
            if descriptor is not None:
                os.close(descriptor)


@dataclass
class _Again:
    """A world in which a card is presented once per start, as a person pulls the trigger once."""

    inner: _Typing | _Sending
    was: SourceStatus = SourceStatus.NONE

    @property
    def source(self) -> PayloadSource:
        return self.inner.source

    def present(self, payload: str) -> None:
        if self.was is not SourceStatus.LIVE:
            self.inner.last = ""
        self.was = self.inner.source.status
        self.inner.present(payload)

    def take_away(self) -> None:
        self.inner.take_away()


@dataclass
class _Sending:
    """A scanner on a serial line, behind a stable name."""

    link: Path
    source: Scanner
    last: str = ""
    ends: list[int] = field(default_factory=list)

    def plug(self) -> None:
        master, slave = pty.openpty()
        self.ends = [master, slave]
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(slave))

    def unplug(self) -> None:
        for end in self.ends:
            os.close(end)
        self.ends = []
        self.link.unlink(missing_ok=True)

    def present(self, payload: str) -> None:
        if self.source.status is SourceStatus.LIVE and payload != self.last:
            self.last = payload
            os.write(self.ends[0], payload.encode("latin-1"))

    def take_away(self) -> None:
        self.last = ""


@pytest.fixture
def serial(tmp_path: Path) -> Iterator[_Sending]:
    mine = Pattern(Symbology.CODE_128, re.compile(r"REG-\d{6}"))
    scanner = Scanner(Serial(tmp_path / "scanner"), [mine])
    world = _Sending(tmp_path / "scanner", scanner)
    world.plug()
    yield world
    scanner.stop()
    world.unplug()


class TestSerial(PayloadSourceContract):
    @pytest.fixture
    def world(self, serial: _Sending) -> World:
        return _Again(serial)


def test_a_scanner_that_is_unplugged_is_lost_and_comes_back_by_itself(serial: _Sending) -> None:
    told: list[Reading] = []
    serial.source.start(told.append)
    until(lambda: serial.source.status is SourceStatus.LIVE)
    serial.unplug()
    until(lambda: StatusChanged(SourceStatus.LOST) in told, within=3)
    serial.plug()
    until(lambda: serial.source.status is SourceStatus.LIVE, within=3)
    serial.present(ROWAN)
    until(lambda: Read(ROWAN, Symbology.PDF417) in told)


def test_a_scanner_that_is_not_there_yet_is_taken_when_it_comes(tmp_path: Path) -> None:
    scanner = Scanner(Serial(tmp_path / "scanner"))
    scanner.start(lambda reading: None)
    until(lambda: scanner.status is SourceStatus.LOST)
    world = _Sending(tmp_path / "scanner", scanner)
    world.plug()
    until(lambda: scanner.status is SourceStatus.LIVE, within=3)
    scanner.stop()
    world.unplug()


def test_a_code_of_the_offices_own_is_told_and_any_other_is_unfit(serial: _Sending) -> None:
    told: list[Reading] = []
    serial.source.start(told.append)
    until(lambda: serial.source.status is SourceStatus.LIVE)
    serial.present("REG-004217\r\n")
    until(lambda: Read("REG-004217", Symbology.CODE_128) in told)
    serial.present("4006381333931\r\n")
    until(lambda: Unfit() in told)


@pytest.mark.parametrize("sent_as", ["latin-1", "utf-8"])
def test_a_name_with_an_accent_is_read_whichever_way_the_scanner_sends_it(
    serial: _Sending, sent_as: str
) -> None:
    card = ROWAN.replace("ASHGROVE", "MU\u00d1OZ")
    told: list[Reading] = []
    serial.source.start(told.append)
    until(lambda: serial.source.status is SourceStatus.LIVE)
    serial.present(card.encode(sent_as).decode("latin-1"))
    until(lambda: Read(card, Symbology.PDF417) in told)


def test_a_stuck_key_fills_no_memory_and_says_nothing(serial: _Sending) -> None:
    told: list[Reading] = []
    serial.source.start(told.append)
    until(lambda: serial.source.status is SourceStatus.LIVE)
    for _ in range(30):
        os.write(serial.ends[0], b"x" * 500)
    serial.present(ROWAN)
    until(lambda: serial.last == ROWAN)
    serial.unplug()
    until(lambda: StatusChanged(SourceStatus.LOST) in told)
    assert not any(isinstance(reading, Read) and reading.payload != ROWAN for reading in told)


def test_a_keyboard_somebody_else_holds_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert Wedge(tmp_path / "file")() is None  # the kernel says no: this is no input device
    assert Wedge(tmp_path / "absent")() is None
    assert Serial(tmp_path / "file")() is None


@given(
    st.text(alphabet=st.characters(codec="ascii", min_codepoint=1, exclude_characters="\x7f"), max_size=80)
)
def test_every_character_typed_is_the_one_meant(text: str) -> None:
    keyboard = Keyboard()
    assert "".join(keyboard.press(code, value) for code, value in strokes(text)) == text


def test_a_control_character_sent_as_a_number_on_the_keypad_is_understood() -> None:
    keyboard = Keyboard()
    keypad = [(56, 1), (82, 1), (82, 0), (81, 1), (81, 0), (82, 1), (82, 0), (56, 0)]
    assert "".join(keyboard.press(code, value) for code, value in keypad) == "\x1e"


def test_capitals_by_caps_lock_are_capitals_and_repeats_are_not_typed_twice() -> None:
    keyboard = Keyboard()
    pressed = [
        (58, 1),
        (58, 0),
        (30, 1),
        (30, 2),
        (30, 0),
        (2, 1),
        (2, 0),
        (42, 1),
        (30, 1),
        (30, 0),
        (42, 0),
    ]
    assert "".join(keyboard.press(code, value) for code, value in pressed) == "A1a"


@pytest.mark.parametrize(
    "setting", ["/dev/input/by-id/usb-X-event-kbd", "/dev/serial/by-id/usb-Y", "/dev/ttyUSB0,115200"]
)
def test_a_setting_names_a_scanner(setting: str) -> None:
    assert isinstance(parse_scanner(setting), Scanner)


@pytest.mark.parametrize("setting", ["", " none "])
def test_a_setting_may_name_none(setting: str) -> None:
    assert parse_scanner(setting) is None


@pytest.mark.parametrize(
    "setting", ["/dev/ttyUSB0,1234", "/dev/ttyUSB0,fast", "/tmp/x", "usb", "/dev/input/x,9600"]
)
def test_a_setting_that_names_no_scanner_is_a_problem(setting: str) -> None:
    assert isinstance(parse_scanner(setting), Problem)


def test_camera_and_scanner_together_tell_whichever_reads_first(serial: _Sending) -> None:
    together = Together([Reader(PlayedCamera()), serial.source])
    assert together.status is SourceStatus.NONE
    told: list[Reading] = []
    together.start(told.append)
    until(lambda: together.status is SourceStatus.LIVE)
    serial.present(JUNIPER)
    until(lambda: Read(JUNIPER, Symbology.PDF417) in told)
    together.stop()
    assert together.status is SourceStatus.NONE
