"""Puts each update into a folder, one file each, for a gateway of the state's to take away.

The gateway has an account of its own: the files may be read by the group that the folder hands on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kiosk.delivery import AlreadyDelivered, Delivered, Outcome, Rejected, Unreachable
from kiosk.proof import Checkpoint
from kiosk.registry_update import RegistryUpdate, decided_at
from sync.identity import device_name_of, write_file
from sync.registry.connectors.niem import niem_update
from sync.registry.connectors.plain import MOST_REASONS, plain
from sync.wire import to_wire

Form = Callable[[RegistryUpdate, bytes], bytes]
"""The file of an update, from its value and from how it was written down."""
_KEPT = "taken"
"""Where a gateway moves what it has taken, so that an update told again is known."""
_REFUSED = "refused"
"""Where it moves what the state refused: first the reasons, one a line, in a file of the update's name and
``.txt``, then the update itself."""
_NOTED = "noted"
"""Inside it, what the station knows of."""
_LONGEST_REASONS = 64 * 1024


class FolderConnector:
    """A ``kiosk.ports.RegistryConnector`` over a folder.

    Files appear whole or not at all; sorted by name those of one person stand together, in the order of their
    versions. The time alone would not do: a visit completed on paper is told with its true, earlier time,
    also after a version that was made since.
    """

    def __init__(self, folder: Path, form: Form, ending: str) -> None:
        self._folder, self._form, self._ending = folder, form, ending

    def deliver(self, update: RegistryUpdate, written: bytes) -> Outcome:
        """Delivered when the file is on the disk; another content under the same name is Rejected."""
        at = decided_at(update).astimezone(dt.UTC)
        safe = re.sub(r"[^A-Za-z0-9_-]", "_", update.update_id)[:80]
        # A letter first: what an older program left here begins with its year, and stands before.
        person = f"p{hashlib.sha256(update.record.registrant_id.encode()).hexdigest()[:12]}"
        name = f"{person}-v{update.record.version:06d}-{at:%Y%m%dT%H%M%S}-{safe}.{self._ending}"
        return self._put(name, self._form(update, written))

    def keep(self, checkpoint: Checkpoint) -> Outcome:
        """A signed end of the audit log, as a file beside the updates."""
        name = f"checkpoint-{device_name_of(checkpoint.office)}-{checkpoint.line:012d}.json"
        return self._put(name, to_wire(checkpoint))

    def turned_back(self) -> Iterator[tuple[str, Rejected]]:
        """What was taken and refused later, by its receipt, and why; the same again until ``noted``."""
        try:
            files = sorted((self._folder / _REFUSED).glob(f"*.{self._ending}"))
        except OSError:
            return
        for file in files:
            yield file.name, Rejected(_reasons(_beside(file)))

    def noted(self, receipt: str) -> None:
        """It is known; when the folder cannot be written it is told once more, which is harmless."""
        file = self._folder / _REFUSED / receipt
        with suppress(OSError):
            (file.parent / _NOTED).mkdir(exist_ok=True)
            for one in (file, _beside(file)):
                if one.exists():
                    one.replace(file.parent / _NOTED / one.name)

    def _put(self, name: str, content: bytes) -> Outcome:
        try:
            if not self._folder.is_dir():
                # Never made here: a share that is not mounted must not become a folder of this machine.
                return Unreachable("folder_missing")
            for place in (self._folder / name, self._folder / _KEPT / name):
                if place.exists():
                    same = place.read_bytes() == content
                    return AlreadyDelivered(name) if same else Rejected(("another_file_of_this_name",))
            write_file(self._folder / name, content, for_group=True)
        except OSError as trouble:
            return Unreachable(f"folder_{type(trouble).__name__}")
        return Delivered(name)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.txt")


def _reasons(file: Path) -> tuple[str, ...]:
    try:
        with file.open("rb") as opened:
            said = opened.read(_LONGEST_REASONS).decode("utf-8", "replace")
    except OSError:
        return ()
    return tuple(plain(line.strip()) for line in said.splitlines() if line.strip())[:MOST_REASONS]


def json_folder(folder: Path) -> FolderConnector:
    """Updates as the wire's JSON (``RegistryUpdate`` in the published schema)."""
    return FolderConnector(folder, lambda _, written: written, "json")


def niem_folder(folder: Path) -> FolderConnector:
    """Updates as NIEM 6 XML."""
    return FolderConnector(folder, lambda update, _: niem_update(update), "xml")
