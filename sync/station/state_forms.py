"""The state's own forms: blank AcroForms with a field map each, from a folder, offered for a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from kiosk.audit import AuditEvent
from kiosk.field_map import FieldMap, MapFault, parse_field_map, value_of
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.people_wire import FormOffered, FormToFill

LARGEST_FORM = 4 * 1024 * 1024


class BrokenMap(Exception):
    """A field map or a form of the settings cannot be used; the message is one clear sentence."""


@dataclass(frozen=True, slots=True)
class StateForm:
    """One blank form and where its values come from; a field's label is its name in the PDF."""

    name: str
    map: FieldMap
    pdf: bytes = field(repr=False)


def load_field_map(file: Path | None) -> FieldMap:
    """The map of the state's system in ``file``, or the one that comes with the program.

    Raises ``BrokenMap`` with a sentence.
    """
    if file is None:
        return _parsed(files("sync.station").joinpath("field_map.toml").read_text("utf-8"), "field_map.toml")
    try:
        return _parsed(file.read_text("utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        raise BrokenMap(f"The field map {file} cannot be read.") from None


def load_forms(folder: Path | None) -> tuple[StateForm, ...]:
    """Every ``NAME.pdf`` with its ``NAME.toml`` in ``folder``, by name; raises ``BrokenMap``."""
    if folder is None:
        return ()
    forms = []
    for told in sorted(folder.glob("*.toml")):
        blank = told.with_suffix(".pdf")
        try:
            pdf, text = blank.read_bytes(), told.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise BrokenMap(f"The form {blank} or its map {told} cannot be read.") from None
        if not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST_FORM:
            raise BrokenMap(f"The form {blank} is not a PDF of at most {LARGEST_FORM >> 20} MB.")
        forms.append(StateForm(told.stem, _parsed(text, str(told)), pdf))
    return tuple(forms)


def _parsed(text: str, name: str) -> FieldMap:
    found = parse_field_map(text)
    if isinstance(found, MapFault):
        raise BrokenMap(f"The field map {name} cannot be used: {found.where}: {found.what}.")
    return found


def offered(forms: tuple[StateForm, ...]) -> tuple[FormOffered, ...]:
    """What an officer can choose from."""
    return tuple(FormOffered(form.name, form.map.name) for form in forms)


def to_fill(
    session: Session,
    forms: tuple[StateForm, ...],
    name: str,
    record: Registrant,
    who: Live,
    now: dt.datetime,
) -> FormToFill | Problem:
    """The blank form and the record's values for its fields; written down as made."""
    form = next((one for one in forms if one.name == name), None)
    if form is None:
        return problem("no_such_form")
    values = {mapped.label: value_of(record, mapped.source, mapped.day) for _, mapped in form.map.sources()}
    audit.note(
        session, AuditEvent.PAPER_MADE, who.actor, now, "form", form=name, registrant=record.registrant_id
    )
    # Without the blank form, which may be longer than any value travels: ``blank`` has it, as bytes.
    return FormToFill(form.map.name, b"", values)


def blank(forms: tuple[StateForm, ...], name: str) -> bytes | Problem:
    """The blank form as the state made it."""
    return next((one.pdf for one in forms if one.name == name), problem("no_such_form"))
