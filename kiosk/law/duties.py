"""What a reported change requires: in person or by notice, by when, and who must be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.changes import ChangeKind
from kiosk.law.calendar import FIRST_YEAR, LAST_YEAR, Basis, OfficeCalendar
from kiosk.law.deadlines import Deadline, business_days_of, travel_notice
from kiosk.law.rulesets import Mode, Rule, Rulesets
from kiosk.words import Words, words

__all__ = ["ChangeKind", "Duty", "How", "Move", "Told", "duty_of_change", "who_is_told"]


class How(StrEnum):
    """How a change is told."""

    IN_PERSON = "in_person"
    NOTICE = "notice"
    NEXT_VERIFICATION = "next_verification"


class Move(StrEnum):
    """How far a residence moved; the two longer ones have officials on both sides (589.414.4)."""

    WITHIN_COUNTY = "within_county"
    OTHER_COUNTY = "other_county"
    OTHER_STATE = "other_state"


class Told(StrEnum):
    """Who is told of a change, beside this office."""

    PATROL = "patrol"
    OLD_COUNTY = "old_county"
    NEW_COUNTY = "new_county"
    CITY_POLICE = "city_police"
    CAMPUS_POLICE = "campus_police"
    MARSHALS = "marshals"


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law asks for one change, and how it stands on the day looked at.

    Without a deadline of its own (``due_published`` is None) a change waits for the next verification.
    ``business_days_left`` counts to ``due_published``: 0 on the day itself, negative when late.
    """

    kind: ChangeKind
    how: How
    rule_id: str
    section: str
    happened_on: dt.date
    due_published: dt.date | None
    due_statutory: dt.date | None
    show_by: dt.date | None
    late: bool
    """After ``due_published``."""
    late_by_statute: bool
    """After ``due_statutory``, which may be a day earlier."""
    business_days_left: int | None
    told: tuple[Told, ...]
    reason: Words
    arithmetic: Words | None


_ASKED_BY: Mapping[ChangeKind, tuple[str, ...]] = {
    **dict.fromkeys(
        (ChangeKind.NAME, ChangeKind.RESIDENCE, ChangeKind.EMPLOYMENT, ChangeKind.STUDENT), ("M-03", "F-02")
    ),
    **dict.fromkeys((ChangeKind.ONLINE_IDENTIFIER, ChangeKind.EMAIL), ("M-05", "M-04")),
    **dict.fromkeys((ChangeKind.VEHICLE, ChangeKind.TEMPORARY_RESIDENCE, ChangeKind.PHONE), ("M-04",)),
    ChangeKind.ABSENCE: ("M-13",),
    ChangeKind.TRAVEL_ABROAD: ("S-06", "F-03"),
}
"""The rules that ask to be told of a change, the one that applies first in front; of others M-12 asks."""

BEFORE_USE = "M-05"
"""What is used online is told before it is used; nothing is used once it has ended."""

_MOVED = {Move.OTHER_COUNTY: "M-06", Move.OTHER_STATE: "M-07"}
_BY_NOTICE = frozenset({"M-04", "M-13"})
_PLACES = frozenset(
    {ChangeKind.RESIDENCE, ChangeKind.TEMPORARY_RESIDENCE, ChangeKind.EMPLOYMENT, ChangeKind.STUDENT}
)


