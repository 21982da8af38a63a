"""One attempt to decode the codes in one grey picture, by zxing-cpp."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from devices.ports import Symbology

Grey = NDArray[np.uint8]
"""Height x width, 0 to 255."""

ALL = frozenset(Symbology)
_FORMATS = {
    Symbology.PDF417: zxingcpp.BarcodeFormat.PDF417,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.CODE_39: zxingcpp.BarcodeFormat.Code39,
    Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
}
_BINARIZERS = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Decoded:
    """What one attempt read. Not yet to be believed: zxing-cpp now and then calls a wrong text valid."""

    text: str
    symbology: Symbology
    corners: NDArray[np.float32]
    """4 x 2, pixels of the picture decoded, clockwise from the code's own top left."""
    spare: float | None
    """PDF417: the share of the error correction left unused, 0 to 1; None where the symbology has none."""


def decode(
    grey: Grey,
    symbologies: Iterable[Symbology] = ALL,
    *,
    thorough: bool = False,
    pure: bool = False,
    one_threshold: bool = False,
) -> list[Decoded]:
    """All codes zxing-cpp reads in ``grey`` (any size; contiguous or not). Never raises on picture content.

    ``thorough`` also tries the picture turned by 90 degrees, made smaller and inverted (twice the time).
    ``one_threshold`` parts dark from light alike in the whole picture, not by what lies around each place."""
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(grey),
        formats=zxingcpp.BarcodeFormats([_FORMATS[symbology] for symbology in symbologies]),
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=thorough,
        text_mode=zxingcpp.TextMode.Plain,
        is_pure=pure,
        binarizer=_BINARIZERS[one_threshold],
    )
    return [_decoded(barcode) for barcode in found if barcode.valid]


def _decoded(barcode: zxingcpp.Barcode) -> Decoded:
    symbology = next(own for own, theirs in _FORMATS.items() if barcode.symbology == theirs)
    place = barcode.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    extra: Any = barcode.extra  # a dict, or None when there is nothing to say
    spare = extra.get("UEC") if isinstance(extra, dict) else None
    return Decoded(
        text=_text(barcode.bytes, barcode.text, symbology),
        symbology=symbology,
        corners=np.array([(point.x, point.y) for point in points], np.float32),
        spare=float(spare) if isinstance(spare, int | float) else None,
    )


def _text(raw: bytes, guessed: str, symbology: Symbology) -> str:
    """A card's bytes as UTF-8, else Latin-1, as ``appear id-card`` does; zxing-cpp may guess Shift-JIS."""
    head = raw[:40]
    if symbology is not Symbology.PDF417 or not (b"ANSI" in head or b"AAMVA" in head):
        return guessed
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
