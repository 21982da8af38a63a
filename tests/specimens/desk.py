"""What a station tells a desk, filled with invented people: pages, rows and states that look different."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from kiosk import registrant as rg
from kiosk.appearance import AppearanceFacts, VisitKind
from kiosk.changes import Added, Changed, ChangeKind, ReportedChange, Told
from kiosk.check_in import CheckIn, Disclosure, State
from kiosk.delivery import Clock, ParkedFor
from kiosk.papers import ComeBetween, CompletionReceiptPaper, Reason
from kiosk.review import Role
from kiosk.topics import Topic
from kiosk.words import words
from sync.station.desk_wire import (
    AuditLine,
    AuditVerdict,
    CandidateView,
    CardView,
    CheckInPage,
    CompletedView,
    DeliveryHealth,
    DeliveryRow,
    DeliveryState,
    DutyView,
    Found,
    HelpCall,
    KioskSeen,
    OfficeView,
    Outcome,
    QueueEntry,
    QueueView,
    ReceiptState,
    RecordPage,
    RecordVersion,
    ScheduleView,
    SignedIn,
)
from sync.station.people_wire import ArrivalSeen
from tests.specimens import papers, records
from tests.specimens.records import NOW, TODAY

OFFICER = SignedIn(
    "token", "off-1", "T. Rivera", (Role.OFFICER, Role.SUPERVISOR), NOW + dt.timedelta(hours=12), 1800
)
OFFICE = OfficeView(
    "Front Desk Services, Demo County",
    "Jackson",
    "America/Chicago",
    Disclosure.OWN_RECORD,
    120,
    ("1", "2"),
)
_BIRTH_MONTH = words("law.reason.verification.birth_month_twice", number=6)
_PHOTO = words("law.reason.photograph.birth_month_twice", number=6)
_SIX_MONTHS = words("law.reason.verification.months_after_last", number=6)


def office_view(**differences: Any) -> OfficeView:
    """The demo county's office."""
    return replace(OFFICE, **differences)


def entry(**differences: Any) -> QueueEntry:
    """Alex Quill waits since twelve minutes, with a new home."""
    return replace(
        QueueEntry(
            check_in_id=records.check_in().check_in_id,
            ticket="A-014",
            language="en",
            kiosk_id="kiosk-a",
            disclosure=Disclosure.OWN_RECORD,
            offline=False,
            arrived_at=NOW - dt.timedelta(minutes=16),
            submitted_at=NOW - dt.timedelta(minutes=12),
            state=State.WAITING,
            name="Alex Rowan Quill",
            registrant_id="SYN-0001",
            candidates=0,
            kinds=(ChangeKind.RESIDENCE,),
            flags=(),
        ),
        **differences,
    )


def number() -> QueueEntry:
    """Somebody waits with a number for another service."""
    nobody = {"check_in_id": "number-1", "name": "", "registrant_id": "", "kinds": ()}
    return entry(ticket="A-015", service="permits", **nobody)


def entries() -> tuple[QueueEntry, ...]:
    """Seven people in every state of waiting."""

    def waits(number: int, minutes: int, **differences: Any) -> QueueEntry:
        at = NOW - dt.timedelta(minutes=minutes)
        person = {"registrant_id": f"SYN-{number:04d}"} | differences
        return entry(
            check_in_id=f"c-{number}",
            ticket=f"A-{number:03d}",
            submitted_at=at,
            arrived_at=at - dt.timedelta(minutes=4),
            **person,
        )

    return (
        waits(
            3,
            61,
            name="Casey Marlow Hatch",
            kinds=(),
            first_place=True,
            flags=(words("flag.not_served_before"),),
        ),
        waits(
            11,
            24,
            name="Jordan Alvarez Pike",
            language="es",
            state=State.CLAIMED,
            claimed_by="off-2",
            claimed_by_name="K. Osei",
        ),
        entry(),
        waits(
            15,
            9,
            name="RILEY B THORNE",
            registrant_id="",
            candidates=2,
            offline=True,
            kinds=(ChangeKind.EMPLOYMENT, ChangeKind.PHONE, ChangeKind.VEHICLE, ChangeKind.EMAIL),
            flags=(words("flag.offline"),),
        ),
        waits(16, 7, name="Morgan Lee Ashdown", kinds=(ChangeKind.TRAVEL_ABROAD,), called_to="2"),
        waits(
            17, 3, name="Sam Delacroix-Featherstonehaugh", kinds=(ChangeKind.PHONE,), state=State.SENT_BACK
        ),
        waits(18, 0, name="", registrant_id="", candidates=0, flags=(words("flag.typed_by_hand"),)),
    )


