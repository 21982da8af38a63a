"""A kiosk's life in one machine: enrolled, locked, killed, used, cut off; then the image that ships."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.image import by_touch, cuts, from_stick, locks, pace, trouble, updates
from tests.image.disks import OUT, shipped, walked, written
from tests.image.machine import Machine
from tests.image.office import Office, text_of
from tests.image.report import Report
from tests.image.shell import Shell
from tests.image.twin import Twin
from tests.image.walker import Walker, sentence
from tests.waiting import until

_SETTINGS, _ONE_CAMERA = "/var/lib/appear-lobby/lobby.toml", "/dev/appear/camera"
_SPARE_S = 900.0
_THE_SAME = 0.97
"""Likeness of a number to itself, drawn twice; another number in the same letters has less than 0.9."""


def walk(folder: Path, report: Report, only: Sequence[str] = ()) -> None:
    """All parts, or those of ``only``; the machine is off and the office closed afterwards."""
    with Office(folder / "office") as office:
        began = time.monotonic()
        machine = Machine(folder, walked(written(folder / "kiosk.img", office.told())), office.lent())
        walker = Walker(machine, office, Twin())
        for image in ("appear-kiosk.img", "appear-stick.img"):
            size = (OUT / image).stat()
            report.figure(f"{image}, MB", f"{size.st_size >> 20}, {size.st_blocks >> 11} of them written")
        try:
            machine.turn_on()
            with report.part("first start: enrolled by what IT wrote, then the first screen"):
                report.figure(
                    "seconds to the first screen, enrolment included", f"{walker.first_screen():.0f}"
                )
                walker.picture("first-screen")
                taken = time.monotonic() - began
                report.check(
                    "from its code to its first screen a kiosk takes less than a quarter of an hour",
                    taken < _SPARE_S,
                    f"{taken:.0f} s, its disk written anew",
                )
            # Without a first screen there is nothing to walk through.
            parts = {name: part for name, part in {**PARTS, **ASKED_FOR}.items() if name in (only or PARTS)}
            for what, work in parts.values() if not report.failed else ():
                with report.part(what):
                    work(walker, report)
            ended = re.findall(r"appear-lobby.service: Main process exited, (.*)", machine.log)
            by_itself = [how for how in ended if "KILL" not in how]
            report.check("the lobby never ended but when it was killed", not by_itself, "; ".join(by_itself))
        finally:
            machine.cut_power()


def stolen(walker: Walker, report: Report) -> None:
    """The used disk, carried away."""
    machine = walker.machine
    machine.cut_power()
    locks.stolen_disk(machine.folder, walked(machine.disk), report)


def cut_off(walker: Walker, report: Report) -> None:
    """Twice in mid-submit; what comes back the second time is the image as it ships."""
    machine, office = walker.machine, walker.office
    with office.without_pdf():
        cuts.two(
            walker,
            report,
            meanwhile=lambda: locks.no_planted_name(walker, report),
            before_start=lambda: _ships(machine),
        )
    pictures = office.pictures()
    report.check("a printer that takes no PDF got its ticket", pictures > 0, f"{pictures} as PWG Raster")
    walker.picture("as-it-ships")
    locks.no_lent_shell(machine, report)


def _ships(machine: Machine) -> None:
    shipped(machine.disk)


def check_in(walker: Walker, report: Report) -> None:
    """One person, from the first touch to the paper in their hand, with a picture of each step."""
    office = walker.office
    walker.begin()
    walker.picture("hold-up-your-card")
    walker.identify(office.people()[0])
    walker.picture("who-i-am")
    walker.say_nothing_changed()
    walker.picture("signed")
    walker.take_ticket()
    walker.number()
    walker.picture("ticket-number")
    tickets = office.tickets()
    report.check("the station has the check-in", len(tickets) == 1, ", ".join(tickets))
    alike = {number: walker.likeness(number) for number in (*tickets, "A-002", "A-007")}
    report.check("its number stands on the screen, and no other", _only(tickets, alike), alike)
    papers = [text_of(paper) for paper in office.papers()]
    printed = [ticket for ticket in tickets if any(ticket in paper for paper in papers)]
    report.check("the ticket came out of the printer", printed == tickets, f"{len(papers)} papers")
    began = time.monotonic()
    walker.leave()
    report.figure("seconds from “I am done” to the next first screen", f"{time.monotonic() - began:.0f}")


def _only(tickets: list[str], alike: Mapping[str, float]) -> bool:
    return all((likeness > _THE_SAME) == (number in tickets) for number, likeness in alike.items())


def killed(walker: Walker, report: Report) -> None:
    """Ended as after every visit, for the measure; then killed twice."""
    shell = Shell(walker.machine)
    warm = _back_after(walker, shell, "systemctl restart appear-lobby.service")
    report.figure("seconds of a warm start", f"{warm:.0f}")
    for time_of in ("first", "second"):
        back = _back_after(walker, shell, "systemctl kill --signal=KILL appear-lobby.service")
        said = f"{back:.0f} s, {back / warm:.1f} warm starts"
        report.check(f"killed for the {time_of} time, the lobby came back", good=True, found=said)
    walker.picture("back-after-a-kill")


def hangs(walker: Walker, report: Report) -> None:
    """It stands still, as a fault may have it, and is ended by the watchdog."""
    shell = Shell(walker.machine)
    stands = "systemctl show -P StatusText appear-lobby.service"
    until(lambda: "the first screen stands" in shell.run(stands), 300, "the lobby's word")
    back = _back_after(walker, shell, "systemctl kill --signal=STOP appear-lobby.service")
    report.check("stopped, so that it hears nothing, the lobby came back", good=True, found=f"{back:.0f} s")


def _back_after(walker: Walker, shell: Shell, command: str) -> float:
    """Seconds from ``command`` until the first screen of another start."""
    before, began = _program(shell), time.monotonic()
    shell.run(command)
    until(lambda: _program(shell) not in ("0", before), 300, "another start of the lobby")
    walker.wait(sentence("lobby.welcome.start"))
    return time.monotonic() - began


def camera_pulled(walker: Walker, report: Report) -> None:
    """The kernel's own test camera, under the name that a kiosk's has, pulled out and put back."""
    shell = Shell(walker.machine)
    driver, lost = "/sys/bus/platform/drivers/vivid", sentence("lobby.scanning.lost")
    # Its node for pictures alone: with its radio and its teletext it has a dozen.
    shell.run(f"modprobe vivid n_devs=1 node_types=0x1; udevadm settle; cp -p {_SETTINGS} /run/before")
    shell.run(f"sed -i 's#^camera = .*#camera = \"{_ONE_CAMERA}\"#' {_SETTINGS}")
    _kill(shell)
    try:
        walker.begin()
        walker.camera_works()
        walker.picture("camera-of-its-own")
        report.check("a camera of the kiosk's own is used", good=True, found=_nodes(shell))
        shell.run(f"echo vivid.0 >{driver}/unbind")
        walker.wait(lost)
        walker.picture("camera-pulled-out")
        report.check("a camera that is pulled out is said", good=True, found=_nodes(shell))
        shell.run(f"echo vivid.0 >{driver}/bind")
        walker.camera_works()
        walker.picture("camera-put-back")
        report.check("put back, it is used again", good=True, found=_nodes(shell))
    finally:
        shell.run(f"cp -p /run/before {_SETTINGS}")
        _kill(shell)


def _nodes(shell: Shell) -> str:
    """Which device the kiosk's name for its camera means now."""
    return shell.run(f"readlink {_ONE_CAMERA} || ls /dev | grep video || echo none").strip()


