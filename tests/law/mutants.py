"""`python -m tests.law.mutants`: changes kiosk/law/ in small ways and counts what no test notices.

Works in a copy under out/mutants (the checkout is not touched), takes about forty minutes on two idle cores,
and prints one line for each survivor and a summary. Exit 1 when less than 95 of 100 are killed.
docs/mutation.md holds the last figures and says of each survivor why it lives.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.shared import HOUSE, shared_folder

COPY = HOUSE / "out" / "mutants"
TAKEN: tuple[str, ...] = (
    "kiosk",
    "sync",
    "ui/__init__.py",
    "ui/texts",
    "tests/__init__.py",
    "tests/conftest.py",
    "tests/shared.py",
    "tests/specimens",
    "tests/law",
    "tests/kiosk",
)
LEAST = 0.95

SETTINGS = """
[tool.mutmut]
source_paths = ["kiosk"]
only_mutate = ["kiosk/law/*"]
also_copy = ["sync", "ui"]
pytest_add_cli_args = ["-p", "no:randomly", "-q", "-x", "--timeout=600", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = ["tests/kiosk/law", "tests/law/test_second_reading.py"]
use_git_change_detection = false
"""

FORGET = '''"""Every test computes the law anew: an answer kept from before would hide a change from it."""

import functools
import gc

import pytest

OURS = ("kiosk.law", "tests.", "sync.rules")
KEPT = []


@pytest.fixture(autouse=True)
def _forget_what_was_computed():
    if not KEPT:
        every = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
        KEPT.extend(one for one in every if str(getattr(one, "__module__", "")).startswith(OURS))
    for one in KEPT:
        one.cache_clear()
    yield
'''


def make_copy() -> None:
    """A fresh copy of what the mutation run needs, with its settings."""
    shutil.rmtree(COPY, ignore_errors=True)
    for name in TAKEN:
        source, target = HOUSE / name, COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (COPY / "pyproject.toml").write_text((HOUSE / "pyproject.toml").read_text("utf-8") + SETTINGS, "utf-8")
    for folder in ("tests/kiosk/law", "tests/law"):
        (COPY / folder / "conftest.py").write_text(FORGET, "utf-8")


def main() -> int:
    """Mutate, test, report; the exit code."""
    make_copy()
    shared = shared_folder()
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    settings = {**os.environ, "APPEAR_LIVES": "240", **({"APPEAR_SHARED": str(shared)} if shared else {})}
    subprocess.run([mutmut, "run", "--max-children", "2"], cwd=COPY, env=settings, check=False)
    told = subprocess.run(
        [mutmut, "results", "--all", "true"], cwd=COPY, capture_output=True, text=True, check=True
    )
    results = re.findall(r"^\s*(\S+): (.+)$", told.stdout, re.M)
    counts = Counter(result for _, result in results)
    for name, result in results:
        if result not in ("killed", "timeout", "caught by type check"):
            print(f"{name}: {result}")
    tried = sum(counts.values())
    killed = counts["killed"] + counts["timeout"]
    print(f"mutants: {killed} of {tried} killed ({killed / max(tried, 1):.1%}), {dict(counts)}")
    return 0 if tried and killed / tried >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
