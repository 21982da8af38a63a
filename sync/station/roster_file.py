"""A roster as a file: CSV or JSON from wherever, read into rows of text or refused with the reason."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.problems import Problem, problem

LARGEST: Final = 256 * 1024 * 1024
MOST_ROWS: Final = 250_000
LONGEST_CELL: Final = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class RosterFile:
    """The columns by their names, and the rows with the number a spreadsheet shows beside each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def parse_roster(content: bytes) -> RosterFile | Problem:
    """The rows of ``content``: JSON when it begins as such, else CSV. Never raises."""
    if len(content) > LARGEST:
        return problem("roster_too_large", megabytes=LARGEST // (1024 * 1024))
    text = _text(content)
    if isinstance(text, Problem):
        return text
    found = _json(text) if text.lstrip()[:1] in ("[", "{") else _csv(text)
    if isinstance(found, Problem):
        return found
    if len(found.rows) > MOST_ROWS:
        return problem("roster_too_many", most=MOST_ROWS)
    if not found.rows:
        return problem("roster_empty")
    doubled = next((name for name in found.columns if found.columns.count(name) > 1), None)
    return found if doubled is None else problem("roster_column_twice", column=doubled)


def _text(content: bytes) -> str | Problem:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        # The line alone: what stands there may be somebody's name.
        return problem("roster_not_utf8", line=content.count(b"\n", 0, error.start) + 1)


def _csv(text: str) -> RosterFile | Problem:
    first = text.partition("\n")[0]
    between = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))
    except csv.Error:
        return problem("roster_not_table")
    if not rows:
        return problem("roster_empty")
    columns = tuple(" ".join(name.split()) for name in rows[0])
    filled = ((number, tuple(cells)) for number, cells in enumerate(rows[1:], 2) if any(cells))
    return RosterFile(columns, tuple(filled))


def _json(text: str) -> RosterFile | Problem:
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return problem("roster_not_json")
    people = found.get("people") if isinstance(found, dict) else found
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        return problem("roster_json_shape")
    columns = tuple(dict.fromkeys(name for one in people for name in one))
    return RosterFile(columns, tuple(_cells(people, columns)))


def _no_number(said: str) -> float:
    """NaN and the like, which are no JSON."""
    raise ValueError(said)


def _cells(
    people: Sequence[Mapping[str, object]], columns: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, one in enumerate(people, 1):
        yield number, tuple(_cell(one.get(name)) for name in columns)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
    # A list or an object in a cell has no place in a row; it is refused by its shape.
    return "\0"
