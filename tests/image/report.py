"""What was checked, one line each, and whether all of it held."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LINE, _ALL = 120, 1000
"""Signs said beside a check that held, and beside one that did not."""


@dataclass
class Report:
    """Lines are said as they come; a failed one is remembered."""

    failed: list[str] = field(default_factory=list)
    held: int = 0
    _began: float = field(default_factory=time.monotonic)

    def check(self, what: str, good: object, found: object = "") -> bool:
        """One check; ``found`` is said beside it."""
        said = " ".join(str(found).split())
        beside = f" ({said[: _LINE if good else _ALL]})" if said else ""
        if good:
            self.held += 1
        else:
            self.failed.append(what)
        self._say(f"{'ok' if good else 'FAILED'}: {what}{beside}")
        return bool(good)

    def figure(self, name: str, value: object) -> None:
        """One figure, measured now."""
        self._say(f"{name}: {value}")

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """A part of the walk; what stops it is a failed check, and the next part begins."""
        began = time.monotonic()
        try:
            yield
        except (AssertionError, OSError, StopIteration) as stopped:
            self.check(name, good=False, found=str(stopped)[:600])
        self._say(f"-- {name}: {time.monotonic() - began:.0f} s")

    def end(self) -> int:
        """The last line, and the exit code."""
        self._say(f"{self.held} passed, {len(self.failed)} failed")
        return 1 if self.failed or not self.held else 0

    def _say(self, line: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - self._began:5.0f} s] {line}\n")
        sys.stdout.flush()
