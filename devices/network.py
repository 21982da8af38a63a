"""How this machine is on the network, as IT says it: read strictly, then written for systemd's services."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

NAMES: Final = ("address", "gateway", "dns", "ntp")
"""What may be said of a network, in the order it is asked."""
_MOST_SERVERS = 4
_NUMBERS = re.compile(r"[0-9A-Fa-f.:/]{2,64}", re.ASCII)
"""No more than addresses are made of: the name of an interface behind a % could hold a line of its own."""
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?", re.ASCII)

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_Interface: TypeAlias = ipaddress.IPv4Interface | ipaddress.IPv6Interface


@dataclass(frozen=True, slots=True)
class NotUsable:
    """Which of ``NAMES`` cannot be used as it was said."""

    name: str


@dataclass(frozen=True, slots=True)
class Network:
    """An address of its own, or (without one) whatever the network gives; and whom to ask for the time."""

    address: _Interface | None = None
    gateway: _Address | None = None
    dns: tuple[_Address, ...] = ()
    ntp: tuple[str, ...] = ()
    """Names or addresses; empty: those the network names, else Debian's."""

    def said(self) -> dict[str, str]:
        """As ``read_network`` takes it; what is not set is not named."""
        every = {
            "address": str(self.address or ""),
            "gateway": str(self.gateway or ""),
            "dns": " ".join(map(str, self.dns)),
            "ntp": " ".join(self.ntp),
        }
        return {name: value for name, value in every.items() if value}

    def for_networkd(self) -> str:
        """The file for systemd-networkd; empty where its own, by DHCP, is right."""
        if self.address is None:
            return ""
        lines = ["[Match]", "Type=ether", "", "[Network]", "LLDP=no", "LinkLocalAddressing=ipv6"]
        lines += ["IPv6AcceptRA=no", f"Address={self.address}"]
        lines += [f"Gateway={self.gateway}"] if self.gateway else []
        return "\n".join([*lines, *(f"DNS={one}" for one in self.dns), ""])

    def for_timesyncd(self) -> str:
        """The file for systemd-timesyncd; empty where its own is right."""
        return f"[Time]\nNTP={' '.join(self.ntp)}\n" if self.ntp else ""


def read_network(said: Mapping[str, object]) -> Network | NotUsable:
    """The network that ``said`` describes by some of ``NAMES``; nothing else is looked at. Never raises.

    ``address`` comes with its prefix or mask, ``gateway`` lies in its network; ``dns`` and ``ntp`` may be
    several, with spaces between."""
    texts: dict[str, str] = {}
    for name in NAMES:
        text = said.get(name, "")
        if not isinstance(text, str):
            return NotUsable(name)
        texts[name] = text.strip()
    address = _interface(texts["address"]) if texts["address"] else None
    if texts["address"] and address is None:
        return NotUsable("address")
    gateway = _gateway(texts["gateway"], address) if texts["gateway"] else None
    if texts["gateway"] and gateway is None:
        return NotUsable("gateway")
    dns = [_one(word) for word in re.split(r"[\s,]+", texts["dns"]) if word]
    if len(dns) > _MOST_SERVERS or (dns and address is None) or not all(map(_serves, dns)):
        return NotUsable("dns")
    ntp = texts["ntp"].replace(",", " ").split()
    if len(ntp) > _MOST_SERVERS or not all(map(_HOST.fullmatch, ntp)):
        return NotUsable("ntp")
    return Network(address, gateway, tuple(one for one in dns if one is not None), tuple(ntp))


def network_after(kept: Network, said: Mapping[str, object]) -> Network | NotUsable:
    """``kept`` with what was said since; an empty ``address`` gives up gateway and name servers too."""
    before = kept.said()
    if said.get("address") == "":
        before = {name: value for name, value in before.items() if name == "ntp"}
    return read_network(before | {name: said[name] for name in NAMES if name in said})


def _interface(text: str) -> _Interface | None:
    """An address that a machine can have, with the size of its network."""
    text = re.sub(r"\s*/\s*|\s+", "/", text)
    if "/" not in text or not _NUMBERS.fullmatch(text):
        return None
    try:
        found = ipaddress.ip_interface(text)
    except ValueError:
        return None
    return found if 0 < found.network.prefixlen < found.max_prefixlen and _may_be(found.ip, found) else None


def _gateway(text: str, address: _Interface | None) -> _Address | None:
    found = _one(text)
    if found is None or address is None or found.version != address.version or found == address.ip:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.is_link_local:
        return found
    return found if found in address.network and _may_be(found, address) else None


def _may_be(one: _Address, address: _Interface) -> bool:
    """Whether a machine in that network can have this address."""
    if one.is_loopback or one.is_multicast or one.is_unspecified or one.is_reserved or one.is_link_local:
        return False
    net = address.network
    ends = (net.network_address, net.broadcast_address)
    return net.version == 6 or net.max_prefixlen - net.prefixlen < 2 or one not in ends


def _one(text: str) -> _Address | None:
    if not _NUMBERS.fullmatch(text):
        return None
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _serves(one: _Address | None) -> bool:
    return one is not None and not (one.is_loopback or one.is_multicast or one.is_unspecified)
