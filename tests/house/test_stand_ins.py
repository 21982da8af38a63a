"""A stand-in for hardware never starts in what is shipped."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from devices import build
from tests.house.sources import Source, called, nodes, none_of, source, sources

NAMED_AS_STAND_INS = ("Fake", "Simulated", "Played", "Folder", "Pretend")


def stand_ins_that_would_start(file: Source) -> Iterator[str]:
    """Classes named as stand-ins that do not ask what kind of build this is."""
    for node in nodes(file):
        if isinstance(node, ast.ClassDef) and node.name.startswith(NAMED_AS_STAND_INS):
            asked = {called(call).rpartition(".")[2] for call in ast.walk(node) if isinstance(call, ast.Call)}
            if "refuse_if_packaged" not in asked:
                yield f"{file.path}:{node.lineno}: {node.name} would start in a packaged build"


def test_every_stand_in_refuses_to_start_in_a_packaged_build() -> None:
    none_of(told for file in sources("devices", "ui") for told in stand_ins_that_would_start(file))


def test_a_stand_in_that_would_start_is_noticed() -> None:
    planted = "".join(
        f"class {name}:\n    def __init__(self): {does}\n"
        for name, does in (("FolderPrinter", "..."), ("FakeCamera", "build.refuse_if_packaged('x')"))
    )
    assert [told.split()[1] for told in stand_ins_that_would_start(source("devices/x.py", planted))] == [
        "FolderPrinter"
    ]


def test_this_checkout_is_not_a_packaged_build() -> None:
    assert build.PACKAGED is False
