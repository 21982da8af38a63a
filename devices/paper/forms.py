"""Fills a form that somebody else drew: an AcroForm's fields by name, everything else left as it is."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError


@dataclass(frozen=True, slots=True)
class Filled:
    """The filled form, and the values for which it had no field: the officer writes those by hand."""

    pdf: bytes
    left_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAForm:
    """The file is no PDF with fields that can be filled. Safe to log: it repeats nothing of it."""

    why: str
    """``not_a_pdf``, ``no_fields`` or ``locked``."""


def fill(blank: bytes, values: Mapping[str, str]) -> Filled | NotAForm:
    """``blank`` with ``values`` in its fields of those names; never raises, whatever the file holds."""
    try:
        reader = PdfReader(io.BytesIO(blank))
        if reader.is_encrypted:
            return NotAForm("locked")
        names = set(reader.get_fields() or {})
        if not names:
            return NotAForm("no_fields")
        writer = PdfWriter(clone_from=reader)
        known = {name: value for name, value in values.items() if name in names}
        for page in writer.pages:
            writer.update_page_form_field_values(page, known, auto_regenerate=False)
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        # A form comes from outside; what a reader may stumble over in one is not to be listed.
        return NotAForm("not_a_pdf")
    return Filled(
        out.getvalue(), tuple(name for name, value in values.items() if value and name not in names)
    )
