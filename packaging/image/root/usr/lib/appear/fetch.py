"""Fetches the version that the station keeps for its kiosks; at a later start it is taken as from a stick.

Nothing large is fetched before the maker's signature was seen and the version is wanted here, and nothing
twice: what was refused, or tried at a start (``fetched``), is fetched again only when IT keeps it anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import update

from sync.identity import DeviceIdentity, load_identity, sync_folder
from sync.kiosk_version import NOTE, SIGNATURE, Offer, Part
from sync.kiosk_wire import OfferedVersion
from sync.link import StationLink, Unreachable, station_link
from sync.settings import SettingsTrouble, load_settings
from ui.lobby.settings import LobbySettings

LEFT_FREE = 384 << 20
"""Bytes: the spool may take 256 MB, the journal 64."""
_TOO_OFTEN = Unreachable("status_429")
_TRIES = 2
"""A file that is not the signed one once it is whole was perhaps cut badly: it is fetched once more."""
_GIVEN_UP = re.compile(r"appear_[0-9.]+\+0(-\d+)?\.efi")
"""A kernel that the loader starts no more: its version showed no first screen (``proven``)."""
_OVER = 2
"""How often a mark stands in the list of ``fetched`` when it is over with that version."""


class CutError(Exception):
    """The station stopped answering in the middle; what came so far stays, and is gone on with."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie on a kiosk."""

    home: Path = Path("/var/lib/appear-lobby")
    state: Path = Path("/var/lib/appear-update")
    tried: Path = Path("/var/lib/appear-tried/marks")
    kernels: Path = Path("/run/appear-kernels")
    key: Path = update.KEY
    release: Path = Path("/usr/lib/os-release")

    @property
    def ready(self) -> Path:
        """A whole version, to be taken at the next start."""
        return self.state / "ready"

    @property
    def coming(self) -> Path:
        """One that is being fetched."""
        return self.state / "coming"

    @property
    def refused(self) -> Path:
        """The mark of the version that was refused last."""
        return self.state / "refused"

    @property
    def trouble(self) -> Path:
        """Why the version that the station keeps is not taken; the lobby tells its code to the desk."""
        return self.state / "trouble"


def main(places: Places, pause: Callable[[float], object] = time.sleep) -> str:
    """What came of it, in words; ``CutError`` when it is to be gone on with soon."""
    if _mark(places.ready) in _over(places):
        shutil.rmtree(places.ready, ignore_errors=True)
    settings = load_settings(LobbySettings, "lobby", places.home / "lobby.toml")
    if isinstance(settings, SettingsTrouble):
        return settings.sentence
    identity = load_identity(settings.identity)
    if not isinstance(identity, DeviceIdentity):
        return "this kiosk is not enrolled"
    with closing(station_link(identity, settings.station, proxy=settings.proxy)) as link:
        offered = link.offered_version()
        if not isinstance(offered, OfferedVersion):
            return "the station does not say whether it keeps a version"
        return _followed(places, link, offered.mark, pause)


def _followed(places: Places, link: StationLink, mark: str, pause: Callable[[float], object]) -> str:
    over = mark in _over(places)
    running, kernels = update.running_version(places.release), places.kernels.read_text("utf-8").split()
    # What an earlier version could not take is no trouble of this one, however it came.
    if not _said(places).endswith(f" {running}"):
        _tell(places, "")
    for folder in (places.ready, places.coming):
        if over or _mark(folder) != mark:
            shutil.rmtree(folder, ignore_errors=True)
    if not mark:
        _tell(places, "")
        return "the station keeps no version for its kiosks"
    if over:
        if any(_GIVEN_UP.fullmatch(name) for name in kernels):
            _tell(places, "version_given_up")
        elif mark != _refused(places):
            _tell(places, "")
        return "the version that the station keeps was refused or tried here before"
    if places.ready.exists():
        return "a version is ready, and is taken at the next start"
    if update.on_trial(running, kernels):
        return f"version {running} is on trial: nothing is fetched meanwhile"
    places.coming.mkdir(exist_ok=True)
    (places.coming / "mark").write_text(mark, "ascii")
    for name in (NOTE, SIGNATURE):
        (places.coming / name).write_bytes(_piece(link, mark, name, 0, pause))
    offer = update.read_offer(places.coming, places.key)
    if isinstance(offer, str):
        return _refuse(places, mark, offer)
    if why := update.not_wanted(offer, running, kernels):
        # Whoever runs what is kept, or something newer, has no trouble.
        return _refuse(places, mark, why, "" if update.not_wanted(offer, running, []) else "version_given_up")
    return _fetched(places, link, mark, offer, pause)


