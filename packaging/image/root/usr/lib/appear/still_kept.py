"""Asks the station which key of this kiosk's disk it keeps; ends well only when it must be given one again.

A station that was restored from a backup may keep none, or one that opens nothing any more. It is asked too
who certified the printers: an office may name them after kiosks were enrolled, or a county have a new one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import first_boot

from sync.enrolling import recovery_mark_at
from sync.identity import DeviceIdentity, load_identity
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings


def main(home: Path) -> str:
    """Why nothing is to be done, or nothing: then the mark of the key that was given is gone."""
    given = home / "recovery-key-kept"
    if not given.exists():
        return "none has been given yet"
    settings = load_settings(LobbySettings, "lobby", home / "lobby.toml")
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    identity = load_identity(settings.identity)
    if not isinstance(identity, DeviceIdentity):
        return "this kiosk is not enrolled"
    mark = recovery_mark_at(identity, settings.station, settings.proxy)
    if mark is None:
        return "the station does not say"
    if mark == given.read_text("ascii").strip():
        return "the station keeps it"
    given.unlink()
    return ""


if __name__ == "__main__":
    reason, printers = main(Path(sys.argv[1])), first_boot.printers_anew(Path(sys.argv[1]))
    print(f"appear-still-kept: who certified the printer: {printers}", flush=True)
    if reason:
        sys.exit(f"appear-still-kept: {reason}")
    print("appear-still-kept: the station keeps another key to the state, or none: it is given one again")
