"""What the product is made of is written down: a valid bill of materials that is the lock, name for name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.house.sources import sources
from tests.shared import HOUSE

PACKAGING = HOUSE / "packaging"
MADE = re.compile(r"\$\(PY\)/cyclonedx-py (.+) -o out/sbom\.json\)")
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)
BROUGHT_BY = {"pdftoppm": "poppler-utils", "espeak-ng": "espeak-ng", "aplay": "alsa-utils"}
"""The programs that the rooms below start, and the Debian package of each."""


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> str:
    """As ``make sbom`` writes it: by the command that stands there."""
    stands = MADE.search((HOUSE / "Makefile").read_text("utf-8"))
    assert stands is not None
    out = tmp_path_factory.mktemp("bill") / "sbom.json"
    maker = Path(sys.executable).with_name("cyclonedx-py")
    asked = [*stands[1].split(), "-o", str(out)]
    subprocess.run([maker, *asked], cwd=HOUSE, check=True, capture_output=True, timeout=60)
    return out.read_text("utf-8")


def test_the_bill_of_materials_is_valid_cyclonedx(bill: str) -> None:
    version = SchemaVersion.from_version(json.loads(bill)["specVersion"])
    assert JsonStrictValidator(version).validate_str(bill) is None
    assert JsonStrictValidator(version).validate_str(bill.replace('"bomFormat"', '"form"')) is not None


def test_the_bill_of_materials_is_the_lock(bill: str) -> None:
    locked = set(PIN.findall((HOUSE / "requirements.lock").read_text("utf-8")))
    assert len(locked) > 100
    assert {(one["name"], one["version"]) for one in json.loads(bill)["components"]} == locked


def test_programs_that_a_kiosk_starts_come_with_it() -> None:
    image = set(re.findall(r"^([a-z0-9.+-]+)", (PACKAGING / "image/packages.list").read_text("utf-8"), re.M))
    assert set(BROUGHT_BY.values()) <= image
    assert set(BROUGHT_BY.values()) <= _depends("lobby")
    assert BROUGHT_BY["pdftoppm"] in _depends("desk")
    started = "".join(file.text for file in sources("devices"))
    assert {program for program in BROUGHT_BY if f'"{program}"' not in started} == set()


def _depends(door: str) -> set[str]:
    control = (PACKAGING / "deb" / door / "control").read_text("utf-8")
    (named,) = re.findall(r"^Depends: (.*)$", control, re.M)
    return {one.split()[0] for one in named.split(", ")}
