"""Makes a new kiosk one of an office: enrols it with the code that IT wrote down, and keeps its settings.

One that is enrolled is told later what has changed: what is not said stays, a new code enrols it anew."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from devices.network import NAMES, Network, NotUsable, network_after, read_network
from sync.device_wire import read_code
from sync.enrolling import NotEnrolled, enrol
from sync.identity import DeviceIdentity, load_identity
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings

_OURS = frozenset({"identity", "spool", "languages", "printer_folder", "fullscreen"})
"""What the image decides, not whoever wrote the file."""
_CONNECTED = Path("/var/lib/appear-network/network.toml")
_WRONG = {
    "address": "“address” is this kiosk's own, with its prefix or mask, as in 192.0.2.10/24",
    "gateway": "“gateway” is an address in the same network as “address”",
    "dns": "“dns” are addresses of name servers, with spaces between, and need an “address”",
    "ntp": "“ntp” is the name of a time server, or some with spaces between",
}
"""How the kiosk is connected was used before anything was (``network.py``); here is said why it was not."""


def main(told: Path, home: Path) -> str:
    """Why it could not be done, in words, or nothing once it is."""
    found = made(told, home)
    return f"not enrolled ({found.code} {found.detail})" if isinstance(found, NotEnrolled) else found


def made(told: Path, home: Path) -> NotEnrolled | str:
    """Why it could not be done, or nothing once the kiosk is enrolled and its settings are kept.

    A kiosk that is enrolled stays as it was when it could not, or when it was told nothing."""
    kept = home / "lobby.toml"
    if kept.exists() and not told.exists():
        return ""
    try:
        said = tomllib.loads(told.read_text("utf-8"))
    except (OSError, ValueError):
        return "what IT wrote cannot be read as TOML"
    address, code = said.pop("enrolment", None), said.pop("code", None)
    if _OURS & said.keys():
        return f"the image decides this by itself: {', '.join(sorted(_OURS & said.keys()))}"
    if wrong := _not_connected({name: said.pop(name) for name in NAMES if name in said}):
        return wrong
    written = home / "lobby.toml.new"
    said = _said_before(kept) | said
    said |= {"identity": str(home / "identity"), "spool": str(home / "spool")}
    try:
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items()]
        written.write_text("".join(lines), "utf-8")
    except TypeError:
        return "a setting is neither a text, a number, nor a list of them"
    settings = load_settings(LobbySettings, "lobby", written)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    if trouble := _enrolled(address, code, settings, kept):
        return trouble
    _keep(written, kept)
    return ""


def _not_connected(said: Mapping[str, object]) -> str:
    before = read_network(_said_before(_CONNECTED))
    found = network_after(before if isinstance(before, Network) else Network(), said)
    return _WRONG[found.name] if isinstance(found, NotUsable) else ""


def _said_before(kept: Path) -> dict[str, object]:
    return tomllib.loads(kept.read_text("utf-8")) if kept.exists() else {}


def _enrolled(address: object, code: object, settings: LobbySettings, kept: Path) -> NotEnrolled | str:
    # A code is good once, and a start may be cut off after it was used.
    used = kept.with_name("code-used")
    mark = hashlib.sha256(str(code).encode()).hexdigest()
    if isinstance(load_identity(settings.identity), DeviceIdentity):
        asked = code is not None and kept.exists()
        if not asked or (used.exists() and used.read_text("ascii") == mark):
            return ""
    known = read_code(code) if isinstance(code, str) else None
    if known is None or not isinstance(address, str):
        return "“enrolment” and “code” are needed: where the station enrols devices, and the desk's code"
    found = enrol(address.rstrip("/"), known, settings.identity, settings.proxy)
    if isinstance(found, NotEnrolled):
        return found
    used.write_text(mark, "ascii")
    return ""


def _keep(written: Path, kept: Path) -> None:
    """The settings come last, and whole: they say that all is done."""
    with written.open("rb") as file:
        os.fsync(file.fileno())
    written.replace(kept)
    folder = os.open(kept.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def at_a_start(told: Path, home: Path) -> str:
    """Why the kiosk cannot begin, or nothing. What was used is gone, to be taken away beside the kernel."""
    trouble = main(told, home)
    if not trouble:
        told.unlink(missing_ok=True)
    elif (home / "lobby.toml").exists():
        print(f"appear-first-boot: {trouble}; this kiosk goes on as it was", flush=True)
        return ""
    return trouble


if __name__ == "__main__":
    trouble = at_a_start(Path(sys.argv[1]), Path(sys.argv[2]))
    if trouble:
        sys.exit(f"appear-first-boot: {trouble}")
