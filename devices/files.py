"""Reading files that anybody may have named: never more than is wanted, never waiting for a writer."""

from __future__ import annotations

import os
from pathlib import Path


def content_of(path: Path, most: int) -> bytes:
    """The first ``most`` bytes and one more where there are more. ``OSError`` for whatever cannot be read.

    A pipe nobody writes to is empty, a device without end is long."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    with os.fdopen(descriptor, "rb") as file:
        os.set_blocking(descriptor, True)
        return file.read(most + 1)
