"""Gives the second key of this kiosk's disk to its station; ends well once that has it."""

from __future__ import annotations

import sys
from pathlib import Path

from sync.device_wire import recovery_mark
from sync.enrolling import recovery_key_kept
from sync.identity import DeviceIdentity, load_identity
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings


def main(home: Path, key: str) -> str:
    """Why the station does not have it, or nothing."""
    settings = load_settings(LobbySettings, "lobby", home / "lobby.toml")
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    identity = load_identity(settings.identity)
    if not isinstance(identity, DeviceIdentity):
        return "this kiosk is not enrolled"
    if not recovery_key_kept(identity, settings.station, key, settings.proxy):
        return "the station did not take it"
    (home / "recovery-key-kept").write_text(f"{recovery_mark(key)}\n", "ascii")
    return ""


if __name__ == "__main__":
    trouble = main(Path(sys.argv[1]), Path(sys.argv[2]).read_text("ascii").strip())
    if trouble:
        sys.exit(f"appear-escrow: {trouble}")
    print("appear-escrow: the station keeps the second key to the state")
