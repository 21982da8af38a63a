"""Reads PWG Raster back, twice: by the words of the standard alone, and as CUPS itself reads it."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# PWG 5102.4-2012, section 4: the page header, field by field; what is reserved there must be 0 here.
_FIELDS = (
    "64s:name 64s:media_colour 64s:media_type 64s:content 3I:- I:cut I:duplex 2I:dpi 4I:- I:insert I:jog "
    "I:edge 3I:- I:tray I:weight 2I:- I:copies I:turned I:- 2I:size 2I:- I:tumble I:width I:height I:- "
    "I:bits I:depth I:stride I:order I:space 4I:- I:colours 7I:- 3i:count_and_transforms 4I:box I:primary "
    "I:quality 5I:- I:vendor I:vendor_length 1088s:vendor_bytes 64s:- 64s:intent 64s:size_name"
)


@dataclass(frozen=True)
class ReadPage:
    """A page as it was read: what its header says, and its dots, row by row, each of its colours a number."""

    header: dict[str, tuple[int | bytes, ...]]
    dots: np.ndarray


def read(document: bytes) -> list[ReadPage]:
    """Every page; anything that the standard does not allow fails the test."""
    assert document[:4] == b"RaS2"
    at, pages = 4, []
    while at < len(document):
        header, at = _header(document, at)
        (width,), (height,), (stride,) = header["width"], header["height"], header["stride"]
        (depth,), (colours,) = header["depth"], header["colours"]
        assert isinstance(stride, int)
        assert isinstance(depth, int)
        assert isinstance(height, int)
        rows: list[bytes] = []
        while len(rows) < height:
            times = document[at] + 1
            row, at = _row(document, at + 1, stride, max(1, depth // 8))
            rows += [row] * times
        assert len(rows) == height
        dots = np.frombuffer(b"".join(rows), np.uint8).reshape(height, stride)
        pages.append(ReadPage(header, np.unpackbits(dots, axis=1)[:, :width] if depth == 1 else dots))
        assert colours == (3 if depth == 24 else 1)
    return pages


def _header(document: bytes, at: int) -> tuple[dict[str, tuple[int | bytes, ...]], int]:
    header: dict[str, tuple[int | bytes, ...]] = {}
    for field in _FIELDS.split():
        kind, _, name = field.partition(":")
        values = struct.unpack_from(f">{kind}", document, at)
        at += struct.calcsize(f">{kind}")
        if name == "-":
            assert not any(any(v) if isinstance(v, bytes) else v for v in values), field
        else:
            header[name] = values
    return header, at


def _row(document: bytes, at: int, stride: int, size: int) -> tuple[bytes, int]:
    row = b""
    while len(row) < stride:
        code = document[at]
        assert code != 128
        if code < 128:
            row += document[at + 1 : at + 1 + size] * (code + 1)
            at += 1 + size
        else:
            row += document[at + 1 : at + 1 + size * (257 - code)]
            at += 1 + size * (257 - code)
    assert len(row) == stride
    return row, at


def read_by_cups(document: bytes, folder: Path) -> list[np.ndarray] | None:
    """The rows of every page as CUPS's own library reads them, as bytes; None where it is not installed."""
    name = ctypes.util.find_library("cups")
    if name is None:
        return None
    cups = ctypes.CDLL(name)
    cups.cupsRasterOpen.restype = ctypes.c_void_p
    file = folder / "document.pwg"
    file.write_bytes(document)
    descriptor = os.open(file, os.O_RDONLY)
    raster = ctypes.c_void_p(cups.cupsRasterOpen(descriptor, 0))
    assert raster.value, "CUPS does not know what this is"
    header, pages = ctypes.create_string_buffer(1796), []
    while cups.cupsRasterReadHeader2(raster, header):
        height, stride = (struct.unpack_from("=I", header, at)[0] for at in (376, 392))
        dots = ctypes.create_string_buffer(height * stride)
        got = cups.cupsRasterReadPixels(raster, dots, ctypes.c_uint(height * stride))
        assert got == height * stride
        pages.append(np.frombuffer(dots.raw, np.uint8).reshape(height, stride))
    cups.cupsRasterClose(raster)
    os.close(descriptor)
    return pages
