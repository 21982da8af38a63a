"""Makes a new kiosk one of an office: enrols it with the code that IT wrote down, and keeps its settings."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from pathlib import Path

from sync.device_wire import read_code
from sync.enrolling import NotEnrolled, enrol
from sync.identity import DeviceIdentity, load_identity
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings

_OURS = frozenset({"identity", "spool", "languages", "printer_folder", "fullscreen"})
"""What the image decides, not whoever wrote the file."""


def main(told: Path, home: Path) -> str:
    """Why it could not be done, or nothing once the kiosk is enrolled and its settings are kept."""
    try:
        said = tomllib.loads(told.read_text("utf-8"))
    except (OSError, ValueError):
        return "what IT wrote cannot be read as TOML"
    address, code = said.pop("enrolment", None), said.pop("code", None)
    if _OURS & said.keys():
        return f"the image decides this by itself: {', '.join(sorted(_OURS & said.keys()))}"
    written = home / "lobby.toml.new"
    said |= {"identity": str(home / "identity"), "spool": str(home / "spool")}
    try:
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items()]
        written.write_text("".join(lines), "utf-8")
    except TypeError:
        return "a setting is neither a text, a number, nor a list of them"
    settings = load_settings(LobbySettings, "lobby", written)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    if trouble := _enrolled(address, code, settings.identity):
        return trouble
    _keep(written, home / "lobby.toml")
    return ""


def _enrolled(address: object, code: object, folder: Path) -> str:
    if isinstance(load_identity(folder), DeviceIdentity):
        return ""
    known = read_code(code) if isinstance(code, str) else None
    if known is None or not isinstance(address, str):
        return "“enrolment” and “code” are needed: where the station enrols devices, and the desk's code"
    found = enrol(address.rstrip("/"), known, folder)
    return f"not enrolled ({found.code} {found.detail})" if isinstance(found, NotEnrolled) else ""


def _keep(written: Path, kept: Path) -> None:
    """The settings come last, and whole: they say that all is done."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    written.replace(kept)
    folder = os.open(kept.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


if __name__ == "__main__":
    trouble = main(Path(sys.argv[1]), Path(sys.argv[2]))
    if trouble:
        sys.exit(f"appear-first-boot: {trouble}")
