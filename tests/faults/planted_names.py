"""After many check-ins with crashes no planted name is in any file of the kiosk, nor in the memory of the
lobby that starts afresh."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sync.station.store import kiosks
from tests.faults.ledger import Ledger
from tests.faults.lobby_killed import Lobby, one_life
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.programs import HONEST, Program
from tests.proxy import Proxy
from tests.stories.office import Build, Office
from tests.stories.visits import now
from tests.sync.planted import found_in
from tests.waiting import until

CAMERA = "http://127.0.0.1:9/"
"""Nobody listens there: a lobby without its camera stands and waits."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Searched on the disk and in the memory; and both searches over a kiosk where words were left."""
    with an_office(Build(warm=True)) as office:
        office.registry.start()
        office.station.start()
        ledger = Ledger()
        crashes = crashed_visits(office, ledger, 40 if short else 1_000)
        words = planted(office)
        kept = len(ledger.items)
        yield _outcome("files", "honest", crashes, kept, on_disk(office, words))
        (office.folder / "kiosk" / "last-visit.log").write_text(f"welcome back, {words[0]}", "utf-16-le")
        yield _outcome("files", "writes_a_log", crashes, kept, on_disk(office, words))
        (office.folder / "kiosk" / "last-visit.log").unlink()
        searched = words[:9] if short else words
        yield _outcome("memory", "honest", crashes, kept, in_memory(office, searched, ""))
        last = words[1]
        yield _outcome("memory", "keeps_the_last_name", crashes, kept, in_memory(office, [last], last))


def crashed_visits(office: Office, ledger: Ledger, items: int) -> int:
    """Lives of the kiosk, each killed, until so many items were acknowledged; how many lives."""
    lives, chance = 0, random.Random()
    with Proxy(office.station.port, request_bytes=0) as network:
        lobby = Lobby(office, HONEST, network)
        while len(ledger.items) < items:
            one_life(lobby, lives, chance, ledger)
            lives += 1
    return lives


def planted(office: Office) -> tuple[str, ...]:
    """What must not be found: names, numbers and streets of everybody who came."""
    words: list[str] = []
    for person in office.served:
        record = person.registrant
        words += [record.name.full(), record.id_number, *(phone.number for phone in record.phones)]
        words += [home.address.first_line() for home in record.residences if home.address]
    return tuple(dict.fromkeys(word for word in words if len(word) > 7))


def on_disk(office: Office, words: Sequence[str]) -> list[str]:
    """What is found in any file a kiosk has."""
    return found_in(office.folder / "kiosk", words) + found_in(office.folder / "spools", words)


def in_memory(office: Office, words: Sequence[str], left: str) -> list[str]:
    """What is found in the memory of the lobby, started on this kiosk's own spool and keys; ``left`` is put
    into its environment, as a program would leave it that does not start afresh."""
    spool = office.folder / "kiosk" / "spool" / "spool.sqlite"
    spool.parent.mkdir(exist_ok=True)
    if not spool.exists():
        office.spool_file().rename(spool)
    config, begun = office.demo.lobby_config, now()
    settings = [line for line in config.read_text("utf-8").splitlines() if not line.startswith("camera")]
    config.write_text("\n".join([*settings, f'camera = "{CAMERA}"', ""]), "utf-8")
    variables = {"QT_QPA_PLATFORM": "offscreen", "LAST": left}
    lobby = Program(("lobby", "--config", str(config)), office.folder / "lobby.log", variables=variables)
    lobby.start()
    try:
        until(lambda: _heard_since(office, begun), within=120, what="the lobby")
        with tempfile.TemporaryDirectory(dir=office.folder) as folder:
            core = Path(folder) / "core"
            dumped = ["gcore", "-o", str(core), str(lobby.pid)]
            subprocess.run(dumped, check=True, capture_output=True, timeout=300)
            return _in_dump(core.with_name(f"core.{lobby.pid}"), words)
    finally:
        lobby.kill()


def _heard_since(office: Office, begun: dt.datetime) -> bool:
    with office.store().reading() as session:
        return any(one.seen_at > begun for one in kiosks.every(session))


def _in_dump(file: Path, words: Sequence[str]) -> list[str]:
    """Each planted word in a dump, in small letters or capitals, in the forms that Python and Qt keep texts
    in; a dump is too large to look for every other one."""
    # Read whole and folded once: looking through it word by word is fast then, and through a map it is not.
    memory = file.read_bytes().lower()
    assert b"appear" in memory, "the dump is of something else"
    forms = [(word, name, word.lower().encode(name)) for word in words for name in ("utf-8", "utf-16-le")]
    return [f"{word} as {name}" for word, name, form in forms if form in memory]


def _outcome(where: str, build: str, crashes: int, items: int, found: list[str]) -> Outcome:
    return Outcome(
        f"kiosk: planted names in its {where} after {items} items with crashes ({build})",
        crashes,
        crashes,
        items,
        len(found),
        0,
        0,
        control=build != "honest",
    )
