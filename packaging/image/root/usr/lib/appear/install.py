"""Makes a kiosk of the machine that was started from a stick: says which disks it has, and writes one.

Started by systemd for every line that the page (``install_touch.py``) sends; that has no right to any disk.
One line is asked, ``disks``, ``install NAME`` or ``off``, and answered in lines. Kernel and root are what
the maker of the image has signed, checked where they will be used; what IT wrote and the loader come along.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from update import KEY, Offer, Slot, read_offer, signed_kernel, take

LAYOUT, LOADER = Path("/usr/lib/appear/layout"), Path("/usr/lib/appear/loader.conf")
LEAST_BYTES = 3874 << 20
"""Where the last partition of the layout ends, and the second table behind it."""
STICK = Path("/dev/disk/by-partlabel")
"""There the stick's parts are ``appear-stick``, ``appear-stick-root`` and ``appear-stick-hash``."""
_PLACE = Path("/run/appear-install")
_SYSFS, _DEV = Path("/sys/class/block"), Path("/dev")
_STATE = 6
_SECTOR = "512"
"""Bytes: on larger ones the boot partition would have too few clusters for FAT32."""
_TOLD = ("kiosk.toml", "county-ca.pem", "SECURE.CER")
"""What may lie beside the kernel of a stick, and comes along."""
_HEADERS = 32 << 20
"""What a lock can have written of itself at the beginning of its partition, twice over."""
_LONGEST_ASKED = 100
_SHOWN_FROM = 100.0


@dataclass(frozen=True, slots=True)
class Disk:
    """One that is built in and large enough."""

    name: str
    size: int
    kiosk: bool
    """Whether a kiosk's state lies on it."""
    model: str

    def line(self) -> str:
        """As the page is told."""
        return f"disk {self.name} {self.size} {int(self.kiosk)} {self.model}"


def disks(sysfs: Path = _SYSFS) -> list[Disk]:
    """Every disk that is built in, can be written and has room; none that hangs on USB, as the stick does."""
    found = []
    for block in sorted(sysfs.iterdir()):
        if (block / "partition").exists() or not (block / "device").exists():
            continue
        if any(part.startswith("usb") for part in block.resolve().parts):
            continue
        size = int(_said(block / "size") or 0) * 512
        if size < LEAST_BYTES or _is_none(block):
            continue
        parts = (_said(part.parent / "uevent") for part in block.glob("*/partition"))
        kiosk = any("PARTNAME=appear-state" in part.split() for part in parts)
        found.append(
            Disk(block.name, size, kiosk, _said(block / "device/model") or _said(block / "device/name"))
        )
    return found


def _is_none(block: Path) -> bool:
    """Whether no kiosk can live on it: not to be written, a card in a slot, or a path to another disk."""
    if any(_said(block / flag) == "1" for flag in ("ro", "removable", "hidden")):
        return True
    return _said(block / "device/type") == "SD" or _said(block / "queue/logical_block_size") != _SECTOR


def install(disk: Disk, stick: Path, place: Path, tell: Callable[[float], None]) -> str:
    """Write it, whatever was on it: ``ok``, or why it is no kiosk (``stick``: what it brings cannot be used,
    and nothing was erased; ``disk``: it keeps something else than was written; ``half``: one of the two)."""
    try:
        with mounted(stick / "appear-stick", place / "stick", "ro") as brings:
            folder = _folder(brings, stick, place / "version")
            offer = _whole(folder)
            if isinstance(offer, str):
                return _why("stick", offer)
            try:
                trouble = _written(disk, folder, offer, brings, tell)
            except (OSError, subprocess.CalledProcessError) as stopped:
                return _why("half", str(stopped))
    except (OSError, subprocess.CalledProcessError) as stopped:
        return _why("stick", str(stopped))
    return _why(_code(trouble), trouble) if trouble else "ok"


def _code(trouble: str) -> str:
    """For what ``update.take`` says."""
    if "cannot be read to its end" in trouble:
        return "half"
    return "stick" if "kernel" in trouble or "shorter" in trouble else "disk"


