"""A small file that is changed whole or not at all, whenever the power goes."""

from __future__ import annotations

import os
from pathlib import Path


def put_whole(file: Path, body: bytes) -> bool:
    """Put ``body`` in the place of what ``file`` held; False, and nothing changed, when the disk will not."""
    newer = file.with_suffix(".new")
    try:
        with newer.open("wb") as opened:
            opened.write(body)
            opened.flush()
            os.fsync(opened.fileno())
        newer.replace(file)
    except OSError:
        return False
    return True
