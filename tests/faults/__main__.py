"""Injects every family of faults and prints one line for each; exit 1 on any loss, or a control that passes.

A module of this folder is a family when it has ``inject(short: bool)``, which gives
``tests.faults.outcome.Outcome``s, at least one of them a control.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator, Sequence

from tests.faults.outcome import Outcome, family_without_control


def main(arguments: Sequence[str] | None = None) -> int:
    """Inject, print, judge; 0 when every promise held and every control was caught."""
    ask = argparse.ArgumentParser(prog="python -m tests.faults")
    ask.add_argument("families", nargs="*", help="only these modules of tests/faults/")
    ask.add_argument("--short", action="store_true", help="fewer tries, for every day")
    given = ask.parse_args(arguments)
    names = given.families or list(families())
    if not names:
        print("faults: no family of faults is built yet")
        return 1
    lines = wrong = 0
    for name in names:
        outcomes: list[Outcome] = []
        try:
            for outcome in importlib.import_module(f"tests.faults.{name}").inject(short=given.short):
                print(outcome.line(), flush=True)
                outcomes.append(outcome)
        except Exception as bug:
            traceback.print_exc(file=sys.stderr)
            print(f"{name}: FAILED: {type(bug).__name__}: {bug}")
            wrong += 1
        if family_without_control(outcomes):
            print(f"{name}: FAILED: no control, so its zeros prove nothing")
            wrong += 1
        lines += len(outcomes)
        wrong += sum(bool(outcome.why_not()) for outcome in outcomes)
    print(f"faults: {lines} faults in {len(names)} families, {wrong} wrong")
    return 1 if wrong else 0


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