def _whole(folder: Path) -> Offer | str:
    """What the stick brings, or what is wrong with it, as can be told before anything is erased."""
    offer = read_offer(folder, KEY)
    if isinstance(offer, str):
        return offer
    if signed_kernel(folder / "appear.efi", offer) is None:
        return "the kernel is not the one that was signed"
    for name, size in (("root.erofs", offer.root_bytes), ("root.verity", offer.verity_bytes)):
        with (folder / name).open("rb") as part:
            if part.seek(0, os.SEEK_END) < size:
                return f"{name} is shorter than it was signed"
    return offer


def _written(disk: Disk, folder: Path, offer: Offer, brings: Path, tell: Callable[[float], None]) -> str:
    parts = parted(disk)
    with parts[_STATE].open("r+b") as state:
        # Another kiosk's lock must not be found there: it would be asked for its key.
        state.write(bytes(_HEADERS))
    _run("mkfs.vfat", "-F", "32", "-n", "APPEAR", parts[1])
    with mounted(parts[1], folder.with_name("boot"), "rw") as boot:
        kernels = boot / "EFI/Linux"
        kernels.mkdir(parents=True)
        for folder_of_it in ("EFI/BOOT", "loader", "appear"):
            (boot / folder_of_it).mkdir()
        shutil.copyfile(brings / "EFI/BOOT/BOOTX64.EFI", boot / "EFI/BOOT/BOOTX64.EFI")
        shutil.copyfile(LOADER, boot / "loader/loader.conf")
        for name in _TOLD:
            if (brings / "appear" / name).exists():
                shutil.copyfile(brings / "appear" / name, boot / "appear" / name)
        slot = Slot(_DEV / disk.name, 2, parts[2], parts[3])
        # The kernel comes last: a disk that was not written to its end starts nothing.
        return take(folder, offer, slot, kernels, "", tries=0, tell=tell)


def parted(disk: Disk) -> dict[int, Path]:
    """Its partitions by number, made anew; what lay in them is not found any more."""
    # Where the disk can be told to, it forgets the rest too.
    subprocess.run(["blkdiscard", "-f", _DEV / disk.name], capture_output=True)
    _run(
        *("sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", _DEV / disk.name),
        told=LAYOUT.read_bytes(),
    )
    subprocess.run(["udevadm", "settle", "--timeout=30"], capture_output=True)
    block = _SYSFS / disk.name
    return {int(_said(part)): _DEV / part.parent.name for part in block.glob("*/partition")}


def _folder(brings: Path, stick: Path, folder: Path) -> Path:
    """What the stick brings, called as in a folder with an update."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    links = {name: brings / "install" / name for name in ("update.json", "update.sig", "appear.efi")}
    links |= {"root.erofs": stick / "appear-stick-root", "root.verity": stick / "appear-stick-hash"}
    for name, file in links.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(file)
    return folder


@contextmanager
def mounted(device: Path, place: Path, how: str) -> Iterator[Path]:
    """Its files, while they are needed."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _run("mount", "-t", "vfat", "-o", f"{how},nosuid,nodev,noexec,umask=077", device, place)
    try:
        yield place
    finally:
        _run("umount", place)


def answer(asked: str, say: Callable[[str], None]) -> None:
    """One line's answer, line by line."""
    word, _, name = asked.strip().partition(" ")
    if word == "disks":
        for disk in disks():
            say(disk.line())
        say("ok")
    elif word == "install":
        chosen = [disk for disk in disks() if disk.name == name]
        say(install(chosen[0], STICK, _PLACE, _parts(say)) if chosen else "why gone")
    elif word == "off":
        _run("systemctl", "--no-block", "poweroff")
        say("ok")
    else:
        say("why asked")


def _parts(say: Callable[[str], None]) -> Callable[[float], None]:
    """Says each hundredth once."""
    last = -1

    def tell(part: float) -> None:
        nonlocal last
        if (now := int(part * _SHOWN_FROM)) != last:
            last = now
            say(f"part {now}")

    return tell


def _why(code: str, trouble: str) -> str:
    print(f"appear-install: {trouble}", file=sys.stderr, flush=True)
    return f"why {code}"


def _said(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _run(*command: object, told: bytes = b"") -> None:
    # The line to the page is not theirs.
    subprocess.run(list(map(str, command)), check=True, input=told, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    answer(sys.stdin.readline(_LONGEST_ASKED), lambda line: print(line, flush=True))
