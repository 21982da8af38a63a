"""Injects every family of faults and prints one line for each; exit 1 on any loss, or a control that passes.

A module of this folder is a family when it has ``inject(short: bool)``, which gives
``tests.faults.outcome.Outcome``s, at least one of them a control.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from tests.faults.outcome import Outcome, family_without_control

LONGEST_MINUTES = 40.0
"""For the longest family (every write and sync of a submit and of a completion in turn) on a busy machine."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Inject, print, judge; 0 when every promise held and every control was caught."""
    ask = argparse.ArgumentParser(prog="python -m tests.faults")
    ask.add_argument("families", nargs="*", help="only these modules of tests/faults/")
    ask.add_argument("--short", action="store_true", help="fewer tries, for every day")
    ask.add_argument("--minutes", type=float, default=LONGEST_MINUTES, help="a family may take so long")
    given = ask.parse_args(arguments)
    names = given.families or list(families())
    if not names:
        print("faults: no family of faults is built yet")
        return 1
    every: list[Outcome] = []
    wrong: list[str] = []
    begun = time.monotonic()
    for name in names:
        outcomes: list[Outcome] = []
        started = time.monotonic()
        try:
            with at_most(given.minutes * 60, name):
                for outcome in importlib.import_module(f"tests.faults.{name}").inject(short=given.short):
                    print(outcome.line(), flush=True)
                    outcomes.append(outcome)
        except Exception as bug:
            traceback.print_exc(file=sys.stderr)
            wrong.append(f"{name}: FAILED: {type(bug).__name__}: {bug}")
        if family_without_control(outcomes):
            wrong.append(f"{name}: FAILED: no control, so its zeros prove nothing")
        print(f"-- {name}: {(time.monotonic() - started) / 60:.1f} minutes", flush=True)
        every += outcomes
        wrong += [outcome.line() for outcome in outcomes if outcome.why_not()]
    print(totals(every))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    minutes = (time.monotonic() - begun) / 60
    print(
        f"faults: {len(every)} faults in {len(names)} families, {len(wrong)} wrong, in {minutes:.0f} minutes"
    )
    return 1 if wrong else 0


@contextmanager
def at_most(seconds: float, name: str) -> Iterator[None]:
    """Ends what is done inside with TimeoutError after so long: a family that hangs is wrong, and no more."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"{name} took longer than {seconds / 60:.0f} minutes")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def totals(every: Sequence[Outcome]) -> str:
    """One line for all faults of the product as it is, and how many broken builds were caught."""
    honest, controls = [one for one in every if not one.control], [one for one in every if one.control]
    names = ("tries", "in_span", "acknowledged", "lost", "doubled", "unapproved")
    counts = ", ".join(
        f"{name.replace('_', '-')} {sum(getattr(one, name) for one in honest)}" for name in names
    )
    caught = sum(one.harm() > 0 for one in controls)
    return f"total: {counts}; {caught} of {len(controls)} controls caught"


def families() -> Iterator[str]:
    """The names of this folder's modules that inject something; one that cannot be imported counts."""
    import tests.faults

    for found in sorted(pkgutil.iter_modules(tests.faults.__path__), key=lambda found: found.name):
        if found.name.startswith("__"):
            continue
        try:
            module = importlib.import_module(f"tests.faults.{found.name}")
        except Exception:  # shown, with its reason, when it is asked to inject
            yield found.name
            continue
        if hasattr(module, "inject"):
            yield found.name


if __name__ == "__main__":
    sys.exit(main())
