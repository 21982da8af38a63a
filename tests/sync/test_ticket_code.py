"""A ticket's code is the same from both ends, and nobody else's."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.check_in import Ticket
from sync.ticket_code import is_genuine, ticket_code

TICKET = Ticket("A", 14, dt.date(2026, 11, 23))
KIOSK, STATION, STRANGER = (ec.generate_private_key(ec.SECP384R1()) for _ in range(3))
CODE = ticket_code(TICKET, "ci-1", KIOSK, STATION.public_key())


def test_a_code_is_short_enough_to_read_out() -> None:
    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", CODE)


# Keys are drawn anew each time: the cases are named, so that every worker collects the same tests.
@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", " ")], ids=["printed", "small", "spaced"]
)
def test_the_station_knows_the_codes_of_its_kiosks(typed: str) -> None:
    assert is_genuine(typed, TICKET, "ci-1", [STRANGER, STATION], [KIOSK.public_key()])


@pytest.mark.parametrize(
    ("code", "ticket", "check_in_id", "kiosk"),
    [
        (CODE[:-1] + ("A" if CODE[-1] != "A" else "B"), TICKET, "ci-1", KIOSK),
        (CODE, Ticket("A", 15, TICKET.day), "ci-1", KIOSK),
        (CODE, Ticket("A", 14, TICKET.day + dt.timedelta(1)), "ci-1", KIOSK),
        (CODE, TICKET, "ci-2", KIOSK),
        (CODE, TICKET, "ci-1", STRANGER),
        ("", TICKET, "ci-1", KIOSK),
    ],
    ids=["one letter", "other number", "other day", "other check-in", "other kiosk", "nothing"],
)
def test_an_altered_or_foreign_code_is_not_genuine(
    code: str, ticket: Ticket, check_in_id: str, kiosk: ec.EllipticCurvePrivateKey
) -> None:
    assert not is_genuine(code, ticket, check_in_id, [STATION], [kiosk.public_key()])
