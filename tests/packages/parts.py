"""The files of the packages as they lie in the checkout."""

from __future__ import annotations

from pathlib import Path

from tests.shared import HOUSE

DEB = HOUSE / "packaging" / "deb"
NAMES = ("desk", "lobby", "station")
UNITS = sorted(DEB.glob("*/files/usr/lib/systemd/system/*"))
RULES = sorted(DEB.glob("*/files/usr/lib/udev/rules.d/*"))
SETTINGS = {name: DEB / name / "files/etc/appear" / f"{name}.toml" for name in NAMES}


def script(name: str, which: str) -> Path:
    """A package's maintainer script or its command."""
    return DEB / name / which
