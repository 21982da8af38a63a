"""Runs every module of bench/ that can measure, prints one figure a line and keeps them in out/bench.json.

A module takes part by a function ``measure()`` that gives ``bench.row.Row``s; ``GROUP = "scan"`` in a module
moves it from ``make bench`` to ``make bench-scan``. Exit 1 when a goal is missed or a module breaks.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from bench.row import Row

EVERYDAY = "everyday"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep; 0 when no goal was missed."""
    ask = argparse.ArgumentParser(prog="python -m bench")
    ask.add_argument("modules", nargs="*", help="only these modules of bench/")
    ask.add_argument("--group", default=EVERYDAY)
    ask.add_argument("--out", type=Path)
    given = ask.parse_args(arguments)
    out: Path = given.out or Path(
        "out", "bench.json" if given.group == EVERYDAY else f"bench-{given.group}.json"
    )
    names = given.modules or list(measuring(given.group))
    if not names:
        print(f"bench: nothing to measure yet in the group {given.group}")
        return 1
    figures: list[tuple[str, Row]] = []
    for name in names:
        for row in figures_of(f"bench.{name}"):
            print(row.line(), flush=True)
            figures.append((name, row))
    missed = sum(row.ok is False for _, row in figures)
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = [{"module": name, **row._asdict()} for name, row in figures]
    out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    print(f"bench: {len(figures)} figures, {missed} goals missed; kept in {out}")
    return 1 if missed or not figures else 0


def measuring(group: str) -> Iterator[str]:
    """The names of bench's modules that belong to ``group``; one that cannot be imported belongs to all."""
    import bench

    for found in sorted(pkgutil.iter_modules(bench.__path__), key=lambda found: found.name):
        if found.name.startswith("__"):
            continue
        try:
            module = importlib.import_module(f"bench.{found.name}")
        except Exception:  # shown, with its reason, when it is asked to measure
            yield found.name
            continue
        if hasattr(module, "measure") and getattr(module, "GROUP", EVERYDAY) == group:
            yield found.name


def figures_of(name: str) -> Iterator[Row]:
    """The rows of one module; a module that breaks gives a missed goal and its traceback on stderr."""
    try:
        module: ModuleType = importlib.import_module(name)
        rows: Iterable[Row] = module.measure()
        for row in rows:
            yield Row(*row)
    except Exception as bug:
        traceback.print_exc(file=sys.stderr)
        yield Row(f"{name} measured to its end", f"no, {type(bug).__name__}: {bug}", "yes", False)


if __name__ == "__main__":
    sys.exit(main())
