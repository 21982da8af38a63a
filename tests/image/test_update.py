"""An update is believed only when its maker signed it, is newer, and was not tried in vain."""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.image.programs import program
from tests.shared import HOUSE

KERNEL, ROOT, VERITY = b"a kernel", b"r" * 8192, b"v" * 4096


@pytest.fixture(scope="module")
def update() -> ModuleType:
    """The program as it lies in the image."""
    return program("update")


@dataclass
class Stick:
    """A folder as a stick brings it, and the public key that the kiosk knows."""

    folder: Path
    maker: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP384R1()))

    @property
    def key(self) -> Path:
        """The maker's public key, as the image holds it."""
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        file = self.folder.with_suffix(".pem")
        file.write_bytes(self.maker.public_key().public_bytes(serialization.Encoding.PEM, form))
        return file

    def bring(self, root: bytes = ROOT, verity: bytes = VERITY, **other: Any) -> Path:
        """Signed notes of a version 2.0, changed by ``other`` before they are signed."""
        self.folder.mkdir(exist_ok=True)
        for name, content in (("appear.efi", KERNEL), ("root.erofs", root), ("root.verity", verity)):
            (self.folder / name).write_bytes(content)
        told = {
            "product": "appear-kiosk",
            "version": "2.0",
            "root_hash": "ab" * 32,
            "root_bytes": len(root),
            "root_sha256": hashlib.sha256(root).hexdigest(),
            "verity_bytes": len(verity),
            "verity_sha256": hashlib.sha256(verity).hexdigest(),
            "kernel_bytes": len(KERNEL),
            "kernel_sha256": hashlib.sha256(KERNEL).hexdigest(),
        }
        said = json.dumps(told | other).encode()
        (self.folder / "update.json").write_bytes(said)
        (self.folder / "update.sig").write_bytes(self.maker.sign(said, ec.ECDSA(hashes.SHA384())))
        return self.folder


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


def kernels_of(tmp_path: Path) -> Path:
    """The loader's folder on a kiosk of version 1.5 that has gone through an update before."""
    folder = tmp_path / "kernels"
    folder.mkdir()
    for name in ("appear_1.5.efi", "appear_1.4.efi"):
        (folder / name).write_bytes(b"an older kernel")
    return folder


def slot_of(update: ModuleType, tmp_path: Path, size: int = 16384) -> Any:
    """Two files in the place of two partitions."""
    for name in ("root", "verity"):
        (tmp_path / name).write_bytes(b"\0" * size)
    return update.Slot(tmp_path / "disk", 4, tmp_path / "root", tmp_path / "verity")


def test_what_the_maker_signed_is_believed(update: ModuleType, stick: Stick) -> None:
    offer = update.read_offer(stick.bring(), stick.key)
    assert (offer.version, offer.root_bytes) == ("2.0", len(ROOT))


def test_a_changed_letter_a_strangers_signature_or_none_is_refused(
    update: ModuleType, stick: Stick, tmp_path: Path
) -> None:
    folder, key = stick.bring(), stick.key
    note = folder / "update.json"
    note.write_bytes(note.read_bytes().replace(b'"2.0"', b'"9.0"'))
    assert "not signed" in update.read_offer(folder, key)
    assert "not signed" in update.read_offer(Stick(tmp_path / "stranger").bring(), key)
    (folder / "update.sig").write_bytes(b"")
    assert "not signed" in update.read_offer(folder, key)
    (folder / "update.sig").unlink()
    assert "cannot be read" in update.read_offer(folder, key)


def test_a_version_made_without_a_key_takes_nothing(update: ModuleType, stick: Stick, tmp_path: Path) -> None:
    assert "without a key" in update.read_offer(stick.bring(), tmp_path / "absent.pem")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"product": "something"}, "something else"),
        ({"version": "2.0/../x"}, "is none"),
        ({"root_hash": "ab"}, "is none"),
        ({"root_bytes": True}, "is none"),
        ({"root_bytes": -1}, "is none"),
        ({"root_sha256": None}, "is none"),
    ],
)
def test_what_is_signed_must_still_be_a_version_of_the_kiosk(
    update: ModuleType, stick: Stick, other: dict[str, Any], why: str
) -> None:
    assert why in update.read_offer(stick.bring(**other), stick.key)


