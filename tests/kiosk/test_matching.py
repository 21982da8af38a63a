"""Whose card it is: number, birth date and last name, all three (LAW.md D-07), or the officer decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.id_card import IdCard, parse
from kiosk.matching import (
    Ambiguous,
    Candidate,
    Matched,
    NoMatch,
    match,
    normal_id_number,
    normal_last_name,
)
from tests.specimens.invented_cards import payload, person

_read = parse(payload(person(1, 9, "MO")))
assert isinstance(_read, IdCard)
CARD = replace(_read, id_number="K04-76-5990", last="GARCIA LOPEZ", last_truncated=False)
ON_FILE = Candidate("SYN-1", "k04 765990", CARD.birth_date, "García-López")


def test_number_birth_date_and_last_name_together_match() -> None:
    assert match(CARD, [ON_FILE]) == Matched("SYN-1")


@pytest.mark.parametrize(
    "one",
    [
        replace(ON_FILE, id_number="K04765991"),
        replace(ON_FILE, id_number=None),
        replace(ON_FILE, birth_date=dt.date(1900, 1, 1)),
        replace(ON_FILE, birth_date=None),
        replace(ON_FILE, last="Garcia"),
        replace(ON_FILE, last="Garcia Lopez Jr"),
        replace(ON_FILE, last=""),
    ],
)
def test_two_of_the_three_are_for_the_officer(one: Candidate) -> None:
    assert match(CARD, [one]) == NoMatch()


@pytest.mark.parametrize(
    "gap", [{"id_number": None}, {"id_number": "- -"}, {"birth_date": None}, {"last": None}, {"last": "-"}]
)
def test_a_card_that_lacks_one_of_the_three_matches_nobody(gap: dict[str, Any]) -> None:
    blank = Candidate("SYN-9", None, None, "")
    same_gap = Candidate(
        "SYN-8", gap.get("id_number", ON_FILE.id_number), ON_FILE.birth_date, gap.get("last", "") or ""
    )
    assert match(replace(CARD, **gap), [ON_FILE, blank, same_gap]) == NoMatch()


def test_a_cut_last_name_matches_by_its_beginning_and_only_where_the_card_says_it_was_cut() -> None:
    assert match(replace(CARD, last="GARCIA L", last_truncated=True), [ON_FILE]) == Matched("SYN-1")
    assert match(replace(CARD, last="GARCIA L"), [ON_FILE]) == NoMatch()
    assert match(replace(CARD, last="ARCIA", last_truncated=True), [ON_FILE]) == NoMatch()
    assert match(replace(CARD, last="GARCIALOPEZX", last_truncated=True), [ON_FILE]) == NoMatch()


def test_two_registrants_with_the_same_three_are_for_the_officer() -> None:
    twin = replace(ON_FILE, registrant_id="SYN-2")
    assert match(CARD, [ON_FILE, twin, ON_FILE]) == Ambiguous(("SYN-1", "SYN-2"))


def test_one_registrant_known_by_several_licences_is_one() -> None:
    assert match(CARD, [replace(ON_FILE, id_number="OLD1"), ON_FILE, ON_FILE]) == Matched("SYN-1")


def test_the_address_decides_nothing() -> None:
    elsewhere = replace(CARD, street="1 ELSEWHERE RD", city="NOWHERE", state="KS", postal_code=None)
    assert match(elsewhere, [ON_FILE]) == Matched("SYN-1")


def test_an_expired_card_still_matches() -> None:
    assert match(replace(CARD, expires=dt.date(2016, 5, 4)), [ON_FILE]) == Matched("SYN-1")


@pytest.mark.parametrize(
    ("one", "other"),
    [("O'Dell", "ODELL"), ("O’DELL", "O DELL"), ("St. Clair", "ST CLAIR"), ("Núñez", "NUNEZ"),
     ("Müller", "MULLER"), ("Łukasz", "LUKASZ"), ("Søren", "SOREN"), ("Weiß", "WEISS"), ("ﬁnch", "FINCH"),
     ("de la Cruz", "DELACRUZ"), ("Nu\u0301n\u0303ez", "NÚÑEZ"), ("Nguyễn", "NGUYEN")],
)  # fmt: skip
def test_one_name_written_in_two_ways_is_one_name(one: str, other: str) -> None:
    assert normal_last_name(one) == normal_last_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Zach", "Zachary"), ("Smith", "Smyth"), ("Garcia", "Garcia Lopez"), ("Diaz", "Dias")]
)
def test_names_that_merely_sound_alike_are_two(one: str, other: str) -> None:
    assert normal_last_name(one) != normal_last_name(other)


@pytest.mark.parametrize(
    "written", ["K04-76-5990", "k04 76 5990", " K04765990", "K04–76−5990", "K04\u00a0765990"]
)
def test_a_number_is_compared_without_case_spaces_and_hyphens(written: str) -> None:
    assert normal_id_number(written) == "K04765990"


def test_nothing_else_of_a_number_is_dropped() -> None:
    assert normal_id_number("0012.3/A") == "0012.3/A"


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_id_number(normal_id_number(text)) == normal_id_number(text)
    assert normal_last_name(normal_last_name(text)) == normal_last_name(text)