def _kill(shell: Shell) -> None:
    """Lobby and compositor at once; returns when the next ones have begun."""
    before = _program(shell)
    shell.run("systemctl kill --signal=KILL appear-lobby.service")
    until(lambda: _program(shell) not in ("0", before), 120, "another start of the lobby")


def _program(shell: Shell) -> str:
    """The number of the program that runs as the lobby, 0 while there is none."""
    return shell.run("systemctl show -P MainPID appear-lobby.service").strip()


Part = Callable[[Walker, Report], None]
PARTS: Mapping[str, tuple[str, Part]] = {
    "inside": ("what the running kiosk says of itself", locks.looked_at_from_inside),
    "camera": ("a camera of the guest's own is pulled out and put back", camera_pulled),
    "check-in": ("a whole check-in", check_in),
    "killed": ("the lobby is killed and comes back", killed),
    "ways-out": ("every way out that was tried", locks.no_way_out),
    "cuts": ("the power is cut in mid-submit, twice; then the image as it ships", cut_off),
    "tampered": ("a root with one byte changed", locks.tampered_root),
    "stolen": ("the disk in another machine", stolen),
    "updates": (
        "the station's key opens it there; from a stick a version that shows nothing, then a good one",
        updates.two,
    ),
    "from-stick": ("a used kiosk made anew, by a stick that was written by IT", from_stick.installed),
}
"""In the order in which a kiosk lives them; what ends the machine comes last."""
ASKED_FOR: Mapping[str, tuple[str, Part]] = {
    "pace": ("how fast the guest is", pace.looks),
    "fetched": ("a newer version from the station, taken once a visit is over", updates.fetched),
    "mended": ("a kiosk that starts no more, mended by a stick: what it holds stays", from_stick.mended),
    "hangs": ("a lobby that stands still", hangs),
    "trouble": ("a kiosk that cannot start", trouble.starts_anew),
    "by-touch": ("a new kiosk, set up on its own screen", by_touch.set_up),
    "file-not-used": (
        "a new kiosk whose file cannot be used, set up on its own screen",
        by_touch.set_up_after_a_file,
    ),
    "fixed-address": ("a new kiosk, set up on its own screen with a fixed address", by_touch.set_up_fixed),
}
"""Done only when they are named."""
