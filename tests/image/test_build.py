"""The steps of the image's building that decide what a kiosk will believe, taken without building it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.image import __main__ as walk
from tests.image.programs import program
from tests.shared import HOUSE

BUILD = HOUSE / "packaging/image/build"
_STANDS_FOR_THE_REST = """
ready() { :; }
debian() { kernel=6.12; }
lobby() { :; }
initial() { :; }
stick() { :; }
listed() { :; }
disk() { : >"$out/appear-kiosk.img"; }
locked() {
  mkdir -p "$work/root/usr/lib"
  openssl pkey -in "$key" -pubout -out "$out/knows.pem"
  printf 'IMAGE_VERSION=%s\\n' "$version" >"$work/root/usr/lib/os-release"
}
verified() {
  mkdir -p "$1"
  hash=$(sha256sum <"$work/root/usr/lib/os-release" | cut -c1-64)
  echo "$hash" >"$1/root.hash"
  echo a root >"$1/root.erofs"
  echo its hashes >"$1/root.verity"
}
unified() { echo "$@" >"$1"; }
"""


def step(words: str, folder: Path, **told: str) -> subprocess.CompletedProcess[str]:
    """One or some steps of the building, in a folder of their own."""
    variables = os.environ | {"IMAGE_OUT": str(folder)} | told
    command = ["bash", "-c", f'. "$1"\n{words}', "steps", str(BUILD)]
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60)


def built(out: Path, **told: str) -> subprocess.CompletedProcess[str]:
    """Every step of the building but those that take long: no Debian, no root, no disk."""
    return step(f"{_STANDS_FOR_THE_REST}\nmain", out, **told)


def believed(out: Path, key: Path) -> dict[str, str]:
    """Which updates among all that were built a kiosk with that key takes for its maker's."""
    update = program("update")
    offers = {
        str(note.parent.relative_to(out)): update.read_offer(note.parent, key)
        for note in out.rglob("update.json")
    }
    return {folder: offer.version for folder, offer in offers.items() if not isinstance(offer, str)}


