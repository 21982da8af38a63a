"""A PDF as the dots of an 80 mm thermal head: 203 to the inch, 576 across, black or white."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import Final

DPI: Final = 203
DOTS: Final = 576
"""72 mm; what is beyond, left and right, the head cannot reach."""
_WIDEST: Final = 680
_TIME_S: Final = 15.0
_HEADER = re.compile(rb"P4\s+(?:#.*\n\s*)*(\d+)\s+(\d+)\s")


@dataclass(frozen=True, slots=True, repr=False)
class Bitmap:
    """``height`` rows of DOTS dots, eight to a byte, the leftmost highest; a set bit is black."""

    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class NoPicture:
    """The PDF could not be drawn, or is no paper for a roll."""

    why: str


def draw(pdf: bytes) -> tuple[Bitmap, ...] | NoPicture:
    """Every page as dots, drawn by poppler's ``pdftoppm``; wider papers than the roll are refused."""
    if not pdf.startswith(b"%PDF-"):
        return NoPicture("not a PDF")
    command = ["pdftoppm", "-r", str(DPI), "-mono", "-"]
    try:
        drawn = subprocess.run(command, input=pdf, capture_output=True, timeout=_TIME_S, check=True).stdout
    except (OSError, subprocess.SubprocessError) as trouble:
        return NoPicture(type(trouble).__name__)
    return _pages(drawn)


def _pages(pbm: bytes) -> tuple[Bitmap, ...] | NoPicture:
    pages: list[Bitmap] = []
    at = 0
    while at < len(pbm):
        header = _HEADER.match(pbm, at)
        if header is None:
            return NoPicture("not a picture")
        width, height = int(header[1]), int(header[2])
        stride = (width + 7) // 8
        rows = pbm[header.end() : header.end() + stride * height]
        if width > _WIDEST or len(rows) < stride * height:
            return NoPicture("too wide" if width > _WIDEST else "cut short")
        pages.append(
            Bitmap(height, b"".join(_fitted(rows[n : n + stride], width) for n in _starts(rows, stride)))
        )
        at = header.end() + stride * height
    return tuple(pages) if pages else NoPicture("no page")


def _starts(rows: bytes, stride: int) -> range:
    return range(0, len(rows), stride)


def _fitted(row: bytes, width: int) -> bytes:
    """The middle DOTS of one row, or the row in the middle of white."""
    bits = int.from_bytes(row, "big") >> (len(row) * 8 - width)
    spare = width - DOTS
    bits = bits >> (spare - spare // 2) if spare >= 0 else bits << (-spare // 2)
    return (bits & ((1 << DOTS) - 1)).to_bytes(DOTS // 8, "big")
