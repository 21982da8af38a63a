"""Twenty kiosks fetch a version of the image at once; meanwhile a lobby's check-ins must go on as if alone.

A lone kiosk's submits take turns in blocks, with nobody else and beside twenty that fetch as fast as they are
let, so that a busy machine slows both.
"""

from __future__ import annotations

import datetime as dt
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.office import an_office
from bench.row import Row
from bench.submits import Sealing, fill, letter_of, submitted
from sync.identity import DeviceIdentity, Role, load_identity
from sync.link import station_link
from sync.office_keys import OfficeKeys, enrol_device
from sync.station.console import CONSOLE
from sync.station.kiosk_versions import Kept, VersionShelf, keep
from sync.station.settings import VERSION_FOLDER
from tests.shared import HOUSE
from tests.stories.office import Office
from tests.sync.station.test_kiosk_versions import brought
from ui.demo.office import OFFICE
from ui.demo.people import invented_people

KIOSKS, BLOCKS, EACH = 20, 3, 40
SLOWER_AT_MOST = 2.0
"""Half of the check-ins, beside twenty that fetch."""
AT_MOST_MB = 12.0
"""A second, of all together: 8 in the long run, and what is saved up at first."""
_ROOT_BYTES = 64 << 20


def measure() -> Iterator[Row]:
    """What all of them are given, and what that costs a lobby."""
    with an_office(answer_delay_seconds=0.0, requests_each_second=10_000) as office:
        office.station.stop()
        fill(office)
        kept, folders = _kept(office), _enrolled(office)
        office.station.start()
        people = invented_people(dt.date.today(), 2 * BLOCKS * EACH + 1)
        letters = [letter_of(office, person, number) for number, person in enumerate(people, 1)]
        kiosk, link = Sealing(office.identity()), office.kiosk()
        submitted(link, kiosk, letters[-1:])
        rest = iter(letters[:-1])
        alone: list[float] = []
        beside: list[float] = []
        rates = []
        for _ in range(BLOCKS):
            alone += submitted(link, kiosk, [next(rest) for _ in range(EACH)])
            with _fetching(folders, office.address, kept.mark) as given:
                beside += submitted(link, kiosk, [next(rest) for _ in range(EACH)])
                rates.append(given())
    rate = statistics.median(rates)
    yield Row(
        f"MB a second given to {KIOSKS} kiosks that fetch", rate, f"<= {AT_MOST_MB:.0f}", rate <= AT_MOST_MB
    )
    for name, taken in (("alone", alone), (f"beside {KIOSKS} that fetch", beside)):
        yield Row(f"submit {name}, p50 ms", statistics.median(taken) * 1000)
        yield Row(f"submit {name}, p95 ms", statistics.quantiles(taken, n=20)[18] * 1000)
    slower = statistics.median(beside) / statistics.median(alone)
    goal = f"<= {SLOWER_AT_MOST:.0f}x"
    yield Row(
        f"submit slower beside {KIOSKS} that fetch by", f"{slower:.2f}x", goal, slower <= SLOWER_AT_MOST
    )


def _kept(office: Office) -> Kept:
    folder = brought(office.folder / "appear-update", files={"root.erofs": bytes(_ROOT_BYTES)})
    shelf = VersionShelf(office.folder / "station" / VERSION_FOLDER)
    kept = keep(office.store(), shelf, folder, CONSOLE, dt.datetime.now(dt.UTC))
    assert isinstance(kept, Kept), kept
    return kept


def _enrolled(office: Office) -> list[Path]:
    keys = OfficeKeys(office.folder / "station" / "keys", OFFICE)
    folders = [office.folder / f"fetcher-{number}" for number in range(KIOSKS)]
    for folder in folders:
        made = enrol_device(keys, Role.KIOSK, folder.name, folder, dt.datetime.now(dt.UTC))
        assert isinstance(made, DeviceIdentity), made
    return folders


@contextmanager
def _fetching(folders: list[Path], address: str, mark: str) -> Iterator[Callable[[], float]]:
    """The kiosks in a program of their own; what is yielded ends it, and gives their MB a second."""
    command = [sys.executable, "-m", "bench.kiosk_versions", address, mark, *map(str, folders)]
    program = subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        assert program.stdout.readline() == "fetching\n"
        yield lambda: float(program.communicate("enough\n", timeout=60)[0])
    finally:
        program.kill()
        program.wait()


def _fetch(address: str, mark: str, folders: list[str]) -> None:
    """Fetch until told on the standard input that it is enough; then print MB a second."""
    had: list[int] = []

    def for_ever(folder: str) -> None:
        identity = load_identity(Path(folder))
        assert isinstance(identity, DeviceIdentity)
        with closing(station_link(identity, address)) as link:
            start = 0
            while True:
                piece = link.version_piece(mark, "root.erofs", start)
                if isinstance(piece, bytes):
                    had.append(len(piece))
                    start = start + len(piece) if piece else 0
                else:
                    time.sleep(1.0)  # put off, as a kiosk is

    begun = time.monotonic()
    for folder in folders:
        threading.Thread(target=for_ever, args=(folder,), daemon=True).start()
    # The measurement begins once they are put off: what is saved up is had at once.
    time.sleep(4.0)
    print("fetching", flush=True)
    sys.stdin.readline()
    print(sum(had) / 1e6 / (time.monotonic() - begun), flush=True)


if __name__ == "__main__":
    _fetch(sys.argv[1], sys.argv[2], sys.argv[3:])