def test_only_a_newer_version_is_taken_and_none_that_failed_here(update: ModuleType, stick: Stick) -> None:
    offer = update.read_offer(stick.bring(), stick.key)
    assert update.not_wanted(offer, "1.10", ["appear_1.10.efi"]) == ""
    assert "not newer" in update.not_wanted(offer, "2.0", [])
    assert "not newer" in update.not_wanted(offer, "2.0.1", [])
    assert "no first screen" in update.not_wanted(offer, "1.5", ["appear_1.5.efi", "appear_2.0+0-2.efi"])
    assert update.not_wanted(offer, "1.5", ["appear_2.0+1-1.efi"]) == ""


def test_while_the_running_version_is_on_trial_the_proven_one_stays(update: ModuleType, stick: Stick) -> None:
    offer = update.read_offer(stick.bring(version="3.0"), stick.key)
    for name in ("appear_2.0+1-1.efi", "appear_2.0+0-2.efi", "appear_2.0+2.efi"):
        assert "2.0 is on trial" in update.not_wanted(offer, "2.0", ["appear_1.5.efi", name])
    assert update.not_wanted(offer, "2.0", ["appear_1.5.efi", "appear_2.0.efi"]) == ""
    assert update.not_wanted(offer, "2.0", ["appear_2.0+1-1.efi"]) == ""


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("appear.efi", b"b kernel", "the kernel is not"),
        ("appear.efi", KERNEL + b"!", "the kernel is not"),
        ("root.erofs", ROOT[:-1], "root.erofs is shorter"),
        ("root.verity", None, "root.verity cannot be read"),
    ],
)
def test_a_stick_that_does_not_hold_what_was_signed_leaves_the_running_version_alone(
    update: ModuleType, stick: Stick, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    offer = update.read_offer(stick.bring(), stick.key)
    (stick.folder / name).unlink()
    if content is not None:
        (stick.folder / name).write_bytes(content)
    kernels = kernels_of(tmp_path)
    assert why in update.take(stick.folder, offer, slot_of(update, tmp_path), kernels, "1.5")
    assert (kernels / "appear_1.5.efi").read_bytes() == b"an older kernel"
    assert not list(kernels.glob("appear_2.0*"))


def reasons(file: Path) -> list[str]:
    """The sentences that a module's functions return, with a figure for each thing that is put into one."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        said = node.value if isinstance(node, ast.Return) else None
        for one in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
            parts = one.values if isinstance(one, ast.JoinedStr) else [one]
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "2.0" for part in parts)
            if isinstance(one, ast.Constant | ast.JoinedStr) and " " in text:
                found.append(text)
    return found


def test_why_a_version_is_not_taken_is_said_in_both_languages(update: ModuleType) -> None:
    program, notes = Path(str(update.__file__)), HOUSE / "sync/kiosk_version.py"
    whys = [why for why in reasons(program) + reasons(notes) if "appear-update" not in why]
    assert {"its note is not JSON", "2.0 is shorter than it was signed"} <= set(whys)
    assert len(whys) > 14
    for why in whys:
        english, spanish = update.not_taken(why).splitlines()
        assert english == f"appear-update: not taken: {why}; the version that runs stays"
        assert spanish.startswith("appear-update: no se aceptó: ")
        assert why not in spanish


def test_a_root_that_does_not_fit_is_not_begun(update: ModuleType, stick: Stick, tmp_path: Path) -> None:
    offer = update.read_offer(stick.bring(), stick.key)
    slot = slot_of(update, tmp_path, size=4096)
    told = update.take(stick.folder, offer, slot, kernels_of(tmp_path), "1.5")
    assert told == "root.erofs is larger than its place"
    assert slot.root.read_bytes() == b"\0" * 4096


def test_the_slot_that_does_not_run_is_the_one_on_the_same_disk(update: ModuleType, tmp_path: Path) -> None:
    block = tmp_path / "class"
    block.mkdir()
    for number in range(1, 7):
        part = tmp_path / "devices/nvme0n1" / f"nvme0n1p{number}"
        part.mkdir(parents=True)
        (part / "partition").write_text(f"{number}\n")
        (block / part.name).symlink_to(part)
    for name, called in (("dm-0", "state"), ("dm-1", "root")):
        (block / name / "dm").mkdir(parents=True)
        (block / name / "dm/name").write_text(f"{called}\n")
        (block / name / "slaves").mkdir()
    for running, other in ((4, 2), (2, 4)):
        slaves = block / "dm-1/slaves"
        for old in slaves.iterdir():
            old.unlink()
        for number in (running, running + 1):
            (slaves / f"nvme0n1p{number}").symlink_to(block / f"nvme0n1p{number}")
        slot = update.other_slot(block)
        assert (slot.number, str(slot.root), str(slot.verity)) == (
            other,
            f"/dev/nvme0n1p{other}",
            f"/dev/nvme0n1p{other + 1}",
        )
