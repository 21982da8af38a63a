"""The parts of the image that can be checked without building it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.image.reading import Page, Word
from tests.shared import HOUSE

HERE = HOUSE / "packaging/image"
UNITS = sorted((HERE / "root/etc/systemd/system").glob("*.service"))
_EXPOSED_AT_MOST = 2.0


def line(*words: str) -> tuple[Word, ...]:
    """Words beside each other, each 100 wide and 20 high."""
    return tuple(Word(text, 100 * at, 50, 100, 20) for at, text in enumerate(words))


def test_words_are_found_where_they_stand_in_one_line() -> None:
    page = Page((line("Touch", "to", "start"), line("Start", "here,", "please")))
    assert page.where("to start") == (200, 60)
    assert page.where("Start here") == (100, 60)
    assert page.where("start please") is None
    assert page.says("nothing", "here please")
    assert not page.says("nothing")


@pytest.mark.parametrize(
    "script",
    [
        "root/usr/lib/appear/open-state",
        "root/usr/lib/appear/told",
        "root/usr/lib/appear/connected",
        "root/usr/lib/appear/stick",
        "root/usr/lib/appear/fetched",
        "root/usr/lib/appear/kernels",
        "root/usr/lib/appear/when-free",
        "root/usr/lib/appear/proven",
        "root/usr/lib/appear/second-key",
        "root/usr/lib/appear/own-journal",
        "root/usr/lib/appear/usb-disks",
        "build",
        "tools",
    ],
)
def test_the_scripts_can_be_read_by_their_shell(script: str) -> None:
    file = HERE / script
    shell = file.read_text("utf-8").splitlines()[0].split("/")[-1].split()[-1]
    assert subprocess.run([shell, "-n", file], capture_output=True, timeout=30).returncode == 0


def test_no_build_file_names_a_host() -> None:
    files = [file for file in HERE.rglob("*") if file.is_file() and file.suffix != ".md"]
    assert len(files) > 15
    named = [file.name for file in files if re.search(r"[a-z]+://\S", file.read_text("utf-8", "ignore"))]
    assert named == []


def test_the_command_line_that_ships_lets_nothing_in_from_outside() -> None:
    words = (HERE / "cmdline").read_text("utf-8").split()
    assert {
        "systemd.import_credentials=no",
        "systemd.verity_root_options=panic-on-corruption",
        "sysctl.kernel.sysrq=0",
        "systemd.getty_auto=no",
        "rd.shell=0",
        "lockdown=integrity",
    } <= set(words)
    assert not [
        word for word in words if word.startswith(("console=", "systemd.debug", "init=", "roothash="))
    ]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_unit_of_the_image_is_hardened(unit: Path) -> None:
    asked = ["systemd-analyze", "security", "--offline=true", "--no-pager", str(unit)]
    told = subprocess.run(asked, capture_output=True, text=True, timeout=60).stdout
    found = re.search(r"exposure level for \S+: ([\d.]+)", told)
    assert found is not None, told[-300:]
    assert float(found[1]) <= _EXPOSED_AT_MOST


def test_what_mounts_a_disk_is_let_by_its_unit() -> None:
    # A unit that sees no devices keeps even what it starts as root from them.
    root = HOUSE / "packaging/image/root"
    shut, mounts = [], 0
    for unit in sorted((root / "etc/systemd/system").glob("*.service")):
        said = unit.read_text("utf-8")
        started = [
            root / program[1:] for program in re.findall(r"^Exec\w+=\+?(/usr/lib/appear/[\w-]+)", said, re.M)
        ]
        mounting = [one.name for one in started if "mount -t vfat" in one.read_text("utf-8")]
        mounts += len(mounting)
        closed = "PrivateDevices=yes" in said or "DevicePolicy=closed" in said
        if mounting and closed and "DeviceAllow=block-*" not in said:
            shut.append(f"{unit.name}: {', '.join(mounting)}")
    assert mounts >= 5
    assert shut == []


def test_only_what_was_logged_under_another_id_of_the_machine_goes(tmp_path: Path) -> None:
    text = (HERE / "root/usr/lib/appear/own-journal").read_text("utf-8")
    text = text.replace("/var/log/journal", str(tmp_path / "journal"))
    own, other = "a" * 32, "b" * 32

    def starts(*words: str) -> int:
        return subprocess.run(["sh", "-c", text, "own-journal", *words], capture_output=True).returncode

    assert starts(own) == 0, "at the first start there is none"
    for name in (own, other):
        (tmp_path / "journal" / name).mkdir(parents=True)
        (tmp_path / "journal" / name / "system.journal").touch()
    assert starts() != 0
    assert starts("") != 0
    assert len(list((tmp_path / "journal").iterdir())) == 2, "without an id of its own nothing goes"
    assert starts(own) == 0
    assert [one.name for one in (tmp_path / "journal").rglob("*")] == [own, "system.journal"]
