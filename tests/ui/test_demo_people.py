"""The invented people of the demo: always the same, always marked, and plausible enough to try things on."""

from __future__ import annotations

import datetime as dt

import zipcodes

from kiosk.checks import check
from kiosk.id_card import IdCard, parse
from kiosk.matching import Candidate, Matched, match
from kiosk.registrant import Tier
from sync.edit_checks import known_on
from ui.demo.people import HOW_MANY, invented_people, missouri_card
from ui.demo.stock import PLACES

TODAY = dt.date(2026, 11, 23)
PEOPLE = invented_people(TODAY)


def test_the_same_day_gives_the_same_three_hundred_people() -> None:
    assert len(PEOPLE) == HOW_MANY == 300
    assert invented_people(TODAY) == PEOPLE


def test_every_person_is_marked_synthetic_and_no_phone_is_anyones() -> None:
    for person in PEOPLE:
        assert "SYNTHETIC" in person.registrant.notes
        assert person.registrant.registry_id.startswith("MO-SYN-")
        assert all(phone.number[3:8] == "55501" for phone in person.registrant.phones)


def test_nobody_shares_an_id_number_and_every_tier_is_there() -> None:
    assert len({person.registrant.id_number for person in PEOPLE}) == HOW_MANY
    assert {person.registrant.tier for person in PEOPLE} == set(Tier)


def test_every_zip_area_exists_in_the_county_it_is_said_to_be_in() -> None:
    for _city, zip_code, county in PLACES:
        (known,) = zipcodes.matching(zip_code)  # type: ignore[no-untyped-call]
        assert known["state"] == "MO"
        assert county in known["county"]


def test_every_persons_card_reads_back_and_matches_them_alone() -> None:
    known = [
        Candidate(
            p.registrant.registrant_id,
            p.registrant.id_number,
            p.registrant.birth_date,
            p.registrant.name.last,
        )
        for p in PEOPLE
    ]
    for person in PEOPLE:
        card = parse(missouri_card(person.registrant, dt.date(2023, 1, 1), dt.date(2029, 1, 1)))
        assert isinstance(card, IdCard)
        found = match(card, known)
        assert isinstance(found, Matched), (person.registrant.name, found)
        assert found.registrant_id == person.registrant.registrant_id


def test_invented_people_pass_the_edit_checks() -> None:
    """A demo whose own records are stopped by the checks would teach officers to click past them."""
    known = known_on(TODAY)
    found = [one for person in PEOPLE for one in check(person.registrant, (), known)]
    assert found == []
