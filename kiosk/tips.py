"""A tip about a registrant or about somebody unknown: what was said, the route it goes, and how it ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.problems import Problem, problem


class TipKind(StrEnum):
    """What a tip is about."""

    DOES_NOT_LIVE_HERE = "does_not_live_here"
    """A householder says so: the fast one, for a neighbour may be branded by a wrong address."""
    WRONG_INFORMATION = "wrong_information"
    """Something on the record or the public page is not so."""
    NOT_REGISTERED = "not_registered"
    DANGER = "danger"
    """Somebody may be harmed, or a crime was seen."""
    OTHER = "other"


class Route(StrEnum):
    """Which way a tip goes."""

    HERE = "here"
    """This office looks into it: what its own record says, and where its own people live."""
    OTHER_AGENCY = "other_agency"
    """Sent on: danger to the police at once, another county's people to their sheriff."""


class TipState(StrEnum):
    """How a tip stands."""

    OPEN = "open"
    SENT_ON = "sent_on"
    """Another agency has it, and its name is written down."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip. ``said_by`` may be empty: a tip may be given without a name."""

    tip_id: str
    kind: TipKind
    registrant_id: str
    """Empty where nobody on the roster is meant."""
    about: str
    """Who is meant, in the words of whoever gave it."""
    says: str
    said_by: str
    route: Route
    agency: str = ""
    """Who got it, on the other route."""
    state: TipState = TipState.OPEN
    outcome: str = ""


def route_of(kind: TipKind, *, ours: bool) -> Route:
    """The route a tip takes: danger, and people who are not on our roster, are not ours to look into."""
    if kind is TipKind.DANGER or not ours:
        return Route.OTHER_AGENCY
    return Route.HERE


def taken(tip: Tip) -> Tip | Problem:
    """``tip`` as it can be taken."""
    if not tip.says.strip():
        return problem("tip_needs_words")
    if not tip.registrant_id and not tip.about.strip():
        return problem("tip_needs_somebody")
    if tip.kind is TipKind.DOES_NOT_LIVE_HERE and not tip.registrant_id:
        return problem("tip_needs_registrant")
    return replace(tip, state=TipState.OPEN, agency="", outcome="")


def sent_on(tip: Tip, agency: str) -> Tip | Problem:
    """``tip`` with another agency, which is named; it stays to be closed."""
    if tip.state is TipState.CLOSED:
        return tip if tip.agency == agency.strip() and agency.strip() else problem("tip_closed")
    if not agency.strip():
        return problem("tip_needs_agency")
    return replace(tip, route=Route.OTHER_AGENCY, agency=agency.strip(), state=TipState.SENT_ON)


def closed(tip: Tip, outcome: str) -> Tip | Problem:
    """``tip`` ended by what came of it. One for another agency is closed only when that agency has it."""
    if tip.state is TipState.CLOSED:
        return tip if tip.outcome == outcome.strip() else problem("tip_closed")
    if not outcome.strip():
        return problem("tip_needs_outcome")
    if tip.route is Route.OTHER_AGENCY and tip.state is not TipState.SENT_ON:
        return problem("tip_not_sent")
    return replace(tip, state=TipState.CLOSED, outcome=outcome.strip())


def late(kind: TipKind, on: dt.date, today: dt.date) -> bool:
    """Whether an open tip has waited too long: a day for danger and a wrong door, a week for the others."""
    days = 1 if kind in (TipKind.DANGER, TipKind.DOES_NOT_LIVE_HERE) else 7
    return (today - on).days >= days
