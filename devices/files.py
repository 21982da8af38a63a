"""Reading files that anybody may have named: never more than is wanted, never waiting for a writer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

# Windows has no pipes among its files, and none of these names.
if sys.platform == "win32":
    _FLAGS: Final = os.O_BINARY
else:
    _FLAGS: Final = os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


def content_of(path: Path, most: int) -> bytes:
    """The first ``most`` bytes and one more where there are more. ``OSError`` for whatever cannot be read.

    A pipe nobody writes to is empty, a device without end is long."""
    descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        if sys.platform != "win32":
            os.set_blocking(descriptor, True)
        return file.read(most + 1)
