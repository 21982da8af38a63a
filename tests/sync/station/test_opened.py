"""Keys and store of an office begin together; one without the other is told, and never made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.check_in import Disclosure
from kiosk.review import Role
from sync.clock import utc_now
from sync.station.build import StationParts, build_station, create_officer, officer_in
from sync.station.opened import Opened, at_station, open_office
from sync.station.settings import StationSettings
from tests.sync.station.a_station import PASSWORD


def apart(folder: Path) -> StationSettings:
    """Settings of a station whose store lies on another disk than its folder."""
    return StationSettings(
        office="Example County",
        disclosure=Disclosure.BLIND,
        folder=folder / "station",
        store=f"sqlite:///{folder / 'disk' / 'station.sqlite'}",
    )


def began(settings: StationSettings) -> None:
    """Let the office begin, with one officer."""
    office = open_office(settings, utc_now())
    assert isinstance(office, Opened), office
    officer = frozenset({Role.OFFICER})
    assert officer_in(office.store, "rivera", "T. Rivera", PASSWORD, officer) == ""
    office.store.close()


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file, with what it holds."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "gone", [".", "keys", "keys/ca.pem", "keys/pepper", "keys/audit.key", "keys/station"]
)
def test_an_office_that_has_begun_gets_no_other_keys_where_its_own_are_missing(
    tmp_path: Path, gone: str
) -> None:
    settings = apart(tmp_path)
    began(settings)
    lost = settings.folder / gone
    lost.rename(tmp_path / "elsewhere")
    before = files_in(settings.folder)
    said = build_station(settings)
    assert isinstance(said, str), "an office made anew over the old records"
    assert "missing: " in said
    assert "mount the folder where its keys are" in said
    file = tmp_path / "station.toml"
    file.write_text(
        f'office = "Example County"\ndisclosure = "blind"\nfolder = "{settings.folder}"\n'
        f'store = "{settings.store}"\n'
    )
    assert at_station(file, lambda _opened: "opened") == said
    assert create_officer(file, "okafor", "N. Okafor", PASSWORD, frozenset({Role.OFFICER})) == said
    assert files_in(settings.folder) == before, "nothing was made in place of it"
    (tmp_path / "elsewhere").rename(lost)
    again = build_station(settings)
    assert isinstance(again, StationParts), again
    again.station.store.close()


def test_keys_that_had_a_store_get_no_empty_one(tmp_path: Path) -> None:
    settings = apart(tmp_path)
    began(settings)
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    for _twice in range(2):
        said = build_station(settings)
        assert isinstance(said, str), "what kiosks hand over now is lost when the disk is there again"
        assert "its store is empty" in said
    shutil.rmtree(tmp_path / "disk")
    (tmp_path / "elsewhere").rename(tmp_path / "disk")
    again = build_station(settings)
    assert isinstance(again, StationParts), again
    again.station.store.close()


def test_a_first_start_that_was_cut_short_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_all: object, **_named: object) -> None:
        raise KeyboardInterrupt

    settings = apart(tmp_path)
    with monkeypatch.context() as cut:
        cut.setattr("sync.station.opened.audit.note", power_cut)
        with pytest.raises(KeyboardInterrupt):
            open_office(settings, utc_now())
    before = files_in(settings.folder)
    assert len(before) == 7, "keys are there, and the store holds nothing"
    began(settings)
    assert before.items() <= files_in(settings.folder).items()


@pytest.mark.parametrize("pepper", [b"", b"p" * 31])
def test_half_a_secret_is_none(tmp_path: Path, pepper: bytes) -> None:
    settings = apart(tmp_path)
    began(settings)
    (settings.folder / "keys" / "pepper").write_bytes(pepper)
    said = build_station(settings)
    assert isinstance(said, str)
    assert "unreadable" in said
