"""Invented people and what they report: one place for the values that many tests start from."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from typing import Any
from zoneinfo import ZoneInfo

from kiosk import check_in as ci
from kiosk import registrant as rg
from kiosk.appearance import PhotographAct
from kiosk.changes import ReportedChange, move
from kiosk.review import Checklist, Officer, Role
from kiosk.topics import PAGES, Topic
from kiosk.visit.effects import Draft

OFFICE_ZONE = ZoneInfo("America/Chicago")
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_ZONE)
TODAY = NOW.date()

OLD_HOME = rg.Address("415", "Birchwood Ter", "Apt 3B", "Kansas City", "MO", "64106", "Jackson")
NEW_HOME = rg.Address("1208", "E Linden Ave", "", "Independence", "MO", "64050", "Jackson")


def registrant(**differences: Any) -> rg.Registrant:
    """Alex Quill, SYNTHETIC: one home, one job, one phone, one vehicle; tier II, born in November."""
    return replace(
        rg.Registrant(
            registrant_id="SYN-0001",
            version=3,
            name=rg.PersonName("Alex", "Rowan", "Quill"),
            birth_date=dt.date(1980, 11, 5),
            id_number="S123456789",
            home_county="Jackson",
            standing=rg.Standing.ACTIVE,
            tier=rg.Tier.II,
            registry_id="MO-SYN-0001",
            registered_on=dt.date(2015, 11, 9),
            last_full_verification=dt.date(2026, 5, 18),
            facts=(rg.Fact("victim_under_18", holds=False),),
            bases=(rg.Basis(rg.BasisKind.RESIDENT, "Jackson", dt.date(2015, 11, 9)),),
            residences=(
                rg.Residence("home-1", rg.ResidenceKind.HOME, OLD_HOME, started=dt.date(2020, 6, 1)),
            ),
            work=(rg.Work("work-1", rg.WorkKind.PAID, "Juniper Bakery", NEW_HOME, dt.date(2021, 1, 4)),),
            phones=(rg.Phone("phone-1", "8165550123"),),
            vehicles=(rg.Vehicle("car-1", "SYN 014", "MO", 2012, "Saturn", "Vue", "green"),),
            passports=(rg.Passport("pass-1", "passport", "SYN00000", "USA"),),
            offenses=(
                rg.Offense(
                    "Invented offense, SYNTHETIC",
                    "000.000",
                    dt.date(2014, 4, 2),
                    "Demo County",
                    dt.date(2015, 1, 11),
                    "Demo County",
                ),
            ),
            photograph=rg.Photograph("photo-1", dt.date(2026, 5, 18)),
        ),
        **differences,
    )


def moved_house() -> tuple[ReportedChange, ...]:
    """The old home ended, a new one began, ten days ago."""
    day = TODAY - dt.timedelta(days=10)
    home = registrant().residences[0]
    new = rg.Residence("", rg.ResidenceKind.HOME, NEW_HOME, started=day)
    return move(Topic.RESIDENCES, home, new, day)


def answers(changes: tuple[ReportedChange, ...] = ()) -> tuple[ci.TopicAnswer, ...]:
    """Every topic answered: CHANGED where ``changes`` say so, else SAME."""
    changed = {change.topic for change in changes}
    return tuple(
        ci.TopicAnswer(topic, ci.Answer.CHANGED if topic in changed else ci.Answer.SAME)
        for topics in PAGES.values()
        for topic in topics
    )


def signature(**differences: Any) -> ci.Signature:
    """One stroke, made a minute before NOW."""
    return replace(
        ci.Signature(
            strokes=(((0.1, 0.5), (0.4, 0.2), (0.9, 0.6)),),
            shown_sha256=ci.hash_of_shown(("Home: same",)),
            signed_at=NOW - dt.timedelta(minutes=1),
        ),
        **differences,
    )


def check_in(changes: tuple[ReportedChange, ...] = (), **differences: Any) -> ci.CheckIn:
    """Alex Quill's check-in at kiosk A this morning, waiting for an officer."""
    return replace(
        ci.CheckIn(
            check_in_id="4b8f6f0e-0000-4000-8000-000000000014",
            kiosk_id="kiosk-a",
            ticket=ci.Ticket("A", 14, TODAY),
            language="en",
            disclosure=ci.Disclosure.OWN_RECORD,
            identity=ci.Claim(registration_number="SYN-0001"),
            lookup_id="lookup-1",
            record_version=3,
            arrived_at=NOW - dt.timedelta(minutes=4),
            submitted_at=NOW,
            answers=answers(changes),
            changes=changes,
            signature=signature(),
        ),
        **differences,
    )


def draft(whole: ci.CheckIn) -> Draft:
    """What a visit has told when it is signed: ``whole`` before it has its id and number."""
    return Draft(**{field.name: getattr(whole, field.name) for field in fields(Draft)})


def officer(*roles: Role) -> Officer:
    """Officer Rivera; an officer unless other roles are given."""
    return Officer("off-1", "T. Rivera", frozenset(roles or (Role.OFFICER,)))


def checklist(**differences: Any) -> Checklist:
    """All three acts done, nothing corrected."""
    return replace(
        Checklist(
            face_seen_at=NOW,
            document_seen_at=NOW,
            document="state ID card",
            photograph=PhotographAct.UNCHANGED,
            photograph_at=NOW,
        ),
        **differences,
    )
