"""What belongs to a record at the desk, invented: fees, scans, history, proposals, and lines to type."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.assisted_entry import EntryLine, EntrySheet
from kiosk.check_in import State
from kiosk.checks import Finding
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import OldNew
from kiosk.problems import problem
from kiosk.registrant import Denial, Tier
from kiosk.tips import Route, Tip, TipKind
from kiosk.topics import Topic
from kiosk.words import words
from sync.station.people_wire import (
    Advice,
    Attachment,
    AttachmentKind,
    Efforts,
    FormOffered,
    HandEntry,
    Noted,
    PeriodShown,
    ProposedTier,
    RecordPage,
    RecordVersion,
    TicketChecked,
    WayOut,
)
from sync.station.retention_wire import HoldView
from sync.station.tip_wire import TipView
from tests.specimens.records import NOW, TODAY

EFFORTS = Efforts(40, 61, 12, 38, 44)
GENUINE = TicketChecked(True, "c-14", State.WAITING, NOW)


def findings() -> tuple[Finding, ...]:
    """One that must be looked at, one that is only said."""
    return (
        Finding("residence_missing", Topic.RESIDENCES, "", False, problem("check_residence_missing")),
        Finding(
            "passport_expired",
            Topic.PASSPORTS,
            "pass-1",
            True,
            problem("check_passport_expired", given=TODAY),
        ),
    )


def fees() -> tuple[FeeLine, ...]:
    """Ten dollars due, four paid."""

    def line(number: int, act: FeeAct, cents: int, receipt: str = "") -> FeeLine:
        return FeeLine(
            f"f-{number}", "SYN-0001", act, cents, NOW, "off-1", "T. Rivera", receipt_number=receipt
        )

    return (line(1, FeeAct.DUE, 1_000), line(2, FeeAct.PAID, 400, "F000031"))


def with_belongings(page: RecordPage) -> RecordPage:
    """The page with everything that can belong to it."""
    scans = (
        Attachment(
            "scan-1", AttachmentKind.PROOF_OF_ADDRESS, "Lease 2026", "application/pdf", NOW, "K. Osei"
        ),
        Attachment("scan-2", AttachmentKind.IDENTITY, "State ID", "image/jpeg", NOW, "T. Rivera"),
    )
    amended = RecordVersion(
        4,
        NOW - dt.timedelta(days=2),
        "K. Osei",
        "amended",
        "",
        "Two figures of the number were swapped",
        "phone bill",
        (OldNew(words("part.phones"), ("(816) 555-0132",), ("(816) 555-0123",)),),
    )
    proposed = ProposedTier(
        0,
        "MO18",
        "Invented offense, SYNTHETIC",
        Tier.III,
        ("7(5)",),
        ("registrable",),
        words("law.tier.not_listed", tier="III", rows="7(5)"),
    )
    period = PeriodShown(
        "589.400.4-.5",
        dt.date(2030, 11, 9),
        dt.date(2025, 11, 9),
        ("clean_record",),
        (words("law.paper.clean_record"), words("law.paper.treatment_certified")),
        words("law.period.years", tier="I", years=15),
    )
    registers = Noted("S-11, 589.400", words("law.must_register.missing"), ("tier",))
    removal = words(
        "law.petition.removal", years=25, registered=dt.date(2015, 11, 9), earliest=dt.date(2040, 11, 9)
    )
    denial = Denial(dt.date(2024, 3, 4), "Circuit Court, SYNTHETIC", "24-INVENTED")
    denied = words(
        "law.petition.denied", removal=removal, denied=denial.judgment_on, years=5, until=dt.date(2029, 3, 4)
    )
    way = WayOut(
        "589.401",
        dt.date(2040, 11, 9),
        ("adjudicated_since_denial", "law_changed_since_denial"),
        (words("law.paper.petition"), words("law.paper.clean_record")),
        False,
        denied,
    )
    about, says = "MO-SYN-0001", "I have lived behind this door for two years."
    tip = Tip("t-1", TipKind.DOES_NOT_LIVE_HERE, "SYN-0001", about, says, "", Route.HERE)
    return replace(
        page,
        record=replace(page.record, denials=(denial,)),
        versions=(amended, *page.versions),
        fees=fees(),
        owed_cents=600,
        attachments=scans,
        advice=Advice((proposed,), (way,), period, (registers,)),
        forms=(FormOffered("notice", "Invented notice"),),
        holds=(HoldView("h-2", "SYN-0001", "Alex Rowan Quill", "Demo v. Quill, 26-CV-1", "K. Osei", NOW),),
        tips=(TipView(tip, "Alex Rowan Quill", NOW, "T. Rivera", NOW, "T. Rivera", late=False),),
    )


def hand_entry(*, entered: bool = False) -> HandEntry:
    """A move, to be typed into an invented system."""
    changed = (
        ("Residence 2", "Street address", "1208 E Linden Ave", ""),
        ("Residence 2", "City", "Independence", ""),
        ("Residence 2", "ZIP", "64050", ""),
        ("Residence 1", "Street address", "", "415 Birchwood Ter Apt 3B"),
    )
    same = (("Person", "Last name", "Quill"), ("Person", "First name", "Alex"), ("Person", "Tier", "II"))
    lines = (
        *(EntryLine(*one, changed=True) for one in changed),
        *(EntryLine(screen, label, value, value, changed=False) for screen, label, value in same),
    )
    return HandEntry("app-1", "Alex Rowan Quill", EntrySheet("Invented system", "", lines), entered)
