"""The steps of the image's building that decide what a kiosk will believe, taken without building it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.image.programs import program
from tests.shared import HOUSE

BUILD = HOUSE / "packaging/image/build"
_STANDS_FOR_THE_REST = """
ready() { :; }
debian() { kernel=6.12; }
lobby() { :; }
initial() { :; }
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


@pytest.fixture(scope="module")
def office_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The private key that an office keeps."""
    key = tmp_path_factory.mktemp("office") / "key.pem"
    make = ["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", str(key)]
    subprocess.run(make, check=True, capture_output=True)
    return key


def test_an_offices_key_signs_what_ships_and_nothing_that_is_made_for_the_walk(
    office_key: Path, tmp_path: Path
) -> None:
    out = tmp_path / "image"
    done = built(out, UPDATE_KEY=str(office_key))
    assert done.returncode == 0, done.stderr
    assert believed(out, out / "knows.pem") == {"appear-update": (out / "version").read_text().strip()}
    assert not (out / "versions").exists()
    assert not (out / "appear-walk.efi").exists()


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
    done = step('mkfs.vfat() { :; }; mmd() { :; }; mcopy() { :; }; boot_partition "$work/boot"', tmp_path)
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "work/esp/loader.conf").read_text().splitlines()
    assert {"timeout menu-disabled", "editor no", "auto-entries no", "auto-firmware no"} == set(told)
