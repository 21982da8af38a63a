"""A whole invented office for a measurement, its registry and station running as people start them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.stories.office import Office, template


@contextmanager
def an_office(**station_settings: Any) -> Iterator[Office]:
    """Both programs listen on loopback when this yields, and have ended when it is left."""
    with tempfile.TemporaryDirectory(prefix="appear-bench-") as folder:
        demo = template(Path(folder) / "template")
        with Office(demo, Path(folder) / "office", **station_settings) as office:
            office.registry.start()
            office.station.start()
            yield office
