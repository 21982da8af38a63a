"""Puts this kiosk on the network as it was told, by itself or with an address of its own.

As root, at each start before anything is connected, and while a new kiosk is set up on its own screen. What
was told is a stranger's: it is read strictly, and the services' files hold what was understood alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from devices.network import NAMES, Network, NotUsable, network_after, read_network

LONGEST = 16_384
_NOT_USABLE = (
    "“{0}” cannot be used as it was told; the network stays as it was\n"
    "no se puede usar «{0}» como se dijo; la red sigue como estaba"
)
_ONLINE = ("/usr/lib/systemd/systemd-networkd-wait-online", "--any", "--timeout=20")


@dataclass(frozen=True, slots=True)
class Places:
    """Where it is kept from start to start, and where the services look for it."""

    kept: Path = Path("/var/lib/appear-network/network.toml")
    networkd: Path = Path("/run/systemd/network/40-appear.network")
    timesyncd: Path = Path("/run/systemd/timesyncd.conf.d/appear.conf")


def at_a_start(told: Path, places: Places) -> str:
    """What could not be used of what IT wrote beside the image, a line in each language, or nothing."""
    kept, trouble = known(places), ""
    said = _named(told)
    found = network_after(kept, said)
    if isinstance(found, NotUsable):
        found, trouble = kept, _NOT_USABLE.format(found.name)
    elif found != kept:
        keep(found, places)
    _write(places.networkd, found.for_networkd())
    if _write(places.timesyncd, found.for_timesyncd()):
        _do("systemctl", "--no-block", "try-restart", "systemd-timesyncd.service")
    return trouble


def asked(told: bytes, places: Places) -> str:
    """The answer to whoever sets up a new kiosk: ``ok``, which of ``NAMES`` is wrong, or ``away`` when
    nothing answers to the cable. Once the kiosk is one of an office its unit is not started any more."""
    kept = known(places)
    found = network_after(kept, _read(told))
    if isinstance(found, NotUsable):
        return found.name
    if found != kept:
        keep(found, places)
    if _write(places.timesyncd, found.for_timesyncd()):
        _do("systemctl", "--no-block", "restart", "systemd-timesyncd.service")
    if not _write(places.networkd, found.for_networkd()):
        return "ok"
    _do("systemctl", "restart", "systemd-networkd.service")
    return "ok" if _do(*_ONLINE) else "away"


def known(places: Places) -> Network:
    """What was told before; what cannot be read any more is as nothing: the kiosk is connected by itself."""
    found = read_network(_named(places.kept))
    return Network() if isinstance(found, NotUsable) else found


def keep(network: Network, places: Places) -> None:
    """For every later start; whole, or as it was."""
    written = places.kept.with_name("network.toml.new")
    text = "".join(f'{name} = "{value}"\n' for name, value in network.said().items())
    places.kept.parent.mkdir(parents=True, exist_ok=True)
    with written.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    written.chmod(0o644)
    written.replace(places.kept)
    folder = os.open(places.kept.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _named(file: Path) -> Mapping[str, object]:
    try:
        with file.open("rb") as opened:
            return _read(opened.read(LONGEST))
    except OSError:
        return {}


def _read(told: bytes) -> Mapping[str, object]:
    try:
        said = tomllib.loads(told.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return {name: said[name] for name in NAMES if name in said}


def _write(file: Path, text: str) -> bool:
    """Whether it says something else now. The services are not root: they must be able to read it."""
    if (file.read_text("ascii") if file.exists() else "") == text:
        return False
    if text:
        file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        file.parent.chmod(0o755)
        file.write_text(text, "ascii")
        file.chmod(0o644)
    else:
        file.unlink()
    return True


def _do(*command: str) -> bool:
    # Neither what was told nor the line to whoever asked is theirs.
    nothing = subprocess.DEVNULL
    return subprocess.run(command, check=False, stdin=nothing, stdout=nothing).returncode == 0


if __name__ == "__main__":
    if sys.argv[1] == "--asked":
        print(asked(sys.stdin.buffer.read(LONGEST), Places()), flush=True)
    else:
        for line in at_a_start(Path(sys.argv[1]), Places()).splitlines():
            print(f"appear-network: {line}", flush=True)
