"""The audit log as a file: one JSON object a line, to be kept elsewhere and checked without the station."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from kiosk.proof import Checkpoint
from sync.database import Session
from sync.station import audit
from sync.station.desk_wire import AuditVerdict
from sync.station.store import checkpoints, log
from sync.station.store.log import LogRow

FORM: Final = 1


class NotALogError(Exception):
    """The file is no exported log; the text says at which line and why."""


def export(session: Session, office: str, file: Path) -> int:
    """Write the whole log with its checkpoints; how many lines of the log. The file is new or replaced."""
    count = 0
    with file.open("w", encoding="utf-8") as out, closing(log.lines(session)) as rows:
        out.write(_line({"appear_audit": FORM, "office": office}))
        for row in rows:
            out.write(_line({"line": asdict(row) | {"at": row.at.isoformat()}}))
            count += 1
        for one in checkpoints.every(session):
            out.write(_line({"checkpoint": asdict(one) | {"made_at": one.made_at.isoformat()}}))
    return count


def verify(file: Path, more: tuple[Checkpoint, ...] = ()) -> AuditVerdict:
    """The verdict on an exported log, by its own checkpoints and ``more`` (what the registry kept).

    NotALogError when the file is none; a log cut off after its last checkpoint cannot be told from a shorter
    one, which is why checkpoints leave the building.
    """
    signed = [*more, *(_checkpoint(said["checkpoint"]) for said in _said(file) if "checkpoint" in said)]
    rows = (_row(said["line"]) for said in _said(file) if "line" in said)
    return audit.verdict_of(rows, None, tuple({(one.line, one.chain): one for one in signed}.values()))


def checkpoints_in(file: Path) -> tuple[Checkpoint, ...]:
    """The checkpoints in a file that ``export`` made, or that holds checkpoints alone."""
    return tuple(_checkpoint(said["checkpoint"]) for said in _said(file) if "checkpoint" in said)


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")) + "\n"


def _said(file: Path) -> Iterator[dict[str, Any]]:
    with file.open("r", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                said = json.loads(line)
            except ValueError:
                raise NotALogError(f"line {number} is not JSON") from None
            if not isinstance(said, dict):
                raise NotALogError(f"line {number} is not an object")
            yield said


def _row(said: Any) -> LogRow:
    try:
        return LogRow(**said | {"at": dt.datetime.fromisoformat(said["at"])})
    except (TypeError, KeyError, ValueError):
        raise NotALogError("a line of the log has other parts") from None


def _checkpoint(said: Any) -> Checkpoint:
    try:
        return Checkpoint(**said | {"made_at": dt.datetime.fromisoformat(said["made_at"])})
    except (TypeError, KeyError, ValueError):
        raise NotALogError("a checkpoint has other parts") from None
