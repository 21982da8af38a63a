"""Makes a kiosk of the machine that was started from a stick, or mends the one that it is.

Started by systemd for every line that the page (``install_touch.py``) sends; that has no right to any disk.
One line is asked, ``disks``, ``install NAME``, ``repair NAME`` or ``off``, and answered in lines. Kernel and
root are what the maker of the image has signed, checked where they will be used; what IT wrote and the
loader come along.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from update import KEY, TRIES, Offer, Slot, order, read_offer, signed_kernel, take

LAYOUT, LOADER = Path("/usr/lib/appear/layout"), Path("/usr/lib/appear/loader.conf")
LEAST_BYTES = 3874 << 20
"""Where the last partition of the layout ends, and the second table behind it."""
STICK = Path("/dev/disk/by-partlabel")
"""There the stick's parts are ``appear-stick``, ``appear-stick-root`` and ``appear-stick-hash``."""
_PLACE = Path("/run/appear-install")
_SYSFS, _DEV = Path("/sys/class/block"), Path("/dev")
_STATE, _SLOTS = 6, {2: 4, 4: 2}
"""Where the state lies; where a root may, and which is the other one."""
_SECTOR = "512"
"""Bytes: on larger ones the boot partition would have too few clusters for FAT32."""
_TOLD = ("kiosk.toml", "county-ca.pem", "SECURE.CER")
"""What may lie beside the kernel of a stick, and comes along."""
_KEY = "recovery.key"
"""That too for a kiosk that is mended: it opens what the kiosk holds (``open-state``)."""
_NO_TABLE = "it has not the partitions of a kiosk"
_OLDER = "the kiosk runs a newer version than this one"
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


Tell = Callable[[float], None]
"""Hears how much is written, 0..1."""
_Write = Callable[[Disk, Path, Offer, Path, Tell], str]


def install(disk: Disk, stick: Path, place: Path, tell: Tell) -> str:
    """Write it, whatever was on it: ``ok``, or why it is no kiosk (``stick``: what it brings cannot be used,
    and nothing was erased; ``disk``: it keeps something else than was written; ``half``: it was stopped)."""
    return _from_stick(_written, disk, stick, place, tell)


def repair(disk: Disk, stick: Path, place: Path, tell: Tell) -> str:
    """Write the program anew, and beside it what IT told; what the kiosk holds stays. ``ok``, or why not: as
    ``install``, ``table`` (it has not the partitions of a kiosk), ``older`` (than what it runs: what a newer
    version holds an older one may not understand)."""
    return _from_stick(_mended, disk, stick, place, tell)


def _from_stick(write: _Write, disk: Disk, stick: Path, place: Path, tell: Tell) -> str:
    try:
        with mounted(stick / "appear-stick", place / "stick", "ro") as brings:
            folder = _folder(brings, stick, place / "version")
            offer = _whole(folder)
            if isinstance(offer, str):
                return _why("stick", offer)
            try:
                trouble = write(disk, folder, offer, brings, tell)
            except (OSError, subprocess.CalledProcessError) as stopped:
                return _why("half", str(stopped))
    except (OSError, subprocess.CalledProcessError) as stopped:
        return _why("stick", str(stopped))
    return _why(_code(trouble), trouble) if trouble else "ok"


def _code(trouble: str) -> str:
    """For what ``update.take`` says once it has begun, or ``_mended`` before that."""
    if trouble in (_NO_TABLE, _OLDER):
        return "table" if trouble == _NO_TABLE else "older"
    # What was whole a moment ago is read no more.
    stick_went = any(said in trouble for said in ("cannot be read to its end", "kernel", "shorter"))
    return "half" if stick_went else "disk"


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


def _written(disk: Disk, folder: Path, offer: Offer, brings: Path, tell: Tell) -> str:
    parts = parted(disk)
    with parts[_STATE].open("r+b") as state:
        # Another kiosk's lock must not be found there: it would be asked for its key.
        state.write(bytes(_HEADERS))
    _run("mkfs.vfat", "-F", "32", "-n", "APPEAR", parts[1])
    with mounted(parts[1], folder.with_name("boot"), "rw") as boot:
        kernels = boot / "EFI/Linux"
        kernels.mkdir(parents=True)
        _beside(brings, boot, _TOLD)
        slot = Slot(_DEV / disk.name, 2, parts[2], parts[3])
        # The kernel comes last: a disk that was not written to its end starts nothing.
        return take(folder, offer, slot, kernels, "", tries=0, tell=tell)


