"""Sentences by key, one folder of TOML files per language; a new language is a new folder."""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from kiosk.words import Arg, Say, Words

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

    def read_all(self) -> None:
        """Read every sentence now rather than when it is first said; any thread may do it."""
        len(self.sentences)

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


class _Sentences(Mapping[str, str]):
    """A language's sentences; the file named by the first part of a key is read first, others when needed.

    Reading all of them takes as long as drawing the first screen.
    """

    def __init__(self, folder: Traversable) -> None:
        self._unread = {
            file.name.removesuffix(".toml"): file
            for file in folder.iterdir()
            if file.name.endswith(".toml") and file.name != _ABOUT
        }
        self._read: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if key not in self._read:
            self._take(key.partition(".")[0])
        if key not in self._read:
            self._take_all()
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        self._take_all()
        return iter(self._read)

    def __len__(self) -> int:
        self._take_all()
        return len(self._read)

    def _take(self, name: str) -> None:
        file = self._unread.get(name)
        if file is not None:
            self._read |= dict(_flat(tomllib.loads(file.read_text("utf-8"))))
            # Dropped last: another thread that finds it gone must find its sentences there.
            self._unread.pop(name, None)

    def _take_all(self) -> None:
        for name in sorted(self._unread):
            self._take(name)


_ABOUT = "language.toml"
_added: list[Path] = []


def add_languages(folder: Path) -> None:
    """Also offer the languages with a folder in ``folder``: a county adds its own without a new build."""
    if folder not in _added:
        _added.append(folder)
        languages.cache_clear()
        language.cache_clear()


def _folders() -> Iterator[Traversable]:
    for place in (files(__name__), *_added):
        yield from (folder for folder in place.iterdir() if folder.joinpath(_ABOUT).is_file())


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that are offered, English first.

    A language is a folder with a ``language.toml``; ``offered = false`` in it keeps one for trials.
    """
    codes = {folder.name for folder in _folders() if _about(folder).get("offered", True)}
    return tuple(sorted(codes, key=lambda code: (code != FALLBACK, code)))


@cache
def language(code: str) -> Language:
    """Language ``code``; ``KeyError`` when there is no such folder."""
    folder = next((folder for folder in _folders() if folder.name == code), None)
    if folder is None:
        raise KeyError(code)
    about = _about(folder)
    return Language(
        code=code,
        name=about["name"],
        right_to_left=about["right_to_left"],
        weekdays=tuple(about["weekdays"]),
        months=tuple(about["months"]),
        date=about["date"],
        time=about["time"],
        sentences=_Sentences(folder),
    )


def say_in(code: str) -> Say:
    """Says ``Words`` in language ``code``, or in English where there is no such folder."""
    try:
        return language(code).say
    except KeyError:
        return language(FALLBACK).say


def _about(folder: Traversable) -> dict[str, Any]:
    return tomllib.loads(folder.joinpath(_ABOUT).read_text("utf-8"))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
