"""The books of an invented office: a day of fees, a page of its log, some rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.field_sheet import AddressResult, FieldLine, FieldSheet
from kiosk.law import Mode
from kiosk.law.publicity import parts
from kiosk.law.worklist import Differs
from kiosk.ledger import FeeAct, FeeLine
from kiosk.papers import Letterhead, Printing
from kiosk.records_request import RecordsPack, answer
from kiosk.registrant import Description, PersonName
from kiosk.reminders import Channel, ReminderPaper, Window
from kiosk.tips import Route, Tip, TipKind, TipState
from sync.rules import load_rulesets
from sync.station.account_wire import LOG_LINES, LogPage, RuleLine, RulesPage
from sync.station.address_wire import Area, Door, Doors
from sync.station.board_wire import LawCount
from sync.station.people_wire import DayOfFees
from sync.station.reminder_wire import (
    PersonsReminders,
    ReminderChoice,
    ReminderLetters,
    Reminders,
    ReminderState,
    ReminderView,
)
from sync.station.request_wire import PackLine, Packs
from sync.station.retention_wire import (
    HoldView,
    Keeps,
    OldItem,
    Preview,
    Removed,
    RetentionPage,
    RunReport,
    RunView,
    SeriesView,
)
from sync.station.second_wire import SecondCheck, SecondChecks
from sync.station.tip_wire import Tips, TipView
from tests.specimens import desk
from tests.specimens.records import NOW, TODAY, registrant


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
    return FieldSheet(desk_letterhead(), "64106", lines, Printing(NOW, "T. Rivera"), 12)


def desk_letterhead() -> Letterhead:
    """The demo county's."""
    return Letterhead("Front Desk Services, Demo County", ("1 Test St",), "816 555 0100")


def requests() -> Packs:
    """Two requests: one about two people, one for the whole list."""
    about = ("MO-SYN-0001", "Jordan Pike, 1974-02-09")
    paper, list_ = "a3" * 32, "5c" * 32
    return Packs(
        (
            PackLine("req-2", "R-2026-000002", NOW, "K. Osei", "The Demo Tribune", about, 1, paper),
            PackLine("req-1", "R-2026-000001", NOW, "K. Osei", "Demo Council", (), 212, list_),
        ),
        2,
    )


def records_pack(language: str = "en") -> RecordsPack:
    """Alex Quill's record as counsel opened it, and a line that names nobody."""
    rules, opened = load_rulesets(), frozenset({*parts()} - {"tier"})
    looks = Description("male", "white", 71, 180, "brown", "gray", ("tattoo, left arm: anchor",))
    alex = registrant(aliases=(PersonName("Sandy", "", "Quill"),), description=looks)
    asked = (("MO-SYN-0001", alex), ("Jordan Pike, 1974-02-09", None))
    answers = tuple(answer(line, who, opened, rules, NOW.date(), late=False) for line, who in asked)
    printing = Printing(NOW, "K. Osei")
    return RecordsPack("R-2026-000002", desk_letterhead(), "The Demo Tribune", answers, language, printing)


def retention() -> RetentionPage:
    """A series that a records officer verified, one that nobody did; two holds and a run."""
    source = "Demo schedule, series 12"
    return RetentionPage(
        (
            SeriesView("deceased", "person", 10, source, "M. Archer, records officer", 3),
            SeriesView("scans", "scan", 5, source, "", 0),
        ),
        (
            HoldView("h-2", "SYN-0044", "Jordan Alvarez Pike", "Demo v. Pike, 26-CV-1", "K. Osei", NOW),
            HoldView("h-1", "SYN-0099", "", "Audit", "K. Osei", NOW, "K. Osei", NOW, "Audit is over"),
        ),
        (run_report().about,),
    )


