"""Saves a file where the officer says, and says how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.desk.here import Here
from ui.desk.work import Work


def save(work: Work, title: str, name: str, content: bytes, tell: Callable[[str, str], None]) -> None:
    """Ask for a place, write, and ``tell`` how it went; nothing where no place was chosen.

    An answer that comes after a lock is not offered to whoever stands there."""
    if work.window.locked:
        return
    place = work.choose_place(title, name)
    if place is not None:
        write(work.here, place, content, tell)


def write(here: Here, place: Path, content: bytes, tell: Callable[[str, str], None]) -> None:
    """Write to ``place``, and ``tell`` a sentence with its tone."""
    try:
        place.write_bytes(content)
    except OSError:
        tell(here.say("supervisor.due.not_saved"), "trouble")
    else:
        tell(here.say("supervisor.due.saved", name=place.name), "done")
