"""A language nobody speaks: English read from the right and two fifths longer, to show what layouts bear."""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from pathlib import Path

from ui.texts import add_languages, language

CODE = "qps"
_LONGER = 0.4
_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "àçéíñóšúýÀÇÉÍÑÓŠÚÝ")
_RIGHT_TO_LEFT, _END = "\u202e", "\u202c"
_PLACE = re.compile(r"(\{\w+\})")


def sentence(english: str) -> str:
    """``english`` with accents, longer by two fifths, and set from the right; places stay what they are."""
    parts = _PLACE.split(english)
    said = "".join(part if _PLACE.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    letters = sum(len(part) for part in parts if not _PLACE.fullmatch(part))
    words = max(round(letters * _LONGER), 1)
    more = ("one two three four five six seven eight nine ten " * 40)[:words].rstrip()
    return f"{_RIGHT_TO_LEFT}{said} {more}{_END}" if letters > 1 else english


def write(folder: Path, *, offered: bool) -> None:
    """The language's files in ``folder/qps``, as a county would add its own."""
    english, place = language("en"), folder / CODE
    place.mkdir(parents=True, exist_ok=True)
    about = {
        "name": sentence("Pseudo"),
        "right_to_left": True,
        "offered": offered,
        "weekdays": [sentence(day) for day in english.weekdays],
        "months": [sentence(month) for month in english.months],
        "date": english.date,
        "time": english.time,
    }
    (place / "language.toml").write_text("".join(f"{key} = {_toml(value)}\n" for key, value in about.items()))
    lines = (f"{json.dumps(key)} = {_toml(sentence(said))}\n" for key, said in english.sentences.items())
    (place / "all.toml").write_text("".join(lines), "utf-8")


@cache
def speak_it() -> str:
    """Make the language known to this program, without offering it; its code."""
    folder = Path(tempfile.mkdtemp(prefix="pseudo-"))
    write(folder, offered=False)
    add_languages(folder)
    return CODE


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, bool) else str(value).lower()
