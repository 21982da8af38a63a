"""A kiosk's state is opened after whatever cut its first start off, and after its board was exchanged."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.shared import HOUSE

HERE = HOUSE / "packaging/image/root/usr/lib/appear"
_MB = 1 << 20
_REAL = shutil.which("cryptsetup", path="/usr/sbin:/sbin:/usr/bin") or ""
_SPANISH = re.compile(r"\b(la|los|de|hay)\b")
_NOTHING = "#!/bin/sh\nexit 0\n"
_NO_TPM = "#!/bin/sh\nexit 1\n"
_OPENS = """#!/bin/sh
# Without the kernel's mapper: whether a key opens it is asked for real, and a file stands for what it opens.
[ "$1" = open ] || exec {real} "$@"
shift
for last in "$@"; do :; done
{real} open --test-passphrase "$@" </dev/null || exit
[ ! -e "{folder}/inside" ] || mv "{folder}/inside" "{folder}/mapper-$last"
truncate -s 16M "{folder}/mapper-$last"
"""
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="locks a disk, which root does")


@dataclass(frozen=True)
class Kiosk:
    """A kiosk's disk as files, without a TPM."""

    folder: Path

    @property
    def boot(self) -> Path:
        """What lies beside the kernel."""
        return self.folder / "boot/appear"

    def start(self) -> tuple[int, str]:
        """Another start: how opening ends, and what it says."""
        (self.folder / "recovered").unlink(missing_ok=True)
        if (self.folder / "mapper-state").exists():
            (self.folder / "mapper-state").replace(self.folder / "inside")
        code, said = self.runs("open-state")
        # The check of the file system calls it by the same name.
        lines = [line for line in said.splitlines() if re.match("appear-state: (?!clean, )", line)]
        for english, spanish in zip(lines[::2], lines[1::2], strict=True):
            assert english.isascii(), "nobody has chosen a language yet, so each line comes twice"
            assert _SPANISH.search(spanish), spanish
        return code, said

    def runs(self, program: str) -> tuple[int, str]:
        """One of the programs that open the state: how it ends, and what it says."""
        path = f"{self.folder / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin"
        ran = subprocess.run(
            ["sh", self.folder / program], env={"PATH": path}, capture_output=True, text=True, timeout=60
        )
        return ran.returncode, ran.stdout + ran.stderr

    def cryptsetup(self, *words: str | Path, given: str = "") -> str:
        """The real one, on the disk."""
        told = [_REAL, *map(str, words)]
        return subprocess.run(told, input=given, check=True, capture_output=True, text=True).stdout

    def opened_by(self, key: Path) -> bool:
        """Whether a key opens the disk."""
        asked = [_REAL, "open", "--test-passphrase", "--key-file", str(key), str(self.folder / "state")]
        return subprocess.run(asked, capture_output=True).returncode == 0


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """A kiosk that was never started."""
    names = {
        "/dev/appear/state": "state",
        "/dev/appear/boot": "boot-disk",
        "/run/appear-boot": "boot",
        "/run/appear-escrow": "boot",
        "/run/appear-second-key": "second-key",
        "/run/appear-recovered": "recovered",
        "/dev/mapper/state": "mapper-state",
        "/dev/tpmrm0": "tpm",
        "/usr/bin/systemd-cryptsetup": "bin/systemd-cryptsetup",
    }
    for program in ("open-state", "given"):
        text = (HERE / program).read_text("utf-8")
        for real, ours in names.items():
            text = text.replace(real, str(tmp_path / ours))
        others = set(re.findall(r"(?<![\w/-])/(?:dev|run)/[\w/-]+", text.replace(str(tmp_path), "")))
        assert others <= {"/dev/urandom", "/dev/null"}, "nothing of this machine is touched"
        (tmp_path / program).write_text(text, "utf-8")
    (tmp_path / "boot").mkdir()
    (tmp_path / "bin").mkdir()
    with (tmp_path / "state").open("wb") as disk:
        disk.truncate(24 * _MB)
    programs = dict.fromkeys(("mount", "umount", "fsck.vfat", "sync"), _NOTHING)
    programs |= {
        "systemd-cryptsetup": _NO_TPM,
        "cryptsetup": _OPENS.format(real=_REAL, folder=tmp_path),
    }
    for name, program in programs.items():
        (tmp_path / "bin" / name).write_text(program, "utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    return Kiosk(tmp_path)


def test_a_first_start_makes_a_state_and_the_next_one_opens_it(kiosk: Kiosk) -> None:
    for _ in range(2):
        code, said = kiosk.start()
        assert code == 0, said
        assert "WARNING: there is no TPM2" in said
        assert "AVISO: no hay TPM2" in said
    assert kiosk.opened_by(kiosk.boot / "state.key")


def test_a_start_that_was_cut_off_before_the_lock_had_a_key_is_begun_again(kiosk: Kiosk) -> None:
    assert kiosk.start()[0] == 0
    (kiosk.boot / "state.made").unlink()
    kiosk.cryptsetup("luksKillSlot", "-q", kiosk.folder / "state", "0")
    code, said = kiosk.start()
    assert code == 0, said
    assert kiosk.opened_by(kiosk.boot / "state.key")


def test_a_state_that_was_in_use_is_never_made_anew(kiosk: Kiosk) -> None:
    assert kiosk.start()[0] == 0
    kiosk.cryptsetup("luksKillSlot", "-q", kiosk.folder / "state", "0")
    before = (kiosk.folder / "state").read_bytes()
    assert kiosk.start()[0] != 0
    (kiosk.boot / "state.key").unlink()
    (kiosk.boot / "state.made").unlink()
    assert kiosk.start()[0] != 0
    assert (kiosk.folder / "state").read_bytes() == before


def sealed_in_another_board(kiosk: Kiosk) -> None:
    """A TPM had the key, the station has the second one, and the board is gone."""
    assert kiosk.start()[0] == 0
    disk, key = kiosk.folder / "state", kiosk.boot / "state.key"
    kiosk.boot.joinpath("recovery.key").write_text("the station's\n", "ascii")
    second = kiosk.folder / "second"
    second.write_text("the station's".replace(" ", ""), "ascii")
    fast = ("--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000")
    kiosk.cryptsetup("luksAddKey", "-q", *fast, "--key-file", key, disk, second)
    token: dict[str, object] = {
        "type": "systemd-tpm2",
        "keyslots": ["0"],
        "tpm2-blob": "AAAA",
        "tpm2-pcrs": [7],
    }
    token |= {"tpm2-policy-hash": "00", "tpm2-pin": False, "tpm2-pcr-bank": "sha256"}
    kiosk.cryptsetup("token", "import", "--json-file", "-", disk, given=json.dumps(token))
    key.unlink()


def test_a_board_without_a_tpm_gets_a_key_of_its_own_and_opens_the_state_at_every_start(kiosk: Kiosk) -> None:
    sealed_in_another_board(kiosk)
    code, said = kiosk.start()
    assert code == 0, said
    assert "the TPM of this machine" not in said
    assert "opened by the recovery key; this machine has no TPM2" in said
    assert "WARNING" in said
    assert not (kiosk.boot / "recovery.key").exists()
    assert (kiosk.folder / "recovered").read_bytes() == b"", "that it was so is known, and the key is not"
    assert "systemd-tpm2" not in kiosk.cryptsetup("luksDump", kiosk.folder / "state")
    code, said = kiosk.start()
    assert code == 0, said
    assert kiosk.opened_by(kiosk.folder / "second"), "the station's key, until it is given another"


def test_after_a_recovery_a_new_key_is_owed_until_the_station_has_it_whatever_is_cut_off(
    kiosk: Kiosk,
) -> None:
    sealed_in_another_board(kiosk)
    for _ in range(2):  # the first start and one after a cut of the power
        assert kiosk.start()[0] == 0
        assert (kiosk.folder / "recovered").read_bytes() == b""
    kiosk.runs("given")
    assert not (kiosk.folder / "recovered").exists()
    assert kiosk.start()[0] == 0
    assert not (kiosk.folder / "recovered").exists()


def test_a_recovery_key_that_was_not_needed_does_not_stay_and_is_replaced(kiosk: Kiosk) -> None:
    assert kiosk.start()[0] == 0
    (kiosk.boot / "recovery.key").write_text("the station's\n", "ascii")
    (kiosk.folder / "on-the-disk").hardlink_to(kiosk.boot / "recovery.key")
    code, said = kiosk.start()
    assert code == 0
    assert "the recovery key was not needed" in said
    assert not (kiosk.boot / "recovery.key").exists()
    assert b"station" not in (kiosk.folder / "on-the-disk").read_bytes()
    assert (kiosk.folder / "recovered").exists(), "so the station is given a new one"


def test_a_wrong_recovery_key_opens_nothing_and_stays_to_be_corrected(kiosk: Kiosk) -> None:
    sealed_in_another_board(kiosk)
    (kiosk.boot / "recovery.key").write_text("another one\n", "ascii")
    code, said = kiosk.start()
    assert code != 0
    assert "the recovery key is needed" in said
    assert "onto a stick (appear/recovery.key)" in said
    assert (kiosk.boot / "recovery.key").exists()
