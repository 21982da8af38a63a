"""What the kiosk has acknowledged survives kill -9, a power cut, a full and a failing disk."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.faults.outcome import Outcome
from tests.sync.power_cut import life_after_cut, moments_of, record
from tests.sync.spool_trials import CALLS, IN_SPAN, Life, fail_call, kill_at_call, kill_at_random


def inject(*, short: bool) -> Iterator[Outcome]:
    """Every fault of the spool, each with its control."""
    chance = random.Random()
    yield random_kills(60 if short else 200, chance)
    # A program makes some 110 writes, 20 syncs and 7 or 8 removals: the short form takes five, three and one.
    yield kills_at_calls("honest", range(1, 30, 7) if short else range(1, 301), least=9 if short else 100)
    yield kills_in_span("honest", rounds=5)
    yield kills_in_span("forgets_early", rounds=5)
    yield numbers_used_again()
    yield disk_errors(("2", "9", "14+") if short else ("1", "2", "3", "5", "7", "9", "12", "2+", "14+"))
    yield power_cuts("honest", 2 if short else 5, chance)
    yield power_cuts("honest", 2 if short else 5, chance, first_start=True)
    for build in ("no_fsync", "forgets_the_folder", "forgets_early"):
        yield power_cuts(build, 2, chance)


def random_kills(tries: int, chance: random.Random) -> Outcome:
    """kill -9 at any moment, most of them between acknowledged and accepted, in one long life."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        # More kills than asked for where they hit the span too seldom to say anything.
        while life.tries < tries or (life.in_span < tries // 5 and life.tries < 10 * tries):
            kill_at_random(life, "honest", chance)
        return _outcome("spool: kill -9 at random", life, "honest", least_in_span=tries // 5)


def kills_at_calls(build: str, numbers: range, least: int) -> Outcome:
    """kill -9 at exact writes, syncs and removals of the spool, until a program ends before so many."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        reached: Counter[str] = Counter()
        for call in CALLS:
            for number in numbers:
                if not kill_at_call(life, build, call, number):
                    break
                reached[call] += 1
        # Here the span is the spool's own write: every kill that hit counts.
        life.in_span = reached.total()
        made = ", ".join(f"{call} {many}" for call, many in reached.items())
        fault = f"spool: kill -9 at exact calls of the spool, {made}"
        return _outcome(fault, life, build, least_in_span=least)


def kills_in_span(build: str, rounds: int) -> Outcome:
    """kill -9 at the very moment the station's disk takes the item: acknowledged, and not accepted."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        kill_at_call(life, build, "unlink", 10_000)  # a first start, so that later ones count alike
        for number in range(1, rounds + 1):
            for call in IN_SPAN:
                assert kill_at_call(life, build, call, number, items=6), (
                    "the program ended before it was killed"
                )
        return _outcome(
            "spool: kill -9 between acknowledged and accepted", life, build, least_in_span=2 * rounds
        )


def numbers_used_again() -> Outcome:
    """A build that numbers by counting what waits: its numbers come twice."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        kill_at_call(life, "reuses_numbers", "write", 3)
        return _outcome("spool: numbers used again", life, "reuses_numbers", least_in_span=1)


def disk_errors(moments: tuple[str, ...]) -> Outcome:
    """Writes, syncs and removals of the spool fail, once or from then on: nothing is acknowledged that is not
    kept, and each failure is answered by name."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        kill_at_call(life, "honest", "unlink", 10_000)
        faults = [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fdatasync", "EIO"), ("fdatasync", "ENOSPC")]
        for call, error in faults:
            for when in moments:
                before = len(life.refusals)
                assert fail_call(life, "honest", call, error, when) == 0, (
                    "the program did not survive the error"
                )
                life.in_span += len(life.refusals) > before
        named = set(life.refusals) <= {"disk_full", "disk_fails"}
        assert named, f"refused for another reason: {life.refusals}"
        # Here a hit is an error that the spool had to answer for.
        return _outcome("spool: full and failing disk", life, "honest", least_in_span=len(moments))


def power_cuts(build: str, variants: int, chance: random.Random, *, first_start: bool = False) -> Outcome:
    """A power cut after every single call, with nothing or any part of what was not synced."""
    with tempfile.TemporaryDirectory() as folder:
        life = Life(Path(folder) / "life")
        if first_start:
            (life.folder / "kiosk").mkdir(mode=0o700)
        else:
            kill_at_call(life, "honest", "unlink", 10_000, items=1)
        before = {str(file): file.read_bytes() for file in life.folder.rglob("*") if file.is_file()}
        tries = in_span = acknowledged = lost = doubled = 0
        for place, (disk, said) in enumerate(moments_of(record(life, build, 3), before)):
            for variant in range(variants):
                files = disk.after_cut(chance if variant else None)
                after = life_after_cut(life, files, said, Path(folder) / f"{place}-{variant}")
                tries += 1
                in_span += after.in_span
                acknowledged = max(acknowledged, len(after.acknowledged))
                lost += bool(after.lost())
                doubled += bool(after.doubled())
        name = "spool: power cut at every call" + (" of a first start" if first_start else "")
        return Outcome(
            f"{name} ({build})", tries, in_span, acknowledged, lost, doubled, 0, control=build != "honest"
        )


def _outcome(fault: str, life: Life, build: str, least_in_span: int) -> Outcome:
    return Outcome(
        f"{fault} ({build})",
        life.tries,
        life.in_span,
        len(life.acknowledged),
        len(life.lost()),
        len(life.doubled()),
        0,
        control=build != "honest",
        least_in_span=least_in_span,
    )
