"""A kiosk's writing and sending, as a program to be killed: ``spool_writer FOLDER BUILD ITEMS``.

It says on its standard output, one line each and only once true: ``put SEQUENCE ITEM`` when the spool has
acknowledged an item, ``accepted ITEM`` when the station's file holds it, ``refused CODE`` when the spool said
no.
BUILD is ``honest``, or names a deliberately broken one that the trials must catch.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import sys
from pathlib import Path

from sync import spool as spool_module
from sync.envelope import Header
from sync.identity import read_private_key, read_public_key
from sync.spool import Spool, Spooled, SpoolKeys, open_spool
from tests.sync.an_office import MOMENT, now

BUILDS = ("honest", "forgets_early", "no_fsync", "forgets_the_folder", "reuses_numbers")
BODY_SIZE = 6000
PLANTED = ("Quillfeather", "Birchwood")
"""In every body; never to be found in the kiosk's files."""


def main(folder: Path, build: str, items: int) -> None:
    """Put and send ``items`` items, one after the other; 0 means until killed."""
    break_build(build)
    keys = SpoolKeys(
        "lobby-1", read_private_key(folder / "signing.key"), read_public_key(_station_key(folder))
    )
    spool = open_spool(folder / "kiosk" / "spool.sqlite", keys)
    if not isinstance(spool, Spool):
        say(f"refused {spool.code}")
        return
    say("ready")
    send_what_waits(spool, folder)
    done = 0
    while not items or done < items:
        done += 1
        put_and_send(spool, folder, build, f"item-{secrets.token_hex(8)}")


def put_and_send(spool: Spool, folder: Path, build: str, item: str) -> None:
    """One item's way to the station."""
    body = " ".join(PLANTED).encode() + secrets.token_bytes(BODY_SIZE)
    spooled = spool.put("check_in", item, body, now())
    if not isinstance(spooled, Spooled):
        say(f"refused {getattr(spooled, 'code', 'full')}")
        return
    say(f"put {spooled.sequence} {item}")
    envelope = spool.envelope(spooled.sequence)
    if build == "forgets_early":
        spool.forget(spooled.sequence)
    if isinstance(envelope, bytes) and accept(folder, spooled.sequence, item):
        say(f"accepted {item}")
        spool.forget(spooled.sequence)


def send_what_waits(spool: Spool, folder: Path) -> None:
    """What an earlier life left behind."""
    waiting = spool.waiting()
    for one in waiting if isinstance(waiting, tuple) else ():
        if accept(folder, one.sequence, one.item_id):
            say(f"accepted {one.item_id}")
            spool.forget(one.sequence)


def accept(folder: Path, sequence: int, item: str) -> bool:
    """The station's part: on its disk, or not accepted."""
    try:
        handle = os.open(folder / "station" / "received", os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, f"{sequence} {item}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        return False
    return True


def break_build(build: str) -> None:
    """Make this process the broken build it is asked to be."""
    if build == "no_fsync":
        spool_module._PRAGMAS = ("journal_mode = DELETE", "synchronous = OFF")  # type: ignore[misc]
    elif build == "forgets_the_folder":
        spool_module._PRAGMAS = ("journal_mode = DELETE", "synchronous = FULL")  # type: ignore[misc]
    elif build == "reuses_numbers":
        Spool._next_header = _next_by_counting  # type: ignore[method-assign, assignment]


def _next_by_counting(self: Spool, base: sqlite3.Connection, kind: str, item: str, _now: object) -> Header:
    (spool,) = base.execute("SELECT spool FROM about").fetchone()
    (last,) = base.execute("SELECT coalesce(max(sequence), 0) FROM item").fetchone()
    return Header(self._keys.kiosk, spool, last + 1, kind, item, MOMENT, sealed_for="")


def _station_key(folder: Path) -> bytes:
    return (folder / "station" / "station.pub").read_bytes()


def say(line: str) -> None:
    """One line, out of this process before anything else happens; a killed process cannot take it back."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
