"""The books of an invented office: a day of fees, a page of its log, some rules."""

from __future__ import annotations

import datetime as dt

from kiosk.field_sheet import AddressResult, FieldLine, FieldSheet
from kiosk.law import Mode
from kiosk.law.worklist import Differs
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import Letterhead, Printing
from sync.station.account_wire import LOG_LINES, LogPage, RuleLine, RulesPage
from sync.station.address_wire import Area, Door, Doors
from sync.station.board_wire import LawCount
from sync.station.people_wire import DayOfFees
from sync.station.second_wire import SecondCheck, SecondChecks
from tests.specimens import desk
from tests.specimens.records import NOW, TODAY


def fees(day: dt.date = TODAY) -> DayOfFees:
    """Three due, two paid, one waived."""
    lines = (
        FeeLine("f-1", "SYN-0001", FeeAct.DUE, 500, NOW, "off-1", "T. Rivera", "", "ap-1"),
        FeeLine("f-2", "SYN-0001", FeeAct.PAID, 500, NOW, "off-1", "T. Rivera", "", "", "F000041"),
        FeeLine("f-3", "SYN-0044", FeeAct.DUE, 500, NOW, "off-2", "K. Osei", "", "ap-2"),
        FeeLine("f-4", "SYN-0044", FeeAct.WAIVED, 500, NOW, "off-2", "K. Osei", "No income; form seen"),
    )
    return DayOfFees(day, lines, 1_000, 500, 500)


def log() -> LogPage:
    """The first page of three."""
    return LogPage(desk.audit_lines(), 2 * LOG_LINES + 7)


def rules() -> RulesPage:
    """One rule in force, one read by counsel, one that nobody has read."""
    begin = dt.date(2018, 8, 28)
    return RulesPage(
        (
            RuleLine(
                "MO18",
                "M-10",
                "589.414.7",
                "Verification every 90 days after the last completed one",
                Mode.PRINTED,
                begin,
                None,
                "",
                needs_reading=False,
            ),
            RuleLine(
                "S982",
                "S-04",
                "589.407",
                "Temporary residences are on the form",
                Mode.PRINTED,
                dt.date(2026, 8, 28),
                None,
                "A. Counsel",
                needs_reading=True,
            ),
            RuleLine(
                "S982",
                "S-05",
                "589.407",
                "A guardian may sign, affirming that it is right",
                Mode.OFFICER,
                dt.date(2026, 8, 28),
                None,
                "",
                needs_reading=True,
            ),
        ),
        (LawCount(Differs.NEXT_DATE, 352), LawCount(Differs.PERIOD, 9)),
    )


def sample() -> SecondChecks:
    """Two completions to check, one found right and one wrong."""
    week = TODAY - dt.timedelta(days=TODAY.weekday() + 7)
    at = NOW - dt.timedelta(days=5)
    lines = (
        SecondCheck("ap-1", "SYN-0031", "Casey Marlow Hatch", at, "T. Rivera", week, None, "", ""),
        SecondCheck("ap-2", "SYN-0044", "Jordan Alvarez Pike", at, "K. Osei", week, None, "", ""),
        SecondCheck("ap-3", "SYN-0001", "Alex Rowan Quill", at, "T. Rivera", week, True, "", "K. Osei"),
        SecondCheck(
            "ap-4",
            "SYN-0063",
            "Morgan Ostrow",
            at,
            "T. Rivera",
            week,
            False,
            "House number 12, not 21",
            "K. Osei",
        ),
    )
    return SecondChecks(lines, 40, 2)


def doors() -> Doors:
    """Three doors: one where somebody is said not to live."""
    home = "415 Birchwood Ter Apt 3B, Kansas City, MO 64106"
    born, on = dt.date(1974, 2, 9), dt.date(2026, 11, 12)
    gone, lives = AddressResult.DOES_NOT_LIVE_HERE, AddressResult.LIVES_HERE
    return Doors(
        (Area("64050", 1), Area("64106", 2)),
        (
            Door(
                "SYN-0031",
                "Casey Marlow Hatch",
                born,
                home,
                None,
                gone,
                on,
                "The tenant since May",
                "K. Osei",
            ),
            Door("SYN-0044", "Jordan Alvarez Pike", born, home, None, None, None, "", ""),
            Door(
                "SYN-0063",
                "Morgan Ostrow",
                born,
                "1208 E Linden Ave, Independence, MO 64050",
                on,
                lives,
                on,
                "",
                "K. Osei",
            ),
        ),
        3,
    )


def field_sheet() -> FieldSheet:
    """The sheet of 64106."""
    lines = tuple(FieldLine(one.name, one.birth_date, one.address, one.last_seen) for one in doors().lines)
    return FieldSheet(desk_letterhead(), "64106", lines, Printing(NOW, "T. Rivera"))


def desk_letterhead() -> Letterhead:
    """The demo county's."""
    return Letterhead("Front Desk Services, Demo County", ("1 Test St",), "816 555 0100")
