"""The tail is guarded: modules, functions and classes stay small enough to be read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.sources import BESIDE, ROOMS, Source, nodes, none_of, source, sources

MODULE_LINES, FUNCTION_LINES, CLASS_METHODS = 400, 50, 20


def too_large(file: Source) -> Iterator[str]:
    """What of ``file`` is over the limits."""
    lines = len(file.text.splitlines())
    if lines > MODULE_LINES:
        yield f"{file.path}: {lines} lines, {MODULE_LINES} is the limit"
    for node in nodes(file):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            long = (node.end_lineno or node.lineno) - node.lineno + 1
            if long > FUNCTION_LINES:
                where = f"{file.path}:{node.lineno}: {node.name}"
                yield f"{where} has {long} lines, {FUNCTION_LINES} is the limit"
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if methods > CLASS_METHODS:
                where = f"{file.path}:{node.lineno}: {node.name}"
                yield f"{where} has {methods} methods, {CLASS_METHODS} is the limit"


def test_nothing_in_the_house_is_too_large() -> None:
    none_of(told for file in sources(*ROOMS, *BESIDE) for told in too_large(file))


def test_a_module_of_401_lines_is_noticed() -> None:
    assert list(too_large(source("kiosk/long.py", "x = 1\n" * 400))) == []
    assert list(too_large(source("kiosk/long.py", "x = 1\n" * 401))) == [
        "kiosk/long.py: 401 lines, 400 is the limit"
    ]


def test_a_function_of_51_lines_is_noticed_even_inside_a_class() -> None:
    text = "class Clock:\n    def tick(self):\n" + "        self.x = 1\n" * 50
    assert list(too_large(source("ui/clock.py", text))) == [
        "ui/clock.py:2: tick has 51 lines, 50 is the limit"
    ]


def test_a_class_of_21_methods_is_noticed() -> None:
    text = "class Clock:\n" + "".join(f"    def at_{n}(self): ...\n" for n in range(21))
    assert list(too_large(source("ui/clock.py", text))) == [
        "ui/clock.py:1: Clock has 21 methods, 20 is the limit"
    ]
