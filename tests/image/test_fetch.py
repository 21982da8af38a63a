"""A kiosk fetches the version that its station keeps, and none that is not signed, newer and wanted here."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.audit import AuditEvent
from sync.enrolling import enrol
from sync.identity import DeviceIdentity, load_identity
from sync.kiosk_wire import LONGEST_PIECE
from sync.link import Refused, station_link
from sync.station import devices
from sync.station.kiosk_versions import Kept, keep, withdraw
from tests.image.programs import program
from tests.image.test_update import KERNEL, Stick, kernels_of, slot_of
from tests.proxy import Proxy
from tests.shared import HOUSE
from tests.sync.station import test_devices
from tests.sync.station.test_devices import BY, Place, given

place = test_devices.place
IMAGE = HOUSE / "packaging/image/root/usr/lib/appear"
ROOT = random.Random(7).randbytes(2 * LONGEST_PIECE + 4096)
"""Three pieces of it, and of whole blocks."""


@dataclass
class Kiosk:
    """A kiosk of the image that runs version 1.5, its station, and the maker of its versions."""

    place: Place
    folder: Path
    maker: Stick
    update: ModuleType
    fetch: ModuleType

    def __post_init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        for name in ("home", "state"):
            (self.folder / name).mkdir(parents=True)
        given(enrol(self.place.enrolment, self.place.code(), self.folder / "home/identity"))
        self.calls(self.place.main)
        self.loader_has("appear_1.5.efi", "appear_1.4.efi")
        (self.folder / "os-release").write_text("ID=debian\nIMAGE_VERSION=1.5\n", "ascii")

    def calls(self, station: str) -> None:
        """Its settings, with that address of the station."""
        home = self.folder / "home"
        kept = f'station = "{station}"\nidentity = "{home}/identity"\nspool = "{home}/spool"\n'
        (home / "lobby.toml").write_text(kept, "utf-8")

    def loader_has(self, *kernels: str) -> None:
        """What ``kernels`` has written down."""
        (self.folder / "kernels").write_text("\n".join(kernels) + "\n", "ascii")

    @property
    def places(self) -> Any:
        """Its folders, in the place of the machine's."""
        at = self.folder
        return self.fetch.Places(
            at / "home", at / "state", at / "tried", at / "kernels", self.maker.key, at / "os-release"
        )

    @property
    def left(self) -> set[str]:
        """What lies in its folder of versions, beside what it says of them."""
        return {one.name for one in (self.folder / "state").iterdir()} - {"trouble"}

    def looks(self) -> str:
        """One night's look at the station."""
        self.asked.clear()
        found: str = self.fetch.main(self.places)
        return found

    @property
    def trouble(self) -> str:
        """What its line at the desk says of versions."""
        told = self.folder / "state/trouble"
        return told.read_text("ascii").partition(" ")[0] if told.exists() else ""

    def large(self) -> list[int]:
        """From where on the station was asked for the root."""
        return [start for name, start in self.asked if name == "root.erofs"]


