"""The page that shows how a new kiosk's printer prints: its frame, its letters and its code are looked at."""

from __future__ import annotations

from devices.paper.pages import Sections, lay_out
from devices.paper.pdf import pdf
from devices.paper.rows import BODY, LEAD, LEAD_BOLD, SMALL, UNIT, fitted, framed, gap, paragraph, qr, rule
from devices.paper.sheet import MM, SIZES, Page, Row, SizeName
from kiosk.words import Say, words

_TITLE_SIZES = (40.0, 34.0, 28.0, 24.0)
_LETTERS = "ABC abc 0123456789 ÁÉÍÓÚÜÑ áéíóúüñ ¿? ¡!"
_CODE = "TEST"
_CODE_SIDE = 27 * MM
"""As on a ticket."""


def trial_pdf(printer: str, say: Say, size: SizeName, language: str) -> bytes:
    """The page for the printer at that address; equal pages are equal bytes. It names nobody, no number."""
    return pdf(trial_pages(printer, say, size), say(words("paper.trial.title")), language)


def trial_pages(printer: str, say: Say, size: SizeName) -> tuple[Page, ...]:
    """Its page."""
    room = SIZES[size].room
    inside = room - 6 * UNIT
    (title,) = fitted([say(words("paper.trial.title"))], inside, _TITLE_SIZES)
    frame = [
        *title,
        gap(2),
        *paragraph(say(words("paper.trial.frame")), LEAD, inside),
        gap(3),
        *paragraph(_LETTERS, LEAD_BOLD, inside),
        *paragraph(_LETTERS, SMALL, inside),
        gap(2),
        qr(_CODE, _CODE_SIDE),
        gap(2),
        *paragraph(say(words("paper.trial.code")), BODY, inside),
    ]
    body = [framed(frame, room), gap(3), *paragraph(say(words("paper.trial.no_ticket")), LEAD, room)]

    def foot(n: int, pages: int) -> list[Row]:
        page = say(words("paper.page", page=n, pages=pages))
        return [rule(room), gap(1), *paragraph(printer, SMALL, room), *paragraph(page, SMALL, room)]

    return lay_out(Sections((), (), body, (), foot), SIZES[size])