def help_calls() -> tuple[HelpCall, ...]:
    """Somebody needs an interpreter, somebody else a hand."""
    at = NOW - dt.timedelta(minutes=1)
    return (
        HelpCall("h-1", "kiosk-a", "scanning", "interpreter", "es", at),
        HelpCall("h-2", "kiosk-b", "asking_living", "help", "en", at + dt.timedelta(seconds=30)),
    )


def kiosk_seen(**differences: Any) -> KioskSeen:
    """Kiosk A, well, heard of just now."""
    return replace(KioskSeen("kiosk-a", "A", NOW - dt.timedelta(seconds=8), 0, 0, None, 0, ()), **differences)


def messages() -> tuple[HelpCall, ...]:
    """Today's calls from the lobby: two wait, two were answered."""

    def done(call: HelpCall, help_id: str, earlier: int, **answer: str) -> HelpCall:
        at = call.called_at - dt.timedelta(minutes=earlier)
        after = at + dt.timedelta(minutes=3)
        return replace(
            call, help_id=help_id, called_at=at, answered_by="K. Osei", answered_at=after, **answer
        )

    two = help_calls()
    return (
        *two,
        done(two[1], "h-4", 31, answer="window", window="2"),
        done(two[0], "h-3", 75, answer="coming"),
    )


def queue_view(**differences: Any) -> QueueView:
    """A busy morning without trouble."""
    return replace(
        QueueView(
            version=41,
            now=NOW,
            entries=entries(),
            help_calls=(),
            delivery=DeliveryHealth(2, 0, 0, 0, NOW - dt.timedelta(minutes=3)),
            kiosks=(kiosk_seen(), kiosk_seen(kiosk_id="kiosk-b", letter="B")),
        ),
        **differences,
    )


def schedules() -> tuple[ScheduleView, ...]:
    """Two that are printed, one for the officer only, one that needs a fact."""
    month = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    return (
        ScheduleView(
            "M-01",
            "MO18",
            "RSMo 589.414.6",
            "verification",
            True,
            *month,
            _BIRTH_MONTH,
            dt.date(2026, 11, 30),
            words("law.sum.month", first=month[0], last=month[1]),
        ),
        ScheduleView(
            "M-21", "MO18", "RSMo 589.407.1(3)", "photograph", True, *month, _PHOTO, dt.date(2026, 11, 30)
        ),
        ScheduleView(
            "S-03",
            "S982",
            "S982 589.407",
            "verification",
            False,
            None,
            dt.date(2026, 11, 18),
            _SIX_MONTHS,
            dt.date(2026, 11, 18),
            words(
                "law.sum.months",
                anchor=words("law.anchor.verification"),
                last=dt.date(2026, 5, 18),
                number=6,
                due=dt.date(2026, 11, 18),
            ),
        ),
        ScheduleView(
            "F-01",
            "FED",
            "34 USC 20918",
            "verification",
            False,
            None,
            None,
            words("law.needs", fact=words("law.fact.federal_tier")),
        ),
    )


def window() -> ComeBetween:
    """From tomorrow to the end of the birth month."""
    reasons = (Reason(_BIRTH_MONTH, "RSMo 589.414.6"), Reason(_PHOTO, "RSMo 589.407.1(3)"))
    return ComeBetween(dt.date(2027, 5, 3), dt.date(2027, 5, 28), reasons)


def changes() -> tuple[ReportedChange, ...]:
    """A move, another car color, a new job without a day, and something in the person's own words."""
    record = records.registrant()
    car = record.vehicles[0]
    return (
        *records.moved_house(),
        Changed(Topic.VEHICLES, car.item_id, car, replace(car, color="white", plate="SYN 220"), None),
        Added(
            Topic.WORK,
            rg.Work("", rg.WorkKind.VOLUNTEER, "Lantern Street Kitchen", records.OLD_HOME),
            TODAY - dt.timedelta(days=1),
        ),
        Told(Topic.LOOKS, "Beard since summer"),
    )


def duties(reported: tuple[ReportedChange, ...]) -> tuple[DutyView, ...]:
    """The first two late, the others in time."""
    three = words("law.duty.m_03.in_person")
    told = (words("law.told.city_police"),)
    due = dt.date(2026, 11, 18)
    sum_said = words(
        "law.sum.business_days",
        anchor=words("law.anchor.event"),
        last=dt.date(2026, 11, 13),
        number=3,
        due=dt.date(2026, 11, 18),
        published=due,
    )
    return tuple(
        DutyView(
            place,
            "M-03",
            "RSMo 589.414.1",
            due,
            True,
            True,
            three,
            sum_said,
            business_days_left=-3,
            also_told=told,
        )
        if place < 2
        else DutyView(
            place, "M-03", "RSMo 589.414.1", dt.date(2026, 11, 25), False, True, three, business_days_left=2
        )
        for place in range(len(reported))
    )


