"""Who it is, at the top of a page: photograph, name, facts, and the schedules on a line of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.entries import away_since
from kiosk.law.tiers import stage_words
from kiosk.registrant import Registrant
from kiosk.words import words
from sync.station.desk_wire import ScheduleView
from ui.desk.face import Face
from ui.desk.here import Here
from ui.desk.parts import column, holding, label, line
from ui.desk.time_line import TimeLine
from ui.desk.verb import Verb


def facts_of(here: Here, record: Registrant) -> list[str]:
    """What an officer wants to know first about a record."""
    tier = record.tier
    said = here.say("desk.review.tier", tier=tier.value) if tier else here.say("desk.review.no_tier")
    if tier and record.tier_stage and record.tier_since:
        stage = here.say(stage_words(record.tier_stage))
        said = here.say("desk.review.tier_stage", tier=tier.value, stage=stage, day=record.tier_since)
    facts = [
        said,
        here.say("desk.review.born", day=record.birth_date),
        here.say(words(f"desk.standing.{record.standing.value}")),
    ]
    return [*facts, record.registry_id] if record.registry_id else facts


def flags_of_record(here: Here, record: Registrant, today: dt.date) -> list[str]:
    """Travel not over and whether its notice was sent, and a guardian who may sign: with what to do."""
    say = here.say
    said = []
    for trip in record.travel:
        if trip.returns is not None and trip.returns < today:
            continue
        where, when = trip.country, trip.departs
        if (since := away_since(trip, today)) is not None:
            said.append(say("desk.flag.travel_away", country=where, since=since))
        if trip.sent_on is None:
            said.append(say("desk.flag.travel_not_sent", country=where, departs=when))
        elif since is None:
            sent, how = trip.sent_on, trip.sent_how
            said.append(say("desk.flag.travel_sent", country=where, departs=when, sent=sent, how=how))
    if (who := record.guardian) is not None:
        if who.document_seen:
            seen = who.document_seen
            said.append(say("desk.flag.guardian_seen", name=who.name, relation=who.relation, document=seen))
        else:
            said.append(say("desk.flag.guardian", name=who.name, relation=who.relation))
    return said


def head(
    here: Here,
    titles: Sequence[QWidget],
    facts: Sequence[str],
    schedules: Sequence[ScheduleView],
    today: dt.date,
    faces: Sequence[Face],
    verbs: Sequence[Verb],
) -> QWidget:
    """The head of a page about one person; ``titles`` stand in one line, ``verbs`` at its end."""
    look = here.look
    middle = column(look, line(look, *titles, None, *verbs), label(" · ".join(facts)), gap=look.shape.tight)
    if schedules:
        middle.addWidget(TimeLine(here, schedules, today))
    middle.addStretch(1)
    row = line(look, *faces, middle)
    row.setStretch(len(faces), 1)
    return holding(row)
