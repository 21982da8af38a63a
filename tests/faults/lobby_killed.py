"""kill -9 of the lobby while it submits to a real station over HTTPS: what has a ticket arrives, once."""

from __future__ import annotations

import os
import random
import select
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome, tried_enough
from tests.programs import HONEST, HOST, Program
from tests.proxy import Proxy
from tests.stories.office import Build, Office

IN_SPAN_OF_50 = 10


def inject(*, short: bool) -> Iterator[Outcome]:
    """Fifty kills, or two hundred, of the lobby as it is, and some of three broken ones."""
    yield tried_enough(partial(killed, HONEST, 50 if short else 200))
    yield tried_enough(partial(killed, "forgets_early", 9))
    yield tried_enough(partial(killed, "numbers_again", 3))
    yield tried_enough(partial(killed, "shows_tickets_first", 6))


def killed(build: str, tries: int) -> Outcome:
    """``tries`` lives of a lobby, each killed, and one more that sends what the others left."""
    ledger, in_span, chance = Ledger(), 0, random.Random()
    with an_office(Build(warm=True)) as office:
        office.registry.start()
        office.station.start()
        with Proxy(office.station.port, request_bytes=0) as network:
            lobby = Lobby(office, build, network)
            for number in range(tries):
                in_span += one_life(lobby, number, chance, ledger)
            said = lobby.whole_life()
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
        least_in_span=max(1, IN_SPAN_OF_50 * tries // 50),
    )


class Lobby:
    """The lobby's program over many lives, behind a network that says when something passes."""

    def __init__(self, office: Office, build: str, network: Proxy) -> None:
        self._office, self._build, self._network = office, build, network

    def whole_life(self) -> list[str]:
        """One visit and its own end; all that it said."""
        return self._life(1, lambda program, _lines: program.ended(60.0))

    def killed_by_clock(self, said: str, times: int, mercy_s: float) -> list[str]:
        """kill -9 so long after it said so for the ``times``-th time: an item was acknowledged (``put``), or
        its ticket shown (``ticket``)."""

        def kill(program: Program, lines: Iterator[str]) -> None:
            left = times
            while left and (line := next(lines, "")):
                left -= line.startswith(said)
            program.ended(mercy_s)

        return self._life(0, kill)

    def killed_on_the_way(self, passes: int, *, answer: bool) -> list[str]:
        """kill -9 as its next request but so many is about to reach the station, or the answer to it the
        lobby; what was about to pass is lost."""

        def kill(program: Program, lines: Iterator[str]) -> None:
            left = passes

            def strike() -> bool:
                nonlocal left
                left -= 1
                if left == 0:
                    os.kill(program.pid, signal.SIGKILL)
                return left > 0

            hook = "at_answer" if answer else "at_request"
            setattr(self._network, hook, strike)
            for _ in lines:  # until it is dead
                pass
            setattr(self._network, hook, None)

        return self._life(0, kill)

    def _life(self, visits: int, end: Callable[[Program, Iterator[str]], object]) -> list[str]:
        pipe = self._office.folder / "lobby.pipe"
        os.mkfifo(pipe)
        arguments = (str(self._office.folder), f"https://{HOST}:{self._network.port}", str(visits))
        program = Program(arguments, pipe, build=self._build, warm=True, entry="tests.faults.lobby")
        ear = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        held = os.open(pipe, os.O_WRONLY)  # until the lobby holds it: without a writer a pipe is at its end
        try:
            program.start()
            spoke = select.select([ear], [], [], 60)[0]
        finally:
            os.close(held)
            pipe.unlink()
        os.set_blocking(ear, True)
        said: list[str] = []
        with os.fdopen(ear, encoding="utf-8") as lines:
            assert spoke, "the lobby said nothing"
            end(program, _noting(lines, said))
            program.kill()
            said += [line.strip() for line in lines]
        return said


def _noting(lines: Iterable[str], said: list[str]) -> Iterator[str]:
    """The lines as they come, each written down."""
    for line in lines:
        said.append(line.strip())
        yield line.strip()


def one_life(lobby: Lobby, number: int, chance: random.Random, ledger: Ledger) -> bool:
    """One killed life; whether it died with an item acknowledged and not accepted."""
    match number % 3:
        case 0:
            # An item takes some ten milliseconds from the spool's answer to the station's.
            mercy = chance.choice([0.0, chance.uniform(0, 0.02), chance.uniform(0, 0.1)])
            word, most = ("ticket ", 2) if number % 2 else ("put ", 5)
            said = lobby.killed_by_clock(word, chance.randint(1, most), mercy)
        case 1:
            said = lobby.killed_on_the_way(chance.randint(3, 9), answer=False)
        case _:
            said = lobby.killed_on_the_way(chance.randint(3, 9), answer=True)
    return _hear(said, ledger)


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
            case ["ticket", item]:
                ledger.items.add(item)
            case ["ready"] | ["left", "0"] | ["not-yet", _]:
                pass
            case _:
                raise AssertionError("\n".join(said))
    return bool(underway)
