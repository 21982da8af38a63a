"""`appear doctor camera`: live figures while somebody places the camera and turns its focus."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from devices.barcode.check import CameraFigures, watch
from devices.camera.grabber import open_grabber
from devices.camera.source import parse_source
from devices.camera.webcam import Webcam
from devices.ports import Camera
from kiosk.problems import Problem
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.eyes import tuning_of
from ui.lobby.settings import LobbySettings
from ui.texts import Language, language

_WATCHED_S = 30.0


def doctor_camera(config: Path | None, lang: str = "en", seconds: float = _WATCHED_S) -> int:
    """Print a line a second for half a minute; 0 when the last one found nothing to change, else 1."""
    settings = load_settings(LobbySettings, "lobby", config)
    if isinstance(settings, SettingsTrouble):
        sys.stderr.write(f"appear: {settings.sentence}\n")
        return 2
    speaks = language(lang)
    source = parse_source(settings.camera)
    if isinstance(source, Problem):
        sys.stderr.write(f"appear: {speaks.say(source.what_happened)} {speaks.say(source.what_to_do)}\n")
        return 2
    camera = Webcam(source, opener=partial(open_grabber, tuning=tuning_of(settings)))
    camera.open()
    try:
        return show(camera, speaks, seconds)
    finally:
        camera.close()


def show(
    camera: Camera, speaks: Language, seconds: float, clock: Callable[[], float] = time.monotonic
) -> int:
    """The lines themselves."""
    ends, best, well = clock() + seconds, 0.0, False
    for now in watch(camera):
        best = max(best, now.sharpness)
        advice = now.advice()
        well = not advice
        sys.stdout.write(line(now, best) + "\n")
        sys.stdout.writelines(f"  {speaks.say(sentence)}\n" for sentence in advice)
        sys.stdout.flush()
        if clock() >= ends:
            break
    return 0 if well else 1


def line(now: CameraFigures, best: float) -> str:
    """One moment's figures: ``name value`` with two blanks between."""
    card = "no card in view"
    if now.module is not None:
        told = "read" if now.read else "not read"
        card = f"{now.module:.1f} px per module, blur {now.blur or 0:.1f} modules, {told}"
    parts = (
        f"camera {now.status.value}",
        f"{now.size[0]} x {now.size[1]}",
        f"{now.rate:.0f} pictures a second",
        f"light {now.brightness:.0f}",
        f"noise {now.noise:.1f}",
        f"focus {100 * now.sharpness / best if best else 0:.0f} % of the best so far",
        card,
    )
    return "  ".join(parts)
