"""Whether the 1,000-foot question is asked of a residence at all; distance and decision belong to people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kiosk.law.calendar import OfficeCalendar
from kiosk.law.deadlines import school_opening
from kiosk.law.rulesets import Rulesets
from kiosk.words import Words, words


class Asked(StrEnum):
    """Whether 566.147 speaks to this residence."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class HomeNearPlace:
    """A residence and one protected place near it, as far as is known.

    ``licensed_under_197_or_198``: the residence is such a facility, where a stay is not "residing" (M-24).
    ``enacted_on`` is the day the prohibition reached this offense, set by counsel; None while nobody has.
    """

    offense_listed: bool | None
    convicted_on: dt.date | None
    moved_in_on: dt.date | None
    place_since: dt.date | None
    licensed_under_197_or_198: bool = False
    former_victims_home: bool = False
    enacted_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ResidencyAnswer:
    """Advisory, for the officer only; never shown in the lobby, never blocks."""

    asked: Asked
    needs: tuple[str, ...]
    reason: Words


def feet_asked(rulesets: Rulesets, day: dt.date) -> int:
    """How near is too near on ``day``, property edge to property edge (M-22, 566.147.1)."""
    return rulesets.version("M-22", day).number("feet")


def opens_later(rulesets: Rulesets, day: dt.date) -> Words:
    """Within how many days of its opening a place that opens later is told to the sheriff (M-23)."""
    rule = rulesets.version("M-23", day)
    return words("law.residency.opens_later", days=rule.number("days"), section=rule.section)


def opening_notice(
    opened: dt.date, moved_in_on: dt.date | None, rulesets: Rulesets, calendar: OfficeCalendar
) -> Words:
    """By when the sheriff is told of a school that ``opened`` near a home, and the sum (M-23); or that it was
    there when the person moved in."""
    if moved_in_on is None:
        return words("law.residency.opening_since_when")
    if not _before(moved_in_on, opened):
        return words("law.residency.opening_was_there", opened=opened, since=moved_in_on)
    due = school_opening(opened, rulesets, calendar)
    return words(
        "law.residency.opening_told",
        by=due.show_by or due.due_statutory,
        sum=due.arithmetic,
        section=due.section,
    )


def residency_question(home: HomeNearPlace, feet: int) -> ResidencyAnswer:
    """M-22 and M-24 (566.147.1-.4), with F.R. v. St. Charles County (Mo. 2010): not for older convictions.

    The place must have been there when the person began to reside; one that opened later is M-23's notice.
    A former victim's home has no opening date to compare. ``feet`` are those of ``feet_asked``.
    """
    if home.licensed_under_197_or_198:
        return _not_asked("licensed_facility")
    if home.offense_listed is False:
        return _not_asked("offense_not_listed")
    if _before(home.convicted_on, home.enacted_on):
        return _not_asked("convicted_before")
    if not home.former_victims_home and _before(home.moved_in_on, home.place_since):
        return _not_asked("place_came_later")
    wanted = [("offense_listed", home.offense_listed), ("convicted_on", home.convicted_on)]
    wanted += [("enacted_on", home.enacted_on)]
    if not home.former_victims_home:
        wanted += [("moved_in_on", home.moved_in_on), ("place_since", home.place_since)]
    if missing := tuple(name for name, value in wanted if value is None):
        return ResidencyAnswer(Asked.MISSING, missing, words("law.residency.missing"))
    return ResidencyAnswer(Asked.ASKED, (), words("law.residency.asked", feet=feet))


def _before(first: dt.date | None, then: dt.date | None) -> bool:
    return first is not None and then is not None and first < then


def _not_asked(why: str) -> ResidencyAnswer:
    return ResidencyAnswer(Asked.NOT_ASKED, (), words(f"law.residency.{why}"))
