"""How many simulated people are read by the lobby's reader, how fast and how wrongly, beside zxing-cpp alone.

Runs the yardstick of the shared design folder in a program of its own, on people that it invents by seed.
``APPEAR_PEOPLE`` says how many (40), ``APPEAR_FIRST`` from which seed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row

GROUP = "scan"
HOUSE = Path(__file__).resolve().parent.parent
FIGURE = re.compile(r"(\w+)=([\d.]+)(?:%| \((\d+)%\))?")


def measure() -> Iterator[Row]:
    """The yardstick's line for the product's reader against the goals, and for the baseline without goals."""
    yardstick = Path(
        os.environ.get("APPEAR_SHARED") or HOUSE.parent / "shared", "scanning/measure/presentations.py"
    )
    if not yardstick.is_file():
        yield Row("simulated people", "not measured: no shared design folder (APPEAR_SHARED)", "", None)
        return
    baseline = figures(yardstick, "--baseline")
    yield Row("zxing-cpp alone, people read within 3 s", f"{baseline['in3s_share']:.0f} %")
    yield Row("zxing-cpp alone, wrong accepted", int(baseline["wrong"]))
    ours = figures(yardstick, "bench.scan_reader:make_reader")
    people = int(ours["people"])
    yield Row(
        f"read within 3 s, of {people} people",
        f"{ours['in3s_share']:.0f} %",
        ">= 97 %",
        ours["in3s_share"] >= 97,
    )
    yield Row("median time to accepted, s", ours["median_s"], "<= 0.6", ours["median_s"] <= 0.6)
    yield Row("wrong accepted", int(ours["wrong"]), "0", ours["wrong"] == 0)
    still, moving = ours["idle_core_at_15fps"], ours["passer_by_core_at_15fps"]
    yield Row("empty lobby, share of a core at 15 fps", f"{still:.0f} %", "<= 15 %", still <= 15)
    yield Row("somebody walking by, share of a core", f"{moving:.0f} %", "<= 25 %", moving <= 25)


def figures(yardstick: Path, reader: str) -> dict[str, float]:
    """The figures of the yardstick's last line for ``reader``, by its own names."""
    people, first = os.environ.get("APPEAR_PEOPLE", "40"), os.environ.get("APPEAR_FIRST", "0")
    said = subprocess.run(
        [sys.executable, str(yardstick), reader, "--people", people, "--first", first],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )
    if said.returncode:
        raise RuntimeError(said.stderr[-2000:])
    return figures_in(said.stdout.splitlines()[-1])


def figures_in(line: str) -> dict[str, float]:
    """``people=40 in3s=39 (98%) idle=12%`` as numbers; a share in brackets is ``in3s_share``."""
    found: dict[str, float] = {}
    for name, value, share in FIGURE.findall(line):
        found[name] = float(value)
        if share:
            found[f"{name}_share"] = float(share)
    return found
