"""A form that somebody else drew is filled by its fields' names; one that cannot be is told apart."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from devices.paper.forms import Filled, NotAForm, fill


def invented_form(*fields: str) -> bytes:
    """A blank PDF, SYNTHETIC, with a text field of each name."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for place, name in enumerate(fields):
        canvas.drawString(60, 700 - 40 * place, name)
        canvas.acroForm.textfield(name=name, x=200, y=690 - 40 * place, width=200, height=24)
    canvas.drawString(60, 760, "INVENTED FORM, SYNTHETIC")
    canvas.save()
    return out.getvalue()


def read_back(pdf: bytes) -> dict[str, object]:
    fields = PdfReader(io.BytesIO(pdf)).get_fields() or {}
    return {name: field.value for name, field in fields.items()}


def test_values_stand_in_the_fields_of_their_names_and_nothing_else_changes() -> None:
    blank = invented_form("LastName", "Street", "Untouched")
    filled = fill(blank, {"LastName": "Núñez-Quill", "Street": "1208 E Linden Ave"})
    assert isinstance(filled, Filled)
    assert filled.left_over == ()
    assert read_back(filled.pdf) == {
        "LastName": "Núñez-Quill",
        "Street": "1208 E Linden Ave",
        "Untouched": "",
    }
    assert "INVENTED FORM" in PdfReader(io.BytesIO(filled.pdf)).pages[0].extract_text()


def test_values_without_a_field_are_told_to_the_officer() -> None:
    filled = fill(invented_form("LastName"), {"LastName": "Quill", "Tier": "II", "Suffix": ""})
    assert isinstance(filled, Filled)
    assert filled.left_over == ("Tier",)


@pytest.mark.parametrize(
    ("blank", "why"),
    [
        (b"", "not_a_pdf"),
        (b"GIF89a", "not_a_pdf"),
        (b"%PDF-1.7 nothing in it", "not_a_pdf"),
        (invented_form(), "no_fields"),
        (invented_form("LastName")[:700], "not_a_pdf"),
    ],
)
def test_what_is_no_form_is_told_apart(blank: bytes, why: str) -> None:
    assert fill(blank, {"LastName": "Quill"}) == NotAForm(why)


def test_a_locked_form_is_not_filled() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(invented_form("LastName"))))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert fill(out.getvalue(), {"LastName": "Quill"}) == NotAForm("locked")
