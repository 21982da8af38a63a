"""Writes a newer version into the slot that does not run; the loader tries it at the next start.

It comes from a stick, or was fetched from the station. Nothing of it is believed but what the maker of the
image has signed: its version, the hash of its kernel, and the hash that its root is verified by. What was
written is checked where it will be used.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.kiosk_version import LONGEST_NOTE, NOTE, SIGNATURE, Offer, parse_note

KEY = Path("/usr/lib/appear/update.pem")
TRIES = 2
"""Starts that a new version has to show its first screen."""
_BOOT, _SYSFS = Path("/run/appear-boot"), Path("/sys/class/block")
_OTHER = {2: 4, 4: 2}
"""The partition of the root that does not run; its hashes lie in the one after it."""
_A_KERNEL = 120 << 20
_CHUNK = 4 << 20
_SPANISH = (
    (r"update\.json and update\.sig cannot be read", "no se pueden leer update.json y update.sig"),
    (
        r"this version was made without a key for updates, and takes none",
        "esta versión se hizo sin clave para actualizaciones y no acepta ninguna",
    ),
    (r"the key for updates is of another kind", "la clave para actualizaciones es de otro tipo"),
    (
        r"it is not signed by the maker of this kiosk's version",
        "no la firmó quien hizo la versión de este quiosco",
    ),
    (r"its note is not JSON", "su nota no es JSON"),
    (r"it is for something else than this kiosk", "no es para este quiosco"),
    (
        r"its version, a size or a hash is none",
        "su versión, un tamaño o una suma de comprobación no lo son",
    ),
    (
        r"version (\S+) is not newer than (\S+), which runs",
        r"la versión \1 no es más nueva que la \2, que es la que funciona",
    ),
    (
        r"version (\S+) was tried here and showed no first screen",
        r"la versión \1 ya se probó aquí y no mostró su primera pantalla",
    ),
    (
        r"version (\S+) is on trial: once its first screen has stood, start the kiosk again",
        r"la versión \1 está a prueba: cuando se haya visto su primera pantalla, reinicie el quiosco",
    ),
    (r"the kernel is not the one that was signed", "el núcleo no es el que se firmó"),
    (
        r"(\S+) cannot be read to its end, or not be written",
        r"\1 no se puede leer hasta el final, o no se puede escribir",
    ),
    (r"the root is not the one that was signed", "el sistema no es el que se firmó"),
    (r"(\S+) is larger than its place", r"\1 es mayor que su lugar"),
    (r"(\S+) is shorter than it was signed", r"\1 es más corto de lo que se firmó"),
)
"""What is said of a version, on a screen where nobody has chosen a language yet."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a version is written to."""

    disk: Path
    number: int
    root: Path
    verity: Path


def read_offer(folder: Path, key: Path) -> Offer | str:
    """What is offered there, or why it is not believed."""
    try:
        with (folder / NOTE).open("rb") as note, (folder / SIGNATURE).open("rb") as sign:
            said, signature = note.read(LONGEST_NOTE), sign.read(LONGEST_NOTE)
    except OSError:
        return "update.json and update.sig cannot be read"
    if not key.exists():
        return "this version was made without a key for updates, and takes none"
    maker = serialization.load_pem_public_key(key.read_bytes())
    if not isinstance(maker, ec.EllipticCurvePublicKey):
        return "the key for updates is of another kind"
    try:
        maker.verify(signature, said, ec.ECDSA(hashes.SHA384()))
    except InvalidSignature:
        return "it is not signed by the maker of this kiosk's version"
    return parse_note(said)


def not_wanted(offer: Offer, running: str, kernels: list[str]) -> str:
    """Why a signed version is not taken, or nothing: only a newer one is, none that has failed here, and none
    in the place of the one version that has proven itself."""
    if order(offer.version) <= order(running):
        return f"version {offer.version} is not newer than {running}, which runs"
    if any(name.startswith(f"appear_{offer.version}+0") for name in kernels):
        return f"version {offer.version} was tried here and showed no first screen"
    if on_trial(running, kernels):
        return f"version {running} is on trial: once its first screen has stood, start the kiosk again"
    return ""


def _nobody(_part: float) -> None:
    pass


def take(
    folder: Path,
    offer: Offer,
    slot: Slot,
    kernels: Path,
    running: str,
    *,
    tries: int = TRIES,
    tell: Callable[[float], None] = _nobody,
) -> str:
    """Write it all, and tell the loader last; why it could not be, or nothing. What runs stays as it is.

    The loader gives it up after ``tries`` starts; with 0 it is the only one, and is not counted. ``tell``
    hears how much of it is written, 0..1."""
    kernel = signed_kernel(folder / "appear.efi", offer)
    if kernel is None:
        return "the kernel is not the one that was signed"
    # From here on the version that lay in the slot is gone: no kernel may look for it.
    for one in kernels.glob("appear_*.efi"):
        if not _is_of(one.name, running):
            one.unlink()
    _sync(kernels)
    for name, size, goal, told in (
        ("root.erofs", offer.root_bytes, slot.root, tell),
        ("root.verity", offer.verity_bytes, slot.verity, _nobody),
    ):
        try:
            if trouble := _written(folder / name, size, goal, told):
                return trouble
        except OSError:
            return f"{name} cannot be read to its end, or not be written"
    checked = ["veritysetup", "verify", slot.root, slot.verity, offer.root_hash]
    if subprocess.run(checked, capture_output=True).returncode != 0:
        return "the root is not the one that was signed"
    _name(slot, offer)
    new = kernels / "appear.new"
    new.write_bytes(kernel)
    _sync(new)
    new.replace(kernels / f"appear_{offer.version}{f'+{tries}' if tries else ''}.efi")
    _sync(kernels)
    return ""


