"""The services are locked in: systemd finds nothing wrong with them and little that an intruder could use."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.packages.parts import DEB, UNITS

HIGHEST = 2.0
SYSTEMS_OWN = Path("/usr/lib/systemd/system")
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


def asked(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What ``systemd-analyze`` says; it needs no running systemd."""
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, timeout=60)


def exposure(unit: Path) -> float:
    """Between 0 (nothing to use) and 10."""
    said = asked("security", "--offline=true", "--no-pager", str(unit)).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert found, said
    return float(found[1])


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with our units, the system's own targets, and an empty program for each that is started."""
    root = tmp_path_factory.mktemp("machine")
    units = root / SYSTEMS_OWN.relative_to("/")
    units.mkdir(parents=True)
    (root / "lib").symlink_to("usr/lib")
    for target in SYSTEMS_OWN.glob("*.target"):
        (units / target.name).write_bytes(target.read_bytes())
    for unit in UNITS:
        (units / unit.name).write_bytes(unit.read_bytes())
        for program in re.findall(
            r"^ExecStart=(/\S+)(?: -d -- (/\S+))?", unit.read_text("utf-8"), re.MULTILINE
        ):
            for path in filter(None, program):
                there = root / path.lstrip("/")
                there.parent.mkdir(parents=True, exist_ok=True)
                there.write_text("#!/bin/sh\n", "utf-8")
                there.chmod(0o755)
    return root


def complaints(machine: Path, unit: str) -> str:
    """What systemd has against a unit; empty when nothing."""
    said = asked("verify", "--man=no", "--recursive-errors=no", f"--root={machine}", unit)
    return said.stderr.strip() if said.stderr.strip() else "" if said.returncode == 0 else "refused"


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_leaves_little_to_use(unit: Path) -> None:
    assert exposure(unit) <= HIGHEST


def test_a_service_without_its_locks_is_noticed(tmp_path: Path) -> None:
    bare = tmp_path / "bare.service"
    bare.write_text("[Service]\nExecStart=/bin/true\n", "utf-8")
    assert exposure(bare) > 9


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_has_nothing_against_a_unit(machine: Path, unit: Path) -> None:
    assert complaints(machine, unit.name) == ""


def test_a_misspelt_lock_is_noticed(machine: Path) -> None:
    unit = machine / SYSTEMS_OWN.relative_to("/") / "misspelt.service"
    unit.write_text("[Service]\nExecStart=/usr/bin/cage\nNoNewPriviliges=yes\n", "utf-8")
    assert "NoNewPriviliges" in complaints(machine, unit.name)


def test_every_program_a_unit_starts_is_in_its_package() -> None:
    ours = [path for unit in SERVICES for path in re.findall(r"(/opt/\S+)", unit.read_text("utf-8"))]
    brought = {f"/opt/appear-{script.parent.name}/bin/appear" for script in DEB.glob("*/appear")}
    brought |= {
        str(Path("/") / file.relative_to(file.parents[3])) for file in DEB.glob("*/files/opt/*/bin/*")
    }
    assert {path for path in ours if "/bin/" in path} <= brought
