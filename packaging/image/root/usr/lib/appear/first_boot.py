"""Makes a new kiosk one of an office: enrols it with the code that IT wrote down, and keeps its settings.

One that is enrolled is told later what has changed: what is not said stays, a new code enrols it anew."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from devices.barcode.agreement import parse_pattern
from devices.camera.source import File, parse_source
from devices.network import NAMES, Network, NotUsable, network_after, read_network
from devices.scanner.setting import parse_scanner
from kiosk.problems import Problem, problem
from sync.authorities import NotAuthorities, authorities
from sync.device_wire import read_code
from sync.enrolling import NotEnrolled, enrol, printers_by
from sync.identity import DeviceIdentity, load_identity
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings
from ui.texts import language

_OURS = frozenset({"identity", "spool", "languages", "printer_folder", "printer_authority", "fullscreen"})
"""What the image decides, not whoever wrote the file."""
_OF_THE_STATION = frozenset({"unreachable", "clock", "other_office", "refused"})
"""Why the station made it none of its own; what else keeps it from that are its own keys."""
COUNTY = Path("/run/appear-county-ca.pem")
"""Who certified the county's printers, as IT put it beside the image (``told``)."""
_BY_FILE = "county-ca.pem"
_BY_STATION = "printers-by-station.pem"
"""Who certified them by the station's word: asked anew each day, unlike what IT's own file says."""
_CONNECTED = Path("/var/lib/appear-network/network.toml")


def _both(english: str, spanish: str) -> str:
    """A line for each language: before a first screen nobody has chosen one."""
    return f"{english}\n{spanish}"


_WRONG = {
    "address": _both(
        "“address” is this kiosk's own, with its prefix or mask, as in 192.0.2.10/24",
        "«address» es la de este quiosco, con su prefijo o máscara, como 192.0.2.10/24",
    ),
    "gateway": _both(
        "“gateway” is an address in the same network as “address”",
        "«gateway» es una dirección de la misma red que «address»",
    ),
    "dns": _both(
        "“dns” are addresses of name servers, with spaces between, and need an “address”",
        "«dns» son direcciones de servidores de nombres, separadas por espacios, y piden una «address»",
    ),
    "ntp": _both(
        "“ntp” is the name of a time server, or some with spaces between",
        "«ntp» es el nombre de un servidor de hora, o varios separados por espacios",
    ),
}
_NO_AUTHORITY = {
    "private_key": _both(
        "county-ca.pem holds a private key: take it away from there, and put the certificate alone",
        "county-ca.pem contiene una clave privada: quítela de ahí y ponga solo el certificado",
    ),
    "no_authority": _both(
        "county-ca.pem is not the certificate of an authority, in PEM",
        "county-ca.pem no es el certificado de una autoridad, en PEM",
    ),
}
_CODE_NEEDED = _both(
    "“enrolment” and “code” are needed: where the station enrols devices, and the desk's code",
    "faltan «enrolment» y «code»: dónde inscribe equipos la estación, y el código del escritorio",
)
"""How the kiosk is connected was used before anything was (``network.py``); here is said why it was not."""


def main(told: Path, home: Path) -> str:
    """Why it could not be done, a line in each language, or nothing once it is."""
    return _sentence(made(told, home))


def why(found: NotEnrolled | str) -> str:
    """As the page of the first start says it (``setup.why``): one word."""
    if isinstance(found, NotEnrolled):
        return found.code if found.code in _OF_THE_STATION else "keys"
    if found in _NO_AUTHORITY.values():
        return "county"
    return "code" if found == _CODE_NEEDED else "settings"


def _sentence(found: NotEnrolled | str) -> str:
    if isinstance(found, str):
        return found
    detail = f"{found.code} {found.detail}"
    return _both(f"not enrolled ({detail})", f"no se inscribió ({detail})")


