"""Saves a file where the officer says, and says how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ui.desk.asking import trouble_said
from ui.desk.here import Here
from ui.desk.work import Work


def save(
    work: Work, title: str, name: str, make: Callable[[], bytes], tell: Callable[[str, str], None]
) -> None:
    """Make the file in a job, since a hundred letters take a second to set; then ask for a place, write, and
    ``tell`` how it went; nothing where no place was chosen.

    What is ready after a lock is not offered to whoever stands there."""

    def offered(content: bytes) -> None:
        place = None if work.window.locked else work.choose_place(title, name)
        if place is not None:
            write(work.here, place, content, tell)

    work.asking.ask(make, offered, lambda trouble: tell(trouble_said(work.here, trouble), "trouble"))


def write(here: Here, place: Path, content: bytes, tell: Callable[[str, str], None]) -> None:
    """Write to ``place``, and ``tell`` a sentence with its tone."""
    try:
        place.write_bytes(content)
    except OSError:
        tell(here.say("supervisor.due.not_saved"), "trouble")
    else:
        tell(here.say("supervisor.due.saved", name=place.name), "done")
