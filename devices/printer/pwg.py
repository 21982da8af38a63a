"""Pages of dots as PWG Raster (PWG 5102.4-2012), which every IPP Everywhere printer takes (PWG 5100.14)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from devices.printer.raster import Page

SYNC: Final = b"RaS2"
"""5102.4, 4: the document begins so; every number in it has its highest byte first."""
HEADER_BYTES: Final = 1796
_MOST_ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class Kind:
    """One of ``pwg-raster-document-type-supported`` (5102.4, Table 12)."""

    bits: Literal[1, 8]
    """Of one colour of a dot."""
    colours: int
    space: int
    """5102.4, Table 3."""


KINDS: Final = {"sgray_8": Kind(8, 1, 18), "srgb_8": Kind(8, 3, 19), "black_1": Kind(1, 1, 3)}
"""The best first: greys, for photographs; the same greys in colour; black alone, where that is all."""

# At most 128 alike, or at most 128 of which none is like the next.
_RUNS = re.compile(rb"(.)\1{1,127}|(?:(.)(?!\2)){1,128}", re.DOTALL)


def written(pages: Sequence[Page], dpi: int, kind: Kind) -> bytes:
    """The whole document; ``pages`` have the bits of ``kind``."""
    parts = [SYNC]
    for page in pages:
        parts.append(_header(page, dpi, kind, len(pages)))
        parts.extend(_bitmap(page, kind))
    return b"".join(parts)


def _header(page: Page, dpi: int, kind: Kind, pages: int) -> bytes:
    """5102.4, 4.3: what is not named stays 0, the printer's own choice: tray, quality, whether to cut."""
    height = len(page.rows)
    depth = kind.bits * kind.colours
    header = bytearray(HEADER_BYTES)
    header[: len(b"PwgRaster")] = b"PwgRaster"
    struct.pack_into(">2I", header, 276, dpi, dpi)  # HWResolution
    struct.pack_into(">I", header, 340, 1)  # NumCopies
    struct.pack_into(">2I", header, 352, *_points(page.width, height, dpi))  # PageSize
    struct.pack_into(">2I", header, 372, page.width, height)
    struct.pack_into(">3I", header, 384, kind.bits, depth, (page.width * depth + 7) // 8)
    struct.pack_into(">I", header, 400, kind.space)  # before it ColorOrder, 0: chunky
    struct.pack_into(">I", header, 420, kind.colours)
    struct.pack_into(">3i", header, 452, pages, 1, 1)  # TotalPageCount; both transforms: as it lies
    struct.pack_into(">4I", header, 464, 0, 0, page.width, height)  # ImageBox: all of it
    return bytes(header)


def _points(width: int, height: int, dpi: int) -> tuple[int, int]:
    return round(width * 72 / dpi), round(height * 72 / dpi)


def _bitmap(page: Page, kind: Kind) -> Iterator[bytes]:
    """5102.4, 4: how often a row comes, less one, then the row."""
    for row, alike in groupby(page.rows):
        packed, left = _packed(row, kind.colours), len(tuple(alike))
        while left:
            times = min(left, _MOST_ROWS)
            yield bytes([times - 1]) + packed
            left -= times


def _packed(row: bytes, colours: int) -> bytes:
    """Runs of one colour (0 to 127: that many more) or of different ones (129 to 255: 257 less them)."""
    out = bytearray()
    for found in _RUNS.finditer(row):
        run = found[0]
        if found[1] is not None or len(run) == 1:
            out.append(len(run) - 1)
            run = run[:1]
        else:
            out.append(257 - len(run))
        out += run if colours == 1 else bytes(grey for grey in run for _ in range(colours))
    return bytes(out)
