"""Other services of the same lobby: a number in the same queue for anybody, and nothing about a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kiosk.check_in import Ticket
from kiosk.limits import is_language, is_ticket
from kiosk.words import Words, words

KNOWN: Final = ("permits", "reports", "fingerprints", "records")
"""Services whose names are known in every language; an office may name others in its own words."""
LONGEST_NAME: Final = 40
MOST_SERVICES: Final = 4
"""Tiles beside the one that starts a check-in."""


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """Somebody took a number for ``service``. Kept and sent as a check-in is; nothing says who it was."""

    number_id: str
    kiosk_id: str
    ticket: Ticket
    service: str
    """As the office's settings name it."""
    language: str
    taken_at: dt.datetime


def service_name(service: str) -> Words | str:
    """What a service is called: in the reader's language where it is known, else as the office wrote it."""
    return words(f"service.{service}") if service in KNOWN else service


def can_be_called(number: NumberTaken) -> bool:
    """Whether its ticket and service can be shown and called."""
    named = len(number.service.strip()) > 0 and len(number.service) <= LONGEST_NAME
    return named and is_ticket(number.ticket.letter, number.ticket.counter) and is_language(number.language)
