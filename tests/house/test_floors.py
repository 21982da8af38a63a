"""Four rooms on three floors: who may know whom, and what the ground floor is made of."""

from __future__ import annotations

import ast
import graphlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from tests.house.sources import ROOMS, Source, called, imports, nodes, none_of, reaches, source, sources
from tests.shared import HOUSE

IMPURE = (
    *("asyncio", "concurrent", "ctypes", "glob", "http", "io", "locale", "logging", "multiprocessing", "os"),
    *("pathlib", "random", "secrets", "select", "shelve", "shutil", "signal", "socket", "socketserver"),
    *("sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "warnings"),
)
"""Files, network, clock, chance and the machine: they come to the ground floor as arguments."""


def lint_imports(top: Path) -> subprocess.CompletedProcess[str]:
    """The import contracts of ``top/pyproject.toml`` held against the rooms in ``top``."""
    lint = "import sys, importlinter.cli as lint; sys.exit(lint.lint_imports(no_cache=True, no_logo=True))"
    surroundings = {**os.environ, "PYTHONPATH": str(top)}
    return subprocess.run(
        [sys.executable, "-c", lint], cwd=top, env=surroundings, capture_output=True, text=True, timeout=100
    )


def test_every_room_keeps_its_import_contracts() -> None:
    told = lint_imports(HOUSE)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """An empty house with all rooms that the contracts speak of."""
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    for room in (
        *ROOMS,
        *("ui.lobby", "ui.desk", "devices.printer", "sync.station", "sync.station.store"),
        *("sync.registry", "sync.registry.service"),
    ):
        folder = tmp_path.joinpath(*room.split("."))
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("", "utf-8")
    (tmp_path / "sync" / "spool.py").write_text("import sqlite3\n", "utf-8")
    (tmp_path / "sync" / "station" / "store" / "rows.py").write_text("import sqlalchemy\n", "utf-8")
    (tmp_path / "sync" / "station" / "roster.py").write_text("import sync.station.store.rows\n", "utf-8")
    (tmp_path / "sync" / "registry" / "service" / "rows.py").write_text("import sqlalchemy\n", "utf-8")
    return tmp_path


def test_a_house_in_order_passes(small_house: Path) -> None:
    told = lint_imports(small_house)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("kiosk/visit.py", "import ui"),
        ("kiosk/visit.py", "import devices.printer"),
        ("kiosk/visit.py", "import logging"),
        ("kiosk/visit.py", "import pydantic"),
        ("devices/printer/cups.py", "import sync.spool"),
        ("sync/link.py", "import devices.printer"),
        ("devices/printer/cups.py", "from PySide6 import QtCore"),
        ("sync/station/store/rows.py", "import PySide6.QtWidgets"),
        ("ui/lobby/window.py", "import ui.desk"),
        ("ui/desk/window.py", "import sqlite3"),
        ("sync/station/roster.py", "import sqlalchemy"),
        ("sync/link.py", "import sqlite3"),
        ("sync/registry/connectors.py", "from sync.station.store import rows"),
        ("ui/desk/window.py", "from sync.station.store import rows"),
    ],
)
def test_an_import_across_the_floors_is_noticed(small_house: Path, path: str, line: str) -> None:
    with (small_house / path).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    told = lint_imports(small_house)
    assert told.returncode == 1, told.stdout + told.stderr
    assert "BROKEN" in told.stdout


def circle(graph: grimp.ImportGraph) -> list[str]:
    """One circle of imports, when there is any."""
    order = graphlib.TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    try:
        order.prepare()
    except graphlib.CycleError as found:
        return list(found.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(grimp.build_graph(*ROOMS, cache_dir=None)) == []


def test_a_circle_of_imports_is_noticed() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "d")):
        graph.add_import(importer=importer, imported=imported)
    assert circle(graph) == []
    graph.add_import(importer="c", imported="a")
    assert set(circle(graph)) == {"a", "b", "c"}


def impurities(file: Source) -> Iterator[str]:
    """What a module of the ground floor may not have: other people's packages, the machine, the clock."""
    for module, line in imports(file):
        top = module.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "kiosk":
            yield f"{file.path}:{line}: {module} is neither the standard library nor kiosk"
        elif reaches(module, *IMPURE):
            yield f"{file.path}:{line}: {module} reaches outside; let it come in as an argument"
    for node in nodes(file):
        if isinstance(node, ast.Call):
            name = called(node)
            if name.rpartition(".")[2] in {"now", "utcnow", "today"} and "." in name:
                yield f"{file.path}:{node.lineno}: {name}() reads the clock; let the time come in"
            elif name in {"open", "print", "input", "eval", "exec"}:
                yield f"{file.path}:{node.lineno}: {name}() reaches outside"


def loose_values(file: Source) -> Iterator[str]:
    """Dataclasses that can be changed or that take more memory than they must."""
    for node in nodes(file):
        if not isinstance(node, ast.ClassDef):
            continue
        for mark in node.decorator_list:
            name = called(mark) if isinstance(mark, ast.Call) else ast.unparse(mark)
            if name.rpartition(".")[2] == "dataclass":
                given = (
                    {word.arg for word in mark.keywords if _true(word)}
                    if isinstance(mark, ast.Call)
                    else set()
                )
                if not {"frozen", "slots"} <= given:
                    yield f"{file.path}:{node.lineno}: {node.name} is not frozen and slotted"


