"""The figures for the county's monitoring name what is at stake, and nothing that is over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kiosk.check_in import Disclosure
from sync.clock import utc_now
from sync.identity import DeviceIdentity, Role
from sync.kiosk_wire import Standing
from sync.office_keys import OfficeKeys, enrol_device, open_office_keys
from sync.station.metrics import metrics
from sync.station.opened import Opened, open_office
from sync.station.settings import StationSettings
from sync.station.store import kiosks


def figures(opened: Opened) -> dict[str, int]:
    told = (line.rsplit(" ", 1) for line in metrics(opened, utc_now()).splitlines())
    return {name: int(value) for name, value in told}


def an_office(folder: Path, registry: str = "") -> Opened:
    settings = StationSettings(
        office="Example County",
        disclosure=Disclosure.BLIND,
        folder=folder / "station",
        registry=registry,
        registry_identity=folder / "station" / "registry",
    )
    opened = open_office(settings, utc_now())
    assert isinstance(opened, Opened), opened
    return opened


def enrolled(keys: OfficeKeys, role: Role, name: str, folder: Path) -> DeviceIdentity:
    made = enrol_device(keys, role, name, folder, utc_now())
    assert isinstance(made, DeviceIdentity)
    return made


def test_a_kiosk_that_was_revoked_is_in_none_of_the_figures_any_more(tmp_path: Path) -> None:
    opened = an_office(tmp_path)
    lost = enrolled(opened.keys, Role.KIOSK, "kiosk-a", tmp_path / "a")
    enrolled(opened.keys, Role.KIOSK, "kiosk-b", tmp_path / "b")
    earlier = utc_now() - dt.timedelta(hours=2)
    with opened.store.writing() as session:
        for kiosk in ("kiosk-a", "kiosk-b"):
            kiosks.stands(session, kiosk, Standing(earlier, 0, 0, None), earlier)
    silent, days = 'appear_kiosk_silent_seconds{kiosk="%s"}', 'appear_certificate_days{device="%s"}'
    before = figures(opened)
    assert before[silent % "kiosk-a"] >= 7200
    assert before[days % "kiosk-a"] > 390
    opened.keys.revoke(lost.serial)
    now = figures(opened)
    assert before.keys() - now.keys() == {name for name in before if "kiosk-a" in name}
    assert now[silent % "kiosk-b"] >= 7200
    opened.store.close()


def test_how_long_the_registrys_certificate_lasts_is_a_figure_where_there_is_one(tmp_path: Path) -> None:
    state = open_office_keys(tmp_path / "state", "State registry", ("127.0.0.1",), utc_now())
    assert isinstance(state, OfficeKeys)
    opened = an_office(tmp_path, "https://127.0.0.1:1")
    assert "appear_registry_certificate_days" not in figures(opened)
    enrolled(state, Role.STATION, "example-county", tmp_path / "station" / "registry")
    assert figures(opened)["appear_registry_certificate_days"] > 390
    opened.store.close()
