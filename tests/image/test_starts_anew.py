"""A kiosk that cannot start never waits for somebody who can type."""

from __future__ import annotations

import subprocess
from configparser import RawConfigParser
from pathlib import Path

from tests.shared import HOUSE

ROOT = HOUSE / "packaging/image/root"
EMERGENCY = ROOT / "etc/systemd/system/emergency.service"
SYSTEMS_OWN = Path("/usr/lib/systemd/system")


def test_what_is_wrong_is_said_and_then_it_ends() -> None:
    script = ROOT / "usr/lib/appear/starts-anew"
    said = subprocess.run(["sh", script], env={"WITHIN_S": "0"}, capture_output=True, text=True, timeout=30)
    assert said.returncode == 0
    assert "could not start, and tries again by itself in five minutes" in said.stdout
    assert "no pudo empezar y lo intenta otra vez solo en cinco minutos" in said.stdout
    heading = "A kiosk that does not start"
    assert f"\n## {heading}\n" in (HOUSE / "packaging/image/README.md").read_text("utf-8")
    assert heading in said.stdout


def test_in_an_emergency_the_machine_is_started_anew_however_that_ends() -> None:
    unit = RawConfigParser(strict=False)
    unit.read(EMERGENCY, "utf-8")
    assert unit["Unit"]["SuccessAction"] == unit["Unit"]["FailureAction"] == "reboot-force"
    # Begun is done: a job that is still on its way would stand against the new start.
    assert unit["Service"]["Type"] == "exec"
    assert (ROOT / unit["Service"]["ExecStart"].lstrip("/")).is_file()
    asks = [SYSTEMS_OWN / EMERGENCY.name, EMERGENCY]
    assert ["sulogin" in file.read_text("utf-8") for file in asks] == [True, False]


def test_systemd_has_nothing_against_it(tmp_path: Path) -> None:
    for file in (EMERGENCY, ROOT / "usr/lib/appear/starts-anew"):
        there = tmp_path / file.relative_to(ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(file.read_bytes())
        there.chmod(0o755 if file != EMERGENCY else 0o644)
    units = tmp_path / SYSTEMS_OWN.relative_to("/")
    units.mkdir(parents=True)
    (tmp_path / "lib").symlink_to("usr/lib")
    for target in SYSTEMS_OWN.glob("*.target"):
        (units / target.name).write_bytes(target.read_bytes())
    asked = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", f"--root={tmp_path}"]
    said = subprocess.run([*asked, EMERGENCY.name], capture_output=True, text=True, timeout=60)
    assert (said.returncode, said.stderr) == (0, "")