def _true(word: ast.keyword) -> bool:
    return isinstance(word.value, ast.Constant) and word.value.value is True


def test_the_ground_floor_is_pure_and_only_the_standard_library() -> None:
    none_of(told for file in sources("kiosk") for told in impurities(file))


def test_an_impure_ground_floor_is_noticed() -> None:
    text = (
        "import numpy\nfrom os import path\nimport datetime as dt\nat = dt.datetime.now(dt.UTC)\nopen('x')\n"
    )
    assert [told.split(": ")[0] for told in impurities(source("kiosk/x.py", text))] == [
        "kiosk/x.py:1",
        "kiosk/x.py:2",
        "kiosk/x.py:2",
        "kiosk/x.py:4",
        "kiosk/x.py:5",
    ]


def test_the_ground_floor_holds_frozen_and_slotted_values() -> None:
    none_of(told for file in sources("kiosk") for told in loose_values(file))


def test_a_value_that_can_be_changed_is_noticed() -> None:
    marks = ("@dataclass", "@dataclass(frozen=True, slots=True)", "@dataclass(frozen=True)")
    text = "".join(f"{mark}\nclass C: ...\n" for mark in marks)
    assert len(list(loose_values(source("kiosk/x.py", text)))) == 2


THREADS = ("threading", "concurrent", "multiprocessing", "asyncio", "_thread")
QT_THREADS = ("QThread", "QThreadPool", "QRunnable")
MAY_HAVE_THREADS = {
    "ui/jobs.py": "all work of the screens that takes time",
    "ui/bugs.py": "none of its own: what becomes of a bug in any of them",
    "devices/barcode/reader.py": "one worker: newest frame wins",
    "devices/camera/played.py": "the stand-in camera's pace",
    "devices/camera/simulated.py": "the loopback camera's server",
    "devices/camera/webcam.py": "a driver that may block for seconds",
    "devices/scanner/scanner.py": "one worker: a line that may be silent for hours",
    "devices/paper/pdf.py": "a lock: the typesetter is one for the whole program",
    "devices/printer/escpos.py": "a lock: receipt printers talk to one caller at a time",
    "devices/speech/chimes.py": "a lock: one chime at a time",
    "devices/speech/espeak.py": "a lock: one sentence at a time",
    "devices/printer/folder.py": "a lock between printing and the dock that jams it",
}
"""The one place upstairs, and the drivers that cannot do without."""


def threads(file: Source) -> Iterator[str]:
    """Where ``file`` makes or imports threads."""
    for module, line in imports(file):
        if reaches(module, *THREADS) or module.rpartition(".")[2] in QT_THREADS:
            yield f"{file.path}:{line}: {module}: a thread outside its places"


def test_threads_live_in_their_places() -> None:
    others = [file for file in sources("ui", "devices", "kiosk") if file.path not in MAY_HAVE_THREADS]
    none_of(told for file in others for told in threads(file))


def test_every_place_that_may_have_threads_has_some() -> None:
    placed = {file.path: file for file in sources("ui", "devices")}
    assert [path for path in MAY_HAVE_THREADS if path not in placed or not any(threads(placed[path]))] == []


def test_a_thread_in_a_screen_is_noticed() -> None:
    planted = source("ui/lobby/x.py", "import threading\nfrom PySide6.QtCore import QObject, QThreadPool\n")
    assert len(list(threads(planted))) == 2


def test_packaging_does_not_shadow_the_library_of_that_name() -> None:
    assert not (HOUSE / "packaging" / "__init__.py").exists()


WITHOUT_SCREENS = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name + " is not installed here", name=name)
sys.meta_path.insert(0, Absent())
sys.argv = ["appear", *{arguments!r}]
from ui.cli import main
main()
"""
ABSENT = (
    *("PySide6", "shiboken6", "qtawesome", "cv2", "numpy", "zxingcpp", "pyzbar", "reportlab", "segno"),
    *("fontpkg", "fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans"),
)


@pytest.mark.parametrize("arguments", [["--help"], ["station", "--help"], ["registry", "--help"]])
def test_station_and_registry_need_nothing_of_the_screens(arguments: list[str]) -> None:
    said = _appear_without_screens(arguments)
    assert said.returncode == 0, said.stderr
    assert "Usage" in said.stdout


def test_the_lobby_would_notice_that_the_screens_are_absent() -> None:
    blocker = WITHOUT_SCREENS.format(absent=ABSENT, arguments=[]).partition("from ui.cli")[0]
    program = blocker + "import PySide6.QtWidgets"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, timeout=60
    )
    assert "PySide6 is not installed here" in said.stderr


def _appear_without_screens(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    program = WITHOUT_SCREENS.format(absent=ABSENT, arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, timeout=60
    )
