"""Every sentence the code names stands in every language, and every sentence that stands there is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.house.catalogues import catalogues, keys_said_twice, language_folders, places, read_catalogue
from tests.house.sources import ROOMS, Source, called, nodes, none_of, source, sources

MADE_UP = r"[a-z0-9_.]+"
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
NAMING = {"words": "", "Words": "", "say": "", "_say": "", "problem": "problem."}
"""The calls that name a sentence, and what they put before the key."""

MADE_UP_ELSEWHERE: Mapping[str, str] = {
    # key prefix -> where its keys are put together, when not in an f-string of the naming call itself
    "lobby.see_desk.": "ui/lobby/screens/endings.py",
}


@dataclass(frozen=True)
class Naming:
    """One sentence named in the code: a pattern of keys, and the arguments given (``None`` when unknown)."""

    where: str
    pattern: str
    args: frozenset[str] | None

    @property
    def literal(self) -> bool:
        """Whether just one key is meant, so that its arguments must be here too."""
        return MADE_UP not in self.pattern and "|" not in self.pattern

    def meant(self, sentences: Mapping[str, str]) -> list[str]:
        """The keys of ``sentences`` that are meant."""
        if self.literal:
            key = re.sub(r"\\(.)", r"\1", self.pattern)
            return [key] if key in sentences else []
        return [key for key in sentences if re.fullmatch(self.pattern, key)]


@cache
def namings(file: Source) -> tuple[Naming, ...]:
    """The sentences that ``file`` names, by literal keys and by f-strings."""
    return tuple(_namings(file))


def _namings(file: Source) -> Iterator[Naming]:
    for node in nodes(file):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        prefix = NAMING.get(called(node).rpartition(".")[2])
        pattern = _pattern(node.args[0])
        if prefix is None or pattern is None or (not prefix and "\\." not in pattern):
            continue  # another method of the same name
        where = f"{file.path}:{node.lineno}"
        known = called(node).rpartition(".")[2] != "Words" and all(keyword.arg for keyword in node.keywords)
        args = frozenset(keyword.arg or "" for keyword in node.keywords) if known else None
        for end in (r"\.happened", r"\.do") if prefix else ("",):
            yield Naming(where, re.escape(prefix) + pattern + end, args)


def _pattern(key: ast.expr) -> str | None:
    match key:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else MADE_UP for part in parts
            )
        case ast.IfExp(body=body, orelse=other):
            either = (_pattern(body), _pattern(other))
            return f"(?:{either[0]}|{either[1]})" if all(either) else None
    return None


@cache
def literal_keys(file: Source) -> tuple[tuple[str, int], ...]:
    """Every string in ``file`` that has the shape of a key, with its line."""
    return tuple(_literal_keys(file))


def _literal_keys(file: Source) -> Iterator[tuple[str, int]]:
    inside = {id(part) for node in nodes(file) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes(file):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in inside:
            continue
        if KEY.fullmatch(node.value):
            yield node.value, node.lineno


def unsaid(files: tuple[Source, ...], sentences: Mapping[str, str]) -> list[str]:
    """Sentences that the code names and the catalogue lacks."""
    told = []
    beginnings = {key[:place] for key in sentences for place, sign in enumerate(key) if sign == "."}
    for file in files:
        for naming in namings(file):
            if not naming.meant(sentences):
                told.append(f"{naming.where}: no sentence {naming.pattern}".replace("\\", ""))
        for key, line in literal_keys(file):
            if key.partition(".")[0] in beginnings and key not in sentences and key not in beginnings:
                told.append(f"{file.path}:{line}: no sentence {key}")
    return sorted(set(told))


def unused(files: tuple[Source, ...], sentences: Mapping[str, str]) -> list[str]:
    """Sentences that no code names."""
    literal = {key for file in files for key, _ in literal_keys(file)}
    named = {key for file in files for naming in namings(file) for key in naming.meant(sentences)}
    return [
        key
        for key in sentences
        if key not in literal | named and not key.startswith(tuple(MADE_UP_ELSEWHERE))
    ]


def unfilled(files: tuple[Source, ...], sentences: Mapping[str, str]) -> list[str]:
    """Places in sentences for which the code that names them gives nothing."""
    return sorted(
        f"{naming.where}: {key} has a place {{{place}}} that nothing fills"
        for file in files
        for naming in namings(file)
        if naming.args is not None and naming.literal
        for key in naming.meant(sentences)
        for place in places(sentences[key]) - naming.args
    )


LANGUAGES = [folder.name for folder in language_folders()]


def test_there_are_two_languages_at_least() -> None:
    assert {"en", "es"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_the_code_names_stands_in(language: str) -> None:
    none_of(unsaid(sources(*ROOMS), catalogues()[language]))


def test_every_sentence_is_named_by_some_code() -> None:
    none_of(unused(sources(*ROOMS), catalogues()["en"]))


def test_every_declared_prefix_is_still_needed() -> None:
    none_of(
        prefix
        for prefix in MADE_UP_ELSEWHERE
        if not any(key.startswith(prefix) for key in catalogues()["en"])
    )


def test_every_place_in_a_sentence_is_filled() -> None:
    none_of(unfilled(sources(*ROOMS), catalogues()["en"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_sentences(language: str) -> None:
    ours, english = catalogues()[language], catalogues()["en"]
    assert {"lacks": sorted(english.keys() - ours.keys()), "alone": sorted(ours.keys() - english.keys())} == {
        "lacks": [],
        "alone": [],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_places_in_a_sentence(language: str) -> None:
    ours, english = catalogues()[language], catalogues()["en"]
    none_of(
        f"{key}: {sorted(places(ours[key]))} instead of {sorted(places(english[key]))}"
        for key in sorted(ours.keys() & english.keys())
        if places(ours[key]) != places(english[key])
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_in(language: str) -> None:
    folder = next(folder for folder in language_folders() if folder.name == language)
    none_of(keys_said_twice(folder))


PLANTED = {
    "lobby.welcome": "Welcome",
    "lobby.bye": "Goodbye {name}",
    "problem.jam.happened": "Paper is stuck.",
}


def test_a_sentence_that_is_missing_is_noticed() -> None:
    planted = source(
        "ui/x.py", "words('lobby.hello')\nproblem('jam')\nbutton('lobby.go')\nwords(f'desk.{x}')\n"
    )
    assert unsaid((planted,), PLANTED) == [
        "ui/x.py:1: no sentence lobby.hello",
        "ui/x.py:2: no sentence problem.jam.do",
        "ui/x.py:3: no sentence lobby.go",
        "ui/x.py:4: no sentence desk.[a-z0-9_.]+",
    ]


def test_a_sentence_that_nobody_says_is_noticed() -> None:
    planted = source("ui/x.py", "words(f'lobby.{a if b else c}')\n")
    assert unused((planted,), PLANTED) == ["problem.jam.happened"]


def test_a_place_that_nothing_fills_is_noticed() -> None:
    planted = source(
        "ui/x.py", "words('lobby.bye')\nwords('lobby.bye', name=n)\nwords('lobby.bye', **given)\n"
    )
    assert unfilled((planted,), PLANTED) == ["ui/x.py:1: lobby.bye has a place {name} that nothing fills"]


def test_a_sentence_that_stands_twice_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[lobby]\nwelcome = "Welcome"\n', "utf-8")
    (tmp_path / "b.toml").write_text('[lobby]\nwelcome = "Hello"\nbye = "Bye {name}"\n', "utf-8")
    assert [told.partition(": ")[2] for told in keys_said_twice(tmp_path)] == [
        "lobby.welcome stands in a.toml and in b.toml"
    ]
    assert places(read_catalogue(tmp_path)["lobby.bye"]) == {"name"}


DRAWN = {"QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox"}
SET = {"setText", "setWindowTitle", "setPlaceholderText", "setToolTip", "setAccessibleName", "setStatusTip"}


def sentences_in_the_screens(file: Source) -> Iterator[str]:
    """Words for people that stand in the code instead of the catalogues, so that no language can say them."""
    for node in nodes(file):
        if isinstance(node, ast.Call) and called(node).rpartition(".")[2] in DRAWN | SET:
            for arg in node.args:
                if (
                    isinstance(arg, ast.Constant)
                    and isinstance(arg.value, str)
                    and re.search(r"[A-Za-z]{2}", arg.value)
                ):
                    yield f"{file.path}:{node.lineno}: {arg.value!r} belongs in ui/texts"


def test_no_screen_holds_a_sentence_of_its_own() -> None:
    shown = (file for file in sources("ui") if not file.path.startswith("ui/style/"))
    none_of(told for file in shown for told in sentences_in_the_screens(file))


def test_a_sentence_in_a_screen_is_noticed() -> None:
    planted = source(
        "ui/lobby/x.py", "label = QLabel('Please wait')\nlabel.setText(say(words('lobby.wait')))\n"
    )
    assert list(sentences_in_the_screens(planted)) == ["ui/lobby/x.py:1: 'Please wait' belongs in ui/texts"]
