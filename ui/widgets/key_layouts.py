"""Which keys lie where on the on-screen keyboard, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Keys(Enum):
    """What is being typed, which decides the page shown first and where capitals come by themselves."""

    WORDS = "words"
    """Names and streets: each word begins with a capital."""
    SENTENCE = "sentence"
    """A person's own words: the first letter is a capital."""
    MIXED = "mixed"
    """House and unit numbers: figures first, letters behind them."""
    CAPITALS = "capitals"
    """Plates and document numbers."""
    EMAIL = "email"
    """No capitals; @ and .com at hand."""
    NUMBERS = "numbers"
    """Figures alone, as a number pad."""


class Duty(Enum):
    """A key that does something other than type."""

    ERASE = "erase"
    SHIFT = "shift"
    SPACE = "space"
    LETTERS = "letters"
    FIGURES = "figures"
    ACCENTS = "accents"
    NOTHING = "nothing"
    """A gap."""


@dataclass(frozen=True)
class KeyCap:
    """One key: the text it types or the duty it has, and how many units wide it is (a row has ten)."""

    key: str | Duty
    width: float = 1.0


Rows = tuple[tuple[KeyCap, ...], ...]

_FIGURES = ("1234567890", "-/#&.,'()+", ':;@_!?"')
_ACCENTS = ("áéíóúüñçàè", "äöâêîôûëïß", "¿¡øåæœý")
_LETTERS = {
    "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm"),
    "": ("qwertyuiop", "asdfghjkl'", "zxcvbnm"),
}


def page_rows(page: Duty, keys: Keys, language: str) -> Rows:
    """The rows of keyboard ``page`` (LETTERS, FIGURES or ACCENTS) for typing ``keys`` in ``language``."""
    if keys is Keys.NUMBERS:
        return _number_pad()
    letters = {
        Duty.LETTERS: _LETTERS.get(language, _LETTERS[""]),
        Duty.FIGURES: _FIGURES,
        Duty.ACCENTS: _ACCENTS,
    }[page]
    shift = KeyCap(Duty.SHIFT, 1.5)
    third = (shift, *(KeyCap(letter) for letter in letters[2]), KeyCap(Duty.ERASE, 1.5))
    return (
        tuple(KeyCap(letter) for letter in letters[0]),
        tuple(KeyCap(letter) for letter in letters[1]),
        third,
        _last_row(page, keys),
    )


def first_page(keys: Keys) -> Duty:
    """The page that is up when typing begins."""
    return Duty.FIGURES if keys is Keys.MIXED else Duty.LETTERS


def begins_with_capital(keys: Keys, text: str) -> bool:
    """Whether the next letter after ``text`` is a capital by itself."""
    match keys:
        case Keys.WORDS:
            return not text or text[-1] in " -"
        case Keys.SENTENCE:
            return not text or text.rstrip()[-1:] in (".", "!", "?")
        case Keys.CAPITALS | Keys.MIXED:
            return True
        case _:
            return False


def _last_row(page: Duty, keys: Keys) -> tuple[KeyCap, ...]:
    first = KeyCap(Duty.FIGURES if page is not Duty.FIGURES else Duty.LETTERS, 1.5)
    second = KeyCap(Duty.ACCENTS if page is not Duty.ACCENTS else Duty.LETTERS, 1.5)
    if keys is Keys.EMAIL:
        return (
            first,
            KeyCap("@", 1.5),
            KeyCap("_"),
            KeyCap("-"),
            KeyCap("."),
            KeyCap(".com", 2),
            KeyCap(".net", 2),
        )
    return (first, second, KeyCap(Duty.SPACE, 4), KeyCap("-"), KeyCap("."), KeyCap(","))


def _number_pad() -> Rows:
    return (
        tuple(KeyCap(figure) for figure in "123"),
        tuple(KeyCap(figure) for figure in "456"),
        tuple(KeyCap(figure) for figure in "789"),
        (KeyCap(Duty.NOTHING), KeyCap("0"), KeyCap(Duty.ERASE)),
    )
