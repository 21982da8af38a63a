"""A stick makes a machine a kiosk: no disk on USB, never half of one, and nothing of what lay there."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from tests.image.programs import program
from tests.image.test_fetch import ROOT, verified
from tests.image.test_update import KERNEL, Stick
from tests.shared import HOUSE

LAYOUT = HOUSE / "packaging/image/root/usr/lib/appear/layout"
_GENERATOR = HOUSE / "packaging/image/root/usr/lib/systemd/system-generators/appear-stick"
_GB = 1_000_000_000
_MB = 1 << 20


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program as it lies in the image."""
    monkeypatch.setitem(sys.modules, "update", program("update"))
    return program("install")


class Machine:
    """What the kernel says of its disks."""

    def __init__(self, folder: Path) -> None:
        self.sysfs, self._devices = folder / "class", folder / "devices"
        self.sysfs.mkdir()

    def disk(self, name: str, size: int, *parts: str, under: str = "pci0", **says: str) -> None:
        block = self._devices / under / name
        (block / "device").mkdir(parents=True)
        (block / "device/model").write_text(f"{says.pop('model', 'Example SSD')}   \n")
        (block / "queue").mkdir()
        (block / "queue/logical_block_size").write_text(f"{says.pop('sector', '512')}\n")
        (block / "device/type").write_text(f"{says.pop('kind', '')}\n")
        for what, said in ({"size": str(size // 512), "ro": "0", "removable": "0"} | says).items():
            (block / what).write_text(f"{said}\n")
        (self.sysfs / name).symlink_to(block)
        for number, called in enumerate(parts, 1):
            part = block / f"{name}p{number}"
            part.mkdir()
            (part / "partition").write_text(f"{number}\n")
            (part / "size").write_text("999999999\n")
            (part / "uevent").write_text(f"PARTN={number}\nPARTNAME={called}\n")
            (self.sysfs / part.name).symlink_to(part)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_only_disks_that_are_built_in_and_large_enough_are_offered(
    install: ModuleType, machine: Machine
) -> None:
    machine.disk("nvme0n1", 256 * _GB, "EFI", "appear-stateful", model="Example NVMe 256")
    machine.disk("mmcblk0", 16 * _GB, "appear-boot", "appear-state", model="")
    machine.disk("sda", 64 * _GB, under="pci0/usb2/2-1", model="The stick")
    machine.disk("sdb", 2 * _GB)
    machine.disk("sdc", 64 * _GB, removable="1")
    machine.disk("sdd", 64 * _GB, ro="1")
    machine.disk("sde", 64 * _GB, sector="4096")
    machine.disk("mmcblk1", 64 * _GB, kind="SD", model="Somebody's photographs")
    machine.disk("nvme0c0n1", 256 * _GB, hidden="1", model="A path to the one above")
    (machine.sysfs / "loop0").mkdir()
    assert [disk.line() for disk in install.disks(machine.sysfs)] == [
        f"disk mmcblk0 {16 * _GB // 512 * 512} 1 ",
        f"disk nvme0n1 {256 * _GB // 512 * 512} 0 Example NVMe 256",
    ]


def test_the_smallest_disk_that_is_offered_holds_the_whole_layout(
    install: ModuleType, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    with disk.open("wb") as file:
        file.truncate(install.LEAST_BYTES)
    subprocess.run(["sfdisk", "--quiet", disk], input=LAYOUT.read_bytes(), check=True, capture_output=True)
    told = subprocess.run(["sfdisk", "--json", disk], check=True, capture_output=True).stdout
    parts = json.loads(told)["partitiontable"]["partitions"]
    assert [part["name"] for part in parts] == ["appear-boot", *["_empty"] * 4, "appear-state"]
    # Where the build puts root and hashes of the disk that it makes.
    assert [part["start"] // 2048 for part in parts][:3] == [1, 257, 1281]


class Kiosk:
    """A machine in files: mounted folders in the place of file systems, files in the place of partitions."""

    def __init__(
        self, install: ModuleType, stick: Stick, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        verity, root_hash = verified(folder)
        self.stick, self.parts = stick, {number: folder / f"part{number}" for number in range(1, 7)}
        for part in self.parts.values():
            part.write_bytes(b"an old kiosk" * 100_000)
        self.boot, self._install, self._folder = folder / "boot", install, folder
        self.boot.mkdir()
        brings = self._brings(stick.bring(ROOT, verity, root_hash=root_hash))
        self.files = {"appear-stick-root": folder / "appear-stick-root"}
        (folder / "appear-stick-root").write_bytes(ROOT)
        (folder / "appear-stick-hash").write_bytes(verity)

        @contextmanager
        def mounted(device: Path, _place: Path, how: str) -> Iterator[Path]:
            yield {"ro": brings, "rw": self.boot}[how]

        self.ran: list[str] = []
        self.has_files = True
        monkeypatch.setattr(install, "mounted", mounted)
        monkeypatch.setattr(install, "parted", lambda _disk: self.parts)
        self.names = {
            1: "appear-boot",
            2: "appear_1.0",
            3: "appear_1.0",
            4: "_empty",
            5: "_empty",
            6: "appear-state",
        }
        monkeypatch.setattr(install, "_names", lambda _disk: self.names)
        monkeypatch.setattr(install, "_by_number", lambda _disk: self.parts)
        monkeypatch.setattr(install, "_has_files", lambda *_: self.has_files)
        monkeypatch.setattr(install, "KEY", stick.key)
        monkeypatch.setattr(install, "LOADER", LAYOUT.with_name("loader.conf"))
        monkeypatch.setattr(install, "_run", lambda *command, **_: self.ran.append(str(command[0])))
        monkeypatch.setattr(
            sys.modules["update"], "_name", lambda slot, _offer: self.named.append(slot.number)
        )
        self.named: list[int] = []

    def _brings(self, version: Path) -> Path:
        brings = self._folder / "brings"
        for name, file in (("EFI/BOOT", "BOOTX64.EFI"), ("loader", "loader.conf"), ("appear", "kiosk.toml")):
            (brings / name).mkdir(parents=True)
            (brings / name / file).write_text(f"of the stick: {file}")
        (brings / "EFI/Linux").mkdir()
        (brings / "EFI/Linux/appear_2.0.efi").write_text("the stick's own kernel")
        (brings / "appear/state.made").write_text("left by somebody")
        (brings / "loader/addon.efi").write_text("somebody's")
        version.rename(brings / "install")
        return brings

    def is_installed(self) -> tuple[str, list[float]]:
        """What the page is told, and how far it was told to be."""
        heard: list[float] = []
        disk = self._install.Disk("nvme0n1", 256 * _GB, kiosk=True, model="")
        return self._install.install(disk, self._folder, self._folder / "place", heard.append), heard

    def used(self, *kernels: str) -> None:
        """It was one for years."""
        for name in ("EFI/Linux", "EFI/BOOT", "loader", "appear"):
            (self.boot / name).mkdir(parents=True, exist_ok=True)
        for kernel in kernels:
            (self.boot / "EFI/Linux" / kernel).write_text("of years ago")
        (self.boot / "appear/state.made").write_text("made")

    def is_mended(self) -> str:
        """What the page is told."""
        disk = self._install.Disk("nvme0n1", 256 * _GB, kiosk=True, model="")
        return str(self._install.repair(disk, self._folder, self._folder / "place", lambda _part: None))

    def kernels(self) -> set[str]:
        """Which can be started."""
        return {file.name for file in (self.boot / "EFI/Linux").iterdir()}


@pytest.fixture
def kiosk(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    return Kiosk(install, Stick(tmp_path / "version"), tmp_path, monkeypatch)


def test_a_stick_writes_the_signed_version_what_it_told_beside_it_and_nothing_of_the_old_state(
    kiosk: Kiosk,
) -> None:
    told, heard = kiosk.is_installed()
    assert told == "ok"
    assert heard[-1] == 1.0
    assert kiosk.parts[2].read_bytes().startswith(ROOT)
    assert not kiosk.parts[6].read_bytes().strip(b"\0"), "another kiosk's lock would be asked for its key"
    kernels = {file.name: file.read_bytes() for file in (kiosk.boot / "EFI/Linux").iterdir()}
    assert kernels == {"appear_2.0.efi": KERNEL}, "the only version is not on trial"
    assert (kiosk.boot / "appear/kiosk.toml").read_text() == "of the stick: kiosk.toml"
    assert (kiosk.boot / "EFI/BOOT/BOOTX64.EFI").exists()
    assert "editor no" in (kiosk.boot / "loader/loader.conf").read_text()
    came = sorted(str(file.relative_to(kiosk.boot)) for file in kiosk.boot.rglob("*") if file.is_file())
    assert len(came) == 4, came
    assert kiosk.ran == ["mkfs.vfat"]


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("brings/install/update.sig", b"", "why stick"),
        ("brings/install/appear.efi", b"another kernel", "why stick"),
        ("appear-stick-root", ROOT[:-1], "why stick"),
        ("appear-stick-root", b"x" + ROOT[1:], "why disk"),
        ("appear-stick-hash", None, "why stick"),
    ],
)
def test_what_was_not_signed_or_not_kept_becomes_no_kiosk(
    kiosk: Kiosk, tmp_path: Path, file: str, content: bytes | None, why: str
) -> None:
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_bytes(content)
    assert kiosk.is_installed()[0] == why
    assert not list(kiosk.boot.glob("EFI/Linux/*.efi")), "it would be started"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("brings/install/update.json", b"{}"),
        ("brings/install/appear.efi", b"half of a kern"),
        ("appear-stick-root", ROOT[:-1]),
        ("appear-stick-hash", b""),
    ],
)
def test_a_stick_that_does_not_hold_what_its_maker_signed_erases_nothing(
    kiosk: Kiosk, tmp_path: Path, file: str, content: bytes
) -> None:
    (tmp_path / file).write_bytes(content)
    assert kiosk.is_installed()[0] == "why stick"
    assert kiosk.parts[6].read_bytes().startswith(b"an old kiosk")
    assert kiosk.ran == []


def test_a_kiosk_that_is_mended_keeps_its_state_and_takes_over_what_it_was_told(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kiosk.used("appear_2.0.efi")
    kiosk.names[2] = kiosk.names[3] = "appear_2.0"
    (tmp_path / "brings/appear/recovery.key").write_text("cbdefghi")
    state = kiosk.parts[6].read_bytes()
    assert kiosk.is_mended() == "ok"
    assert kiosk.parts[6].read_bytes() == state
    assert kiosk.ran == [], "nothing was made anew"
    assert kiosk.parts[2].read_bytes().startswith(ROOT)
    beside = {file.name: file.read_text() for file in (kiosk.boot / "appear").iterdir()}
    assert beside == {
        "state.made": "made",
        "kiosk.toml": "of the stick: kiosk.toml",
        "recovery.key": "cbdefghi",
    }
    kernels = {file.name: file.read_bytes() for file in (kiosk.boot / "EFI/Linux").iterdir()}
    assert kernels == {"appear_2.0.efi": KERNEL}


@pytest.mark.parametrize(
    ("slots", "kernels", "slot", "left"),
    [
        ("1.0 2.0", "1.0 2.0", 4, "1.0 2.0+2"),
        ("1.0 2.0", "2.0", 4, "2.0"),
        ("2.0 empty", "2.0", 2, "2.0"),
        ("1.0 1.5", "1.0 1.5", 2, "1.5 2.0+2"),
        ("1.5 1.0", "1.0 1.5", 4, "1.5 2.0+2"),
        ("1.5 1.10", "1.5 1.10", 2, "1.10 2.0+2"),
        ("1.0 1.9", "1.0 1.9+0-2", 4, "1.0 2.0+2"),
        ("1.0 1.9", "1.0 1.9+1-1", 4, "1.0 2.0+2"),
        ("1.0 1.9", "1.9+1-1", 2, "1.9+1-1 2.0+2"),
        ("1.0 3.0", "1.0 3.0+0-2", 4, "1.0 2.0+2"),
        ("2.0 3.0", "2.0 3.0+0-2", 2, "2.0 3.0+0-2"),
        ("1.0 empty", "1.0", 4, "1.0 2.0+2"),
        ("1.0 empty", "old", 2, "2.0"),
        ("1.0 empty", "1.0 1.0_copy", 4, "1.0 2.0+2"),
    ],
)
def test_a_version_is_mended_in_its_own_place_or_beside_the_newest_that_shows_its_first_screen(
    kiosk: Kiosk, slots: str, kernels: str, slot: int, left: str
) -> None:
    kiosk.used(*(f"appear_{one}.efi" for one in kernels.split()))
    for number, name in zip((2, 4), slots.split(), strict=True):
        called = "_empty" if name == "empty" else f"appear_{name}"
        kiosk.names |= {number: called, number + 1: called}
    assert kiosk.is_mended() == "ok"
    assert kiosk.named == [slot]
    assert kiosk.parts[slot].read_bytes().startswith(ROOT)
    assert kiosk.kernels() == {f"appear_{one}.efi" for one in left.split()}


def test_a_kiosk_with_a_newer_version_and_a_disk_without_a_kiosks_parts_are_left_as_they_are(
    kiosk: Kiosk,
) -> None:
    kiosk.used("appear_1.0.efi", "appear_2.0.1+1-1.efi")
    before = {number: part.read_bytes() for number, part in kiosk.parts.items()}
    assert kiosk.is_mended() == "why older"
    kiosk.names[1] = "EFI"
    assert kiosk.is_mended() == "why table"
    del kiosk.names[1]
    assert kiosk.is_mended() == "why table"
    assert {number: part.read_bytes() for number, part in kiosk.parts.items()} == before
    assert kiosk.kernels() == {"appear_1.0.efi", "appear_2.0.1+1-1.efi"}
    assert not (kiosk.boot / "appear/kiosk.toml").exists()


def test_what_a_kiosk_was_told_before_is_overwritten_where_it_lay(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, install: ModuleType
) -> None:
    kiosk.used("appear_1.0.efi")
    told = kiosk.boot / "appear/kiosk.toml"
    told.write_text('staff_pin = "481516"\n')
    stood: list[bytes] = []
    real = install.shutil.copyfile

    def copied(source: Path, goal: Path) -> None:
        stood.append(goal.read_bytes() if goal == told else b"")
        real(source, goal)

    monkeypatch.setattr(install.shutil, "copyfile", copied)
    assert kiosk.is_mended() == "ok"
    assert bytes(len('staff_pin = "481516"\n')) in stood


@pytest.mark.parametrize("has_files", [True, False])
def test_a_boot_partition_that_is_lost_is_made_anew_and_the_state_is_not(
    kiosk: Kiosk, *, has_files: bool
) -> None:
    kiosk.has_files = has_files
    assert kiosk.is_mended() == "ok"
    assert kiosk.ran == ([] if has_files else ["mkfs.vfat"])
    assert kiosk.kernels() == {"appear_2.0.efi"}
    assert (kiosk.boot / "appear/state.made").exists(), "else a damaged state would be made anew"
    assert kiosk.parts[6].read_bytes().startswith(b"an old kiosk")


@pytest.mark.parametrize("has_files", [True, False])
def test_without_a_kernel_the_slots_say_that_the_stick_is_older(kiosk: Kiosk, *, has_files: bool) -> None:
    kiosk.has_files, kiosk.names[4] = has_files, "appear_3.0"
    assert kiosk.is_mended() == "why older"
    assert kiosk.ran == [], "nothing was made anew"


def test_a_kiosk_that_was_only_half_made_is_made_to_its_end(kiosk: Kiosk) -> None:
    kiosk.has_files = False
    kiosk.parts[6].write_bytes(bytes(1 << 20))
    assert kiosk.is_mended() == "ok"
    assert not (kiosk.boot / "appear/state.made").exists(), "it never had a state"


def test_a_stick_that_fails_half_way_leaves_what_runs(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.used("appear_1.0.efi")
    (tmp_path / "appear-stick-root").write_bytes(b"x" + ROOT[1:])
    assert kiosk.is_mended() == "why disk"
    assert kiosk.kernels() == {"appear_1.0.efi"}


def test_a_stick_that_was_not_signed_mends_nothing(kiosk: Kiosk, tmp_path: Path) -> None:
    kiosk.used("appear_1.0.efi")
    (tmp_path / "brings/install/appear.efi").write_bytes(b"another kernel")
    assert kiosk.is_mended() == "why stick"
    assert kiosk.kernels() == {"appear_1.0.efi"}
    assert not (kiosk.boot / "appear/kiosk.toml").exists()


def test_a_disks_partitions_are_known_by_their_names(
    install: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.disk("nvme0n1", 256 * _GB, "appear-boot", "appear_1.0")
    monkeypatch.setattr(install, "_SYSFS", machine.sysfs)
    ours = install.disks(machine.sysfs)[0]
    assert install._names(ours) == {1: "appear-boot", 2: "appear_1.0"}


def test_the_page_is_answered_line_by_line(
    install: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.disk("nvme0n1", 256 * _GB)
    ours = install.disks(machine.sysfs)
    monkeypatch.setattr(install, "disks", lambda: ours)
    monkeypatch.setattr(install, "_run", lambda *command: said.append(" ".join(command)))

    def installs(disk: object, _stick: Path, _place: Path, tell: object) -> str:
        assert disk == ours[0]
        assert callable(tell)
        for part in (0.0, 0.001, 0.5, 1.0):
            tell(part)
        return "ok"

    monkeypatch.setattr(install, "install", installs)
    monkeypatch.setattr(install, "repair", lambda *words: "why older" if installs(*words) else "")
    for line, answers in (
        ("disks\n", [ours[0].line(), "ok"]),
        ("install nvme0n1\n", ["part 0", "part 50", "part 100", "ok"]),
        ("install sda\n", ["why gone"]),
        ("repair nvme0n1\n", ["part 0", "part 50", "part 100", "why older"]),
        ("repair sda\n", ["why gone"]),
        ("off\n", ["systemctl --no-block poweroff", "ok"]),
        ("erase everything\n", ["why asked"]),
        ("", ["why asked"]),
    ):
        said: list[str] = []
        install.answer(line, said.append)
        assert said == answers, line


@pytest.mark.parametrize("asked", ["install", "repair"])
@pytest.mark.parametrize(
    ("answers", "why", "parts"),
    [
        ("part 0\npart 50\nok\n", "", [0.0, 0.5]),
        ("part 3\nwhy disk\n", "disk", [0.03]),
        ("part 3\n", "stopped", [0.03]),
        ("", "stopped", []),
    ],
)
def test_the_page_hears_how_far_it_is_and_how_it_ended(
    tmp_path: Path, asked: str, answers: str, why: str, parts: list[float]
) -> None:
    with socket.socket(socket.AF_UNIX) as root:
        root.bind(str(tmp_path / "asked"))
        root.listen()
        heard: list[str] = []
        told: list[float] = []

        def one_line() -> None:
            line, _ = root.accept()
            with line, line.makefile() as asked:
                heard.append(asked.readline())
                line.sendall(answers.encode())

        thread = threading.Thread(target=one_line)
        thread.start()
        installer = program("install_touch").Installer(tmp_path / "asked")
        assert getattr(installer, asked)("nvme0n1", told.append) == why
        thread.join(10)
    assert (heard, told) == ([f"{asked} nvme0n1\n"], parts)


def generated(folder: Path, command_line: str) -> dict[str, str]:
    """What systemd is told, at a start with this command line."""
    (folder / "cmdline").write_text(command_line)
    text = _GENERATOR.read_text().replace("/proc/cmdline", str(folder / "cmdline"))
    early = folder / "early"
    early.mkdir()
    subprocess.run(["sh", "-c", text, "generator", folder, early, folder], check=True)
    return {
        file.name: str(file.readlink()) if file.is_symlink() else file.read_text() for file in early.iterdir()
    }


def test_only_the_kernel_of_a_stick_shows_the_page_for_installing_and_keeps_nothing(tmp_path: Path) -> None:
    for number, words in enumerate(("quiet", "quiet appear.sticky", "x=appear.stick quiet")):
        (tmp_path / str(number)).mkdir()
        assert generated(tmp_path / str(number), f"{words}\n") == {}
    told = generated(tmp_path, "quiet appear.stick roothash=ab\n")
    silent = {"systemd-networkd.service", "systemd-networkd.socket"}
    silent |= {"appear-fetch.timer", "appear-still-kept.timer"}
    assert {name for name, said in told.items() if said == "/dev/null"} == silent
    assert told.keys() == {"var.mount", "default.target", *silent}
    assert "Type=tmpfs" in told["var.mount"]
    target = HOUSE / "packaging/image/root" / told["default.target"][1:]
    wants = re.findall(r"^Wants=(\S+)$", target.read_text(), re.MULTILINE)
    assert wants
    assert all((target.parent / unit).exists() for unit in wants)


def test_only_partitions_of_the_disk_that_the_root_is_read_from_are_the_kiosks_own(tmp_path: Path) -> None:
    block, text = tmp_path / "class", (LAYOUT.parent / "own-disk").read_text()
    block.mkdir()
    for disk in ("vda", "sda"):
        for number in range(1, 7):
            part = tmp_path / "devices" / disk / f"{disk}{number}"
            part.mkdir(parents=True)
            (block / part.name).symlink_to(part)
    for name, called, parts in (("dm-0", "state", ("vda6",)), ("dm-1", "root", ("vda2", "vda3"))):
        for place in ("dm", "slaves"):
            (block / name / place).mkdir(parents=True)
        (block / name / "dm/name").write_text(f"{called}\n")
        for one in parts:
            (block / name / "slaves" / one).symlink_to(block / one)
    text = text.replace("/sys/class/block", str(block))
    ours = {
        part: subprocess.run(["sh", "-c", text, "own-disk", part]).returncode == 0
        for part in ("vda1", "vda6", "sda1", "sda6")
    }
    assert ours == {"vda1": True, "vda6": True, "sda1": False, "sda6": False}
