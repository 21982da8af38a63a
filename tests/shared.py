"""The design folder beside the checkout: law vectors, test cards and map layers read in place."""

from __future__ import annotations

import os
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
"""The top of the checkout."""

WHY_ABSENT = (
    "the shared design folder is not here (set APPEAR_SHARED, or lay it beside the checkout as ../shared)"
)


def shared_folder() -> Path | None:
    """``$APPEAR_SHARED``, else ``../shared`` beside the checkout; ``None`` when there is no such folder."""
    folder = Path(os.environ.get("APPEAR_SHARED") or HOUSE.parent / "shared")
    return folder.resolve() if (folder / "design").is_dir() else None
