"""Reading an identity card's text: ``parse(untrusted payload) -> IdCard | Unreadable``."""

from kiosk.id_card.card import Country, IdCard, Sex, Unreadable, Why, as_fields, problem_of
from kiosk.id_card.reading import fault_in, is_grammatical, parse

__all__ = [
    "Country",
    "IdCard",
    "Sex",
    "Unreadable",
    "Why",
    "as_fields",
    "fault_in",
    "is_grammatical",
    "parse",
    "problem_of",
]
