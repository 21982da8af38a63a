"""What an identity card said, or why it could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from kiosk.problems import Problem, problem

Sex: TypeAlias = Literal["M", "F", "X"]
Country: TypeAlias = Literal["USA", "CAN"]


@dataclass(frozen=True, slots=True, repr=False)
class IdCard:
    """The fields used of one card; ``None`` where the card says nothing. Texts are as printed, trimmed."""

    first: str | None
    middle: str | None
    last: str | None
    suffix: str | None
    birth_date: dt.date | None
    id_number: str | None
    """As printed, hyphens and spaces kept; compare by ``kiosk.matching.normal_id_number``."""
    issued: dt.date | None
    expires: dt.date | None
    """An expired card is a flag for the officer, never a refusal."""
    sex: Sex | None
    height_cm: int | None
    """30 to 299."""
    street: str | None
    street2: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    """Five or nine digits (USA), ``A1A1A1`` (Canada), else as printed without spaces and hyphens."""
    country: Country | None
    issuer: str
    """The six digits of the authority that issued the card (636030 is Missouri)."""
    aamva_version: int
    """1 to 99, as the card says; 0 where the barcode holds the text of a magnetic stripe."""
    last_truncated: bool
    """The card holds only the beginning of the last name."""

    def __repr__(self) -> str:
        """Without anything of the person, so that a log or a traceback cannot tell who it was."""
        return f"IdCard(issuer={self.issuer!r}, aamva_version={self.aamva_version})"


class Why(StrEnum):
    """Why a text is not a card that can be used."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_AN_ID_CARD = "not_an_id_card"
    """No AAMVA header: some other barcode, or a misread one."""
    UNKNOWN_VERSION = "unknown_version"
    """Version 00, from before there was a standard."""
    NOBODY_ON_IT = "nobody_on_it"
    """A header, but no number, no birth date and no name."""
    NO_ID_NUMBER = "no_id_number"
    NO_BIRTH_DATE = "no_birth_date"
    NO_LAST_NAME = "no_last_name"
    BAD_DATE = "bad_date"
    """A date of issue or expiry that is no date."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The text could not be read as an identity card, and why."""

    why: Why


def problem_of(why: Why) -> Problem:
    """What the person is told; codes ``card_empty``, ``card_too_long`` and so on."""
    return problem(f"card_{why}")


def as_fields(card: IdCard) -> dict[str, object]:
    """The card as ``appear id-card`` prints it: fixed keys, dates as ISO text, null where it says nothing."""
    return {
        "first": card.first,
        "middle": card.middle,
        "last": card.last,
        "suffix": card.suffix,
        "birth_date": _iso(card.birth_date),
        "id_number": card.id_number,
        "issued": _iso(card.issued),
        "expires": _iso(card.expires),
        "sex": card.sex,
        "height_cm": card.height_cm,
        "street": card.street,
        "street2": card.street2,
        "city": card.city,
        "state": card.state,
        "postal_code": card.postal_code,
        "country": card.country,
        "issuer": card.issuer,
        "aamva_version": card.aamva_version,
        "last_truncated": card.last_truncated,
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
