"""Keeps what a person told in this program's memory, and nowhere else: no core dump, no page on the swap."""

from __future__ import annotations

import ctypes
import resource

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of prctl(2)."""
_LOCK_WHAT_IS_TOUCHED = 1 | 2 | 4
"""MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT of mlockall(2): pages are locked as they come to be used."""


def keep_to_itself() -> tuple[str, ...]:
    """Forbid core dumps, debuggers of the same user, and swapping; what the system did not allow."""
    failed = []
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        failed.append("core_dumps")
    system = ctypes.CDLL(None, use_errno=True)
    if system.prctl(_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        failed.append("dumpable")
    if system.mlockall(_LOCK_WHAT_IS_TOUCHED) != 0:
        failed.append("swap")
    return tuple(failed)
