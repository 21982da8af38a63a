"""What is typed at the first start of a kiosk, one thing after another, and what becomes of each answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from devices.network import NotUsable, read_network
from sync.device_wire import read_code
from ui.addresses_of_devices import proxy_address
from ui.widgets.key_layouts import Keys

Answers: TypeAlias = Mapping[str, str]
"""What was typed for each question."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.ASCII)
_PRINTER = re.compile(r"(ipps?|escpos)://[^/\s]+(/\S*)?", re.ASCII)
_STATION_PORT, _ENROLMENT_PORT = 8443, 8444
_GROUP = 4


@dataclass(frozen=True)
class Ask:
    """One thing to type. ``kept`` is what becomes of it beside the other answers: settings, or None when it
    cannot be one."""

    name: str
    keys: Keys
    longest: int
    kept: Callable[[str, Answers], Answers | None]
    shape: Callable[[str], str] | None = None


def guessed(name: str, answers: Answers) -> str:
    """Devices are enrolled where the station is, unless IT has said otherwise."""
    station = _station(answers.get("station", ""), answers)
    if name != "enrolment" or station is None:
        return ""
    return f"{urlsplit(station['station']).hostname}:{_ENROLMENT_PORT}"


def _grouped(text: str) -> str:
    """A code as the desk shows it, four signs at a time."""
    plain = "".join(sign for sign in text.upper() if sign.isalnum())
    return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))


def _figures(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _host(name: str, port: int) -> Callable[[str, Answers], Answers | None]:
    def kept(text: str, _others: Answers) -> Answers | None:
        plain = text.strip().lower().removeprefix("https://").rstrip("/")
        if not _HOST.fullmatch(plain):
            return None
        return {name: f"https://{plain}" if ":" in plain else f"https://{plain}:{port}"}

    return kept


def _code(text: str, _others: Answers) -> Answers | None:
    return {"code": text} if read_code(text) is not None else None


def _printer(text: str, _others: Answers) -> Answers | None:
    plain = text.strip()
    if not plain:
        return {}
    plain = plain if "://" in plain else f"ipp://{plain}"
    return {"printer": plain} if _PRINTER.fullmatch(plain) else None


def _pin(text: str, _others: Answers) -> Answers | None:
    if not text:
        return {}
    return {"staff_pin": text} if 6 <= len(text) <= 8 else None


def _proxy(text: str, _others: Answers) -> Answers | None:
    plain = text.strip()
    try:
        return {"proxy": proxy_address(plain if not plain or "://" in plain else f"http://{plain}")}
    except ValueError:
        return None


def _network(name: str) -> Callable[[str, Answers], Answers | None]:
    def kept(text: str, others: Answers) -> Answers | None:
        address = {} if name == "ntp" else {"address": others.get("address", "")}
        found = read_network({**address, name: text})
        if isinstance(found, NotUsable):
            return None
        return {name: found.said().get(name, "")}

    return kept


def _address(text: str, others: Answers) -> Answers | None:
    return _network("address")(text, others) if text.strip() else None


_station = _host("station", _STATION_PORT)
NTP = Ask("ntp", Keys.EMAIL, 120, _network("ntp"))
MORE = (NTP, Ask("proxy", Keys.EMAIL, 120, _proxy))
FIXED = (
    Ask("address", Keys.MIXED, 64, _address),
    Ask("gateway", Keys.MIXED, 64, _network("gateway")),
    Ask("dns", Keys.MIXED, 120, _network("dns")),
    NTP,
)
OFFICE = (
    Ask("station", Keys.EMAIL, 80, _station),
    Ask("enrolment", Keys.EMAIL, 80, _host("enrolment", _ENROLMENT_PORT)),
    Ask("code", Keys.CAPITALS, 29, _code, _grouped),
    Ask("printer", Keys.EMAIL, 120, _printer),
    Ask("pin", Keys.NUMBERS, 8, _pin, _figures),
)
