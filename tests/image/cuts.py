"""The power is cut while a check-in is on its way; what the person was told must hold afterwards."""

from __future__ import annotations

import random
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.image.disks import walked, written
from tests.image.machine import Machine, rest
from tests.image.office import Office
from tests.image.reading import read
from tests.image.report import Report
from tests.image.twin import Twin
from tests.image.walker import Walker, sentence

_MANY = 20
_WATCHED_S, _CUT_WITHIN_S = 20.0, 8.0
"""After “Get my ticket”: by then its number stands on the screen, on a machine without help, and by then the
power was cut."""
_ARRIVES_S = 120.0
_BETWEEN_LOOKS_S = 0.2
_FORGETFUL = {
    "systemd.unit-dropin.appear-lobby.service": (
        "[Service]\nTemporaryFileSystem=/var/lib/appear-lobby/spool:mode=0777\n"
    )
}
"""A broken kiosk, by a setting that only the walked image takes."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut, and what was promised before it."""

    promised: bool
    """The ticket's number was on the screen."""
    before: tuple[str, ...]


def two(
    walker: Walker, report: Report, meanwhile: Callable[[], None], before_start: Callable[[], None]
) -> None:
    """One a moment after “Get my ticket”, one with the ticket shown and the station standing still.

    ``meanwhile`` is done while that ticket is shown, ``before_start`` before the power comes back."""
    held = "nothing accepted was lost, nothing came twice"
    moment = "a moment after the touch"
    wrong = after(walker, report, cut(walker, 1, wait_s=0.8), moment)
    report.check(f"{held}: {moment}", not wrong, wrong)
    moment = "the ticket shown, the station standing still"
    try:
        made = cut(walker, 2, wait_s=None, meanwhile=meanwhile)
    finally:
        walker.office.freeze(frozen=False)
    before_start()
    wrong = after(walker, report, made, moment)
    report.check(f"{held}: {moment}", not wrong, wrong)


def many(folder: Path, report: Report) -> None:
    """Twenty cuts at moments drawn anew: half of them before a number stands on the screen, half after."""
    dice, promised = random.Random(20), 0
    with Office(folder / "office") as office:
        machine = Machine(folder, walked(written(folder / "kiosk.img", office.told())), office.lent())
        walker = Walker(machine, office, Twin())
        machine.turn_on()
        try:
            walker.first_screen()
            shown_s = _shown_after(walker)
            report.figure("seconds from the touch to the number", f"{shown_s:.1f}")
            for number in range(1, _MANY + 1):
                with report.part(f"cut {number} of {_MANY}"):
                    moments = (0.0, shown_s) if number % 2 else (shown_s, max(_CUT_WITHIN_S, 2 * shown_s))
                    wait_s = dice.uniform(*moments)
                    made = cut(walker, number, wait_s=wait_s)
                    promised += made.promised
                    wrong = after(walker, report, made, f"{wait_s:.1f} s after the touch")
                    report.check("nothing accepted was lost, nothing came twice", not wrong, wrong)
            shown = f"{promised} of {_MANY} with the number on the screen"
            report.check("cuts came before a ticket was shown and after", 0 < promised < _MANY, shown)
            with report.part("control: a kiosk that keeps its spool in memory alone"):
                machine.cut_power()
                machine.lent = {**office.lent(), **_FORGETFUL}
                machine.turn_on()
                walker.first_screen()
                try:
                    made = cut(walker, _MANY + 1, wait_s=None)
                finally:
                    office.freeze(frozen=False)
                wrong = after(walker, report, made, "the ticket shown, the station standing still")
                report.check("the control's lost check-in is noticed", "promised and lost" in wrong, wrong)
        finally:
            machine.cut_power()


def _shown_after(walker: Walker) -> float:
    """Seconds from “Get my ticket” to the ticket's number, in a visit that nothing disturbs."""
    walker.begin()
    walker.identify(walker.office.people()[0])
    walker.say_nothing_changed()
    walker.take_ticket()
    began, seen = time.monotonic(), list[tuple[float, Path]]()
    # Looked at first and read later: reading takes longer than what is measured.
    while (passed := time.monotonic() - began) < _WATCHED_S:
        seen.append(
            (passed, walker.machine.look().rename(walker.machine.folder / f"watched-{len(seen)}.ppm"))
        )
        rest(_BETWEEN_LOOKS_S)
    done = sentence("lobby.done")
    first = bisect_left(seen, True, key=lambda look: read(look[1]).says(done))
    for _, picture in seen:
        picture.unlink()
    assert first < len(seen), f"no number within {_WATCHED_S:.0f} s"
    if walker.wait(done, sentence("lobby.welcome.start")).says(done):
        walker.leave()
    return seen[first][0]


def cut(
    walker: Walker, person: int, wait_s: float | None, meanwhile: Callable[[], None] | None = None
) -> Cut:
    """A whole visit up to the cut; without ``wait_s`` the ticket is waited for."""
    office = walker.office
    before = tuple(office.tickets())
    walker.begin()
    walker.identify(office.people()[person])
    walker.say_nothing_changed()
    if wait_s is None:
        office.freeze(frozen=True)
        walker.take_ticket()
        walker.number()
        walker.picture("ticket-before-a-cut")
        if meanwhile is not None:
            meanwhile()
    else:
        walker.take_ticket()
        rest(wait_s)  # the moment of the cut
    seen = walker.machine.look()
    walker.machine.cut_power()
    # Read afterwards: reading takes a second, in which the next thing could have been promised.
    return Cut(wait_s is None or read(seen).says(sentence("lobby.done")), before)


def after(walker: Walker, report: Report, made: Cut, moment: str) -> str:
    """Power on again; what is wrong at the station then, or nothing."""
    walker.machine.turn_on()
    report.figure(f"seconds to the first screen, cut {moment}", f"{walker.first_screen():.0f}")
    office = walker.office
    ends = time.monotonic() + _ARRIVES_S
    while made.promised and len(office.tickets()) == len(made.before) and time.monotonic() < ends:
        rest(1.0)
    now = office.tickets()
    new = [ticket for ticket in now if ticket not in made.before]
    report.figure(f"cut {moment}", f"{len(new)} new at the station ({', '.join(new) or 'none'})")
    if len(set(now)) != len(now) or len(new) > 1:
        return f"more than once: {now}"
    return f"promised and lost: {now}" if made.promised and not new else ""
