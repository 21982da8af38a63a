"""What a program's window does with a bug: it tells the log its kind, never its words."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable


def heed_bugs(door: str, met: Callable[[BaseException], object]) -> None:
    """Log a bug in any thread by its kind alone; let ``met`` deal with one in the window's own.

    Python would print its words, and they may hold what a person typed.
    """

    def heed(_kind: object, bug: BaseException, _trace: object) -> None:
        if not isinstance(bug, KeyboardInterrupt):
            log_bug(door, bug)
        met(bug)

    def heed_elsewhere(ended: threading.ExceptHookArgs) -> None:
        log_bug(door, ended.exc_value)

    sys.excepthook = heed
    threading.excepthook = heed_elsewhere


def log_bug(door: str, bug: object) -> None:
    """The bug's kind, for whoever mends it."""
    import structlog  # not before the first screen stands

    structlog.get_logger(door).error("bug", kind=type(bug).__name__)
