"""What the officer is told of where somebody lives (566.147), and the notices to relocate that were served.

Advice for the officer alone: nothing of it is in the record, told to the registry or to a kiosk, and it stops
nobody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kiosk.audit import AuditEvent
from kiosk.case_papers import NoticePaper
from kiosk.changes import ReportedChange, accept
from kiosk.law.calendar import Basis
from kiosk.law.deadlines import relocation
from kiosk.law.residency import (
    Asked,
    HomeNearPlace,
    ResidencyAnswer,
    feet_asked,
    opening_notice,
    opens_later,
    residency_question,
)
from kiosk.law.rulesets import BUSINESS_DAYS
from kiosk.papers import Printing
from kiosk.problems import Problem, problem
from kiosk.registrant import Registrant, Residence
from sync.database import Session
from sync.station import audit
from sync.station.accounts import Live
from sync.station.layers import Layer
from sync.station.office import Office
from sync.station.residency import advice
from sync.station.residency_wire import (
    AskNotice,
    EndNotice,
    LayerAge,
    Notice,
    Opening,
    Openings,
    ResidenceAdvice,
    ResidencyView,
    ServeNotice,
)
from sync.station.store import accounts, roster
from sync.station.store import residency as rows
from sync.station.store.counters import NOTICE, next_of
from sync.station.store.residency import Served

LONGEST_NOTE: Final = 1_000
_RULE: Final = "J-04"


def view(
    office: Office,
    record: Registrant,
    changes: Sequence[ReportedChange],
    layers: Sequence[Layer],
    notices: Sequence[Notice],
    day: dt.date,
) -> ResidencyView:
    """Everything about where ``record`` lives, and would live by the reported ``changes``.

    Layers are large: nobody's transaction waits for this.
    """
    feet = feet_asked(office.rulesets, day)
    known = {home.address.one_line() for home in record.residences if home.address and home.ended is None}
    return ResidencyView(
        record.registrant_id,
        record.name.full(),
        tuple(
            _of_home(office, record, home, layers, feet, reported=_address(home) not in known)
            for home in _homes(record, changes)
        ),
        tuple(
            LayerAge(one.manifest.name, one.manifest.kind, one.manifest.polygons, one.manifest.as_of)
            for one in layers
        ),
        tuple(notices),
        feet,
        opens_later(office.rulesets, day),
    )


def opening(
    office: Office, record: Registrant, changes: Sequence[ReportedChange], opened: dt.date
) -> Openings:
    """What follows for each home of a school that ``opened``: nothing where 566.147 does not speak to it."""
    feet = feet_asked(office.rulesets, opened)
    told = []
    for home in _homes(record, changes):
        asked = question(office, record, home, feet)
        said = asked.reason
        if asked.asked is not Asked.NOT_ASKED:
            said = opening_notice(opened, home.started, office.rulesets, office.calendar)
        told.append(Opening(_address(home), said))
    return Openings(tuple(told))


def _homes(record: Registrant, changes: Sequence[ReportedChange]) -> tuple[Residence, ...]:
    """The homes with an address, as they would be by the reported ``changes``."""
    after = accept(record, changes, "reported")
    homes = (after if isinstance(after, Registrant) else record).residences
    return tuple(home for home in homes if home.ended is None and home.address is not None)


def _address(home: Residence) -> str:
    assert home.address is not None
    return home.address.one_line()


def _of_home(
    office: Office,
    record: Registrant,
    home: Residence,
    layers: Sequence[Layer],
    feet: int,
    *,
    reported: bool,
) -> ResidenceAdvice:
    asked, address = question(office, record, home, feet), _address(home)
    found = advice(address, layers, feet)
    return ResidenceAdvice(
        address,
        reported,
        home.started,
        asked.asked,
        asked.needs,
        asked.reason,
        found.verdict,
        found.places,
        found.drawn,
    )


def question(office: Office, record: Registrant, home: Residence, feet: int) -> ResidencyAnswer:
    """Whether 566.147 is asked of ``home``, by offense, conviction and move-in date; of several offenses the
    answer that asks most. No layer says when a place opened: it counts as having been there."""
    table = office.residency_offenses
    answers = []
    for offense in record.offenses:
        reached = [day for start, day in table.items() if offense.statute.strip().startswith(start)]
        answers.append(
            residency_question(
                HomeNearPlace(
                    offense_listed=bool(reached) if table else None,
                    convicted_on=offense.convicted_on,
                    moved_in_on=home.started,
                    place_since=dt.date.min,
                    enacted_on=min(reached, default=None),
                ),
                feet,
            )
        )
    none_known = residency_question(HomeNearPlace(None, None, home.started, dt.date.min), feet)
    order = (Asked.ASKED, Asked.MISSING, Asked.NOT_ASKED)
    return min(answers, key=lambda one: order.index(one.asked), default=none_known)


def serve(
    session: Session,
    office: Office,
    registrant_id: str,
    asked: ServeNotice,
    who: Live,
    now: dt.datetime,
) -> Problem | None:
    """Write that a notice was served; the same ``notice_id`` again changes nothing."""
    known = rows.find(session, asked.notice_id)
    if known is not None:
        return None if known.registrant_id == registrant_id else problem("notice_id_used")
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    if asked.served_on > office.today(now):
        return problem("notice_in_future")
    if not asked.address.strip() or len(asked.address) > LONGEST_NOTE:
        return problem("notice_without_address")
    rows.add(session, registrant_id, asked, who.officer.officer_id, now)
    _note(session, AuditEvent.RESIDENCY_NOTICE_SERVED, asked.notice_id, registrant_id, who, now)
    return None


def paper(
    session: Session,
    office: Office,
    registrant_id: str,
    asked: AskNotice,
    who: Live,
    now: dt.datetime,
) -> NoticePaper | Problem:
    """The paper to be served, under a number of its own; it is written down that it was made."""
    record = roster.record(session, registrant_id)
    if record is None:
        return problem("no_such_registrant")
    if not asked.address.strip() or len(asked.address) > LONGEST_NOTE:
        return problem("notice_without_address")
    today = office.today(now)
    until = relocation(today, office.rulesets, office.calendar)
    number = f"N-{today.year}-{next_of(session, NOTICE):06d}"
    audit.note(
        session, AuditEvent.RESIDENCY_NOTICE_MADE, who.actor, now, paper=number, registrant=registrant_id
    )
    return NoticePaper(
        number,
        office.letterhead,
        today,
        record.name.full(),
        asked.address.strip(),
        office.rulesets.version(_RULE, today).number(BUSINESS_DAYS),
        until.show_by or until.due_statutory,
        f"566.147; {_RULE}, {until.section}",
        asked.language,
        Printing(office.local(now), who.officer.name),
    )


def end(
    session: Session, office: Office, notice_id: str, asked: EndNotice, who: Live, now: dt.datetime
) -> Problem | None:
    """Write how a notice ended, with what shows it; the same end again changes nothing."""
    known = rows.find(session, notice_id)
    if known is None:
        return problem("no_such_notice")
    if known.ended is not None:
        return None if known.ended is asked.ended else problem("notice_ended")
    if not asked.note.strip() or len(asked.note) > LONGEST_NOTE:
        return problem("reason_missing")
    rows.end(session, notice_id, asked, office.today(now))
    _note(session, AuditEvent.RESIDENCY_NOTICE_ENDED, notice_id, known.registrant_id, who, now)
    return None


def notices(session: Session, office: Office, registrant_id: str, now: dt.datetime) -> tuple[Notice, ...]:
    """A person's notices, the newest first, each with its clock at ``now``."""
    names = accounts.names(session)
    return tuple(_notice(office, one, names, now) for one in rows.of_person(session, registrant_id))


def _notice(office: Office, one: Served, names: dict[str, str], now: dt.datetime) -> Notice:
    until = relocation(one.served_on, office.rulesets, office.calendar)
    left = office.calendar.business_days_between(office.today(now), until.due_statutory, Basis.STATUTORY)
    return Notice(
        one.notice_id,
        one.address,
        one.served_on,
        one.manner,
        names.get(one.officer_id, one.officer_id),
        until.due_statutory,
        until.due_published,
        f"{_RULE}, {until.section}",
        until.arithmetic,
        left,
        one.ended,
        one.ended_on,
        one.note,
    )


def _note(
    session: Session, event: AuditEvent, notice_id: str, registrant_id: str, who: Live, now: dt.datetime
) -> None:
    audit.note(session, event, who.actor, now, notice=notice_id, registrant=registrant_id)