@pytest.fixture
def kiosk(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    update = program("update")
    monkeypatch.setitem(sys.modules, "update", update)
    made = Kiosk(place, tmp_path / "kiosk", Stick(tmp_path / "stick"), update, program("fetch"))
    whole = place.versions.piece

    def noted(mark: str, name: str, start: int) -> bytes | None:
        made.asked.append((name, start))
        return whole(mark, name, start)

    monkeypatch.setattr(place.versions, "piece", noted)
    return made


def kept(kiosk: Kiosk, **other: Any) -> Kept:
    """A version of the kiosk's maker, kept at the station by IT."""
    return kept_from(kiosk, kiosk.maker.bring(**{"root": ROOT} | other))


def kept_from(kiosk: Kiosk, folder: Path) -> Kept:
    made = keep(kiosk.place.here.store, kiosk.place.versions, folder, BY, kiosk.place.here.clock())
    assert isinstance(made, Kept), made
    return made


def verified(folder: Path) -> tuple[bytes, str]:
    """The hashes of the root, and the hash of these, as a build makes them."""
    root, verity = folder / "made.erofs", folder / "made.verity"
    root.write_bytes(ROOT)
    made = subprocess.run(["veritysetup", "format", root, verity], check=True, capture_output=True, text=True)
    found = re.search(r"Root hash:\s+([0-9a-f]{64})", made.stdout)
    assert found is not None, made.stdout
    return verity.read_bytes(), found[1]


def test_what_it_keeps_at_the_station_is_fetched_whole_and_can_be_taken_like_a_sticks(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kiosk.looks() == "the station keeps no version for its kiosks"
    verity, root_hash = verified(tmp_path)
    kept(kiosk, verity=verity, root_hash=root_hash)
    assert kiosk.looks() == "version 2.0 is ready, and is taken at the next start"
    ready = kiosk.folder / "state/ready"
    assert (ready / "root.erofs").read_bytes() == ROOT
    assert kiosk.large() == [0, LONGEST_PIECE, 2 * LONGEST_PIECE]
    assert kiosk.looks() == "a version is ready, and is taken at the next start"
    assert kiosk.asked == []
    events = kiosk.place.here.events()
    assert events.count(AuditEvent.KIOSK_VERSION_KEPT) == events.count(AuditEvent.KIOSK_VERSION_FETCHED) == 1

    # The partition's own name is the one thing that only a disk has.
    monkeypatch.setattr(kiosk.update, "_name", lambda _slot, _offer: None)
    offer = kiosk.update.read_offer(ready, kiosk.maker.key)
    slot = slot_of(kiosk.update, tmp_path, size=1 << 20)
    loader = kernels_of(tmp_path)
    assert kiosk.update.take(ready, offer, slot, loader, "1.5") == ""
    assert slot.root.read_bytes().startswith(ROOT)
    assert (loader / "appear_2.0+2.efi").read_bytes() == KERNEL


def test_a_fetch_that_is_cut_goes_on_where_it_was(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(kiosk)
    whole, port = kiosk.place.versions.piece, int(kiosk.place.main.rpartition(":")[2])
    with Proxy(port) as proxy:

        def cut_at_the_second(mark: str, name: str, start: int) -> bytes | None:
            found = whole(mark, name, start)
            if name == "root.erofs" and start:
                proxy.cut()
            return found

        monkeypatch.setattr(kiosk.place.versions, "piece", cut_at_the_second)
        kiosk.calls(f"https://127.0.0.1:{proxy.port}")
        with pytest.raises(kiosk.fetch.CutError):
            kiosk.looks()
    assert (kiosk.folder / "state/coming/root.erofs").read_bytes() == ROOT[:LONGEST_PIECE]
    monkeypatch.setattr(kiosk.place.versions, "piece", whole)
    kiosk.calls(kiosk.place.main)
    assert "is ready" in kiosk.looks()
    assert kiosk.large() == [LONGEST_PIECE, 2 * LONGEST_PIECE]
    assert (kiosk.folder / "state/ready/root.erofs").read_bytes() == ROOT


def test_a_file_that_was_altered_at_the_station_is_refused_and_not_fetched_each_night(kiosk: Kiosk) -> None:
    mark = kept(kiosk).mark
    altered = kiosk.folder.parent / "kiosk-version" / mark / "root.erofs"
    altered.write_bytes(b"x" + ROOT[1:])
    assert "root.erofs is not the one that was signed" in kiosk.looks()
    assert kiosk.large().count(0) == 2, "once more, since it may have been cut badly"
    assert kiosk.left == {"refused"}
    assert kiosk.looks() == "the version that the station keeps was refused or tried here before"
    assert (kiosk.asked, kiosk.trouble) == ([], "version_refused")
    kept(kiosk)
    assert "is ready" in kiosk.looks(), "IT has kept it anew"
    assert kiosk.trouble == ""


def test_one_file_cut_badly_before_is_fetched_once_more(kiosk: Kiosk) -> None:
    mark = kept(kiosk).mark
    coming = kiosk.folder / "state/coming"
    coming.mkdir()
    (coming / "mark").write_text(mark, "ascii")
    (coming / "root.erofs").write_bytes(bytes(LONGEST_PIECE))
    assert "is ready" in kiosk.looks()
    assert (kiosk.folder / "state/ready/root.erofs").read_bytes() == ROOT


@pytest.mark.parametrize(
    ("loader", "version", "why", "trouble"),
    [
        ((), "1.5", "is not newer than 1.5", ""),
        (("appear_1.5.efi", "appear_2.0+0-2.efi"), "2.0", "showed no first screen", "version_given_up"),
    ],
)
def test_what_is_not_newer_or_failed_here_is_refused_before_anything_large_is_fetched(
    kiosk: Kiosk, loader: tuple[str, ...], version: str, why: str, trouble: str
) -> None:
    kept(kiosk, version=version)
    kiosk.loader_has(*loader)
    assert why in kiosk.looks()
    assert {name for name, _ in kiosk.asked} == {"update.json", "update.sig"}
    assert kiosk.left == {"refused"}
    assert "before" in kiosk.looks()
    assert kiosk.trouble == trouble


def test_what_a_stranger_signed_is_refused_before_anything_large_is_fetched(
    kiosk: Kiosk, tmp_path: Path
) -> None:
    kept_from(kiosk, Stick(tmp_path / "stranger").bring(root=ROOT))
    assert "not signed by the maker" in kiosk.looks()
    assert {name for name, _ in kiosk.asked} == {"update.json", "update.sig"}


def test_while_a_version_is_on_trial_nothing_is_fetched_and_nothing_refused(kiosk: Kiosk) -> None:
    kept(kiosk)
    kiosk.loader_has("appear_1.4.efi", "appear_1.5+1-1.efi")
    assert "1.5 is on trial" in kiosk.looks()
    kiosk.loader_has("appear_1.4.efi", "appear_1.5.efi")
    assert "is ready" in kiosk.looks()


def test_the_spools_room_is_never_taken(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    version = kept(kiosk)
    # By then the note, its signature and the mark are there.
    there = sum((kiosk.maker.folder / name).stat().st_size for name in ("update.json", "update.sig"))
    missing = sum(part.size for part in version.offer.parts()) - there - len(version.mark)

    def looks_with(free: int) -> str:
        disk = SimpleNamespace(f_bavail=free, f_frsize=1)
        monkeypatch.setattr(kiosk.fetch.os, "statvfs", lambda _path: disk)
        return kiosk.looks()

    spool_and_journal = 384 << 20
    assert looks_with(missing + spool_and_journal - 1).startswith("there is no room for version 2.0")
    assert (kiosk.large(), kiosk.left, kiosk.trouble) == ([], set(), "version_no_room")
    assert "is ready" in looks_with(missing + spool_and_journal)


def test_a_kiosk_that_is_let_in_no_more_is_given_nothing(kiosk: Kiosk) -> None:
    mark = kept(kiosk).mark
    with kiosk.place.here.store.writing() as session:
        devices.revoke(session, kiosk.place.keys, "kiosk-b", BY, kiosk.place.here.clock())
    assert "does not say" in kiosk.looks()
    identity = load_identity(kiosk.folder / "home/identity")
    assert isinstance(identity, DeviceIdentity)
    with closing(station_link(identity, kiosk.place.main)) as link:
        refused = link.version_piece(mark, "update.json", 0)
    assert isinstance(refused, Refused)
    assert refused.problem.code == "device_not_allowed"
    assert (kiosk.asked, kiosk.left) == ([], set())


def test_what_is_withdrawn_or_replaced_is_let_go_of(kiosk: Kiosk) -> None:
    kept(kiosk)
    kiosk.looks()
    kept(kiosk, version="2.1")
    assert "version 2.1 is ready" in kiosk.looks()
    here = kiosk.place.here
    assert isinstance(withdraw(here.store, kiosk.place.versions, BY, here.clock()), Kept)
    assert kiosk.looks() == "the station keeps no version for its kiosks"
    assert kiosk.left == set()


def test_a_kiosk_that_is_put_off_waits_and_asks_again(kiosk: Kiosk) -> None:
    kept(kiosk, root=bytes(9 * LONGEST_PIECE))
    waits: list[float] = []
    assert "is ready" in kiosk.fetch.main(kiosk.places, waits.append)
    assert set(waits) == {1.0}
    assert kiosk.large() == [place * LONGEST_PIECE for place in range(9)]


@dataclass(frozen=True)
class Machine:
    """A kiosk's machine as its scripts find it, each program they call replaced by a small one."""

    folder: Path

    def at(self, path: str) -> Path:
        """Where a file of the machine lies here."""
        return self.folder / path.lstrip("/")

    def has(self, path: str, text: str) -> Path:
        """The same, with something in it."""
        file = self.at(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def brings(self, path: str, script: str) -> None:
        """A program at that place."""
        self.has(path, f"#!/bin/sh\n{script}\n").chmod(0o755)

    def runs(self, program: str, swap: tuple[str, str] = ("", ""), **told: str) -> tuple[int, str]:
        """How a script of the image ends, and what it says; with ``swap`` one part of it is another."""
        text = (IMAGE / program).read_text("utf-8")
        for real in (
            "/run/",
            "/var/lib/",
            "/opt/appear-lobby/",
            "/usr/lib/appear/",
            "/sys/bus/",
            "/dev/disk/",
        ):
            text = text.replace(real, f"{self.folder}{real}")
        text = text.replace(*swap)
        variables = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"} | told
        ran = subprocess.run(
            ["sh", "-c", text, program], env=variables, capture_output=True, text=True, timeout=60
        )
        return ran.returncode, ran.stdout + ran.stderr

    def called(self) -> list[str]:
        """What was called."""
        file = self.at("/called")
        return file.read_text("utf-8").splitlines() if file.exists() else []


MARK = "0123456789abcdef" * 2


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One on which a version is ready."""
    made = Machine(tmp_path)
    made.has("/var/lib/appear-update/ready/mark", MARK)
    made.at("/var/lib/appear-tried").mkdir()
    made.has("/var/lib/appear-lobby/lobby.toml", 'station = "https://127.0.0.1:1"\nzone = "America/Denver"\n')
    for name in ("systemctl", "date"):
        made.brings(
            f"/bin/{name}", f'echo "{name} $TZ $*" >>{tmp_path}/called\ncat {tmp_path}/{name} || true'
        )
    writes = f"echo update $3 >>{tmp_path}/called\n[ ! -e {tmp_path}/refuses ] || exit 1"
    made.brings("/opt/appear-lobby/bin/python3", writes)
    return made


def test_a_version_that_is_ready_is_tried_at_the_next_start_and_not_again(
    machine: Machine, kiosk: Kiosk
) -> None:
    assert machine.runs("fetched")[0] == 0
    assert machine.called() == [f"update {machine.at('/var/lib/appear-update/ready')}"]
    assert machine.runs("fetched")[0] == 0, "the new version's first start"
    assert len(machine.called()) == 1
    marks = machine.at("/var/lib/appear-tried/marks")
    assert marks.stat().st_mode & 0o004, "the program that fetches reads it"
    # The same list, and the kiosk that has this version ready.
    mark = kept(kiosk).mark
    kiosk.looks()
    (kiosk.folder / "tried").write_text(marks.read_text("ascii").replace(MARK, mark), "ascii")
    assert kiosk.looks() == "the version that the station keeps was refused or tried here before"
    assert (kiosk.left, kiosk.trouble) == (set(), "")
    kiosk.loader_has("appear_1.5.efi", "appear_2.0+0-2.efi")
    kiosk.looks()
    assert kiosk.trouble == "version_given_up"
    kiosk.loader_has("appear_2.0.efi")
    kiosk.looks()
    assert kiosk.trouble == "", "a stick has brought it"


def test_what_an_earlier_version_refused_is_no_trouble_of_a_later_one(kiosk: Kiosk, tmp_path: Path) -> None:
    kept_from(kiosk, Stick(tmp_path / "stranger").bring(root=ROOT))
    kiosk.looks()
    assert kiosk.trouble == "version_refused"
    (kiosk.folder / "os-release").write_text("IMAGE_VERSION=3.0\n", "ascii")
    kiosk.looks()
    assert kiosk.trouble == ""


def test_a_version_that_is_refused_at_a_start_is_not_tried_at_each_one(machine: Machine) -> None:
    machine.has("/refuses", "")
    assert [machine.runs("fetched")[0] for _ in range(3)] == [1, 0, 0]
    assert len(machine.called()) == 1


def test_a_version_whose_writing_the_power_cut_ended_is_tried_once_more(machine: Machine) -> None:
    machine.brings("/opt/appear-lobby/bin/python3", f"echo update >>{machine.folder}/called\nkill -9 $PPID")
    for _ in range(3):
        machine.runs("fetched")
    assert machine.called() == ["update", "update"]


def test_what_a_stick_brings_goes_first_and_without_one_the_fetched_is_tried(machine: Machine) -> None:
    machine.brings("/usr/lib/appear/fetched", f"echo fetched >>{machine.folder}/called")
    for name in ("udevadm", "sleep"):
        machine.brings(f"/bin/{name}", "exit 0")
    machine.brings("/bin/mountpoint", "exit 1")
    assert machine.runs("stick")[0] == 0
    assert machine.called() == ["fetched"]
    machine.at("/sys/bus/usb/drivers/usb-storage").mkdir(parents=True)
    assert machine.runs("stick") == (
        0,
        "appear-update: there is a USB disk, but no update on it (a folder appear-update)\n"
        "appear-update: hay un disco USB, pero ninguna actualización en él (una carpeta appear-update)\n",
    )
    assert machine.called() == ["fetched"] * 2
    # As if a stick had been found: no test can plug one in.
    found = ("if found; then", "if true; then")
    taken = f"update {machine.at('/run/appear-stick/appear-update')}"
    assert machine.runs("stick", found)[0] == 0
    assert machine.called() == ["fetched", "fetched", taken], "it is starting anew for the stick's"
    machine.has("/refuses", "")
    assert machine.runs("stick", found)[0] == 1
    assert machine.called()[3:] == [taken, "fetched"]


@pytest.mark.parametrize(
    ("hour", "status", "starts"),
    [("02", "the first screen stands", True), ("09", "the first screen stands", False)],
)
def test_it_starts_itself_anew_at_night_by_the_offices_clock(
    machine: Machine, hour: str, status: str, starts: bool
) -> None:
    machine.has("/date", hour)
    machine.has("/systemctl", status)
    assert machine.runs("when-free")[0] == 0
    assert ("systemctl  --no-block reboot" in machine.called()) is starts
    assert machine.called()[0] == "date America/Denver +%H"


@pytest.mark.parametrize("day", [dt.date(2026, 1, 15), dt.date(2026, 7, 15)])
def test_it_asks_at_night_from_coast_to_coast(day: dt.date) -> None:
    timer = (HOUSE / "packaging/image/root/etc/systemd/system/appear-fetch.timer").read_text("utf-8")
    when = re.search(r"^OnCalendar=\*-\*-\* (\d\d):(\d\d) (\S+)$", timer, re.MULTILINE)
    later = re.search(r"^RandomizedDelaySec=(\d+)min$", timer, re.MULTILINE)
    assert when is not None
    assert later is not None
    first = dt.datetime.combine(day, dt.time(int(when[1]), int(when[2])), ZoneInfo(when[3]))
    for asks in (first, first + dt.timedelta(minutes=int(later[1]))):
        for zone in ("America/New_York", "America/Denver", "America/Phoenix", "America/Los_Angeles"):
            assert 1 <= asks.astimezone(ZoneInfo(zone)).hour <= 4, zone


def nightly(machine: Machine) -> bool:
    """Whether it starts itself anew in a night in which nobody is there."""
    machine.has("/date", "02")
    machine.has("/systemctl", "the first screen stands")
    machine.at("/called").unlink(missing_ok=True)
    assert machine.runs("when-free")[0] == 0
    return "systemctl  --no-block reboot" in machine.called()


@pytest.mark.parametrize("becomes_of_it", ["taken", "refused"])
def test_for_what_a_start_has_tried_it_does_not_start_itself_anew_again(
    machine: Machine, becomes_of_it: str
) -> None:
    if becomes_of_it == "refused":
        machine.has("/refuses", "")
    machine.runs("fetched")
    assert not nightly(machine), "the station may be away, and what is ready not be let go of"


def test_it_starts_itself_anew_once_for_a_version_although_the_start_does_not_come_to_it(
    machine: Machine,
) -> None:
    assert [nightly(machine) for _ in range(3)] == [True, False, False]
    machine.has("/var/lib/appear-update/ready/mark", "f" * 32)
    assert nightly(machine), "another version"


def test_what_was_tried_is_let_go_of_while_the_station_is_away(kiosk: Kiosk) -> None:
    mark = kept(kiosk).mark
    kiosk.looks()
    kiosk.calls("https://127.0.0.1:1")
    assert kiosk.looks() == "the station does not say whether it keeps a version"
    assert kiosk.left == {"ready"}, "not tried yet"
    (kiosk.folder / "tried").write_text(f"{mark}\n{mark}\n", "ascii")
    kiosk.looks()
    assert kiosk.left == set()


def test_a_visit_is_never_cut_short_and_the_night_ends(machine: Machine) -> None:
    machine.has("/systemctl", "a visit goes on")
    # The third time it looks at the clock, the night is over.
    count = f"[ $(grep -c '^date' {machine.folder}/called) -lt 3 ] && echo 04 || echo 05"
    machine.brings("/bin/date", f'echo "date" >>{machine.folder}/called\n{count}')
    assert machine.runs("when-free", LOOK_S="0")[0] == 0
    assert [line for line in machine.called() if "reboot" in line] == []
    assert machine.called().count("date") == 3


def test_it_does_so_once_the_visit_is_over(machine: Machine) -> None:
    machine.has("/date", "02")
    visit = f"[ $(grep -c StatusText {machine.folder}/called) -lt 3 ] && echo a visit goes on"
    stands = f'echo "systemctl $*" >>{machine.folder}/called\n{visit} || echo the first screen stands'
    machine.brings("/bin/systemctl", stands)
    assert machine.runs("when-free", LOOK_S="0")[0] == 0
    assert [line.split()[1] for line in machine.called() if line.startswith("systemctl")] == [
        *["show"] * 3,
        "--no-block",
    ]


def test_without_a_version_nothing_starts_itself_anew(machine: Machine) -> None:
    machine.at("/var/lib/appear-update/ready/mark").unlink()
    assert machine.runs("when-free") == (0, "")
    assert machine.runs("fetched") == (0, "")
    assert machine.called() == []
