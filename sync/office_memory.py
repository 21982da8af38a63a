"""What the station last said of its office, in a file beside the spool: nothing of a person is in it.

A lobby starts itself afresh after every visit. Without this, two kiosks that cannot reach the station would
not know their letters, and both would give the same numbers.
"""

from __future__ import annotations

from pathlib import Path

from sync.kiosk_wire import OfficeInfo
from sync.whole_file import put_whole
from sync.wire import from_wire, to_wire


def remember(file: Path, info: OfficeInfo) -> bool:
    """Put ``info`` in the place of what was remembered, whole or not at all; False when the disk will not."""
    return put_whole(file, to_wire(info))


def remembered(file: Path) -> OfficeInfo | None:
    """What was remembered; None when nothing was, or it cannot be read."""
    try:
        found: object = from_wire(OfficeInfo, file.read_bytes())
    except OSError:
        return None
    return found if isinstance(found, OfficeInfo) else None