def _fetched(
    places: Places, link: StationLink, mark: str, offer: Offer, pause: Callable[[float], object]
) -> str:
    have = sum(file.stat().st_size for file in places.coming.iterdir())
    disk = os.statvfs(places.state)
    if sum(part.size for part in offer.parts()) - have + LEFT_FREE > disk.f_bavail * disk.f_frsize:
        shutil.rmtree(places.coming)
        _tell(places, "version_no_room")
        return f"there is no room for version {offer.version}; it can come on a stick"
    print(f"appear-fetch: fetching version {offer.version}", flush=True)
    for part in offer.parts():
        if not _is_whole(link, mark, part, places.coming / part.name, pause):
            return _refuse(places, mark, f"{part.name} is not the one that was signed")
    os.sync()
    places.coming.replace(places.ready)
    sync_folder(places.state)
    _tell(places, "")
    return f"version {offer.version} is ready, and is taken at the next start"


def _is_whole(link: StationLink, mark: str, part: Part, goal: Path, pause: Callable[[float], object]) -> bool:
    for _ in range(_TRIES):
        _go_on(link, mark, part, goal, pause)
        with goal.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == part.sha256:
                return True
        goal.unlink()
    return False


def _go_on(link: StationLink, mark: str, part: Part, goal: Path, pause: Callable[[float], object]) -> None:
    """Fetch what is missing of a file; less where the station's own has no more."""
    with goal.open("ab") as file:
        while (left := part.size - file.tell()) > 0:
            piece = _piece(link, mark, part.name, file.tell(), pause)
            if not piece:
                return
            file.write(piece[:left])


def _piece(link: StationLink, mark: str, name: str, start: int, pause: Callable[[float], object]) -> bytes:
    """What comes next, as soon as the station gives it: it puts off whoever asks often."""
    while (piece := link.version_piece(mark, name, start)) == _TOO_OFTEN:
        pause(1.0)
    if not isinstance(piece, bytes):
        raise CutError(piece.why if isinstance(piece, Unreachable) else piece.problem.code)
    return piece


def _refuse(places: Places, mark: str, why: str, trouble: str = "version_refused") -> str:
    places.refused.write_text(mark, "ascii")
    shutil.rmtree(places.coming)
    _tell(places, trouble)
    return f"not fetched: {why}; the version that runs stays"


def _tell(places: Places, trouble: str) -> None:
    if trouble:
        running = update.running_version(places.release)
        places.trouble.write_text(f"{trouble} {running}", "ascii")
    else:
        places.trouble.unlink(missing_ok=True)


def _said(places: Places) -> str:
    return places.trouble.read_text("ascii") if places.trouble.exists() else ""


def _over(places: Places) -> set[str]:
    """The marks of what was refused here, or tried at a start."""
    tried = places.tried.read_text("ascii").split() if places.tried.exists() else []
    return {mark for mark in tried if tried.count(mark) >= _OVER} | {_refused(places)}


def _refused(places: Places) -> str:
    return places.refused.read_text("ascii") if places.refused.exists() else ""


def _mark(folder: Path) -> str:
    try:
        return (folder / "mark").read_text("ascii")
    except OSError:
        return ""


if __name__ == "__main__":
    try:
        print(f"appear-fetch: {main(Places())}")
    except CutError as cut:
        sys.exit(f"appear-fetch: the station does not answer any more ({cut}); it is gone on with soon")
