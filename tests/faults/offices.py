"""Offices for families of faults: one template for the whole run, and a fresh folder for each trial."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.stories.office import Build, Office, template
from ui.demo.office import DemoOffice

PEOPLE = 12


@contextmanager
def an_office(build: Build, **station_settings: Any) -> Iterator[Office]:
    """A whole office in a folder of its own, registry and station not yet started."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Office(_template(), Path(folder) / "office", build, **station_settings) as office,
    ):
        yield office


@cache
def _template() -> DemoOffice:
    return template(Path(_kept.name) / "template", people=PEOPLE)


_kept = tempfile.TemporaryDirectory(prefix="appear-faults-")
