"""The station's clock jumps forward and back by hours and years: nothing is lost, doubled or told twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sync.kiosk_wire import OfficeInfo
from sync.sender import deliver_waiting
from sync.station.client import new_id
from sync.station.desk_wire import CheckInPage, CompletedView
from sync.station.store import outbox
from tests.faults.ledger import Ledger, settle
from tests.faults.offices import an_office
from tests.faults.outcome import Outcome
from tests.faults.registry_killed import HURRIED
from tests.faults.station_killed import Desk, Kiosk, a_desk, a_kiosk
from tests.stories.office import Build, Office
from tests.stories.visits import checklist, now
from tests.waiting import until

JUMPS = ("+1h", "-30m", "+300d", "-30d", "+1d", "-400d", "+3m", "+0")
"""Where a certificate is not good by the station's clock the kiosk is not let in, and its items wait."""
HELD_S = 20
"""So that what is completed before a jump is still held when it comes."""
FORGETFUL = "forgets_items_by_clock"


def inject(*, short: bool) -> Iterator[Outcome]:
    """Every jump with a completion held and check-ins sent before, and these again after it; and a build that
    forgets ids by the clock."""
    yield jumped(HURRIED, JUMPS[2:6] if short else JUMPS * 3)
    yield jumped(FORGETFUL, ("+60d",))


def jumped(build: str, jumps: tuple[str, ...]) -> Outcome:
    """After each jump the items of before are sent again, as a kiosk does that missed the answers."""
    ledger, seen = Ledger(registry_tells=True), 0
    with an_office(Build(station=build)) as office:
        clock = office.folder / "clock"
        clock.write_text("+0")
        office.station.variables |= faked(clock)
        office.configure_station(hold_seconds=HELD_S)
        office.registry.start()
        office.station.start()
        with a_kiosk(office) as kiosk, a_desk(office) as desk:
            for jump in jumps:
                if build == HURRIED:
                    clock.write_text("+0")
                    ledger.completed.add(_completed(office, kiosk, desk, ledger))
                sent = [_put_and_send(kiosk, ledger) for _ in range(2)]
                clock.write_text(jump)
                seen += _sees_another_day(kiosk) or jump in ("+1h", "-30m", "+3m", "+0")
                for envelope in sent:
                    kiosk.link.submit(envelope)
                _put_and_send(kiosk, ledger)
            if build == HURRIED:
                # The registry will refuse what was completed in its future: asked at once, not in 300 days.
                clock.write_text("+300d")
                _completed(office, kiosk, desk, ledger)
            clock.write_text("+0")
            until(lambda: not deliver_waiting(kiosk.spool, kiosk.link).why, within=60, what="an empty spool")
        # What was held or tried by another clock is told at once when it is set right.
        until(lambda: _all_told(office), within=120, what="an empty outbox")
        found = settle(ledger, office)
    return Outcome(
        f"station: its clock jumps ({build})",
        len(jumps),
        seen,
        ledger.acknowledged(),
        len(found.lost),
        len(found.doubled),
        len(found.unapproved),
        control=build != HURRIED,
        least_in_span=len(jumps),
    )


def _completed(office: Office, kiosk: Kiosk, desk: Desk, ledger: Ledger) -> str:
    """An appearance completed now; its update is still held when the clock jumps."""
    desk.sign_in(office)
    kiosk.send_what_waits()
    check_in = kiosk.put(ledger)
    kiosk.send_what_waits()
    # The library that fakes the clock lets a very short sleep fail now and then, such as the one by which the
    # station waits for its ZIP codes at the first claim: a 500 that no real clock makes. It is asked again.
    claim = partial(desk.link.visits.claim, check_in.check_in_id)
    until(lambda: isinstance(claim(), CheckInPage), within=60, what="the claim")
    version, appearance_id = desk.claimed(check_in.check_in_id), new_id()
    ledger.approved.add(appearance_id)
    done = desk.link.visits.complete(check_in.check_in_id, checklist(), version, appearance_id)
    assert isinstance(done, CompletedView), done
    return appearance_id


def _all_told(office: Office) -> bool:
    with office.store().reading() as session:
        return outbox.next_time(session) is None


def faked(clock: Path) -> dict[str, str]:
    """What makes a program take its time from ``clock``; its waits stay real."""
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }


def _put_and_send(kiosk: Kiosk, ledger: Ledger) -> bytes:
    """A check-in, sent or waiting; its envelope."""
    check_in = kiosk.put(ledger)
    waiting = kiosk.spool.waiting()
    assert isinstance(waiting, tuple), waiting
    (sequence,) = (one.sequence for one in waiting if one.item_id == check_in.check_in_id)
    envelope = kiosk.spool.envelope(sequence)
    assert isinstance(envelope, bytes), envelope
    kiosk.send(check_in)
    return envelope


def _sees_another_day(kiosk: Kiosk) -> bool:
    """Whether the station's clock really jumped: by its own word, or because it does not let us in."""
    told = kiosk.link.office()
    return not isinstance(told, OfficeInfo) or abs(told.now - now()) > dt.timedelta(hours=1)
