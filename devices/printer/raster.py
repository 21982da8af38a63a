"""A PDF as dots: for the 80 mm thermal head of a receipt printer, or for whoever takes pages as a picture."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from typing import Final, Literal

DPI: Final = 203
DOTS: Final = 576
"""72 mm; what is beyond, left and right, the head cannot reach."""
_WIDEST: Final = 680
_TIME_S: Final = 15.0
_HEADER = re.compile(rb"P[45]\s+(?:#.*\n\s*)*(\d+)\s+(\d+)\s(?:255\s)?")
# Letters without grey edges, which a thermal head could only print as dust; photographs keep their greys.
_DRAWN_AS = {1: ("-mono",), 8: ("-gray", "-aa", "no", "-aaVector", "no")}


@dataclass(frozen=True, slots=True, repr=False)
class Bitmap:
    """``height`` rows of DOTS dots, eight to a byte, the leftmost highest; a set bit is black."""

    height: int
    data: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A page's dots, row by row from the top: a set bit is black, or a byte from 0 (black) to 255."""

    width: int
    bits: Literal[1, 8]
    """Of one dot; each row begins with a byte of its own."""
    data: bytes

    @property
    def rows(self) -> tuple[bytes, ...]:
        """The rows, the uppermost first."""
        stride = (self.width * self.bits + 7) // 8
        return tuple(self.data[at : at + stride] for at in range(0, len(self.data), stride))


@dataclass(frozen=True, slots=True)
class NoPicture:
    """The PDF could not be drawn, or is no paper for a roll."""

    why: str


def draw(pdf: bytes) -> tuple[Bitmap, ...] | NoPicture:
    """Every page as dots for the roll; wider papers than the roll are refused."""
    pages = draw_pages(pdf, DPI, 1)
    if isinstance(pages, NoPicture):
        return pages
    if any(page.width > _WIDEST for page in pages):
        return NoPicture("too wide")
    return tuple(_on_the_roll(page) for page in pages)


def draw_pages(pdf: bytes, dpi: int, bits: Literal[1, 8]) -> tuple[Page, ...] | NoPicture:
    """Every page as dots, ``dpi`` to the inch, drawn by poppler's ``pdftoppm``."""
    if not pdf.startswith(b"%PDF-"):
        return NoPicture("not a PDF")
    command = ["pdftoppm", "-r", str(dpi), *_DRAWN_AS[bits], "-"]
    try:
        drawn = subprocess.run(command, input=pdf, capture_output=True, timeout=_TIME_S, check=True).stdout
    except (OSError, subprocess.SubprocessError) as trouble:
        return NoPicture(type(trouble).__name__)
    return _pages(drawn, bits)


def _pages(drawn: bytes, bits: Literal[1, 8]) -> tuple[Page, ...] | NoPicture:
    pages: list[Page] = []
    at = 0
    while at < len(drawn):
        header = _HEADER.match(drawn, at)
        if header is None:
            return NoPicture("not a picture")
        width, height = int(header[1]), int(header[2])
        size = (width * bits + 7) // 8 * height
        data = drawn[header.end() : header.end() + size]
        if len(data) < size:
            return NoPicture("cut short")
        pages.append(Page(width, bits, data))
        at = header.end() + size
    return tuple(pages) if pages else NoPicture("no page")


def _on_the_roll(page: Page) -> Bitmap:
    return Bitmap(len(page.rows), b"".join(_fitted(row, page.width) for row in page.rows))


def _fitted(row: bytes, width: int) -> bytes:
    """The middle DOTS of one row, or the row in the middle of white."""
    bits = int.from_bytes(row, "big") >> (len(row) * 8 - width)
    spare = width - DOTS
    bits = bits >> (spare - spare // 2) if spare >= 0 else bits << (-spare // 2)
    return (bits & ((1 << DOTS) - 1)).to_bytes(DOTS // 8, "big")
