"""A kiosk's way of submitting, as a program to be killed: ``lobby BUILD OFFICE-FOLDER ADDRESS VISITS``.

The product's own submitting, as the lobby's runner calls it, visit after visit (0: until
killed), without its window. It says on its standard output, one line each and only once true: ``ready``;
``put ITEM`` when the spool holds an arrival or a check-in; ``ticket ITEM`` when a check-in's ticket is shown;
``accepted ITEM`` when the station has it; ``left N`` when it ends with N items unsent. BUILD is ``honest``,
or names a deliberately broken one that the faults must catch.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.check_in import Arrival, CheckIn
from kiosk.id_card import IdCard, parse
from kiosk.services import NumberTaken
from sync import sender, submitting
from sync.identity import DeviceIdentity, load_identity
from sync.link import StationLink, station_link
from sync.sender import Sending, Sent, TakesEnvelopes, deliver_waiting
from sync.spool import Spool, Spooled, SpoolFull, SpoolKeys, SpoolLimits, SpoolTrouble, open_spool
from sync.submitting import NotSubmitted, Numbered, Submitted, keep_arrival, submit
from tests.specimens import records
from tests.stories.visits import arrived, made, now
from ui.demo.people import invented_people, missouri_card

KIOSK = "kiosk-a"
SHOWN_FIRST_S = 0.06
"""How long after its ticket the broken build writes a check-in down: longer than an honest write takes."""
PEOPLE = 12
"""So many of the invented people come, again and again."""


def run(build: str, arguments: Sequence[str]) -> None:
    """Live until killed, or until so many visits are over."""
    folder, address, visits = Path(arguments[0]), arguments[1], int(arguments[2])
    BUILDS[build]()
    identity = load_identity(folder / "kiosk" / "identity")
    assert isinstance(identity, DeviceIdentity), identity
    keys = SpoolKeys(KIOSK, identity.signing_key(), identity.station_key())
    spool = open_spool(folder / "spools" / f"{KIOSK}.sqlite", keys)
    assert isinstance(spool, Spool), spool
    spool = _Saying(folder / "spools" / f"{KIOSK}.sqlite", keys, SpoolLimits())
    link = station_link(identity, address)
    cards = invented_cards()
    say("ready")
    _send_what_waits(spool, link)
    done = 0
    while not visits or done < visits:
        done += 1
        visit(spool, link, random.choice(cards))
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join()
    waiting = spool.waiting()
    say(f"left {len(waiting) if isinstance(waiting, tuple) else waiting}")


def visit(spool: Spool, link: StationLink, card: IdCard) -> None:
    """One person's arrival and check-in: written down first, then sent."""
    arrival = arrived(card, kiosk=KIOSK)
    lost = keep_arrival(spool, link, arrival, now())
    assert lost is None, lost
    _say_whether_sent(spool, arrival.arrival_id)
    whole = made(card, 0, kiosk=KIOSK)
    numbered = Numbered(whole.check_in_id, KIOSK, KIOSK[-1].upper(), now().date())
    done = submit(spool, link, records.draft(whole), numbered, now())
    assert isinstance(done, Submitted), done
    say(f"ticket {done.check_in.check_in_id}")
    _say_whether_sent(spool, whole.check_in_id)
    _send_what_waits(spool, link)


def invented_cards() -> list[IdCard]:
    """The cards of the first invented people, as the reader reads them."""
    today = dt.date.today()
    people = invented_people(today, PEOPLE)
    found = [
        parse(missouri_card(one.registrant, today - dt.timedelta(700), today + dt.timedelta(700)))
        for one in people
    ]
    return [card for card in found if isinstance(card, IdCard)]


def say(line: str) -> None:
    """One line, out of this program before anything else happens; a killed one cannot take it back."""
    os.write(1, f"{line}\n".encode())


def _say_whether_sent(spool: Spool, item: str) -> None:
    waiting = spool.waiting()
    assert not isinstance(waiting, SpoolTrouble), waiting
    say(f"not-yet {item}" if any(one.item_id == item for one in waiting) else f"accepted {item}")


class _Saying(Spool):
    """Says of every item that the disk has it."""

    def put(
        self, kind: str, item_id: str, body: bytes, now: dt.datetime
    ) -> Spooled | SpoolFull | SpoolTrouble:
        kept = super().put(kind, item_id, body, now)
        if isinstance(kept, Spooled):
            say(f"put {item_id}")
        return kept


def _send_what_waits(spool: Spool, link: StationLink) -> None:
    waiting = spool.waiting()
    assert not isinstance(waiting, SpoolTrouble), waiting
    came = deliver_waiting(spool, link)
    for one in waiting[: came.sent]:
        say(f"accepted {one.item_id}")


def _forgets_early() -> None:
    """An item is gone from the spool before it is sent."""

    def early(spool: Spool, link: object, sequence: int) -> Sending:
        envelope = spool.envelope(sequence)
        spool.forget(sequence)
        if isinstance(envelope, bytes):
            link.submit(envelope)  # type: ignore[attr-defined]
        return Sent()

    sender.deliver_one = early


def _shows_tickets_first() -> None:
    """The ticket is shown, and the check-in is written down and sent a moment later."""
    honest = submitting._keep_and_send

    def later(
        spool: Spool, link: TakesEnvelopes, value: CheckIn | Arrival | NumberTaken, now: dt.datetime
    ) -> Spooled | NotSubmitted:
        if not isinstance(value, CheckIn):
            return honest(spool, link, value, now)
        threading.Timer(SHOWN_FIRST_S, honest, (spool, link, value, now)).start()
        return Spooled(sequence=0)

    submitting._keep_and_send = later


def _numbers_again() -> None:
    """Ticket numbers begin with 1 at every start."""
    last = 0

    def next_ticket(_spool: Spool, _day: dt.date, _letter: str) -> int:
        nonlocal last
        last += 1
        return last

    Spool.next_ticket = next_ticket  # type: ignore[method-assign, assignment]


BUILDS: Mapping[str, Callable[[], object]] = {
    "honest": lambda: None,
    "forgets_early": _forgets_early,
    "numbers_again": _numbers_again,
    "shows_tickets_first": _shows_tickets_first,
}
if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2:])
