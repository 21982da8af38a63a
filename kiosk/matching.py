"""Whose card it is: by number, birth date and last name, all three, or for the officer (LAW.md D-07)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.id_card import IdCard

_NO_PLAIN_FORM = str.maketrans(
    {"Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "Ħ": "H", "ẞ": "SS"}
)
"""Letters that Unicode does not take apart into a plain letter and its mark."""


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """What the roster holds of one registrant for this question; several where it knows several licences."""

    registrant_id: str
    id_number: str | None
    birth_date: dt.date | None
    last: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Exactly one registrant answers to the card. A proposal: the officer confirms the person."""

    registrant_id: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several registrants answer to it: for the officer. In the order of the candidates, each once."""

    registrant_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Nobody answers to it, or the card lacks number, birth date or last name: for the officer."""


def match(card: IdCard, candidates: Sequence[Candidate]) -> Matched | Ambiguous | NoMatch:
    """Who of ``candidates`` has the card's number, birth date and last name (D-07); never by address.

    The last name may be only the beginning of the one on file where the card says it was cut.
    """
    found = tuple(dict.fromkeys(one.registrant_id for one in candidates if _answers(card, one)))
    if not found:
        return NoMatch()
    return Matched(found[0]) if len(found) == 1 else Ambiguous(found)


def _answers(card: IdCard, one: Candidate) -> bool:
    number, last = normal_id_number(card.id_number or ""), normal_last_name(card.last or "")
    if not number or not last or card.birth_date is None:
        return False
    on_file = normal_last_name(one.last)
    return (
        number == normal_id_number(one.id_number or "")
        and card.birth_date == one.birth_date
        and (on_file.startswith(last) if card.last_truncated else on_file == last)
    )


def normal_id_number(text: str) -> str:
    """A licence number for comparing and for the station's index: capitals, no spaces, no hyphens."""
    return re.sub(r"[\s\-\u2010-\u2015\u2212]", "", text).upper()


def normal_last_name(text: str) -> str:
    """A last name for comparing: capitals, no accents, and no spaces, hyphens, apostrophes or points.

    Cards and rosters differ in these for the same name (García-López, GARCIA LOPEZ); in nothing else.
    """
    capitals = unicodedata.normalize("NFKD", text).upper().translate(_NO_PLAIN_FORM)
    return "".join(letter for letter in unicodedata.normalize("NFKD", capitals) if letter.isalnum())
