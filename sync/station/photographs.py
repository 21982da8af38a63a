"""Photographs taken at the desk: looked at before they are kept, and known by the hash of their bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Final

from kiosk.problems import Problem, problem
from kiosk.registrant import Photograph
from sync.database import Session
from sync.station.desk_wire import PhotographKept
from sync.station.store import lobby

LONGEST_JPEG: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
# Start-of-frame markers: baseline, extended, progressive and their kin; DHT, JPG and DAC lie between.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD9)})


def keep(session: Session, jpeg: bytes, today: dt.date, by: str) -> PhotographKept | Problem:
    """Store a photograph taken today; refused unless it is a JPEG of at most MOST_PIXELS."""
    size = size_of(jpeg)
    if size is None:
        return problem("photograph_not_jpeg")
    if size[0] * size[1] > MOST_PIXELS:
        return problem("photograph_too_large", megapixels=MOST_PIXELS // 1_000_000)
    photograph = Photograph(hashlib.sha256(jpeg).hexdigest()[:32], today)
    return PhotographKept(lobby.keep_photograph(session, photograph, size, by, jpeg), *size)


def taken_anew(session: Session, said: Photograph | None, day: dt.date) -> Photograph | Problem | None:
    """The photograph of a completion on ``day`` as it is stored, whatever day the desk says it was taken.

    One that was stored before ``day`` was not taken at that visit. One stored after it belongs to a day sheet
    that was entered later: it was taken at the visit.
    """
    if said is None:
        return None
    stored = lobby.photograph_named(session, said.photograph_id)
    if stored is None:
        return problem("no_such_photograph")
    if stored.taken_on < day:
        return problem("photograph_not_taken_now", day=stored.taken_on)
    return replace(stored, taken_on=day)


def size_of(jpeg: bytes) -> tuple[int, int] | None:
    """Width and height from a JPEG's frame header; None when there is none. Nothing is decoded."""
    if jpeg[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 4 <= len(jpeg):
        if jpeg[place] != 0xFF:
            return None
        marker = jpeg[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker in _WITHOUT_LENGTH:
            place += 2
            continue
        length = int.from_bytes(jpeg[place + 2 : place + 4])
        if marker in _FRAMES:
            header = jpeg[place + 4 : place + 9]
            height, width = int.from_bytes(header[1:3]), int.from_bytes(header[3:5])
            return (width, height) if len(header) == 5 and width and height else None
        if marker in (0xDA, 0xD9) or length < 2:
            return None
        place += 2 + length
    return None
