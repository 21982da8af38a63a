"""How a service of the lobby is called on a screen."""

from __future__ import annotations

from kiosk.services import service_name
from kiosk.words import Words
from ui.texts import Language


def service_said(service: str, language: Language) -> str:
    """In the reader's language where it is known, else as the office wrote it."""
    name = service_name(service)
    return language.say(name) if isinstance(name, Words) else name
