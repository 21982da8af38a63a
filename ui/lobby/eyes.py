"""The lobby's camera and whatever else reads cards, as its settings name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from devices.barcode.agreement import Pattern, parse_pattern
from devices.barcode.reader import Reader
from devices.camera.grabber import Tuning, open_grabber
from devices.camera.source import parse_source
from devices.camera.webcam import Webcam
from devices.ports import Camera, PayloadSource
from devices.scanner.setting import Together, parse_scanner
from kiosk.problems import Problem
from ui.lobby.settings import LobbySettings


@dataclass(frozen=True, slots=True)
class Eyes:
    """What sees cards."""

    camera: Camera
    reader: PayloadSource


def open_eyes(settings: LobbySettings) -> Eyes | Problem:
    """Camera and reader, together with the scanner where there is one; nothing is started yet."""
    source = parse_source(settings.camera)
    if isinstance(source, Problem):
        return source
    patterns = patterns_of(settings)
    if isinstance(patterns, Problem):
        return patterns
    scanner = parse_scanner(settings.scanner, patterns)
    if isinstance(scanner, Problem):
        return scanner
    camera = Webcam(source, opener=partial(open_grabber, tuning=tuning_of(settings)))
    reader = Reader(camera, patterns, settings.agreement_seconds)
    return Eyes(camera, reader if scanner is None else Together([reader, scanner]))


def patterns_of(settings: LobbySettings) -> list[Pattern] | Problem:
    """The codes other than ID cards that this office uses."""
    patterns: list[Pattern] = []
    for code in settings.codes:
        pattern = parse_pattern(code.symbology, code.pattern)
        if isinstance(pattern, Problem):
            return pattern
        patterns.append(pattern)
    return patterns


def tuning_of(settings: LobbySettings) -> Tuning:
    """What is asked of the camera."""
    return Tuning(
        width=settings.camera_width,
        height=settings.camera_height,
        exposure=settings.camera_exposure,
        focus=settings.camera_focus,
    )
