"""A reminder is due once for each step before the last day, and shames nobody."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk.papers import Letterhead, Printing
from kiosk.reminders import TELLS, Channel, ReminderPaper, Window, reminder_lines, step_due, tells_on
from kiosk.words import words
from ui.texts import languages, say_in

LAST = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("left", "email", "letter"),
    [
        (15, None, None),
        (14, 14, 14),
        (8, 14, 14),
        (7, 7, 7),
        (2, 7, 7),
        (1, 1, 7),
        (0, None, None),
        (-1, None, None),
    ],
)
def test_the_nearest_step_that_has_come_is_due(left: int, email: int | None, letter: int | None) -> None:
    today = LAST - dt.timedelta(days=left)
    assert step_due(Channel.EMAIL, LAST, today) == email
    assert step_due(Channel.LETTER, LAST, today) == letter


@pytest.mark.parametrize("phone", ["", "816 555 0100"])
@pytest.mark.parametrize("first", [None, dt.date(2026, 11, 2)])
def test_no_reminder_says_what_it_is_about_to_a_stranger(phone: str, first: dt.date | None) -> None:
    office = Letterhead("Front Desk", ("1 Test St",), phone)
    for code in languages():
        printing = Printing(dt.datetime(2026, 11, 16, tzinfo=dt.UTC), "")
        paper = ReminderPaper("", office, LAST, (), Window(first, LAST), code, printing)
        said = [say_in(code)(line) for line in (words("paper.reminder.subject"), *reminder_lines(paper))]
        assert not any(map(tells_on, said)), said
        assert ("816 555 0100" in " ".join(said)) is bool(phone)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Sex Offender Registry Unit", True),
        ("registry@county.example", True),
        ("Oficina de delincuentes sexuales", True),
        ("sex_offender_unit@county.example", True),
        ("sexoffenders@county.example", True),
        ("noreply@sexoffender.county.example", True),
        ("Sheriff's Sexoffender Unit", True),
        ("SORegistry@county.example", True),
        ("SexOffenderUnit", True),
        ("sex-crimes@county.example", True),
        ("sexcrimes@county.example", True),
        ("County Predators Desk", True),
        ("Registro de Ofensores", True),
        ("ofensores@county.example", True),
        ("Unidad de Agresores", True),
        ("Registered persons", True),
        ("Unidad sexo-ofensores", True),
        ("Essex County Front Desk", False),
        ("essex_county@county.example", False),
        ("Sussex Frontier Desk", False),
        ("Middlesex Sheriff, Frontier Street", False),
    ],
)
def test_a_telling_name_is_noticed_and_a_county_called_essex_is_not_one(text: str, tells: bool) -> None:
    assert tells_on(text) is tells
    assert bool(TELLS.search(text)) is tells
