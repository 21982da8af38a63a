"""Reading a still picture: everything that is tried on frames, tried on this one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from devices.barcode.decode import ALL, Decoded, Grey, decode
from devices.barcode.frugal import be_frugal
from devices.barcode.pdf417.finder import symbol_in
from devices.barcode.pdf417.weighing import solve, weigh
from devices.barcode.sight import as_grey
from devices.barcode.stripes import read_stripes
from devices.barcode.texture import Texture
from devices.files import content_of
from devices.ports import Picture, Symbology

LARGEST_FILE = 64 * 1024 * 1024
_LARGEST_SIDE = 2400
_PLACES = 8


def read_still(image: Path | Picture, symbologies: Iterable[Symbology] = ALL) -> list[Decoded] | None:
    """Every code in the picture, nearest to the top first; None when the file holds no picture."""
    be_frugal()
    picture = _loaded(image) if isinstance(image, Path) else image
    if picture is None:
        return None
    grey, wanted = as_grey(picture), frozenset(symbologies)
    found = {(one.symbology, one.text): one for one in decode(grey, wanted, thorough=True)}
    if not any(one.symbology is Symbology.PDF417 for one in found.values()):
        for one in _in_sizes(grey, wanted):
            found.setdefault((one.symbology, one.text), one)
    return sorted(found.values(), key=lambda one: float(one.corners[:, 1].min()))


def _in_sizes(grey: Grey, wanted: frozenset[Symbology]) -> list[Decoded]:
    """What the finders see: in the picture as it is and, when it is large or small, in a better size."""
    for size in _sizes(max(grey.shape)):
        sized = grey if size == 1 else _resized(grey, size)
        texture = Texture(sized)
        found = _cards(sized, texture) if Symbology.PDF417 in wanted else []
        found += read_stripes(sized, texture, wanted)
        found = found or _squares(sized, wanted)
        if found:
            return [_back(one, size) for one in found]
    return []


def _sizes(side: int) -> list[float]:
    if side > _LARGEST_SIDE:
        return [_LARGEST_SIDE / side, _LARGEST_SIDE / side / 2]
    return [1.0, 2.0] if side < 1000 else [1.0, 0.5]


def _cards(grey: Grey, texture: Texture) -> list[Decoded]:
    for region in texture.regions(_PLACES):
        seen = symbol_in(grey, region)
        weighed = None if seen is None else weigh(seen.crop, seen.lattice)
        solved = None if weighed is None else solve(weighed.weights, weighed.layout)
        if seen is not None and solved is not None:
            return [Decoded(solved.text, Symbology.PDF417, seen.corners.astype(np.float32), None)]
    return []


def _squares(grey: Grey, wanted: frozenset[Symbology]) -> list[Decoded]:
    """QR codes, which correct their own errors, by both ways to part dark from light."""
    if Symbology.QR not in wanted:
        return []
    ways = (decode(grey, (Symbology.QR,), thorough=True, one_threshold=one) for one in (True, False))
    return next((found for found in ways if found), [])


def _resized(grey: Grey, size: float) -> Grey:
    how = cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=size, fy=size, interpolation=how), np.uint8)


def _back(one: Decoded, size: float) -> Decoded:
    return Decoded(one.text, one.symbology, one.corners / np.float32(size), one.spare)


def _loaded(path: Path) -> Picture | None:
    try:
        content = content_of(path, LARGEST_FILE)
        if len(content) > LARGEST_FILE:
            return None
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
    except (OSError, cv2.error):
        return None
    return None if picture is None else np.asarray(picture, np.uint8)
