"""Networks of their own for two programs, on one machine: roads that can be taken away and given back."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_ROADS = {"kiosk": ("198.51.100", "here", "station"), "registry": ("203.0.113", "station", "registry")}


@dataclass(frozen=True)
class Networks:
    """One network for the station and one for the registry; the kiosk is in this machine's own."""

    mark: str
    """Names are short and shared by the whole machine, so each set has a mark of its own."""
    station: str = "198.51.100.2"
    """The station's address as the kiosk calls it."""
    registry: str = "203.0.113.2"
    """The registry's address as the station calls it."""

    def inside(self, name: str) -> tuple[str, ...]:
        """What runs a command in the network ``station`` or ``registry``."""
        return ("ip", "netns", "exec", f"{self.mark}-{name}")

    def part(self, road: str) -> None:
        """Nothing passes any more between kiosk and station (``kiosk``), or station and registry."""
        self._set(road, "down")

    def heal(self, road: str) -> None:
        """The road is there again."""
        self._set(road, "up")

    def _set(self, road: str, state: str) -> None:
        _, near, _ = _ROADS[road]
        inside = () if near == "here" else self.inside(near)
        _do(*inside, "ip", "link", "set", f"{self.mark}{road[0]}0", state)


@contextmanager
def networks() -> Iterator[Networks]:
    """Both networks, joined by roads; gone afterwards with whatever ran in them. Needs an administrator."""
    made = Networks(f"ap{secrets.token_hex(2)}")
    spaces = [f"{made.mark}-{name}" for name in ("station", "registry")]
    try:
        for space in spaces:
            _do("ip", "netns", "add", space)
            _do("ip", "-n", space, "link", "set", "lo", "up")
        for road, (net, near, far) in _ROADS.items():
            _road(made, road, net, near, far)
        yield made
    finally:
        for space in spaces:
            subprocess.run(["ip", "netns", "del", space], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", f"{made.mark}k0"], check=False, capture_output=True)


def _road(made: Networks, road: str, net: str, near: str, far: str) -> None:
    ends = [f"{made.mark}{road[0]}{end}" for end in (0, 1)]
    _do("ip", "link", "add", ends[0], "type", "veth", "peer", "name", ends[1])
    for number, (end, place) in enumerate(zip(ends, (near, far), strict=True), 1):
        inside: tuple[str, ...] = ()
        if place != "here":
            _do("ip", "link", "set", end, "netns", f"{made.mark}-{place}")
            inside = made.inside(place)
        _do(*inside, "ip", "addr", "add", f"{net}.{number}/24", "dev", end)
        _do(*inside, "ip", "link", "set", end, "up")


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)
