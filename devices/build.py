"""What kind of build this is; the packaging steps rewrite the one constant."""

from __future__ import annotations

PACKAGED: bool = False
"""True only in what is shipped (the .deb and the kiosk image); written at build time only."""


class NotInPackagedBuild(RuntimeError):
    """A stand-in for hardware was started in a build that ships: a fault of the build, not of the office."""


def refuse_if_packaged(name: str) -> None:
    """Raise ``NotInPackagedBuild`` when this build ships; every stand-in for hardware calls it when made."""
    if PACKAGED:
        raise NotInPackagedBuild(f"{name} is a stand-in and does not start in a packaged build")
