"""Disks of kiosks for the walk, made from the image as it was built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.shared import HOUSE

OUT = Path(os.environ.get("IMAGE_OUT", HOUSE / "out" / "image"))
_MB = 1 << 20
_BOOT_AT, _ROOT_AT = 1 * _MB, 257 * _MB
_LOBBY = "/opt/appear-lobby/lib/python3.13/site-packages/ui/lobby/__pycache__/door.cpython-313.pyc"


def written(disk: Path, told: str = "") -> Path:
    """The image as it ships, written to a disk; beside it what IT has to tell a new kiosk."""
    disk.parent.mkdir(parents=True, exist_ok=True)
    disk.unlink(missing_ok=True)
    subprocess.run(["cp", "--sparse=always", OUT / "appear-kiosk.img", disk], check=True)
    if told:
        note = disk.with_suffix(".toml")
        note.write_text(told, "utf-8")
        on_boot("mcopy", "-o", disk, note, "::/appear/kiosk.toml")
    return disk


def installing(stick: Path, told: str) -> Path:
    """The stick that makes a machine a kiosk; beside it what IT has to tell that one."""
    subprocess.run(["cp", "--sparse=always", OUT / "appear-stick.img", stick], check=True)
    note = stick.with_suffix(".toml")
    note.write_text(told, "utf-8")
    on_boot("mcopy", "-o", stick, note, "::/appear/kiosk.toml")
    return stick


def walked(disk: Path) -> Path:
    """The same root and kernel, with a command line that lets whoever walks lend it a shell."""
    return with_kernel(disk, OUT / "appear-walk.efi")


def shipped(disk: Path) -> Path:
    """The command line that ships, again."""
    return with_kernel(disk, OUT / "appear.efi")


def tampered(disk: Path) -> Path:
    """One byte of the lobby's own program is another one; the second time, it is the right one again."""
    at = _ROOT_AT + _where(_LOBBY)
    with disk.open("r+b") as file:
        file.seek(at)
        before = file.read(1)
        file.seek(at)
        file.write(bytes([before[0] ^ 1]))
    return disk


def without_loader(disk: Path) -> Path:
    """The firmware finds nothing on it that it could start."""
    on_boot("mdel", "-v", disk, "::/EFI/BOOT/BOOTX64.EFI")
    return disk


def recovery_key(disk: Path, key: str) -> Path:
    """The same disk, with the key that the station keeps written beside the kernel."""
    note = disk.with_suffix(".key")
    note.write_text(f"{key}\n", "ascii")
    on_boot("mcopy", "-o", disk, note, "::/appear/recovery.key")
    note.unlink()
    return disk


def left_on_boot(disk: Path) -> list[str]:
    """The names of the files beside the kernel."""
    listed = ["mdir", "-b", "-i", f"{disk}@@{_BOOT_AT}", "::/appear"]
    told = subprocess.run(listed, check=True, capture_output=True, text=True).stdout
    return [line.rpartition("/")[2] for line in told.split()]


def stick(folder: Path, brings: str) -> Path:
    """A USB stick with a version that was made for the walk: ``next`` or ``worse``."""
    made = OUT / "versions" / brings / "appear-update"
    folder.mkdir(parents=True, exist_ok=True)
    disk = folder / f"{brings}.stick.img"
    size = sum(file.stat().st_size for file in made.iterdir())
    disk.unlink(missing_ok=True)
    with disk.open("wb") as file:
        file.truncate(size + 64 * _MB)
    subprocess.run(["mkfs.vfat", "-F", "32", disk], check=True, capture_output=True)
    subprocess.run(["mcopy", "-s", "-i", disk, made, "::/"], check=True, capture_output=True)
    return disk


def hostile(folder: Path) -> Path:
    """A USB stick that calls itself a kiosk's boot partition and state, and tells of another station."""
    disk, files = folder / "hostile.img", folder / "hostile.vfat"
    (folder / "hostile.toml").write_text('station = "https://192.0.2.66:8443"\n', "ascii")
    for file, size in ((disk, 64), (files, 40)):
        file.unlink(missing_ok=True)
        with file.open("wb") as made:
            made.truncate(size * _MB)
    parts = [("1", "1M:+40M", "appear-boot"), ("2", "41M:+16M", "appear-state")]
    words = [
        word
        for number, place, name in parts
        for word in ("-n", f"{number}:{place}", "-c", f"{number}:{name}")
    ]
    for command in (
        ["sgdisk", *words, disk],
        ["mkfs.vfat", files],
        ["mmd", "-i", files, "::/appear"],
        ["mcopy", "-i", files, folder / "hostile.toml", "::/appear/kiosk.toml"],
        ["dd", f"if={files}", f"of={disk}", "bs=1M", "seek=1", "conv=notrunc"],
    ):
        subprocess.run(list(map(str, command)), check=True, capture_output=True)
    return disk


def _where(path: str) -> int:
    """Where the first byte of a file lies in the root."""
    asked = ["dump.erofs", "-e", f"--path={path}", str(OUT / "root.erofs")]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    found = re.search(r"^\s*0:[^|]*\|[^|]*?:\s*(\d+)\.\.", told, re.MULTILINE)
    assert found is not None, f"the root holds no {path}: {told}"
    return int(found[1])


def with_kernel(disk: Path, kernel: Path) -> Path:
    """The same disk, on which the loader finds another kernel."""
    version = (OUT / "version").read_text("ascii").strip()
    on_boot("mcopy", "-o", disk, kernel, f"::/EFI/Linux/appear_{version}.efi")
    return disk


def on_boot(program: str, option: str, disk: Path, *files: object) -> None:
    """One of mtools' programs, on the files of the boot partition."""
    command = [program, option, "-i", f"{disk}@@{_BOOT_AT}", *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def forget(folder: Path) -> None:
    """Remove the disks, which are large; pictures and logs stay."""
    for disk in folder.rglob("*.img"):
        disk.unlink()
    shutil.rmtree(folder / "office", ignore_errors=True)
