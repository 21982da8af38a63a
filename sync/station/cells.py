"""Tables as CSV that a spreadsheet opens without taking any cell for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet compute a cell instead of showing it."""

Value = str | int | bool | dt.date | None


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, so that every spreadsheet reads the letters right."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return written.getvalue().encode("utf-8-sig")


def cell(value: Value) -> str:
    """``value`` as text; an apostrophe before whatever a spreadsheet might compute."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case dt.date():
            return value.isoformat()
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value