def made(told: Path, home: Path, answers: Callable[[LobbySettings], bool] | None = None) -> NotEnrolled | str:
    """Why it could not be done, or nothing once the kiosk is enrolled and its settings are kept: those for
    which ``answers``, at the page of the first start, says that the station is where they say.

    A kiosk that is enrolled stays as it was when it could not, or when it was told nothing."""
    kept = home / "lobby.toml"
    if kept.exists() and not told.exists() and not COUNTY.exists():
        return ""
    try:
        said = {} if kept.exists() and not told.exists() else tomllib.loads(told.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return _both("what IT wrote cannot be read as TOML", "lo que escribió informática no es TOML legible")
    county = _authorities() if COUNTY.exists() else b""
    address, code = said.pop("enrolment", None), said.pop("code", None)
    if _OURS & said.keys():
        ours = ", ".join(sorted(_OURS & said.keys()))
        return _both(f"the image decides this by itself: {ours}", f"esto lo decide la imagen misma: {ours}")
    if wrong := _not_connected({name: said.pop(name) for name in NAMES if name in said}):
        return wrong
    written = home / "lobby.toml.new"
    said = _said_before(kept) | said
    said |= {"identity": str(home / "identity"), "spool": str(home / "spool")}
    said |= {"printer_authority": str(home / _BY_FILE)} if isinstance(county, bytes) and county else {}
    try:
        written.write_text(lines(said), "utf-8")
    except TypeError:
        return _both(
            "a setting is neither a text, a number, nor a list of them",
            "un ajuste no es texto, ni número, ni lista de ellos",
        )
    settings = load_settings(LobbySettings, "lobby", written)
    if isinstance(settings, SettingsTrouble):
        return _both(settings.sentence, "no se puede usar un ajuste: la línea de arriba dice cuál y por qué")
    if wrong := _sees_nothing_by(settings):
        return wrong
    if isinstance(county, str):
        if answers is None:
            return county
        county = b""  # whoever stands at the screen cannot mend it; it is said at each start
    if trouble := _enrolled(address, code, settings, kept):
        return trouble
    if answers is not None and not answers(settings):
        return NotEnrolled("unreachable", settings.station)
    if county:
        _keep_text(county.decode("ascii"), home / _BY_FILE)
    _keep_text(lines(_as_the_station_says(said, settings, home)), kept)
    return ""


def printers_anew(home: Path) -> str:
    """Asks the station who certified the printers, at each day; what has come of it. A lobby goes by other
    settings from its next start on, which follows each visit."""
    kept = home / "lobby.toml"
    settings = load_settings(LobbySettings, "lobby", kept)
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    said, before = _said_before(kept), _content(settings.printer_authority)
    now = _as_the_station_says(said, settings, home)
    if now != said:
        _keep_text(lines(now), kept)
    authority = now.get("printer_authority")
    same = before == _content(Path(authority) if isinstance(authority, str) else None)
    return "as before" if same else "others than before, by the station's word"


def _as_the_station_says(said: dict[str, object], settings: LobbySettings, home: Path) -> dict[str, object]:
    """``said``, with whom the office named for all its kiosks where IT's own file names nobody: whoever sets
    a kiosk up by touch has none. As it was where that cannot count, or the station does not say."""
    file = home / _BY_STATION
    identity = load_identity(settings.identity)
    if settings.printer_authority not in (None, file) or not isinstance(identity, DeviceIdentity):
        return said
    if not settings.printer.startswith("ipps:"):
        return said
    found = printers_by(identity, settings.station, settings.proxy)
    if not found:
        others = {name: value for name, value in said.items() if name != "printer_authority"}
        return said if found is None else others
    try:
        text = authorities(found.encode()).decode("ascii")
    except NotAuthorities:
        return said
    if _content(file) != text:
        _keep_text(text, file)
    return said | {"printer_authority": str(file)}


def _content(file: Path | None) -> str:
    return file.read_text("ascii") if file is not None and file.exists() else ""


def lines(said: Mapping[str, object]) -> str:
    """As a file of settings; raises TypeError for what is neither a text, a number, nor a list or table."""
    return "".join(f"{name} = {_toml(value)}\n" for name, value in said.items())


def _toml(value: object) -> str:
    if isinstance(value, dict):
        inside = (f"{json.dumps(name, ensure_ascii=False)} = {_toml(one)}" for name, one in value.items())
        return f"{{ {', '.join(inside)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _authorities() -> bytes | str:
    """The certificates of the county that IT put beside the image; or why there are none."""
    try:
        return authorities(COUNTY.read_bytes())
    except NotAuthorities as trouble:
        return _NO_AUTHORITY[trouble.code]


def _not_connected(said: Mapping[str, object]) -> str:
    before = read_network(_said_before(_CONNECTED))
    found = network_after(before if isinstance(before, Network) else Network(), said)
    return _WRONG[found.name] if isinstance(found, NotUsable) else ""


def _sees_nothing_by(settings: LobbySettings) -> str:
    """What no lobby could begin with: a camera, a scanner or a code that is none."""
    codes = (parse_pattern(code.symbology, code.pattern) for code in settings.codes)
    camera = parse_source(settings.camera)
    if isinstance(camera, File) and not camera.path.exists():
        # Whatever is no device and no address is the name of a file, a slip too.
        camera = problem("camera_setting", setting=settings.camera)
    for found in (camera, parse_scanner(settings.scanner), *codes):
        if isinstance(found, Problem):
            says = (language("en").say, language("es").say)
            return _both(*(f"{say(found.what_happened)} {say(found.what_to_do)}" for say in says))
    return ""


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
        return _CODE_NEEDED
    found = enrol(address.rstrip("/"), known, settings.identity, settings.proxy)
    if isinstance(found, NotEnrolled):
        return found
    used.write_text(mark, "ascii")
    return ""


def _keep_text(text: str, kept: Path) -> None:
    """Whole. The settings come last: they say that all is done."""
    written = kept.with_name(f"{kept.name}.new")
    with written.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    written.replace(kept)
    folder = os.open(kept.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def at_a_start(told: Path, home: Path) -> str:
    """Why the kiosk cannot begin, or nothing. What was used is gone, to be taken away beside the kernel.

    A new kiosk whose file cannot be used is set up on its own screen: why is kept for ``told``, which lets it
    be asked, and for that page."""
    found = made(told, home)
    trouble = _sentence(found)
    if not trouble:
        told.unlink(missing_ok=True)
        for mark in ("typed", "not-used"):
            (home / mark).unlink(missing_ok=True)
        if COUNTY.exists():
            told.with_name("county-kept").touch()
    elif (home / "lobby.toml").exists():
        print(_shown(trouble), flush=True)
        print(_shown(_both("this kiosk goes on as it was", "este quiosco sigue como estaba")), flush=True)
        return ""
    else:
        (home / "not-used").write_text(why(found), "ascii")
    return trouble


def _shown(trouble: str) -> str:
    return "\n".join(f"appear-first-boot: {line}" for line in trouble.splitlines())


if __name__ == "__main__":
    trouble = at_a_start(Path(sys.argv[1]), Path(sys.argv[2]))
    if trouble:
        sys.exit(_shown(trouble))
