"""Checks of travel abroad, absences, and of what was reported at this visit."""

from __future__ import annotations

from itertools import pairwise

from kiosk.changes import Added, Changed, Ended, Told, new_item, since
from kiosk.checks.case import Case, Hits, hit, later
from kiosk.registrant import Absence, Email, OnlineIdentifier, Travel
from kiosk.topics import Topic

_THIS_COUNTRY = frozenset({"us", "usa", "unitedstates", "unitedstatesofamerica", "estadosunidos", "eeuu"})
LONGEST_ABSENCE_DAYS = 366
TRAVEL_DAYS = 21
"""28 CFR 72.7(f), and S-06."""


def travel_returns_before_leaving(case: Case) -> Hits:
    """Travel ends after it begins."""
    for travel in case.record.travel:
        if later(travel.departs, travel.returns):
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.returns or "", leaves=travel.departs)


def travel_incomplete(case: Case) -> Hits:
    """Notice of travel names country, purpose and destination (34 USC 20914(a)(7); F-03)."""
    for travel in _ahead(case):
        if not (travel.country.strip() and travel.purpose.strip() and travel.destination.strip()):
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.country)


def travel_without_legs(case: Case) -> Hits:
    """Notice of travel says from where to where, when, and with whom (34 USC 20914(a)(7))."""
    for travel in _ahead(case):
        if not travel.legs or any(not leg.carrier.strip() for leg in travel.legs):
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.country)


def travel_in_this_country(case: Case) -> Hits:
    """Travel abroad leads abroad."""
    for travel in case.record.travel:
        if "".join(sign for sign in travel.country.casefold() if sign.isalpha()) in _THIS_COUNTRY:
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.country)


def travels_overlap(case: Case) -> Hits:
    """Nobody is on two journeys at once."""
    for one, following in pairwise(sorted(case.record.travel, key=lambda travel: travel.departs)):
        if later(one.returns, following.departs) or one.departs == following.departs:
            yield hit(Topic.TRAVEL, following.item_id, given=following.departs)


def travel_sent_in_future(case: Case) -> Hits:
    """A notice that was sent, was sent by today."""
    for travel in case.record.travel:
        if later(travel.sent_on, case.today):
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.sent_on or "")


def leg_goes_nowhere(case: Case) -> Hits:
    """A leg of a journey ends elsewhere than it begins."""
    for travel in case.record.travel:
        for leg in travel.legs:
            if leg.from_place.casefold().strip() == leg.to_place.casefold().strip():
                yield hit(Topic.TRAVEL, travel.item_id, given=leg.to_place)


def travel_told_late(case: Case) -> Hits:
    """Travel is told at least 21 days before; a late notice is accepted, and flagged."""
    for travel in _ahead(case):
        told = travel.sent_on or case.today
        if (travel.departs - told).days < TRAVEL_DAYS:
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.departs)


def travel_without_passport(case: Case) -> Hits:
    """Who leaves the country has a passport on record, valid until the return."""
    for travel in _ahead(case):
        back = travel.returns or travel.departs
        valid = [one for one in case.record.passports if not later(back, one.expires)]
        if not valid:
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.departs)


def _ahead(case: Case) -> list[Travel]:
    return [travel for travel in case.record.travel if travel.departs >= case.today]


def legs_do_not_join(case: Case) -> Hits:
    """Each leg of a journey begins where the one before it ended."""
    for travel in case.record.travel:
        for one, following in pairwise(travel.legs):
            if one.to_place.casefold().strip() != following.from_place.casefold().strip():
                yield hit(Topic.TRAVEL, travel.item_id, given=one.to_place, begins=following.from_place)


def legs_out_of_order(case: Case) -> Hits:
    """Legs follow each other in time, within the days of the journey."""
    for travel in case.record.travel:
        days = [leg.date for leg in travel.legs]
        outside = [day for day in days if day < travel.departs or later(day, travel.returns)]
        if days != sorted(days) or outside:
            yield hit(Topic.TRAVEL, travel.item_id, given=travel.country)


def absence_returns_before_leaving(case: Case) -> Hits:
    """An absence ends after it begins."""
    for away in case.record.absences:
        if later(away.leaves, away.returns):
            yield hit(Topic.ABSENCES, away.item_id, given=away.returns or "", leaves=away.leaves)


def absence_unlikely(case: Case) -> Hits:
    """An absence lies in the person's lifetime and ends within a year, or it is a move."""
    for away in case.record.absences:
        long = away.returns is not None and (away.returns - away.leaves).days > LONGEST_ABSENCE_DAYS
        if long or away.leaves < case.record.birth_date:
            yield hit(Topic.ABSENCES, away.item_id, given=away.leaves)


def absence_without_place(case: Case) -> Hits:
    """An absence says where."""
    for away in case.record.absences:
        if len(away.place.strip()) < 2:
            yield hit(Topic.ABSENCES, away.item_id)


def absences_overlap(case: Case) -> Hits:
    """Nobody is away in two places at once."""
    ordered = sorted(case.record.absences, key=lambda away: away.leaves)
    for one, following in pairwise(ordered):
        if one.returns is not None and following.leaves < one.returns:
            yield hit(Topic.ABSENCES, following.item_id, given=following.leaves)


def change_in_future(case: Case) -> Hits:
    """A change has happened when reported; travel, absences and what is told before use may lie ahead."""
    for change in case.changes:
        planned = isinstance(new_item(change), Travel | Absence | Email | OnlineIdentifier)
        day = since(change)
        if not planned and later(day, case.today):
            yield hit(change.topic, _item_id(change), given=day or "")


def change_before_birth(case: Case) -> Hits:
    """A change has happened in the person's lifetime."""
    for change in case.changes:
        item = new_item(change)
        day = item.departs if isinstance(item, Travel) else since(change)
        if later(case.record.birth_date, day):
            yield hit(change.topic, _item_id(change), given=day or "")


def change_changes_nothing(case: Case) -> Hits:
    """What is reported as changed differs from what is on file."""
    for change in case.changes:
        if isinstance(change, Changed) and change.before == change.after:
            yield hit(change.topic, change.item_id)


def change_twice(case: Case) -> Hits:
    """An entry is changed or ended once in a visit."""
    seen: set[tuple[Topic, str]] = set()
    for change in case.changes:
        if isinstance(change, Changed | Ended) and change.item_id:
            if (change.topic, change.item_id) in seen:
                yield hit(change.topic, change.item_id)
            seen.add((change.topic, change.item_id))


def _item_id(change: Added | Changed | Ended | Told) -> str:
    return change.item_id if isinstance(change, Changed | Ended) else ""


CHECKS = (
    travel_returns_before_leaving,
    travel_incomplete,
    travel_without_legs,
    travel_in_this_country,
    travels_overlap,
    travel_sent_in_future,
    leg_goes_nowhere,
    travel_told_late,
    travel_without_passport,
    legs_do_not_join,
    legs_out_of_order,
    absence_returns_before_leaving,
    absence_unlikely,
    absence_without_place,
    absences_overlap,
    change_in_future,
    change_before_birth,
    change_changes_nothing,
    change_twice,
)
