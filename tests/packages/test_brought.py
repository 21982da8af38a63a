"""What a package brings from the lock, and the names and rights it gives to devices."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.packages.parts import DEB, RULES
from tests.shared import HOUSE

EXTRAS = {"lobby": "screens", "station": "station"}
PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


def brought(python: str, *extras: str) -> str:
    """The part of the lock that a package for that Python is made from."""
    program = [sys.executable, str(DEB / "requirements.py"), python, *extras]
    return subprocess.run(program, capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_a_package_brings_lines_of_the_lock_and_their_hashes(python: str) -> None:
    lock = (HOUSE / "requirements.lock").read_text("utf-8")
    for extra in EXTRAS.values():
        blocks = [f"{block}\n" for block in re.split(r"\n(?=\S)", brought(python, extra).rstrip("\n"))]
        assert all(block in lock and "--hash=sha256:" in block for block in blocks)


def test_the_station_brings_its_service_and_no_window() -> None:
    names = set(PINNED.findall(brought("3.11", "station")))
    assert {"fastapi", "uvicorn", "sqlalchemy", "psycopg", "shapely", "numpy"} <= names
    assert not names & {"pyside6-essentials", "shiboken6", "qtawesome", "opencv-python-headless", "pytest"}


def test_the_kiosk_brings_windows_and_no_service() -> None:
    names = set(PINNED.findall(brought("3.11", "screens")))
    assert {"pyside6-essentials", "shiboken6", "opencv-python-headless", "zxing-cpp"} <= names
    assert not names & {"fastapi", "uvicorn", "sqlalchemy", "psycopg", "pytest", "mypy", "hypothesis"}


ONLY_WHAT_IS_BROUGHT = """
import sys
from importlib.abc import MetaPathFinder
class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in MISSING:
            raise ModuleNotFoundError(f"{name} is not brought", name=name)
sys.meta_path.insert(0, Missing())
"""
DOORS = {
    "screens": (
        "ui.cli ui.desk.build ui.lobby.door ui.lobby.build ui.lobby.working ui.lobby.board ui.commands.doctor"
        " ui.commands.doctor_camera ui.commands.read_card sync.enrolling"
    ),
    "station": (
        "ui.cli sync.station.build sync.station.console sync.station.backup sync.station.metrics"
        " sync.station.roster_import sync.station.console_import ui.commands.roster ui.commands.layers"
        " devices.security_key"
    ),
}


def loaded(extra: str, doors: str) -> str:
    """What stops ``doors`` from being imported where only the lock's part for ``extra`` is installed."""
    names = set(PINNED.findall(brought(f"{sys.version_info.major}.{sys.version_info.minor}", extra)))
    missing = [
        module
        for module, owners in packages_distributions().items()
        if not {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners} & (names | {"appear"})
    ]
    imports = f"import {', '.join(doors.split())}"
    text = f"MISSING = {sorted(missing)}\n{ONLY_WHAT_IS_BROUGHT}\n{imports}\n"
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=120)
    return ran.stderr.strip().rpartition("\n")[2] if ran.returncode else ""


@pytest.mark.parametrize("extra", DOORS)
def test_a_package_brings_all_that_its_doors_import(extra: str) -> None:
    assert loaded(extra, DOORS[extra]) == ""


def test_what_a_package_does_not_bring_is_noticed() -> None:
    assert loaded("screens", "sync.station.accounts").endswith("is not brought")


WORD = re.compile(r'[A-Z]+(\{[^}"]+\})?(==|!=|\+=|:=|=)"[^"]*"')
"""One comparison or order of a rule: ``SUBSYSTEM=="usb"``."""


def misspelt(rules: str) -> Iterator[str]:
    """Words of udev's rules that udev would not take."""
    for line in rules.splitlines():
        if line and not line.startswith("#"):
            yield from (word for word in line.split(", ") if not WORD.fullmatch(word))


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules.stem)
def test_rules_for_devices_are_spelt_as_udev_reads_them(rules: Path) -> None:
    assert list(misspelt(rules.read_text("utf-8"))) == []


def test_a_misspelt_rule_is_noticed() -> None:
    assert list(misspelt('# a rule\nSUBSYSTEM=="usb", MODE:"0660", GROUP="lp"\n')) == ['MODE:"0660"']


def test_names_of_devices_that_settings_use_are_given_by_rules() -> None:
    given = set(re.findall(r'SYMLINK\+="(\S+?)"', "".join(rules.read_text("utf-8") for rules in RULES)))
    used = {
        name
        for file in DEB.glob("*/files/etc/appear/*.toml")
        for name in re.findall(r'"/dev/(appear/\w+)"', file.read_text("utf-8"))
    }
    assert used == given == {"appear/camera", "appear/scanner"}
