"""Reading a still picture: what is in it, without asking a second frame."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from devices.barcode.decode import ALL, Decoded, decode
from devices.barcode.sight import as_grey
from devices.ports import Picture, Symbology

LARGEST_FILE = 64 * 1024 * 1024


def read_still(image: Path | Picture, symbologies: Iterable[Symbology] = ALL) -> list[Decoded] | None:
    """Every code in the picture, nearest to the top first; None when the file holds no picture."""
    picture = _loaded(image) if isinstance(image, Path) else image
    if picture is None:
        return None
    found = decode(as_grey(picture), symbologies, thorough=True)
    return sorted(found, key=lambda one: float(one.corners[:, 1].min()))


def _loaded(path: Path) -> Picture | None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            return None
        picture = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    except (OSError, cv2.error):
        return None
    return None if picture is None else np.asarray(picture, np.uint8)