def card(**differences: Any) -> CardView:
    """Alex Quill's card, as a card writes."""
    return replace(
        CardView(
            True,
            "ALEX ROWAN QUILL",
            dt.date(1980, 11, 5),
            "S123456789",
            "415 BIRCHWOOD TER APT 3B, KANSAS CITY, MO 641060000",
            dt.date(2030, 3, 14),
        ),
        **differences,
    )


def outcome(state: State = State.CLAIMED, **differences: Any) -> Outcome:
    """How Alex Quill's check-in stands."""
    return replace(
        Outcome(records.check_in().check_in_id, state, "", "", None, "", ReceiptState.NONE, None),
        **differences,
    )


def facts(day: dt.date, **differences: Any) -> AppearanceFacts:
    """A full verification on ``day``."""
    at = dt.datetime.combine(day, dt.time(10, 30), records.OFFICE_ZONE)
    return replace(
        AppearanceFacts(
            appearance_id=f"app-{day.isoformat()}",
            check_in_id=records.check_in().check_in_id,
            registrant_id="SYN-0001",
            record_version=4,
            kind=VisitKind.FULL_VERIFICATION,
            arrived_at=at - dt.timedelta(minutes=20),
            completed_at=at,
            officer_id="off-1",
            officer_name="T. Rivera",
            acts=(),
            answers=records.answers(),
            changes=(),
        ),
        **differences,
    )


def earlier() -> tuple[AppearanceFacts, ...]:
    """Three, newest first."""
    return (
        facts(dt.date(2026, 5, 18)),
        facts(dt.date(2026, 2, 3), kind=VisitKind.CHANGE_ONLY, officer_name="K. Osei"),
        facts(dt.date(2025, 11, 12), officer_name="K. Osei"),
    )


def page(reported: tuple[ReportedChange, ...] = (), **differences: Any) -> CheckInPage:
    """Alex Quill's check-in, claimed by officer Rivera; ``reported`` are its changes."""
    check_in: CheckIn = records.check_in(reported)
    return replace(
        CheckInPage(
            entry=entry(state=State.CLAIMED, claimed_by="off-1", claimed_by_name="T. Rivera"),
            check_in=check_in,
            card=card(),
            record=records.registrant(),
            version_shown=3,
            candidates=(),
            schedules=schedules(),
            windows=(window(),),
            duties=duties(reported),
            earlier=earlier(),
            draft=None,
            outcome=outcome(),
        ),
        **differences,
    )


def unmatched_page() -> CheckInPage:
    """Nobody knows yet whose check-in it is; two records might fit."""
    return page(
        (),
        entry=entry(
            registrant_id="",
            candidates=2,
            state=State.CLAIMED,
            claimed_by="off-1",
            flags=(words("flag.offline"),),
            name="ALEX ROWAN QUILL",
        ),
        record=None,
        version_shown=0,
        schedules=(),
        windows=(),
        earlier=(),
        candidates=(
            CandidateView(
                "SYN-0001",
                "Alex Rowan Quill",
                dt.date(1980, 11, 5),
                "S123456780",
                ("birth_date", "last_name"),
            ),
            CandidateView("SYN-0044", "Alexa Quill", dt.date(1984, 2, 9), "S123456789", ("id_number",)),
        ),
    )


def receipt() -> CompletionReceiptPaper:
    """The paper of Alex Quill's completed appearance."""
    return replace(
        papers.completion_receipt("en"),
        registrant="Alex Rowan Quill",
        officer="T. Rivera",
        next=(window(),),
        passages=(),
    )


def completed(**differences: Any) -> CompletedView:
    """Just completed; two minutes are left to undo it."""
    done = facts(TODAY, appearance_id="app-1", completed_at=NOW, changes=records.moved_house())
    return replace(
        CompletedView(
            appearance=done,
            receipt=receipt(),
            outcome=outcome(
                State.COMPLETED,
                decided_by="T. Rivera",
                decided_at=NOW,
                appearance_id="app-1",
                receipt=ReceiptState.VALID,
                undo_until=NOW + dt.timedelta(seconds=120),
            ),
            already=False,
        ),
        **differences,
    )


