"""A kiosk gives the key of its disk into the station's keeping, and again when the station lost it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sync.enrolling import enrol
from tests.image.programs import program
from tests.shared import HOUSE
from tests.sync.station import test_devices
from tests.sync.station.test_devices import Place, given

FIRST, SECOND = "-".join(["cbdefghi"] * 8), "-".join(["tuvbcdef"] * 8)
place = test_devices.place


def program_asking(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """What asks the station each day; it uses a part of another program, as its unit lets it."""
    unit = HOUSE / "packaging/image/root/etc/systemd/system/appear-still-kept.service"
    assert "Environment=PYTHONPATH=/usr/lib/appear " in unit.read_text("utf-8")
    monkeypatch.setitem(sys.modules, "first_boot", program("first_boot"))
    return program("still_kept")


def test_a_station_restored_from_before_the_key_is_given_it_again(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    escrow, still_kept, home = program("escrow"), program_asking(monkeypatch), tmp_path / "home"
    given(enrol(place.enrolment, place.code(), home / "identity"))
    places = f'identity = "{home / "identity"}"\nspool = "{home / "spool"}"\n'
    (home / "lobby.toml").write_text(f'station = "{place.main}"\n{places}', "utf-8")
    mark = home / "recovery-key-kept"
    assert still_kept.main(home) == "none has been given yet"
    assert escrow.main(home, FIRST) == ""
    assert still_kept.main(home) == "the station keeps it"
    kept = place.keys.folder / "recovery"
    shutil.copytree(kept, tmp_path / "backup")
    assert escrow.main(home, SECOND) == "", "such as after the disk was opened elsewhere"
    assert not {FIRST, SECOND} & set(mark.read_text("ascii").split())
    for restored in (tmp_path / "backup", tmp_path / "nothing"):
        shutil.rmtree(kept)
        if restored.exists():
            shutil.copytree(restored, kept)
        assert still_kept.main(home) == "", "the station keeps an older one, or none"
        assert not mark.exists(), "so that the next key is made"
        assert escrow.main(home, SECOND) == ""
        assert still_kept.main(home) == "the station keeps it"


def test_a_kiosk_that_does_not_hear_its_station_makes_no_key_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    still_kept, mark = program_asking(monkeypatch), tmp_path / "recovery-key-kept"
    mark.touch()
    assert "lobby.toml" in still_kept.main(tmp_path) or "cannot be read" in still_kept.main(tmp_path)
    places = f'identity = "{tmp_path / "identity"}"\nspool = "{tmp_path / "spool"}"\n'
    (tmp_path / "lobby.toml").write_text(f'station = "https://127.0.0.1:1"\n{places}', "utf-8")
    assert still_kept.main(tmp_path) == "this kiosk is not enrolled"
    assert mark.exists()
