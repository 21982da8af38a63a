"""The second opinion on one-dimensional codes: pyzbar, by other hands than zxing-cpp."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

import cv2
import numpy as np

from devices.barcode.decode import Grey
from devices.barcode.stripes import parts
from devices.barcode.texture import Texture
from devices.ports import Symbology

_NAMES = {Symbology.CODE_128: "CODE128", Symbology.CODE_39: "CODE39"}


def available() -> bool:
    """Whether there is a second opinion: its library is a system package (libzbar0)."""
    return _pyzbar() is not None


def confirms(grey: Grey, texture: Texture, symbology: Symbology, text: str) -> bool:
    """Whether pyzbar reads the same text in this picture: in its striped places, else in the whole of it."""
    library = _pyzbar()
    if library is None or symbology not in _NAMES:
        return False
    places = (_framed(part) for region in texture.stripes() for part in parts(grey, region))
    return any(_reads(library, place, symbology, text) for place in chain(places, (grey,)))


def _reads(library: Any, grey: Grey, symbology: Symbology, text: str) -> bool:
    kinds = [library.ZBarSymbol[_NAMES[symbology]]]
    return any(
        one.data.decode("utf-8", "replace") == text
        for one in library.decode(np.ascontiguousarray(grey), symbols=kinds)
    )


def _framed(part: Grey) -> Grey:
    """With light around it: pyzbar wants a quiet zone that a tight cut takes away."""
    return np.asarray(cv2.copyMakeBorder(part, 8, 8, 40, 40, cv2.BORDER_REPLICATE), np.uint8)


@cache
def _pyzbar() -> Any:
    try:
        from pyzbar import pyzbar
    except ImportError:
        return None
    return pyzbar
