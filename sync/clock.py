"""The clock of every door; all below is given the time."""

from __future__ import annotations

import datetime as dt


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)
