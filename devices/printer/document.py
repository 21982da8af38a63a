"""In which form a printer takes a paper: as the PDF that it is, or drawn here as PWG Raster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from devices.printer.ipp import Answer
from devices.printer.pwg import KINDS, Kind, written
from devices.printer.raster import NoPicture, draw_pages

_FORMATS: Final = "document-format-supported"  # RFC 8011, 5.4.22
_TYPES: Final = "pwg-raster-document-type-supported"  # PWG 5102.4, Table 12
_RESOLUTIONS: Final = "pwg-raster-document-resolution-supported"
ASKED: Final = (_FORMATS, _TYPES, _RESOLUTIONS)
"""What a printer is asked to know its form."""
PDF: Final = "application/pdf"
RASTER: Final = "image/pwg-raster"
_BEST_DPI: Final = 300
_LEAST_DPI, _MOST_DPI = 150, 600


@dataclass(frozen=True, slots=True)
class Form:
    """How a paper is sent."""

    media_type: str
    kind: Kind | None = None
    """Of raster; None for a PDF."""
    dpi: int = _BEST_DPI

    def of(self, pdf: bytes) -> bytes | NoPicture:
        """The paper in this form."""
        if self.kind is None:
            return pdf
        pages = draw_pages(pdf, self.dpi, self.kind.bits)
        return pages if isinstance(pages, NoPicture) else written(pages, self.dpi, self.kind)


def form_for(printer: Answer) -> Form | None:
    """What ``printer`` takes; None when it names forms, and none that we can make. PDF when it names none."""
    formats = {name.partition(";")[0].strip().lower() for name in printer.words(_FORMATS)}
    if not formats or PDF in formats:
        return Form(PDF)
    # Every printer of PWG 5100.14 takes greys, also one that forgets to say so.
    types = printer.words(_TYPES) or ("sgray_8",)
    kind = next((kind for name, kind in KINDS.items() if name in types), None)
    if RASTER not in formats or kind is None:
        return None
    # Thermal heads have 203 or 300, and what is not their own they stretch.
    named = [dpi for dpi in printer.square_resolutions(_RESOLUTIONS) if _LEAST_DPI <= dpi <= _MOST_DPI]
    return Form(RASTER, kind, min(named, key=lambda dpi: abs(dpi - _BEST_DPI), default=_BEST_DPI))
