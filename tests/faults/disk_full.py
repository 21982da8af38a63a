"""The station's disk is full, tiny or fails: nothing is acknowledged that is not kept."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.sender import NotYet, deliver_waiting
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.faults.station_killed import Kiosk, a_kiosk
from tests.faults.traced import traced
from tests.programs import HONEST
from tests.stories.office import Build, Office
from tests.waiting import until

EARLY = "accepts_before_commit"
LAST_CALL = {"pwrite64": 24, "fdatasync": 1}
"""Up to which number of each call a submit surely comes (``station_at_calls`` counts them)."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Errors at exact calls of the store, and a disk on which there is room for a few check-ins only."""
    yield failing(HONEST, ("ENOSPC", "EIO"), range(1, 2) if short else range(1, 25))
    if os.geteuid() == 0:
        # Only an administrator may mount a disk.
        yield tiny(HONEST, 3 if short else 12)
        yield tiny(EARLY, 3)
    else:
        yield failing(EARLY, ("ENOSPC",), range(1, 4))


def failing(build: str, errors: tuple[str, ...], numbers: range) -> Outcome:
    """Each write and sync of a check-in's way to the disk fails once, from the Nth on."""
    ledger, hits, tries = Ledger(), 0, 0
    with an_office(Build(station=build, warm=True)) as office, a_kiosk(office) as kiosk:
        office.registry.start()
        office.station.start()
        for call, last in LAST_CALL.items():
            for error in errors:
                for number in (one for one in numbers if one <= last):
                    tries += 1
                    sent = [kiosk.put(ledger) for _ in range(3)]
                    with traced(office, f"{call}:error={error}:when={number}+"):
                        answers = [kiosk.send(one) for one in sent]
                    hits += any(isinstance(answer, NotYet) for answer in answers)
                    # Only its next life shows what the disk took.
                    office.station.kill()
                    office.station.start()
                    until(
                        lambda: not deliver_waiting(kiosk.spool, kiosk.link).why,
                        within=60,
                        what="an empty spool",
                    )
        found = settle(ledger, office)
    return Outcome(
        f"station: full and failing disk ({build})",
        tries,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=tries // 2,
    )


def tiny(build: str, rounds: int) -> Outcome:
    """The station's folder lies on a disk that somebody fills and empties again."""
    ledger, hits = Ledger(), 0
    with an_office(Build(station=build, warm=True)) as office, _a_disk(office) as disk:
        office.registry.start()
        office.station.start()
        with a_kiosk(office) as kiosk:
            for _ in range(rounds):
                kiosk.how_long_an_answer_takes(ledger)
                hits += _while_full(office, kiosk, ledger, disk)
                until(
                    lambda: not deliver_waiting(kiosk.spool, kiosk.link).why, within=60, what="an empty spool"
                )
        office.station.stop()
        found = settle(ledger, office)
    return Outcome(
        f"station: tiny disk, filled and emptied ({build})",
        rounds,
        hits,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
    )


def _while_full(office: Office, kiosk: Kiosk, ledger: Ledger, disk: Path) -> bool:
    """Check-ins while nothing more fits; whether one was refused, or was not kept though it was answered."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(bytes(4096))
        except OSError:
            pass
    sent = [kiosk.put(ledger) for _ in range(12)]
    answers = [kiosk.send(check_in) for check_in in sent]
    office.station.ended(0.3)
    ballast.unlink()
    refused = any(isinstance(answer, NotYet) for answer in answers)
    return refused or any(not kiosk.stores(check_in.check_in_id) for check_in in sent)


@contextmanager
def _a_disk(office: Office, megabytes: int = 12) -> Iterator[Path]:
    """A disk of its own, of this size, under the station's folder."""
    folder = office.folder / "station"
    kept = office.folder / "before"
    folder.rename(kept)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        subprocess.run(["cp", "-a", f"{kept}/.", str(folder)], check=True)
        yield folder
    finally:
        office.station.kill()
        office.close()
        subprocess.run(["umount", "-l", str(folder)], check=True)