def duty_of_change(
    kind: ChangeKind,
    happened_on: dt.date,
    today: dt.date,
    rulesets: Rulesets,
    calendar: OfficeCalendar,
    move: Move = Move.WITHIN_COUNTY,
    *,
    ended: bool = False,
) -> Duty:
    """The duty that a change of ``kind`` on ``happened_on`` starts, as it stands ``today``.

    For TRAVEL_ABROAD ``happened_on`` is the day of departure. ``move`` matters for residences only, ``ended``
    for what is used online: only what is new or changed must be told before it is used (589.414.9). A day
    that no calendar reaches starts no deadline; the edit checks name it.
    """
    rule_id, how = _rule_for(kind, move, ended, today, rulesets)
    rule = rulesets.version(rule_id, happened_on)
    deadline = _deadline(rule, how, happened_on, rulesets, calendar)
    reason = words(f"law.duty.{rule_id.replace('-', '_').lower()}.{how.value}")
    duty = Duty(
        kind=kind,
        how=how,
        rule_id=rule.rule_id,
        section=rule.section,
        happened_on=happened_on,
        due_published=None,
        due_statutory=None,
        show_by=None,
        late=False,
        late_by_statute=False,
        business_days_left=None,
        told=who_is_told(kind, move),
        reason=reason,
        arithmetic=None,
    )
    if deadline is None:
        return duty
    return replace(
        duty,
        due_published=deadline.due_published,
        due_statutory=deadline.due_statutory,
        show_by=deadline.show_by,
        late=today > deadline.due_published,
        late_by_statute=today > deadline.due_statutory,
        business_days_left=calendar.business_days_between(today, deadline.due_published, Basis.OBSERVED),
        arithmetic=deadline.arithmetic,
    )


def who_is_told(kind: ChangeKind, move: Move = Move.WITHIN_COUNTY) -> tuple[Told, ...]:
    """Who hears of the change beside this office (589.414.3-.4; M-20: the city or campus of an address)."""
    told = [Told.PATROL]
    if kind is ChangeKind.RESIDENCE and move is not Move.WITHIN_COUNTY:
        told += [Told.OLD_COUNTY, Told.NEW_COUNTY]
    if kind in _PLACES:
        told.append(Told.CITY_POLICE)
    if kind is ChangeKind.STUDENT:
        told.append(Told.CAMPUS_POLICE)
    if kind is ChangeKind.TRAVEL_ABROAD:
        told.append(Told.MARSHALS)
    return tuple(told)


def told_words(who: Told) -> Words:
    """The official or agency by name."""
    return words(f"law.told.{who.value}")


def _rule_for(
    kind: ChangeKind, move: Move, ended: bool, today: dt.date, rulesets: Rulesets
) -> tuple[str, How]:
    """The first rule asking for the change that is not switched off; the first of all where every one is."""
    asked_by = _ASKED_BY.get(kind)
    if asked_by is None:
        return "M-12", How.NEXT_VERIFICATION
    if kind is ChangeKind.RESIDENCE and move in _MOVED:
        asked_by = (_MOVED[move], *asked_by)
    if ended:
        asked_by = tuple(rule_id for rule_id in asked_by if rule_id != BEFORE_USE)
    on = (rule_id for rule_id in asked_by if rulesets.mode(rule_id, today) is not Mode.OFF)
    rule_id = next(on, asked_by[0])
    # J-03: where the county takes nothing by phone, e-mail or mail, every notice is made in person.
    by_notice = rule_id in _BY_NOTICE and rulesets.mode("J-03", today) is Mode.OFF
    return rule_id, How.NOTICE if by_notice else How.IN_PERSON


def _deadline(
    rule: Rule, how: How, happened_on: dt.date, rulesets: Rulesets, calendar: OfficeCalendar
) -> Deadline | None:
    if how is How.NEXT_VERIFICATION or not FIRST_YEAR <= happened_on.year <= LAST_YEAR:
        return None
    if rule.rule_id in _ASKED_BY[ChangeKind.TRAVEL_ABROAD]:
        notice = travel_notice(happened_on, None, rulesets, calendar, rule.rule_id)
        due = notice.latest_notice
        return Deadline(rule.rule_id, rule.section, due, due, notice.show_by, notice.arithmetic)
    if rule.rule_id == BEFORE_USE:
        total = words("law.sum.before_use", due=happened_on)
        show_by = calendar.last_open_on_or_before(happened_on)
        return Deadline(rule.rule_id, rule.section, happened_on, happened_on, show_by, total)
    return business_days_of(rule.rule_id, happened_on, rulesets, calendar)
