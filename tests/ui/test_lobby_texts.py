"""Every sentence of the lobby is there in every language, plain, and says nothing to onlookers."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from typing import Any

import pytest

from devices.ports import Hint
from kiosk.topics import TOLD_ONLY, Page, Topic
from kiosk.visit.states import DeskReason
from kiosk.words import words
from tests.ui.test_lobby_forms import every_form
from ui.lobby.forms.asks import Act, Ask, Way, asks_for
from ui.texts import language, languages

ROOMS = ("lobby", "widgets")
FORBIDDEN = re.compile(
    r"\b(offen[dcs]\w*|sex\w*|sor\b|crim\w*|convict\w*|tier|polic\w+|sheriff|delit\w*|delincuen\w*)", re.I
)


def sentences(code: str, room: str) -> dict[str, str]:
    tree = tomllib.loads(files("ui.texts").joinpath(code, f"{room}.toml").read_text("utf-8"))
    return dict(_flat(tree))


def _flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_every_language_has_the_same_sentences_with_the_same_places(code: str, room: str) -> None:
    english, other = sentences("en", room), sentences(code, room)
    assert english.keys() == other.keys()
    for key, sentence in english.items():
        assert places(sentence) == places(other[key]), key


@pytest.mark.parametrize("room", ROOMS)
def test_no_spanish_sentence_is_english(room: str) -> None:
    shared_words = {"lobby.welcome.start_also", "lobby.label.color", "lobby.topic.emails"}
    english, spanish = sentences("en", room), sentences("es", room)
    alike = {key for key, sentence in english.items() if sentence == spanish[key]}
    same = {key for key in alike if re.search(r"[a-z]{4}", english[key])}
    assert same <= shared_words | {"lobby.ask.date_read"}


@pytest.mark.parametrize("code", languages())
def test_nothing_on_the_screen_tells_an_onlooker_why_somebody_is_here(code: str) -> None:
    for key, sentence in chain.from_iterable(sentences(code, room).items() for room in ROOMS):
        assert not FORBIDDEN.search(sentence), key


def families() -> Iterator[str]:
    """Keys that code puts together: every one of them must have its sentence."""
    for page in Page:
        yield f"lobby.page.{page.value}"
    for topic in Topic:
        yield f"lobby.topic.{topic.value}"
        yield f"lobby.open.{topic.value}"
        if topic not in TOLD_ONLY | {Topic.NAME}:
            yield f"lobby.add.{topic.value}"
    for act in Act:
        yield f"lobby.act.{act.value}"
    for why in DeskReason:
        yield f"lobby.see_desk.{why.value}"
    for hint in Hint:
        yield f"lobby.scanning.hint.{hint.value}"
    asks: set[Ask] = set()
    for form in every_form():
        asks |= set(asks_for(form.topic, form.act, {}))
        asks |= set(asks_for(form.topic, form.act, {"residence_kind": "no_fixed_place"}))
    for ask in asks:
        yield f"lobby.ask.{ask.name}"
        if ask.name not in ("number", "street", "unit", "zip_code", "city"):
            yield f"lobby.label.{ask.name}"
        if ask.optional:
            yield f"lobby.ask.{ask.name}_none"
        if ask.way is Way.CHOICE:
            yield from (f"lobby.ask.{ask.name}_{value}" for value in ask.choices)


@pytest.mark.parametrize("code", languages())
def test_every_key_that_is_put_together_has_its_sentence(code: str) -> None:
    known = language(code).sentences
    assert [key for key in families() if key not in known] == []


def test_dates_are_said_in_words() -> None:
    import datetime as dt

    said = language("es").say(words("lobby.ask.date_read", day=dt.date(2026, 11, 13)))
    assert said == "vie 13 de noviembre de 2026"


# --- how plain the words are ---


def syllables_en(word: str) -> int:
    """By groups of vowels, without a silent e at the end: close enough for a grade."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(groups) > 1
    return max(len(groups) - silent, 1)


def syllables_es(word: str) -> int:
    """Groups of vowels; two strong ones, or a stressed weak one, are two syllables."""
    groups = re.findall(r"[aeiouáéíóúü]+", word.lower())
    apart = sum(len(re.findall(r"[aeoáéó](?=[aeoáéóíú])|[íú](?=[aeo])", group)) for group in groups)
    return max(len(groups) + apart, 1)


def spoken(code: str) -> list[str]:
    """The sentences people read through, without labels of one or two words and without places."""
    found = []
    for key, sentence in sentences(code, "lobby").items():
        if key.startswith(("lobby.trouble", "lobby.label", "lobby.topic")):
            continue
        for part in re.split(r"(?<=[.?!])\s+", re.sub(r"\{\w+\}", "", sentence)):
            if len(re.findall(r"[\w']+", part)) >= 3:
                found.append(part)
    return found


def test_english_is_at_grade_five_or_lower_by_flesch_and_kincaid() -> None:
    parts = spoken("en")
    counted = [re.findall(r"[A-Za-z']+", part) for part in parts]
    count = sum(len(found) for found in counted)
    syllables = sum(syllables_en(word) for found in counted for word in found)
    grade = 0.39 * count / len(parts) + 11.8 * syllables / count - 15.59
    assert grade <= 4, f"grade {grade:.1f}"
    assert max(len(found) for found in counted) <= 16


def test_spanish_is_easy_by_fernandez_and_huerta() -> None:
    parts = spoken("es")
    counted = [re.findall(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+", part) for part in parts]
    count = sum(len(found) for found in counted)
    syllables = sum(syllables_es(word) for found in counted for word in found)
    ease = 206.84 - 60 * syllables / count - 1.02 * count / len(parts)
    assert ease >= 80, f"ease {ease:.0f} (80 to 90: grade five)"
