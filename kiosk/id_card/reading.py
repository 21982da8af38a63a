"""From the text of a card's barcode to an identity card."""

from __future__ import annotations

from kiosk.id_card.card import IdCard, Unreadable, Why
from kiosk.id_card.issuers import country_of
from kiosk.id_card.names import name_of
from kiosk.id_card.payload import Payload, take_apart
from kiosk.id_card.values import date, height_cm, means_nothing, postal_code, sex, text


def parse(payload: str) -> IdCard | Unreadable:
    """Read an AAMVA payload by element id, never by offset. Never raises.

    Any version 01 to 99, United States and Canada. A field that is missing or makes no sense is ``None``;
    unreadable only where there is no AAMVA header, or no number, birth date or last name at all.
    """
    taken = take_apart(payload)
    if isinstance(taken, Why):
        return Unreadable(taken)
    card = _card(taken)
    if card.id_number is None and card.birth_date is None and card.last is None:
        return Unreadable(Why.NOBODY_ON_IT)
    return card


def _card(taken: Payload) -> IdCard:
    said = taken.elements.get
    name = name_of(taken.elements)
    # Version 01 has a mailing address and may have a residence beside it; nearly all fill the first.
    street, street2, city, state, postal = (
        ("DAG", "DAH", "DAI", "DAJ", "DAK") if text(said("DAG")) else ("DAL", "DAM", "DAN", "DAO", "DAP")
    )
    where = text(said(state) or said("DAJ"))
    return IdCard(
        first=name.first,
        middle=name.middle,
        last=name.last,
        suffix=name.suffix,
        birth_date=date(said("DBB")),
        id_number=text(said("DAQ")),
        issued=date(said("DBD")),
        expires=date(said("DBA")),
        sex=sex(said("DBC")),
        height_cm=height_cm(said("DAU")) or height_cm(said("DAV")),
        street=text(said(street)),
        street2=text(said(street2)),
        city=text(said(city) or said("DAI")),
        state=where,
        postal_code=postal_code(said(postal) or said("DAK")),
        country=country_of(text(said("DCG")), taken.issuer, where),
        issuer=taken.issuer,
        aamva_version=taken.version,
        last_truncated=(said("DDE") or "").upper() == "T",
    )


def fault_in(payload: str) -> Why | None:
    """What keeps a decoded text from being taken for an ID card, or ``None`` (SCANNING.md, fact 3).

    Stricter than ``parse``: a reader sometimes returns wrong text marked valid, so the header, the issuer,
    number, birth date and last name must be there, and every date that says something must be a date.
    """
    taken = take_apart(payload)
    if isinstance(taken, Why):
        return taken
    said = taken.elements
    if not taken.marked:
        return Why.NOT_AN_ID_CARD
    if text(said.get("DAQ")) is None:
        return Why.NO_ID_NUMBER
    if date(said.get("DBB")) is None:
        return Why.NO_BIRTH_DATE
    if name_of(said).last is None:
        return Why.NO_LAST_NAME
    if any(date(said.get(name)) is None and not means_nothing(said.get(name, "")) for name in ("DBA", "DBD")):
        return Why.BAD_DATE
    return None


def is_grammatical(payload: str) -> bool:
    """A decoded text that may be taken for an ID card: nothing in it is wrong (``fault_in``)."""
    return fault_in(payload) is None
