"""An entry of the record in one language: the line that says the most, what stands under it, or all of it."""

from __future__ import annotations

from kiosk.entries import lines
from kiosk.registrant import Item
from kiosk.words import Words
from ui.texts import Language


def title(item: Item, language: Language) -> str:
    """The line that names ``item``: an address, an employer, a number."""
    return next(iter(_said(item, language)), "")


def under(item: Item, language: Language) -> str:
    """The other lines in one, between dots; empty when there are none."""
    return " · ".join(_said(item, language)[1:])


def line(item: Item, language: Language) -> str:
    """All of ``item`` on one line."""
    return ", ".join(_said(item, language))


def _said(item: Item, language: Language) -> list[str]:
    return [language.say(text) if isinstance(text, Words) else text for text in lines(item)]
