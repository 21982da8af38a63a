"""What a program's window does with a bug: it tells the log its kind, never its words."""

from __future__ import annotations

import sys
from collections.abc import Callable


def heed_bugs(door: str, met: Callable[[BaseException], object]) -> None:
    """Log a bug in the window's own thread by its kind alone, then let ``met`` deal with it.

    Python would print its words, and they may hold what a person typed.
    """

    def heed(_kind: object, bug: BaseException, _trace: object) -> None:
        if not isinstance(bug, KeyboardInterrupt):
            log_bug(door, bug)
        met(bug)

    sys.excepthook = heed


def log_bug(door: str, bug: object) -> None:
    """The bug's kind, for whoever mends it."""
    import structlog  # not before the first screen stands

    structlog.get_logger(door).error("bug", kind=type(bug).__name__)
