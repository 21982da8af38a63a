"""Whoever is on file is meant by their name however it is typed; nobody on file is answered as nobody."""

from __future__ import annotations

from kiosk.registrant import Address, PersonName, Residence, ResidenceKind
from sync.station.naming import meant
from sync.station.store.roster_rows import MOST_FOUND
from tests.sync.station.a_station import AStation
from tests.sync.station.test_address_checks import person


def who(here: AStation, line: str) -> tuple[str, ...]:
    """The ids of whoever the line may mean."""
    with here.store.reading() as session:
        return meant(session, line)


LINES = (
    ("Jose Nunez", 2),
    ("NUÑEZ, JOSÉ", 2),
    ("Jose Nunez, 1980-11-05", 2),
    ("Dana OBrien", 3),
    ("Dana O'Brien", 3),
    ("Dana O\N{RIGHT SINGLE QUOTATION MARK}Brien", 3),
    ("Kay Marlow", 4),
    ("Marlow, Kay", 4),
    ("Ana Garcia Lopez", 5),
    ("Ana-Maria Garcia-Lopez", 5),
    ("John Q. Young", 6),
    ("John Young Jr", 6),
    ("John Young Sr", 0),
    ("Jo Nunez", 0),
    ("Dana Brienne", 0),
    (", ' .", 0),
    ("\N{TELEPHONE SIGN}", 0),
)
"""What is typed, and whom of five people it means; 0 for nobody."""


def test_a_name_is_the_same_name_without_its_accents_and_marks(here: AStation) -> None:
    here.enrol(
        person(2, name=PersonName("José", "", "Núñez")),
        person(3, name=PersonName("Dana", "", "O'Brien")),
        person(4, name=PersonName("Casey", "", "Hatch"), aliases=(PersonName("Kay", "", "Marlow"),)),
        person(5, name=PersonName("Ana María", "", "García-López")),
        person(6, name=PersonName("John", "Quincy", "Young", "Jr.")),
    )
    found = {line: who(here, line) for line, _ in LINES}
    assert found == {line: ((f"SYN-{number}",) if number else ()) for line, number in LINES}


def test_a_street_of_that_name_hides_nobody(here: AStation) -> None:
    street = Address("1", "Young St", "", "Springfield", "MO", "65801")
    home = Residence("h", ResidenceKind.HOME, street)
    here.enrol(
        *(
            person(number, name=PersonName("John", "", f"A{number}"), residences=(home,))
            for number in range(10, 12 + MOST_FOUND)
        ),
        person(2, name=PersonName("John", "", "Young")),
    )
    assert who(here, "John Young") == ("SYN-2",)


def test_more_of_one_name_than_are_looked_at_are_never_nobody(here: AStation) -> None:
    here.enrol(
        *(person(number, name=PersonName("John", "", "Young")) for number in range(10, 12 + MOST_FOUND))
    )
    assert len(who(here, "John Young Sr")) == MOST_FOUND
