"""One-dimensional codes at any angle: found by their stripes, turned upright, averaged along the bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import cv2
import numpy as np

from devices.barcode.decode import Decoded, Grey, decode
from devices.barcode.texture import Region, Texture, upright
from devices.ports import Symbology

LINEAR = frozenset((Symbology.CODE_128, Symbology.CODE_39))
_WIDEST = 1700
"""Pixels: wider places have bars enough."""
_ALONG = 9
"""Pixels averaged along the bars: noise goes, bars stay."""


def read_stripes(grey: Grey, texture: Texture, wanted: Iterable[Symbology] = LINEAR) -> list[Decoded]:
    """The codes in the picture's striped places that two different parts of their bars agree on."""
    wanted = LINEAR.intersection(wanted)
    found: dict[tuple[Symbology, str], Decoded] = {}
    for region in texture.stripes() if wanted else ():
        counts: Counter[tuple[Symbology, str]] = Counter()
        for part in parts(grey, region):
            for one in decode(part, wanted):
                counts[one.symbology, one.text] += 1
                if counts[one.symbology, one.text] == 2:
                    found[one.symbology, one.text] = one
    return list(found.values())


def parts(grey: Grey, region: Region) -> Iterator[Grey]:
    """The upper and the lower half of a striped place, upright and averaged; then both finer and finer."""
    crop, _ = upright(grey, region)
    smooth = cv2.blur(crop, (1, _ALONG))
    middle = crop.shape[0] // 2
    halves = [np.asarray(half, np.uint8) for half in (smooth[:middle], smooth[middle:])]
    yield from halves
    for finer in (2, 3):
        for half in halves:
            if half.shape[1] <= _WIDEST:
                size = (half.shape[1] * finer, half.shape[0])
                yield np.asarray(cv2.resize(half, size, interpolation=cv2.INTER_CUBIC), np.uint8)
