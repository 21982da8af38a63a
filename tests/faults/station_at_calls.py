"""kill -9 of the station at every single call by which a submit, and a completion, come to its disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from sync.sender import NotYet, Sent
from sync.station.client import new_id
from sync.station.desk_wire import CompletedView
from sync.station.desk_wire import Unreachable as DeskUnreachable
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.faults.registry_killed import HURRIED
from tests.faults.station_killed import Kiosk, a_desk, a_kiosk, until_completed, until_the_registry_has_all
from tests.faults.traced import CALLS, calls_made, traced
from tests.programs import HONEST
from tests.stories.office import Build, Office
from tests.stories.visits import checklist
from tests.waiting import until

EARLY = "accepts_before_commit"
FAR_APART = 20
"""Calls between two kills of the short form; the long one leaves none out."""
NEVER_SO_MANY = 2_000
A_MOMENT_S = 0.2
LEAST_SHARE = 0.8
"""Of the calls of an undisturbed question until its commit: 25 completions made 88 to 102 of them."""

Ask = Callable[[], object]
"""Asks the station once; its answer."""


def inject(*, short: bool) -> Iterator[Outcome]:
    """Every call of a submit, in three rounds, and every call of a completion; each sweep goes on until the
    station answers before it has made so many. And the same at a build that answers before it commits."""
    step = FAR_APART if short else 1
    yield submitted(HONEST, step, rounds=1 if short else 3)
    yield submitted(EARLY, FAR_APART, rounds=1)
    yield completed(step)


def submitted(build: str, step: int, rounds: int) -> Outcome:
    """A check-in is sent, the station killed at one call, started again, and sent what waits."""
    ledger, sweep = Ledger(), Sweep(step)
    with an_office(Build(station=build, warm=True)) as office, a_kiosk(office) as kiosk:
        office.registry.start()
        office.station.start()
        for _ in range(rounds):
            for call, number in sweep.numbers(office, partial(_stored, kiosk, ledger)):
                check_in = kiosk.put(ledger)
                with traced(office, f"{call}:signal=KILL:when={number}"):
                    answer = kiosk.send(check_in)
                    assert isinstance(answer, Sent | NotYet), answer
                    sweep.hears(office, answered=isinstance(answer, Sent))
                if not office.station.running:
                    office.station.start()
                kiosk.send_what_waits()
        found = settle(ledger, office)
    return Outcome(
        f"station: kill -9 at every call of a submit, {sweep.said()} ({build})",
        sweep.tries,
        sweep.killed,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HONEST,
        least_in_span=1 if build != HONEST else sweep.least(),
    )


def completed(step: int) -> Outcome:
    """An officer completes, the station is killed at one call and started again; asked again, it is done, and
    done once, and the registry is told once."""
    ledger, sweep = Ledger(registry_tells=True), Sweep(step)
    built = Build(station=HURRIED, warm=True)
    with an_office(built) as office, a_kiosk(office) as kiosk, a_desk(office) as desk:
        office.registry.start()
        office.station.start()
        desk.sign_in(office)

        def claimed() -> tuple[str, Ask]:
            check_in = kiosk.put(ledger)
            kiosk.send_what_waits()
            version, appearance_id = desk.claimed(check_in.check_in_id), new_id()
            ledger.approved.add(appearance_id)
            # What the courier writes meanwhile would be counted too.
            until_the_registry_has_all(office)
            return appearance_id, partial(
                desk.link.visits.complete, check_in.check_in_id, checklist(), version, appearance_id
            )

        appearance_id, ask = claimed()
        for call, number in sweep.numbers(office, ask):
            ledger.completed.add(appearance_id)
            appearance_id, ask = claimed()
            with traced(office, f"{call}:signal=KILL:when={number}"):
                answer = ask()
                assert isinstance(answer, CompletedView | DeskUnreachable), answer
                sweep.hears(office, answered=isinstance(answer, CompletedView))
            if not office.station.running:
                office.station.start()
            until_completed(ask)
        ledger.completed.add(appearance_id)
        until_the_registry_has_all(office)
        found = settle(ledger, office)
    return Outcome(
        f"station: kill -9 at every call of a completion, {sweep.said()} ({HONEST})",
        sweep.tries,
        sweep.killed,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        least_in_span=sweep.least(),
    )


class Sweep:
    """Goes through the calls that a question makes, each number of each call in turn."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._made: Counter[str] = Counter()
        self._goes_on = True
        self.tries = self.killed = self._asked = 0

    def numbers(self, office: Office, ask: Ask) -> Iterator[tuple[str, int]]:
        """Of each call that an undisturbed question makes, the first, the second ... until one is answered
        before it."""
        out = office.folder / "calls"
        with traced(office, out=str(out)):
            ask()
        made = calls_made(out)
        assert made, "the station wrote nothing"
        for call in (one for one in CALLS if made[one]):
            self._asked += len(range(0, made[call], self._step))
            for number in range(1, NEVER_SO_MANY, self._step):
                self.tries += 1
                self._goes_on = True
                yield call, number
                if not self._goes_on:
                    break
                self._made[call] = max(self._made[call], number)

    def hears(self, office: Office, *, answered: bool) -> None:
        """Take down whether the kill hit: at once where no answer came, else within a moment, since a broken
        build writes after it has answered."""
        self._goes_on = office.station.ended(A_MOMENT_S if answered else 20.0) is not None
        self.killed += self._goes_on

    def said(self) -> str:
        """Which calls, and up to which number of each."""
        return ", ".join(f"{call} 1 to {most}" for call, most in self._made.items())

    def least(self) -> int:
        """How many kills there must have been: what one undisturbed question made, but for a few."""
        return round(LEAST_SHARE * self._asked)


def _stored(kiosk: Kiosk, ledger: Ledger) -> None:
    check_in = kiosk.put(ledger)
    assert kiosk.send(check_in) == Sent()
    until(lambda: kiosk.stores(check_in.check_in_id), what="the store")
