"""The law's answers about one record, as the desk shows them and the receipt prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk import law
from kiosk.changes import Ended, ReportedChange, kind_of, new_item, old_item, other_half, since
from kiosk.law import How, Mode, Move, NeedsFact, PersonFacts, PrintedWindow, Schedule, Told
from kiosk.law.counties import same_county
from kiosk.law.duties import told_words
from kiosk.law.overdue import overdue
from kiosk.registrant import Registrant, Residence, Travel
from kiosk.visit.events import Timing
from sync.station.desk_wire import DutyView, ScheduleView
from sync.station.office import Office


def schedules(
    office: Office, record: Registrant, day: dt.date, photographed_on: dt.date | None
) -> tuple[ScheduleView, ...]:
    """Every obligation of ``record`` on ``day``, printed or not, with its section and arithmetic.

    ``photographed_on`` is when an officer last affirmed the photograph: taken anew or unchanged.
    """
    return tuple(_view(answer) for answer in _answers(office, record, day, photographed_on))


def windows(
    office: Office, record: Registrant, day: dt.date, photographed_on: dt.date | None
) -> tuple[PrintedWindow, ...]:
    """When the person is to come next, as it is printed (D-02)."""
    return law.printed_windows(_answers(office, record, day, photographed_on), day, office.calendar)


def past_due(owed: Iterable[ScheduleView], day: dt.date) -> bool:
    """Whether anything printed is overdue; what was never printed makes nobody late."""
    return any(one.printed and one.due is not None and one.due < day for one in owed)


def timing(
    office: Office, record: Registrant, day: dt.date, photographed_on: dt.date | None
) -> Timing | None:
    """Whether something printed was missed before ``day``, or no day yet serves any of it; None otherwise."""
    missed = overdue(facts_of(record, photographed_on), day, office.rulesets, office.calendar)
    if any(office.rulesets.mode(one.rule_id, day) is Mode.PRINTED for one in missed):
        return Timing.LATE
    coming = windows(office, record, day, photographed_on)
    return Timing.EARLY if coming and coming[0].first > day else None


def duties(office: Office, changes: Sequence[ReportedChange], day: dt.date) -> tuple[DutyView, ...]:
    """What the law asks of each reported change, as it stands on ``day``."""
    return tuple(_duty(office, changes, place, day) for place in range(len(changes)))


def facts_of(record: Registrant, photographed_on: dt.date | None) -> PersonFacts:
    """The person as the law sees them; a photograph affirmed as unchanged counts as taken (M-11)."""
    return with_photograph(law.person_facts(record), photographed_on)


def with_photograph(facts: PersonFacts, photographed_on: dt.date | None = None) -> PersonFacts:
    """``facts`` with a photograph where there is a day for one.

    Of people brought in from elsewhere nobody may know when one was: it is as old as the last full
    verification, which affirmed it.
    """
    known = [found for found in (facts.last_photograph, photographed_on) if found is not None]
    return replace(facts, last_photograph=max(known, default=facts.last_full_verification))


def _answers(
    office: Office, record: Registrant, day: dt.date, photographed_on: dt.date | None
) -> tuple[Schedule | NeedsFact, ...]:
    return law.schedules(facts_of(record, photographed_on), day, office.rulesets, office.calendar)


def _view(answer: Schedule | NeedsFact) -> ScheduleView:
    printed = answer.mode is Mode.PRINTED
    if isinstance(answer, NeedsFact):
        return ScheduleView(
            answer.rule_id,
            answer.ruleset,
            answer.section,
            answer.what.value,
            printed,
            None,
            None,
            answer.reason,
        )
    return ScheduleView(
        answer.rule_id,
        answer.ruleset,
        answer.section,
        answer.what.value,
        printed,
        answer.opens,
        answer.due,
        answer.reason,
        answer.show_by,
        answer.arithmetic,
    )


def _duty(office: Office, changes: Sequence[ReportedChange], place: int, day: dt.date) -> DutyView:
    change = changes[place]
    happened, how_far = _happened(change), move_of(office, changes, place)
    duty = law.duty_of_change(
        kind_of(change),
        happened or day,
        day,
        office.rulesets,
        office.calendar,
        how_far,
        ended=isinstance(change, Ended),
    )
    dated = happened is not None
    return DutyView(
        change=place,
        rule_id=duty.rule_id,
        section=duty.section,
        due=duty.due_published if dated else None,
        late=duty.late and dated,
        in_person=duty.how is How.IN_PERSON,
        reason=duty.reason,
        arithmetic=duty.arithmetic if dated else None,
        business_days_left=duty.business_days_left if dated else None,
        also_told=tuple(told_words(who) for who in duty.told if who is not Told.PATROL),
    )


def _happened(change: ReportedChange) -> dt.date | None:
    item = new_item(change)
    return item.departs if isinstance(item, Travel) else since(change)


def move_of(office: Office, changes: Sequence[ReportedChange], place: int) -> Move:
    """Whether the change at ``place`` stays in the county, in the state, or leaves both (residences only).

    Both halves of a move are asked as one: from where, and to where.
    """
    other = other_half(changes, place)
    halves = [changes[at] for at in (place, other) if at is not None]
    old = next(filter(None, map(old_item, halves)), None)
    new = next(filter(None, map(new_item, halves)), None)
    if not isinstance(new, Residence) or new.address is None:
        return Move.WITHIN_COUNTY
    before = old.address if isinstance(old, Residence) and old.address else None
    if new.address.state != (before.state if before else "MO"):
        return Move.OTHER_STATE
    county = before.county if before and before.county else office.county
    elsewhere = bool(new.address.county) and not same_county(new.address.county, county)
    return Move.OTHER_COUNTY if elsewhere else Move.WITHIN_COUNTY
