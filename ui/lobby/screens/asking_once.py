"""How one question of a form looks: its words, its keyboard, and its ready answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from ui.lobby.forms.asks import BEGINS, Ask, Way
from ui.lobby.forms.reading import shown_phone, spelled_date
from ui.lobby.scene import Scene
from ui.widgets.key_layouts import Keys
from ui.widgets.typing_page import Typing, TypingPage

_KEYS = {
    Way.WORDS: Keys.WORDS,
    Way.SENTENCE: Keys.SENTENCE,
    Way.MIXED: Keys.MIXED,
    Way.CAPITALS: Keys.CAPITALS,
    Way.EMAIL: Keys.EMAIL,
    Way.PHONE: Keys.NUMBERS,
    Way.YEAR: Keys.NUMBERS,
    Way.ZIP: Keys.NUMBERS,
    Way.CITY: Keys.WORDS,
    Way.DATE: Keys.NUMBERS,
    Way.PAST: Keys.NUMBERS,
    Way.FUTURE: Keys.NUMBERS,
}
_DATES = (Way.DATE, Way.PAST, Way.FUTURE)


def ask_page(scene: Scene, ask: Ask, value: str = "", said: dict[str, str] | None = None) -> TypingPage:
    """The typing page of ``ask``; ``value`` stands in the field, ``said`` are the answers before it."""
    look = scene.look
    key = f"lobby.ask.{ask.name}"
    help_text = look.say(f"{key}_help")
    page = TypingPage(
        look,
        Typing(
            look.say(key),
            "" if help_text.endswith("_help") else help_text,
            _KEYS[ask.way],
            _shown(ask, value),
            longest=14 if ask.way in _DATES else 14 if ask.way is Way.PHONE else ask.longest,
            chips=_chips(scene, ask, said or {}),
            shape=_shape(ask),
        ),
    )
    if ask.way in _DATES:
        page.changed.connect(lambda text: _read_date_back(scene, page, text))
    if ask.name in ("street", "unit"):
        before = said or {}
        page.changed.connect(lambda text: _write_address(scene, page, before | {ask.name: text}))
    return page


def _shown(ask: Ask, value: str) -> str:
    if ask.way in _DATES and (day := spelled_date(value)):
        return f"{day:%m / %d / %Y}"
    return shown_phone(value) if ask.way is Way.PHONE else value


def _shape(ask: Ask) -> Callable[[str], str] | None:
    if ask.way in _DATES:
        return _date_shape
    if ask.way is Way.PHONE:
        return _phone_shape
    if ask.way in (Way.ZIP, Way.YEAR):
        return lambda text: re.sub(r"\D", "", text)
    return str.upper if ask.way is Way.CAPITALS else None


def _date_shape(text: str) -> str:
    figures = re.sub(r"\D", "", text)[:8]
    parts = [figures[:2], figures[2:4], figures[4:]]
    return " / ".join(part for part in parts if part)


def _phone_shape(text: str) -> str:
    figures = re.sub(r"\D", "", text)[:10]
    if len(figures) <= 3:
        return figures
    if len(figures) <= 6:
        return f"({figures[:3]}) {figures[3:]}"
    return shown_phone(figures) if len(figures) == 10 else f"({figures[:3]}) {figures[3:6]}-{figures[6:]}"


def _chips(scene: Scene, ask: Ask, said: dict[str, str]) -> Sequence[tuple[str, str]]:
    look = scene.look
    if ask.optional:
        none = ("", look.say(f"lobby.ask.{ask.name}_none"))
        return (none, (scene.today.isoformat(), look.say("lobby.ask.today"))) if ask is BEGINS else (none,)
    if ask.way is Way.CITY:
        return tuple((city.name, city.name) for city in scene.places.cities(said.get("zip_code", ""))[:4])
    if ask.name == "guardian_relation":
        said_so = (look.say(f"lobby.ask.{ask.name}_{one}") for one in ("parent", "court"))
        return tuple((relation, relation) for relation in said_so)
    if ask.name in ("plate_state", "license_state"):
        return tuple((state, state) for state in ("MO", "KS"))
    if ask.way is Way.PAST and ask.name != "birth_date":
        yesterday = scene.today - dt.timedelta(days=1)
        return (
            (scene.today.isoformat(), look.say("lobby.ask.today")),
            (yesterday.isoformat(), look.say("lobby.ask.yesterday")),
        )
    return ()


def _write_address(scene: Scene, page: TypingPage, said: Mapping[str, str]) -> None:
    """Show how the line will be kept: whoever lives in another street sees it now."""
    number, street, unit = (" ".join(said.get(name, "").split()) for name in ("number", "street", "unit"))
    if len(street) > 1:
        written = scene.places.written(number, street, unit)
        page.note(scene.look.say("lobby.ask.written", address=written))


def _read_date_back(scene: Scene, page: TypingPage, text: str) -> None:
    day = spelled_date(text)
    if day is not None:
        page.note(scene.look.say("lobby.ask.date_read", day=day))
