"""How an entry of the record reads."""

from __future__ import annotations

import datetime as dt

import pytest

from kiosk import registrant as rg
from kiosk.entries import address_lines, lines, phone_said
from kiosk.words import words

HOME = rg.Address("415", "Birchwood Ter", "Apt 3B", "Kansas City", "MO", "64106", "Jackson")
HOME_LINES = ("415 Birchwood Ter Apt 3B", "Kansas City, MO 64106")
FIRST, LAST = dt.date(2027, 5, 3), dt.date(2027, 5, 10)

READS_AS: dict[str, tuple[rg.Item, tuple[object, ...]]] = {
    "a name": (rg.PersonName("Alex", "", "Quill", "Jr"), ("Alex Quill Jr",)),
    "a home": (rg.Residence("", rg.ResidenceKind.HOME, HOME), HOME_LINES),
    "another place": (
        rg.Residence("", rg.ResidenceKind.OTHER, HOME),
        (*HOME_LINES, words("entry.residence.other")),
    ),
    "no fixed place": (
        rg.Residence("", rg.ResidenceKind.NO_FIXED_PLACE, None, "behind the mill"),
        ("behind the mill", words("entry.residence.no_fixed_place")),
    ),
    "mail": (rg.MailingAddress("", HOME), HOME_LINES),
    "time away": (rg.Absence("", "Tulsa", FIRST, None), ("Tulsa", words("entry.from", first=FIRST))),
    "paid work": (rg.Work("", rg.WorkKind.PAID, "Juniper Bakery", HOME), ("Juniper Bakery", *HOME_LINES)),
    "unpaid work": (
        rg.Work("", rg.WorkKind.VOLUNTEER, "Juniper Bakery", None),
        ("Juniper Bakery", words("entry.work.volunteer")),
    ),
    "a school": (rg.School("", "Specimen College", HOME), ("Specimen College", *HOME_LINES)),
    "a phone": (rg.Phone("", "8165550123"), ("(816) 555-0123",)),
    "an e-mail": (rg.Email("", "a@example.org"), ("a@example.org",)),
    "a name online": (rg.OnlineIdentifier("", "Chatter", "quill"), ("quill", "Chatter")),
    "a vehicle": (
        rg.Vehicle("", "SYN 014", "MO", 2012, "Saturn", "Vue", "green", "Sam Quill", "1FTFW1ET5DFC10312"),
        (
            "2012 Saturn Vue green",
            words("entry.vehicle.plate", plate="SYN 014", state="MO"),
            words("entry.vehicle.owner", owner="Sam Quill"),
            words("entry.vehicle.vin", vin="1FTFW1ET5DFC10312"),
        ),
    ),
    "a vehicle without plate or year": (
        rg.Vehicle("", "", "", None, "Saturn", "Vue", "green"),
        ("Saturn Vue green",),
    ),
    "a passport": (
        rg.Passport("", "passport", "SYN00000", "USA", LAST),
        (words("entry.document.passport"), "SYN00000", "USA", words("entry.expires", day=LAST)),
    ),
    "a licence": (rg.ProfessionalLicense("", "Barber", "SYN-77", "MO"), ("Barber", "SYN-77", "MO")),
    "travel": (
        rg.Travel("", "Canada", FIRST, LAST, "family", "Toronto", (rg.TravelLeg(FIRST, "MCI", "YYZ", "AC"),)),
        (
            "Canada",
            words("entry.from_to", first=FIRST, last=LAST),
            "Toronto",
            "family",
            words("entry.travel.leg", day=FIRST, start="MCI", end="YYZ"),
            "AC",
        ),
    ),
}


@pytest.mark.parametrize("name", READS_AS)
def test_an_entry_reads_as_its_lines(name: str) -> None:
    item, expected = READS_AS[name]
    assert lines(item) == expected


def test_a_paper_that_may_be_lost_shows_only_the_end_of_a_number() -> None:
    passport = rg.Passport("", "passport", "SYN00000", "USA")
    kind, number, country = lines(passport, whole_numbers=False)
    assert (kind, number, country) == (
        words("entry.document.passport"),
        words("entry.number", last="0000"),
        "USA",
    )
    licence = rg.ProfessionalLicense("", "Barber", "S7", "MO")
    assert lines(licence, whole_numbers=False) == ("Barber", "S7", "MO")


def test_a_paper_of_a_kind_without_a_name_of_ours_is_shown_as_it_is_called() -> None:
    assert lines(rg.Passport("", "Cédula", "1", "PA"))[0] == "Cédula"


def test_no_address_has_no_lines() -> None:
    assert address_lines(None) == ()


@pytest.mark.parametrize("odd", ["", "5550100", "81655501000", "816555o100"])
def test_what_is_not_ten_digits_is_said_as_it_is(odd: str) -> None:
    assert phone_said(odd) == odd
