"""Where pictures come from, as the settings say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from kiosk.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Device:
    """A V4L2 device by its path; ``/dev/v4l/by-id/...`` stays the same whatever is plugged beside it."""

    path: str


@dataclass(frozen=True, slots=True)
class Number:
    """The n-th V4L2 device; numbers move when devices are plugged in another order."""

    number: int


@dataclass(frozen=True, slots=True)
class File:
    """A picture or a video, shown over and over."""

    path: Path


@dataclass(frozen=True, slots=True)
class Stream:
    """An MJPEG stream on this machine's own loopback address."""

    url: str


CameraSource: TypeAlias = Device | Number | File | Stream

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def parse_source(setting: str) -> CameraSource | Problem:
    """The source a setting names: a device path, a number, a file, or ``http://127.0.0.1:PORT/``.

    A stream from another machine is a Problem: pictures of people do not travel over a network here."""
    text = setting.strip()
    if re.fullmatch(r"\d{1,2}", text):
        return Number(int(text))
    if text.startswith("/dev/"):
        return Device(text)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", text):
        return _stream(text)
    if text and "\0" not in text:
        return File(Path(text).expanduser())
    return problem("camera_setting", setting=setting.replace("\0", ""))


def _stream(url: str) -> Stream | Problem:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return problem("camera_setting", setting=url)
    if parts.scheme != "http" or host not in _LOOPBACK or port is None:
        return problem("camera_setting", setting=url)
    return Stream(url)
