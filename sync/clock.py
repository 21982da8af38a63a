"""The clock of every door; all below is given the time."""

from __future__ import annotations

import datetime as dt
from typing import Final

AHEAD: Final = dt.timedelta(minutes=2)
"""What bears a moment farther ahead than this was written while the clock ran ahead: nobody knows its age."""


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)
