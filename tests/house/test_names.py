"""One word, one meaning: no name in the house hides what a thing is or calls a person a wrong name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from tests.house.catalogues import catalogues
from tests.house.sources import BESIDE, ROOMS, Source, nodes, none_of, source, sources, words_of

EMPTY_WORDS = {
    "manager",
    "managers",
    "helper",
    "helpers",
    "util",
    "utils",
    "handler",
    "handlers",
    "process",
    "data",
}
"""They name a heap, not a thing."""

WRONG_NAME = re.compile(r"offender", re.IGNORECASE)

OTHERS_NAMES = re.compile(r"\b(\w+:)?(RegisteredSexOffender|RegisteredOffender|PersonRegistryOffender)\w*")
"""Element names of the national data model, which are not ours to choose."""


def empty_names(file: Source) -> Iterator[str]:
    """Modules, packages and classes, and functions that merely 'process', named by an empty word."""
    for part in file.module.split("."):
        if EMPTY_WORDS & set(words_of(part)):
            yield f"{file.path}: {part} does not say what it holds"
    for node in nodes(file):
        if isinstance(node, ast.ClassDef) and EMPTY_WORDS & set(words_of(node.name)):
            yield f"{file.path}:{node.lineno}: {node.name} does not say what it is"
        elif isinstance(node, ast.Module) or (isinstance(node, ast.ClassDef) and not node.bases):
            # A class with bases may have to take a name from them, as socketserver's handle_error.
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and _merely_does(inner.name):
                    yield f"{file.path}:{inner.lineno}: {inner.name} does not say what it does"


def _merely_does(name: str) -> bool:
    return (words_of(name) or [""])[0] in {"process", "handle", "manage"}


def wrong_names(file: Source) -> Iterator[str]:
    """Identifiers and strings of ``file`` that call a registrant something else."""
    for node in nodes(file):
        for said in _said(node):
            if WRONG_NAME.search(OTHERS_NAMES.sub("", said)):
                yield f"{file.path}:{getattr(node, 'lineno', 1)}: the word is registrant, not {said[:60]!r}"


def _said(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.keyword(arg=str(name)) | ast.alias(name=name):
            yield name


def test_no_module_class_or_function_has_an_empty_name() -> None:
    none_of(told for file in sources(*ROOMS, *BESIDE) for told in empty_names(file))


def test_an_empty_name_is_noticed_in_every_spelling() -> None:
    planted = source(
        "sync/data_utils.py", "class QueueManager: ...\nclass HTTPHandler: ...\ndef process_row(): ...\n"
    )
    assert {told.partition(" ")[2] for told in empty_names(planted)} == {
        "data_utils does not say what it holds",
        "QueueManager does not say what it is",
        "HTTPHandler does not say what it is",
        "process_row does not say what it does",
    }
    assert list(empty_names(source("sync/database.py", "class Dated: ...\ndef managed(): ...\n"))) == []


def test_code_says_registrant() -> None:
    none_of(told for file in sources(*ROOMS, *BESIDE) for told in wrong_names(file))


def test_texts_say_registrant() -> None:
    none_of(
        f"{language}: {key}"
        for language, sentences in catalogues().items()
        for key, sentence in sentences.items()
        if WRONG_NAME.search(key + sentence)
        or "ofensor" in sentence.lower()
        or "delincuente" in sentence.lower()
    )


def records_called_registro(english: Mapping[str, str], spanish: Mapping[str, str]) -> list[str]:
    """Sentences that call a person's record, a check-in or the log by the Spanish word for the registry."""
    return [
        key
        for key, sentence in spanish.items()
        if not key.startswith("lobby.")  # what a lobby is called tells onlookers nothing
        and re.search(r"\b(record|check-in|log)\b", english[key].lower())
        and re.search(r"\bregistro\b(?! central)", sentence.lower())
    ]


def test_only_the_registry_is_a_registro() -> None:
    none_of(records_called_registro(catalogues()["en"], catalogues()["es"]))


def test_a_record_that_is_called_registro_is_noticed() -> None:
    english = {"a": "Open the record.", "b": "The registry has the record."}
    assert records_called_registro(english, {"a": "Abra el registro.", "b": "Lo tiene el registro central."})


def test_a_wrong_name_is_noticed_in_identifiers_and_strings() -> None:
    planted = source("kiosk/x.py", "def find(offender_id): return f'the Offender {offender_id}'\n")
    assert len(list(wrong_names(planted))) == 3
    assert list(wrong_names(source("kiosk/x.py", "ROOT = 'j:RegisteredSexOffender'\n"))) == []