def _mended(disk: Disk, folder: Path, offer: Offer, brings: Path, tell: Tell) -> str:
    names = _names(disk)
    ends = names.get(1), names.get(_STATE)
    if len(names) != _STATE or ends != ("appear-boot", "appear-state"):
        return _NO_TABLE
    parts = {number: _DEV / name for number, name in _by_number(disk).items()}
    in_slots = {number: version for number in _SLOTS if (version := _version(names[number]))}
    lost = not _has_files(parts[1], folder.with_name("boot"))
    if lost:
        # Which of them were given up lay there too: none may be newer.
        if _is_older(offer.version, in_slots.values()):
            return _OLDER
        _run("mkfs.vfat", "-F", "32", "-n", "APPEAR", parts[1])
    with mounted(parts[1], folder.with_name("boot"), "rw") as boot:
        kernels = boot / "EFI/Linux"
        kernels.mkdir(parents=True, exist_ok=True)
        whole = {
            version: kernel.stem for kernel in kernels.glob("*.efi") if (version := _version(kernel.stem))
        }
        if _is_older(offer.version, whole or in_slots.values()):
            return _OLDER
        _beside(brings, boot, (*_TOLD, _KEY))
        if not whole and _holds_something(parts[_STATE]):
            # A state that cannot be read is said, and not made anew as in a machine that never had one.
            (boot / "appear/state.made").touch()
        number = _slot_for(offer.version, in_slots, whole)
        slot = Slot(_DEV / disk.name, number, parts[number], parts[number + 1])
        beside = in_slots.get(_SLOTS[number], "")
        tries = TRIES if beside in whole else 0
        return take(folder, offer, slot, kernels, beside, tries=tries, tell=tell)


def _slot_for(version: str, in_slots: Mapping[int, str], whole: Mapping[str, str]) -> int:
    """The slot that has this version already, so that no two have one name; else, as in an update, the one
    beside what runs: the newest that has shown its first screen, or that may yet. ``whole``: kernels by
    version."""
    for number, there in in_slots.items():
        if there == version:
            return number
    runs = [
        ("+" not in whole[there], order(there), number)
        for number, there in in_slots.items()
        if there in whole
    ]
    return _SLOTS[max(runs)[-1]] if runs else min(_SLOTS)


def _is_older(version: str, others: Iterable[str]) -> bool:
    return any(order(other) > order(version) for other in others)


def _holds_something(state: Path) -> bool:
    """Whether a lock was ever written there: an installation that was cut off early leaves none."""
    with state.open("rb") as file:
        return bool(file.read(_HEADERS).strip(b"\0"))


def _has_files(part: Path, place: Path) -> bool:
    """Whether there is still a file system on it, mended where it can be."""
    subprocess.run(["fsck.vfat", "-a", part], capture_output=True)
    try:
        with mounted(part, place, "ro"):
            return True
    except subprocess.CalledProcessError:
        return False


def _version(name: str) -> str:
    """Of a slot, or of a kernel that has shown its first screen or may yet; nothing for one that was given
    up, for an empty slot, and for what somebody else called so."""
    found = re.fullmatch(r"appear_(\d+(?:\.\d+)*)(?:\+([1-9]\d*)(?:-\d+)?)?", name)
    return found[1] if found else ""


def _beside(brings: Path, boot: Path, told: tuple[str, ...]) -> None:
    """The loader, and what IT told."""
    for folder in ("EFI/BOOT", "loader", "appear"):
        (boot / folder).mkdir(exist_ok=True)
    shutil.copyfile(brings / "EFI/BOOT/BOOTX64.EFI", boot / "EFI/BOOT/BOOTX64.EFI")
    shutil.copyfile(LOADER, boot / "loader/loader.conf")
    for name in told:
        if (brings / "appear" / name).exists():
            _overwrite(boot / "appear" / name)
            shutil.copyfile(brings / "appear" / name, boot / "appear" / name)


def _overwrite(file: Path) -> None:
    """A code and a PIN may stand in it, and FAT leaves what was in a file where it lay."""
    if file.exists():
        with file.open("r+b") as there:
            there.write(bytes(file.stat().st_size))
            there.flush()
            os.fsync(there.fileno())


def parted(disk: Disk) -> dict[int, Path]:
    """Its partitions by number, made anew; what lay in them is not found any more."""
    # Where the disk can be told to, it forgets the rest too.
    subprocess.run(["blkdiscard", "-f", _DEV / disk.name], capture_output=True)
    _run(
        *("sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", _DEV / disk.name),
        told=LAYOUT.read_bytes(),
    )
    subprocess.run(["udevadm", "settle", "--timeout=30"], capture_output=True)
    return {number: _DEV / name for number, name in _by_number(disk).items()}


def _by_number(disk: Disk) -> dict[int, str]:
    return {int(_said(part)): part.parent.name for part in (_SYSFS / disk.name).glob("*/partition")}


def _names(disk: Disk) -> dict[int, str]:
    """What its partitions are called."""
    told = {number: _said(_SYSFS / part / "uevent") for number, part in _by_number(disk).items()}
    return {number: text.partition("PARTNAME=")[2].partition("\n")[0] for number, text in told.items()}


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
    elif word in ("install", "repair"):
        chosen = [disk for disk in disks() if disk.name == name]
        write = install if word == "install" else repair
        say(write(chosen[0], STICK, _PLACE, _parts(say)) if chosen else "why gone")
    elif word == "off":
        _run("systemctl", "--no-block", "poweroff")
        say("ok")
    else:
        say("why asked")


def _parts(say: Callable[[str], None]) -> Tell:
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
