"""Sentences by key, one folder of TOML files per language; a new language is a new folder."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kiosk.words import Arg, Words

FALLBACK = "en"


@dataclass(frozen=True)
class Language:
    """One language's sentences and its ways of writing dates and times."""

    code: str
    name: str
    """The language's own name for itself, as its button shows it."""
    right_to_left: bool
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    """Template with ``{weekday} {day} {month} {year}``."""
    time: str
    """Template with ``{hour12} {hour24} {minute} {half}``."""
    sentences: Mapping[str, str]

    def say(self, words: Words) -> str:
        """The sentence for ``words``; in English where this language lacks it, else the bare key."""
        template = self.sentences.get(words.key)
        if template is None:
            return language(FALLBACK).say(words) if self.code != FALLBACK else words.key
        return _Sentence().vformat(template, (), {name: self._arg(value) for name, value in words.args})

    def _arg(self, value: Arg) -> str:
        match value:
            case Words():
                return self.say(value)
            case dt.datetime():
                return f"{self.say_date(value)}, {self.say_time(value.time())}"
            case dt.date():
                return self.say_date(value)
            case dt.time():
                return self.say_time(value)
            case _:
                return str(value)

    def say_date(self, day: dt.date) -> str:
        """A day as this language writes it, with the weekday: ``Mon 3 May 2027``."""
        return self.date.format(
            weekday=self.weekdays[day.weekday()], day=day.day, month=self.months[day.month - 1], year=day.year
        )

    def say_time(self, time: dt.time) -> str:
        """A time of day as this language writes it: ``2:05 pm``."""
        return self.time.format(
            hour12=(time.hour + 11) % 12 + 1,
            hour24=time.hour,
            minute=f"{time.minute:02d}",
            half="am" if time.hour < 12 else "pm",
        )


class _Sentence(string.Formatter):
    """A template whose missing arguments show as their name in braces instead of raising at a person."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(key, "{" + str(key) + "}")


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a folder here, English first."""
    folders = (folder for folder in files(__name__).iterdir() if folder.joinpath("language.toml").is_file())
    return tuple(sorted((folder.name for folder in folders), key=lambda code: (code != FALLBACK, code)))


@cache
def language(code: str) -> Language:
    """Language ``code``; ``KeyError`` when there is no such folder."""
    folder = files(__name__).joinpath(code)
    if not folder.joinpath("language.toml").is_file():
        raise KeyError(code)
    about = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))
    sentences: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != "language.toml":
            sentences.update(_flat(tomllib.loads(file.read_text("utf-8"))))
    return Language(
        code=code,
        name=about["name"],
        right_to_left=about["right_to_left"],
        weekdays=tuple(about["weekdays"]),
        months=tuple(about["months"]),
        date=about["date"],
        time=about["time"],
        sentences=sentences,
    )


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