def other_slot(sysfs: Path = _SYSFS) -> Slot:
    """The slot that is not running, on the disk of the one that is."""
    under = {path.name for path in (sysfs / _verified(sysfs) / "slaves").iterdir()}
    running = next(part for part in sorted(under) if _number(sysfs / part) in _OTHER)
    disk = (sysfs / running).resolve().parent
    parts = {_number(path.parent): path.parent.name for path in disk.glob("*/partition")}
    number = _OTHER[_number(sysfs / running)]
    dev = Path("/dev")
    return Slot(dev / disk.name, number, dev / parts[number], dev / parts[number + 1])


def running_version(release: Path = Path("/usr/lib/os-release")) -> str:
    """The version of the image that runs."""
    found = re.search(r"^IMAGE_VERSION=(\S+)$", release.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else "0.0"


def main(folder: Path) -> str:
    """Why nothing was taken, or nothing: then the machine has to be started anew."""
    offer = read_offer(folder, KEY)
    if isinstance(offer, str):
        return offer
    running = running_version()
    _BOOT.mkdir(mode=0o700, exist_ok=True)
    options = "nosuid,nodev,noexec,umask=077"
    there = "/dev/appear/boot"
    subprocess.run(["mount", "-t", "vfat", "-o", options, there, _BOOT], check=True)
    try:
        kernels = _BOOT / "EFI/Linux"
        if trouble := not_wanted(offer, running, [path.name for path in kernels.iterdir()]):
            return trouble
        print(f"appear-update: writing version {offer.version}; leave it switched on", flush=True)
        print(f"appear-update: escribiendo la versión {offer.version}; no lo apague", flush=True)
        return take(folder, offer, other_slot(), kernels, running)
    finally:
        subprocess.run(["umount", _BOOT], check=True)


def not_taken(trouble: str) -> str:
    """What the screen says of it, a line in each language."""
    found = [match.expand(said) for form, said in _SPANISH if (match := re.fullmatch(form, trouble))]
    spanish = f"no se aceptó: {found[0] if found else trouble}; sigue la versión que ya funciona"
    english = f"not taken: {trouble}; the version that runs stays"
    return f"appear-update: {english}\nappear-update: {spanish}"


def order(version: str) -> tuple[int, ...]:
    """By which of two versions the newer one is known."""
    return tuple(map(int, version.split(".")))


def _is_of(name: str, version: str) -> bool:
    return re.fullmatch(rf"appear_{re.escape(version)}(\+\d+(-\d+)?)?\.efi", name) is not None


def on_trial(running: str, kernels: list[str]) -> bool:
    """Whether the version in the other slot is the only one here that is known to show its first screen."""
    kept = [name for name in kernels if re.fullmatch(r"appear_[0-9.]+\.efi", name)]
    return bool(kept) and not any(_is_of(name, running) for name in kept)


def signed_kernel(file: Path, offer: Offer) -> bytes | None:
    """Read once and held, so that what is written is what was checked; None when it is another one."""
    if not 0 < offer.kernel_bytes <= _A_KERNEL:
        return None
    try:
        with file.open("rb") as opened:
            kernel = opened.read(offer.kernel_bytes + 1)
    except OSError:
        return None
    return kernel if hashlib.sha256(kernel).hexdigest() == offer.kernel_sha256 else None


def _written(file: Path, size: int, goal: Path, tell: Callable[[float], None]) -> str:
    """Copied, and given up by the cache, so that what is checked next comes from the disk."""
    left = size
    with file.open("rb") as source, goal.open("r+b") as there:
        if there.seek(0, os.SEEK_END) < size:
            return f"{file.name} is larger than its place"
        there.seek(0)
        while left and (piece := source.read(min(_CHUNK, left))):
            there.write(piece)
            left -= len(piece)
            tell(1 - left / size)
        there.flush()
        os.fsync(there.fileno())
        os.posix_fadvise(there.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return f"{file.name} is shorter than it was signed" if left else ""


def _name(slot: Slot, offer: Offer) -> None:
    """The kernel finds root and hashes by the two halves of the root's hash."""
    for number, half in ((slot.number, offer.root_hash[:32]), (slot.number + 1, offer.root_hash[32:])):
        name = "-".join((half[:8], half[8:12], half[12:16], half[16:20], half[20:]))
        for option, said in (("--part-uuid", name), ("--part-label", f"appear_{offer.version}")):
            # The disk is in use, and the kernel need not hear of it before the next start.
            quiet = ("--quiet", "--no-reread", "--no-tell-kernel")
            subprocess.run(["sfdisk", *quiet, option, slot.disk, str(number), said], check=True)


def _verified(sysfs: Path) -> str:
    """The device that the running root is read through."""
    for name in sysfs.glob("dm-*/dm/name"):
        if name.read_text("ascii").strip() == "root":
            return name.parent.parent.name
    raise RuntimeError("no verified root runs here")


def _number(block: Path) -> int:
    return int((block / "partition").read_text("ascii"))


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)


if __name__ == "__main__":
    trouble = main(Path(sys.argv[1]))
    if trouble:
        sys.exit(not_taken(trouble))
    print("appear-update: written and checked; starting it now", flush=True)
    print("appear-update: escrita y comprobada; ahora se reinicia con ella", flush=True)
    subprocess.run(["systemctl", "--no-block", "reboot"], check=True)