def found() -> tuple[Found, ...]:
    """Three people called alike."""
    home = records.OLD_HOME.one_line()
    return (
        Found(
            "SYN-0001",
            "Alex Rowan Quill",
            dt.date(1980, 11, 5),
            "S123456789",
            "MO-SYN-0001",
            rg.Standing.ACTIVE,
            home,
        ),
        Found("SYN-0044", "Alexa Quill", dt.date(1984, 2, 9), "", "MO-SYN-0044", rg.Standing.MOVED_OUT, ""),
        Found(
            "SYN-0102",
            "Terry Quillan",
            dt.date(1971, 7, 30),
            "S200200200",
            "MO-SYN-0102",
            rg.Standing.PENDING,
            records.NEW_HOME.one_line(),
        ),
    )


def record_page() -> RecordPage:
    """Alex Quill's whole record, three versions old."""
    record = replace(
        records.registrant(),
        aliases=(rg.PersonName("Al", "", "Quill"),),
        offenses=(
            rg.Offense(
                "Invented offense, SYNTHETIC",
                "000.000",
                dt.date(2009, 4, 2),
                "Demo County",
                dt.date(2010, 1, 11),
                "Demo County",
            ),
        ),
        description=rg.Description("M", "", 69, 180, "brown", "brown", ("scar, left hand",)),
        notes=("Bring the title of the car next time.",),
    )
    return RecordPage(
        record=record,
        schedules=schedules(),
        windows=(window(),),
        earlier=earlier(),
        versions=tuple(
            RecordVersion(n, NOW - dt.timedelta(days=days), who, cause, "")
            for n, days, who, cause in (
                (3, 189, "T. Rivera", "appearance"),
                (2, 293, "K. Osei", "appearance"),
                (1, 376, "import", "imported"),
            )
        ),
        open_check_ins=(records.check_in().check_in_id,),
        arrivals=(
            ArrivalSeen(NOW - dt.timedelta(minutes=9), NOW - dt.timedelta(minutes=9), "A"),
            ArrivalSeen(NOW - dt.timedelta(days=189), NOW - dt.timedelta(days=188), "B"),
        ),
    )


def delivery(**differences: Any) -> DeliveryRow:
    """An update on its way."""
    at = NOW - dt.timedelta(hours=1)
    return replace(
        DeliveryRow(
            "u-1",
            "SYN-0001",
            "Alex Rowan Quill",
            4,
            DeliveryState.WAITING,
            at,
            at + dt.timedelta(days=3),
            Clock.ON_TIME,
            2,
            NOW + dt.timedelta(seconds=40),
            None,
            (),
            "",
            "",
        ),
        **differences,
    )


def deliveries() -> tuple[DeliveryRow, ...]:
    """One in every state."""
    old = NOW - dt.timedelta(days=3, hours=2)
    return (
        delivery(
            update_id="u-2",
            name="Casey Marlow Hatch",
            state=DeliveryState.PARKED,
            clock=Clock.LATE,
            completed_at=old,
            deadline=NOW - dt.timedelta(hours=10),
            next_try_at=None,
            parked_for=ParkedFor.REGISTRY_REJECTED,
            details=("birth date differs from the registry's",),
            tries=1,
        ),
        delivery(
            update_id="u-3",
            name="Casey Marlow Hatch",
            version=5,
            behind="u-2",
            clock=Clock.DUE_SOON,
            tries=0,
        ),
        delivery(),
        delivery(update_id="u-4", name="Jordan Alvarez Pike", state=DeliveryState.HELD, tries=0),
        delivery(
            update_id="u-5",
            name="Morgan Lee Ashdown",
            state=DeliveryState.DELIVERED,
            receipt="R-000812",
            tries=1,
            next_try_at=None,
        ),
        delivery(
            update_id="u-6", name="Riley B. Thorne", state=DeliveryState.WITHDRAWN, tries=0, next_try_at=None
        ),
    )


def audit_lines() -> tuple[AuditLine, ...]:
    """The last three lines of a log."""
    events = ("check_in_claimed", "appearance_completed", "receipt_printed")
    return tuple(
        AuditLine(
            211 + place,
            NOW + dt.timedelta(seconds=place),
            event,
            "off-1",
            "desk-1",
            "done",
            (("check_in", "4b8f6f0e"),),
            f"{place:064x}",
        )
        for place, event in enumerate(events)
    )


VERDICT = AuditVerdict(213, None, "", "0" * 62 + "ff")
BROKEN = AuditVerdict(213, 97, "chain", "0" * 62 + "ff")
