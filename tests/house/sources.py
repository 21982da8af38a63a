"""The project's own Python files, read and parsed once for all house tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.shared import HOUSE

ROOMS = ("kiosk", "devices", "sync", "ui")
"""What is shipped."""

BESIDE = ("bench", "packaging")
"""What stands beside it and obeys the same sizes."""


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the top of the checkout, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name under which it is imported."""
        name = self.path.removesuffix(".py").replace("/", ".")
        return name.removesuffix(".__init__")


def source(path: str, text: str) -> Source:
    """A planted file, for showing that a check can fail."""
    return Source(path, text, ast.parse(text, path))


def sources(*folders: str) -> tuple[Source, ...]:
    """All Python files below ``folders``, in order of path."""
    return tuple(file for folder in folders for file in _below(folder))


@cache
def _below(folder: str) -> tuple[Source, ...]:
    paths = sorted(Path(HOUSE, folder).rglob("*.py"))
    return tuple(source(str(path.relative_to(HOUSE)), path.read_text("utf-8")) for path in paths)


@cache
def nodes(file: Source) -> tuple[ast.AST, ...]:
    """Every node of the file's tree."""
    return tuple(ast.walk(file.tree))


def imports(file: Source) -> Iterator[tuple[str, int]]:
    """Every module that ``file`` imports, with its line; relative imports are resolved."""
    package = file.module if file.path.endswith("__init__.py") else file.module.rpartition(".")[0]
    for node in nodes(file):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [base])])
            yield base, node.lineno
            for name in node.names:
                yield f"{base}.{name.name}", node.lineno


def reaches(module: str, *names: str) -> bool:
    """Whether the dotted ``module`` is one of ``names`` or lies inside one of them."""
    return any(module == name or module.startswith(name + ".") for name in names)


def words_of(name: str) -> list[str]:
    """The words of an identifier in small letters; ``MarkedCase``, ``under_scores``, ``ALL_CAPS`` alike."""
    parts = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name))
    return [part for part in parts.lower().split("_") if part]


def called(node: ast.Call) -> str:
    """The dotted name that is called, as far as it is plain names: ``time.sleep``, ``sleep``."""
    parts: list[str] = []
    inner: ast.expr = node.func
    while isinstance(inner, ast.Attribute):
        parts.append(inner.attr)
        inner = inner.value
    if isinstance(inner, ast.Name):
        parts.append(inner.id)
    return ".".join(reversed(parts))


def none_of(complaints: Iterable[str]) -> None:
    """``AssertionError`` naming every complaint, one a line, when there is any."""
    told = sorted(set(complaints))
    assert not told, "\n" + "\n".join(told)
