"""kill -9 of the lobby while it submits to a real station over HTTPS: what has a ticket arrives, once."""

from __future__ import annotations

import os
import random
import select
from collections.abc import Iterator
from pathlib import Path

from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.programs import HONEST, HOST, Program
from tests.proxy import Proxy
from tests.stories.office import Build, Office

IN_SPAN_OF_50 = 10


def inject(*, short: bool) -> Iterator[Outcome]:
    """Fifty kills of the lobby as it is, and of two broken ones."""
    yield killed(HONEST, 50 if short else 300, warm=short)
    yield killed("forgets_early", 9, warm=True)
    yield killed("numbers_again", 3, warm=True)


def killed(build: str, tries: int, *, warm: bool) -> Outcome:
    """``tries`` lives of a lobby, each killed, and one more that sends what the others left."""
    ledger, in_span, chance = Ledger(), 0, random.Random()
    with an_office(Build(warm=True)) as office:
        office.registry.start()
        office.station.start()
        with Proxy(office.station.port) as network:
            lobby = Lobby(office, build, network, warm=warm)
            for number in range(tries):
                # Every third dies while the network hangs: sent perhaps, never answered.
                in_span += _one_life(lobby, chance, ledger, stalled=number % 3 == 2)
            said = lobby.live(visits=1, mercy_s=60.0)
            assert said[-1:] == ["left 0"], said
            _hear(said, ledger)
        found = settle(ledger, office)
    return Outcome(
        f"lobby: kill -9 between spool write and Accepted ({build})",
        tries,
        in_span,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=IN_SPAN_OF_50 * tries // 50,
    )


class Lobby:
    """The lobby's program over many lives, behind a network that can hang."""

    def __init__(self, office: Office, build: str, network: Proxy, *, warm: bool) -> None:
        self._office, self._build, self.network, self._warm = office, build, network, warm

    def live(self, *, visits: int, mercy_s: float, puts: int = 0, stall: bool = False) -> list[str]:
        """A life until ``mercy_s`` after its ``puts``-th item, or until its own end; all that it said.

        With ``stall`` the network hangs from the answer to the last but one of these items.
        """
        pipe = self._office.folder / "lobby.pipe"
        os.mkfifo(pipe)
        try:
            return self._life(pipe, visits, mercy_s, puts, stall)
        finally:
            pipe.unlink()
            # What the network held back is gone, as on a real one.
            self.network.cut()
            self.network.resume()

    def _life(self, pipe: Path, visits: int, mercy_s: float, puts: int, stall: bool) -> list[str]:
        ear = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        held = os.open(pipe, os.O_WRONLY)  # until the lobby holds it: without a writer a pipe is at its end
        address = f"https://{HOST}:{self.network.port}"
        program = Program(
            (str(self._office.folder), address, str(visits)),
            pipe,
            build=self._build,
            warm=self._warm,
            entry="tests.faults.lobby",
        )
        program.start()
        spoke = select.select([ear], [], [], 60)[0]
        os.close(held)
        os.set_blocking(ear, True)
        said: list[str] = []
        with os.fdopen(ear, encoding="utf-8") as lines:
            assert spoke, "the lobby said nothing"
            for line in lines:
                said.append(line.strip())
                puts -= line.startswith("put ")
                if stall and puts == 1 and line.startswith("accepted "):
                    self.network.stall()
                if puts == 0 and line.startswith("put "):
                    break
            program.ended(mercy_s)
            program.kill()
            said += [line.strip() for line in lines]
        return said


def _one_life(lobby: Lobby, chance: random.Random, ledger: Ledger, *, stalled: bool) -> bool:
    """One killed life; whether it died with an item acknowledged and not accepted."""
    # An item takes some ten milliseconds from the spool's answer to the station's: most kills aim there.
    mercy = chance.choice([0.0, chance.uniform(0, 0.02), chance.uniform(0, 0.02), chance.uniform(0, 0.1)])
    return _hear(lobby.live(visits=0, mercy_s=mercy, puts=chance.randint(2, 5), stall=stalled), ledger)


def _hear(said: list[str], ledger: Ledger) -> bool:
    """Take down what a life said; whether it left something acknowledged that it had not heard accepted."""
    underway: set[str] = set()
    for line in said:
        match line.split():
            case ["put", item]:
                ledger.items.add(item)
                underway.add(item)
            case ["accepted", item]:
                underway.discard(item)
            case ["ready"] | ["left", "0"] | ["not-yet", _]:
                pass
            case _:
                raise AssertionError("\n".join(said))
    return bool(underway)