def preview(series_id: str) -> Preview:
    """Two that go and one that is held."""
    return Preview(
        series_id,
        (
            OldItem("SYN-0031", "Casey Marlow Hatch", dt.date(2012, 3, 4)),
            OldItem("SYN-0063", "Morgan Ostrow", dt.date(2014, 8, 19)),
            OldItem("SYN-0044", "Jordan Alvarez Pike", dt.date(2013, 1, 2), Keeps.HOLD),
        ),
        "d1" * 32,
    )


def run_report() -> RunReport:
    """Two people's records, gone."""
    items = (Removed("SYN-0017", 212, "9b" * 32), Removed("SYN-0018", 145, "e0" * 32))
    about = RunView("run-1", "deceased", NOW, "K. Osei", 2, 357)
    return RunReport(about, "Demo schedule, series 12", "M. Archer, records officer", items)


def _reminder(number: int, channel: Channel, state: ReminderState, detail: str = "") -> ReminderView:
    who, last = ("SYN-0031", "Casey Marlow Hatch"), dt.date(2026, 11, 30)
    return ReminderView(f"rem-{number}", *who, channel, last, 7, state, NOW, detail)


def reminders() -> Reminders:
    """A letter that waits, and e-mails that went, were refused, or may have gone."""
    lines = (
        _reminder(1, Channel.LETTER, ReminderState.WAITING),
        _reminder(2, Channel.EMAIL, ReminderState.SENT),
        _reminder(3, Channel.EMAIL, ReminderState.FAILED, "the server said 550"),
        _reminder(4, Channel.EMAIL, ReminderState.UNSURE, "SMTPServerDisconnected"),
    )
    return Reminders(lines, 4, 1, mails=True)


def persons_reminders() -> PersonsReminders:
    """By e-mail, in Spanish; two were sent."""
    choice = ReminderChoice(False, "casey@example.org", "es", NOW, "T. Rivera")
    return PersonsReminders(choice, ("casey@example.org", "hatch@example.org"), reminders().lines[1:3], True)


def reminder_letter(number: int = 1, language: str = "en") -> ReminderPaper:
    """A letter to Casey Hatch."""
    to = ("Casey Marlow Hatch", "415 Birchwood Ter Apt 3B", "Kansas City, MO 64106")
    window = Window(dt.date(2026, 11, 24), dt.date(2026, 11, 30))
    office = desk_letterhead()
    return ReminderPaper(
        f"M-2026-{number:06d}", office, TODAY, to, window, language, Printing(NOW, "K. Osei")
    )


def reminder_letters() -> ReminderLetters:
    """Two, and somebody without an address."""
    return ReminderLetters((reminder_letter(1), reminder_letter(2, "es")), 1)


def tips() -> Tips:
    """A wrong door that waits, a danger that was sent on, and one that is closed."""
    here, away = Route.HERE, Route.OTHER_AGENCY
    wrong, danger = TipKind.DOES_NOT_LIVE_HERE, TipKind.DANGER
    casey, says = "Casey Marlow Hatch", "I have lived here since May; nobody of that name does."
    stranger, seen = "A man in a green van, about 50", "He waits at the school each noon."
    police, work = "Demo City Police", TipKind.WRONG_INFORMATION
    door = Tip("tip-1", wrong, "SYN-0031", casey, says, "D. Tenant", here)
    van = Tip("tip-2", danger, "", stranger, seen, "", away, police, TipState.SENT_ON)
    done = Tip("tip-3", work, "SYN-0044", "Jordan Pike", "He left the bakery.", "", here)
    done = replace(done, state=TipState.CLOSED, outcome="True: set right with the employer's letter")
    return Tips(
        (
            TipView(door, casey, NOW, "T. Rivera", NOW, "T. Rivera", late=True),
            TipView(van, "", NOW, "T. Rivera", NOW, "K. Osei", late=False),
            TipView(done, "Jordan Alvarez Pike", NOW, "T. Rivera", NOW, "K. Osei", late=False),
        ),
        3,
        2,
    )
