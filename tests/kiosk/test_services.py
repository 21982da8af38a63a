"""Numbers for other services: named for everybody, callable, and nothing about a person."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import replace

import pytest

from kiosk.check_in import Ticket
from kiosk.services import KNOWN, LONGEST_NAME, NumberTaken, can_be_called, service_name
from kiosk.words import words
from tests.specimens.records import NOW, TODAY

NUMBER = NumberTaken("n-1", "kiosk-a", Ticket("A", 3, TODAY), "permits", "en", NOW)


def test_a_known_service_is_named_in_every_language_and_another_as_the_office_wrote_it() -> None:
    assert [service_name(known) for known in KNOWN] == [words(f"service.{known}") for known in KNOWN]
    assert service_name("Dog tags") == "Dog tags"


def test_nothing_in_a_number_is_about_a_person() -> None:
    kinds = {field.name: field.type for field in dataclasses.fields(NumberTaken)}
    assert set(kinds) == {"number_id", "kiosk_id", "ticket", "service", "language", "taken_at"}


@pytest.mark.parametrize(
    ("differs", "can"),
    [
        ({}, True),
        ({"service": "x" * LONGEST_NAME}, True),
        ({"service": "x" * (LONGEST_NAME + 1)}, False),
        ({"service": "  "}, False),
        ({"ticket": Ticket("A", 0, dt.date(2026, 11, 16))}, False),
        ({"language": "e"}, False),
    ],
)
def test_only_what_can_be_shown_and_called_is_a_number(differs: dict[str, object], can: bool) -> None:
    assert can_be_called(replace(NUMBER, **differs)) is can  # type: ignore[arg-type]
