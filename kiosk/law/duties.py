"""What a reported change requires: in person or by notice, by when, and who must be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.changes import ChangeKind
from kiosk.law.calendar import Basis, OfficeCalendar
from kiosk.law.deadlines import CHANGE_DAYS, Deadline, business_days, travel_notice
from kiosk.law.rulesets import Mode, Rulesets
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


_IN_PERSON = frozenset({ChangeKind.NAME, ChangeKind.RESIDENCE, ChangeKind.EMPLOYMENT, ChangeKind.STUDENT})
_BEFORE_USE = frozenset({ChangeKind.ONLINE_IDENTIFIER, ChangeKind.EMAIL})
_NOTICE = frozenset(
    {ChangeKind.VEHICLE, ChangeKind.TEMPORARY_RESIDENCE, ChangeKind.PHONE, ChangeKind.ABSENCE}
)
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
) -> Duty:
    """The duty that a change of ``kind`` on ``happened_on`` starts, as it stands ``today``.

    For TRAVEL_ABROAD ``happened_on`` is the day of departure. ``move`` matters for residences only.
    """
    rule_id, how = _rule_for(kind, move, today, rulesets)
    section = _section(rule_id, today, rulesets)
    deadline = _deadline(rule_id, section, how, happened_on, calendar)
    reason = words(f"law.duty.{rule_id.replace('-', '_').lower()}.{how.value}")
    told = who_is_told(kind, move)
    if deadline is None:
        return Duty(
            kind, how, rule_id, section, happened_on, None, None, None, False, False, None, told, reason, None
        )
    left = calendar.business_days_between(today, deadline.due_published, Basis.OBSERVED)
    return Duty(
        kind=kind,
        how=how,
        rule_id=rule_id,
        section=section,
        happened_on=happened_on,
        due_published=deadline.due_published,
        due_statutory=deadline.due_statutory,
        show_by=deadline.show_by,
        late=today > deadline.due_published,
        late_by_statute=today > deadline.due_statutory,
        business_days_left=left,
        told=told,
        reason=reason,
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


def _rule_for(kind: ChangeKind, move: Move, today: dt.date, rulesets: Rulesets) -> tuple[str, How]:
    if kind is ChangeKind.TRAVEL_ABROAD:
        return "S-06", How.IN_PERSON
    if kind in _BEFORE_USE:
        return "M-05", How.IN_PERSON
    if kind is ChangeKind.RESIDENCE and move is not Move.WITHIN_COUNTY:
        return ("M-06" if move is Move.OTHER_COUNTY else "M-07"), How.IN_PERSON
    if kind in _IN_PERSON:
        state_rule_off = rulesets.mode("M-03", today) is Mode.OFF
        federal = state_rule_off and rulesets.mode("F-02", today) is not Mode.OFF
        return ("F-02" if federal else "M-03"), How.IN_PERSON
    if kind in _NOTICE:
        # J-03: where the county takes nothing by phone, e-mail or mail, every notice is made in person.
        in_person = rulesets.mode("J-03", today) is not Mode.OFF
        rule_id = "M-13" if kind is ChangeKind.ABSENCE else "M-04"
        return rule_id, How.IN_PERSON if in_person else How.NOTICE
    return "M-12", How.NEXT_VERIFICATION


def _section(rule_id: str, today: dt.date, rulesets: Rulesets) -> str:
    found = rulesets.rule(rule_id, today)
    return found[1].section if found else ""


def _deadline(
    rule_id: str, section: str, how: How, happened_on: dt.date, calendar: OfficeCalendar
) -> Deadline | None:
    if how is How.NEXT_VERIFICATION:
        return None
    if rule_id == "S-06":
        notice = travel_notice(happened_on, None, calendar)
        due = notice.latest_notice
        return Deadline(rule_id, section, due, due, notice.show_by, notice.arithmetic)
    if rule_id == "M-05":
        total = words("law.sum.before_use", due=happened_on)
        show_by = calendar.last_open_on_or_before(happened_on)
        return Deadline(rule_id, section, happened_on, happened_on, show_by, total)
    return business_days(happened_on, CHANGE_DAYS, calendar, rule_id, section)
