"""The named series of what is kept how long, as dated data from a TOML file (RSMo 109.255)."""

from __future__ import annotations

import datetime as dt
import tomllib
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.registrant import Standing
from sync.station.people_wire import AttachmentKind

_ENDED = frozenset({Standing.DECEASED, Standing.REMOVED, Standing.EXEMPT, Standing.MOVED_OUT})


class BrokenSeries(Exception):
    """The series of the settings cannot be used; the message is one clear sentence."""


class Covers(StrEnum):
    """What a series is about."""

    PERSON = "person"
    """The whole record of somebody whose duty has ended, with everything that belongs to it."""
    VISIT = "visit"
    """A check-in that ended without an appearance."""
    SCAN = "scan"
    LOBBY = "lobby"
    """Numbers taken for other services, and calls for help."""


class Series(BaseModel):
    """One series. It runs only when somebody has read its source (``verified_by``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    covers: Covers
    years: Annotated[int, Field(ge=1, le=100)]
    source: Annotated[str, Field(min_length=1, max_length=200)]
    effective_from: dt.date
    effective_to: dt.date | None = None
    verified_by: Annotated[str, Field(max_length=120)] = ""
    standings: tuple[Standing, ...] = ()
    """Of a person: only those in which the duty has ended."""
    kinds: tuple[AttachmentKind, ...] = ()
    """Of a scan."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if bool(self.standings) is not (self.covers is Covers.PERSON):
            raise ValueError("a series of people, and no other, names standings")
        if bool(self.kinds) is not (self.covers is Covers.SCAN):
            raise ValueError("a series of scans, and no other, names kinds")
        if not set(self.standings) <= _ENDED:
            raise ValueError("while a duty runs, no record is removed")
        return self

    def in_force(self, day: dt.date) -> bool:
        """Whether it holds on ``day``."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def before(self, day: dt.date) -> dt.date:
        """What is older than this day has been kept long enough on ``day``."""
        try:
            return day.replace(year=day.year - self.years)
        except ValueError:
            return day.replace(year=day.year - self.years, day=28)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    series: tuple[Series, ...]


def load_series(file: Path | None) -> tuple[Series, ...]:
    """The series in ``file``, or those that come with the program; raises ``BrokenSeries``."""
    try:
        own = files("sync.station").joinpath("series.toml")
        text = own.read_text("utf-8") if file is None else file.read_text("utf-8")
        found = _File.model_validate(tomllib.loads(text)).series
    except (OSError, UnicodeDecodeError):
        raise BrokenSeries(f"The retention series {file} cannot be read.") from None
    except tomllib.TOMLDecodeError as trouble:
        raise BrokenSeries(f"The retention series {file} are not TOML: {trouble}.") from None
    except ValidationError as trouble:
        first = trouble.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BrokenSeries(f"The retention series {file} cannot be used: {where}: {first['msg']}.") from None
    for one in found:
        twice = [other for other in found if other is not one and other.id == one.id]
        if any(_overlap(one, other) for other in twice):
            raise BrokenSeries(f"The retention series {file} cannot be used: two hold at once for {one.id}.")
    return found


def _overlap(one: Series, other: Series) -> bool:
    last = dt.date.max
    return one.effective_from <= (other.effective_to or last) and other.effective_from <= (
        one.effective_to or last
    )
