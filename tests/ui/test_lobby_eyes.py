"""What the lobby's settings make of cameras, scanners and the office's own codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import pytest

from devices.barcode.agreement import Pattern, parse_pattern
from devices.barcode.reader import Reader
from devices.camera.grabber import Tuning, tune
from devices.ports import Symbology
from devices.scanner.setting import Together
from kiosk.problems import Problem
from ui.lobby.eyes import Eyes, open_eyes, tuning_of
from ui.lobby.settings import LobbySettings
from ui.texts import language


def settings(**more: Any) -> LobbySettings:
    given = {"station": "https://127.0.0.1:1", "identity": Path("i"), "spool": Path("s"), **more}
    return LobbySettings.model_validate(given)


def test_a_camera_alone_is_read_by_the_reader_alone() -> None:
    eyes = open_eyes(settings(camera="0"))
    assert isinstance(eyes, Eyes)
    assert isinstance(eyes.reader, Reader)


def test_a_scanner_beside_the_camera_is_read_together_with_it() -> None:
    eyes = open_eyes(settings(scanner="/dev/serial/by-id/usb-Scanner"))
    assert isinstance(eyes, Eyes)
    assert isinstance(eyes.reader, Together)


def test_a_slow_machine_is_given_longer_to_agree_within_bounds() -> None:
    eyes = open_eyes(settings(agreement_seconds=6))
    assert isinstance(eyes, Eyes)
    assert isinstance(eyes.reader, Reader)
    assert eyes.reader.memory_s == 6.0
    for wrong in (0.5, 21, float("nan")):
        with pytest.raises(ValueError, match="agreement_seconds"):
            settings(agreement_seconds=wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"camera": "http://example.org:80/"},
        {"scanner": "somewhere"},
        {"codes": [{"symbology": "Code128", "pattern": "("}]},
        {"codes": [{"symbology": "Code128", "pattern": "x" * 300}]},
    ],
)
def test_a_setting_that_cannot_be_used_is_a_problem_in_words(wrong: dict[str, Any]) -> None:
    problem = open_eyes(settings(**wrong))
    assert isinstance(problem, Problem)
    for code in ("en", "es"):
        assert not language(code).say(problem.what_happened).startswith("problem.")


def test_a_pattern_names_a_kind_of_code_other_than_a_cards() -> None:
    pattern = parse_pattern("Code39", r"\d{4}")
    assert isinstance(pattern, Pattern)
    assert pattern.symbology is Symbology.CODE_39
    assert isinstance(parse_pattern("PDF417", ".*"), Problem)


class NotedCapture:
    """A capture that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []

    def set(self, propId: int, value: float, /) -> bool:
        self.asked.append((propId, value))
        return False  # as a camera that can do nothing of it


def test_a_camera_is_asked_for_its_size_and_left_to_itself_otherwise() -> None:
    capture = NotedCapture()
    tune(capture, tuning_of(settings(camera_width=1280, camera_height=720)))
    asked = dict(capture.asked)
    assert (asked[cv2.CAP_PROP_FRAME_WIDTH], asked[cv2.CAP_PROP_FRAME_HEIGHT]) == (1280, 720)
    assert (asked[cv2.CAP_PROP_AUTO_EXPOSURE], asked[cv2.CAP_PROP_AUTOFOCUS]) == (3, 1)
    assert cv2.CAP_PROP_EXPOSURE not in asked
    assert cv2.CAP_PROP_FOCUS not in asked


def test_exposure_and_focus_are_made_manual_before_they_are_set() -> None:
    capture = NotedCapture()
    tune(capture, Tuning(exposure=40, focus=0))
    order = [name for name, _ in capture.asked]
    assert dict(capture.asked)[cv2.CAP_PROP_EXPOSURE] == 40
    assert dict(capture.asked)[cv2.CAP_PROP_FOCUS] == 0
    assert order.index(cv2.CAP_PROP_AUTO_EXPOSURE) < order.index(cv2.CAP_PROP_EXPOSURE)
    assert order.index(cv2.CAP_PROP_AUTOFOCUS) < order.index(cv2.CAP_PROP_FOCUS)