def typed(word: str, folder: Path) -> None:
    """The command with this word, as the page for IT has it, typed there."""
    boxes = re.findall(
        r"^```sh\n(.*?)^```", (BUILD.parent / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    [command] = [box for box in boxes if word in box]
    subprocess.run(["bash", "-euc", command], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def office_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The private key that an office keeps."""
    folder = tmp_path_factory.mktemp("office")
    typed("update-key.pem", folder)
    return folder / "update-key.pem"


def test_an_offices_key_signs_what_ships_and_nothing_that_is_made_for_the_walk(
    office_key: Path, tmp_path: Path
) -> None:
    out = tmp_path / "image"
    done = built(out, UPDATE_KEY=str(office_key))
    assert done.returncode == 0, done.stderr
    assert believed(out, out / "knows.pem") == {"appear-update": (out / "version").read_text().strip()}
    assert not (out / "versions").exists()
    assert not (out / "appear-walk.efi").exists()


def test_an_image_that_ships_is_not_walked_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("appear-kiosk.img", "OVMF_CODE_4M.fd"):
        (tmp_path / name).touch()
    for what, ours in (("OUT", tmp_path), ("FIRMWARE", tmp_path), ("_NEEDED", ())):
        monkeypatch.setattr(walk, what, ours)
    assert walk.main(["walk"]) == 2
    assert "this image ships and has no way in" in capsys.readouterr().err


def test_without_an_offices_key_the_image_says_that_it_is_for_the_walk_and_its_key_is_gone(
    tmp_path: Path,
) -> None:
    out = tmp_path / "image"
    done = built(out, UPDATE_KEY="")
    assert done.returncode == 0, done.stderr
    assert "FOR THE WALK ALONE" in done.stdout
    assert set(believed(out, out / "knows.pem")) == {
        "appear-update",
        "versions/next/appear-update",
        "versions/worse/appear-update",
    }
    private = [file for file in tmp_path.rglob("*") if file.is_file() and b"PRIVATE" in file.read_bytes()]
    assert private == []


def test_a_key_that_is_not_there_builds_nothing(tmp_path: Path) -> None:
    done = built(tmp_path / "image", UPDATE_KEY=str(tmp_path / "absent.pem"))
    assert done.returncode != 0
    assert "there is no key" in done.stderr
    assert not list(tmp_path.rglob("update.json"))


def test_no_key_held_at_the_start_shows_the_loaders_menu(tmp_path: Path) -> None:
    loader = tmp_path / "work/tools/usr/lib/systemd/boot/efi/systemd-bootx64.efi"
    loader.parent.mkdir(parents=True)
    for file in (loader, tmp_path / "appear.efi"):
        file.write_bytes(b"MZ")
    done = step(
        'mkfs.vfat() { :; }; mmd() { :; }; mcopy() { :; }; boot_partition "$work/boot" "$out/appear.efi"',
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "work/esp/loader.conf").read_text().splitlines()
    assert {"timeout menu-disabled", "editor no", "auto-entries no", "auto-firmware no"} == set(told)


LOADER = Path("/usr/lib/systemd/boot/efi/systemd-bootx64.efi")
_BOTH = """
mkfs.vfat() { :; }; mmd() { :; }; mcopy() { :; }
chroot() { cp "$work/tools/vmlinuz" "$work/tools/unified.efi"; }
hash=$(printf 0%.0s $(seq 64)) kernel=6.12
unified "$out/appear.efi" initrd
boot_partition "$work/boot" "$out/appear.efi"
"""


@pytest.fixture(scope="module")
def firmware(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The key and the certificate of an office for Secure Boot."""
    folder = tmp_path_factory.mktemp("firmware")
    typed("secure-boot-key.pem", folder)
    return {
        "SECURE_BOOT_KEY": str(folder / "secure-boot-key.pem"),
        "SECURE_BOOT_CERT": str(folder / "secure-boot-cert.pem"),
    }


def to_be_started(out: Path) -> tuple[Path, Path]:
    """A loader and a kernel that were not signed yet, as they come from Debian; where they go."""
    for file in (out / "work/tools" / str(LOADER)[1:], out / "work/tools/boot/vmlinuz-6.12"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(LOADER.read_bytes())
    release = out / "work/root/usr/lib/os-release"
    release.parent.mkdir(parents=True)
    release.write_text("IMAGE_VERSION=1\n", "ascii")
    return out / "work/esp/BOOTX64.EFI", out / "appear.efi"


def believed_by(firmware: dict[str, str], file: Path) -> bool:
    """Whether a firmware that knows the office's certificate starts it."""
    asked = ["sbverify", "--cert", firmware["SECURE_BOOT_CERT"], str(file)]
    return subprocess.run(asked, capture_output=True).returncode == 0


def test_what_is_built_with_an_offices_key_for_secure_boot_is_believed_by_its_firmware(
    firmware: dict[str, str], tmp_path: Path
) -> None:
    files = to_be_started(tmp_path)
    done = step(_BOTH, tmp_path, UPDATE_KEY=firmware["SECURE_BOOT_KEY"], **firmware)
    assert done.returncode == 0, done.stderr
    for file in files:
        assert believed_by(firmware, file), file
        whole = bytearray(file.read_bytes())
        whole[len(whole) // 2] ^= 1
        file.write_bytes(whole)
        assert not believed_by(firmware, file), f"{file} with one bit changed"
    cut_out = tmp_path / "work/tools/vmlinuz"
    assert not believed_by(firmware, cut_out), "it would start with anybody's first file system"


def test_without_such_a_key_nothing_is_signed_and_the_build_says_what_that_means(
    firmware: dict[str, str], office_key: Path, tmp_path: Path
) -> None:
    files = to_be_started(tmp_path)
    assert step(_BOTH, tmp_path).returncode == 0
    assert not any(believed_by(firmware, file) for file in files)
    assert "NOT SIGNED FOR SECURE BOOT" in built(tmp_path / "ships", UPDATE_KEY=str(office_key)).stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root builds an image")
def test_a_key_for_secure_boot_signs_nothing_that_is_made_for_the_walk(
    firmware: dict[str, str], office_key: Path, tmp_path: Path
) -> None:
    anything = "mmdebstrap() { :; }; command() { :; }; ready"
    assert "needs UPDATE_KEY too" in step(anything, tmp_path, UPDATE_KEY="", **firmware).stderr
    half = firmware | {"SECURE_BOOT_CERT": ""}
    assert "both" in step(anything, tmp_path, UPDATE_KEY=str(office_key), **half).stderr
    assert step(anything, tmp_path, UPDATE_KEY=str(office_key), **firmware).returncode == 0
