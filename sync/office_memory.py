"""What the station last said of its office, in a file beside the spool: nothing of a person is in it.

A lobby starts itself afresh after every visit. Without this, two kiosks that cannot reach the station would
not know their letters, and both would give the same numbers.
"""

from __future__ import annotations

import os
from pathlib import Path

from sync.kiosk_wire import OfficeInfo
from sync.wire import from_wire, to_wire


def remember(file: Path, info: OfficeInfo) -> bool:
    """Put ``info`` in the place of what was remembered, whole or not at all; False when the disk will not."""
    newer = file.with_suffix(".new")
    try:
        with newer.open("wb") as opened:
            opened.write(to_wire(info))
            opened.flush()
            os.fsync(opened.fileno())
        newer.replace(file)
    except OSError:
        return False
    return True


def remembered(file: Path) -> OfficeInfo | None:
    """What was remembered; None when nothing was, or it cannot be read."""
    try:
        found: object = from_wire(OfficeInfo, file.read_bytes())
    except OSError:
        return None
    return found if isinstance(found, OfficeInfo) else None
