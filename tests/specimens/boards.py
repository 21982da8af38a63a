"""A board as a station tells it, filled with invented people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.day_sheet import DaySheet, SheetDue, SheetWaiting
from kiosk.law.worklist import Differs
from kiosk.papers import Letterhead, Printing
from kiosk.problems import problem
from kiosk.registrant import Standing
from kiosk.words import words
from sync.station.board_wire import (
    Board,
    BoardAsked,
    DueCount,
    DueLine,
    DueState,
    LawCount,
    LawLine,
    LawWorklist,
)
from sync.station.state_wire import BadRow, Differing, Explained, StateComparison, StateException
from tests.specimens.records import NOW, TODAY

_MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())


def line(number: int, name: str, due: dt.date | None, state: DueState, **rest: str) -> DueLine:
    """One obligation, SYNTHETIC."""
    made = DueLine(
        registrant_id=f"SYN-{number:04d}",
        name=name,
        tier="III",
        standing=Standing.ACTIVE,
        address="415 Birchwood Ter Apt 3B, Kansas City, MO 64106",
        rule_id="M-10",
        ruleset="MO18",
        section="589.414.7",
        what="verification",
        printed=True,
        missed=False,
        opens=None,
        due=due,
        state=state,
        days_late=(TODAY - due).days if due and state is DueState.OVERDUE else 0,
    )
    return replace(made, **rest)  # type: ignore[arg-type]


LINES = (
    line(31, "Casey Marlow Hatch", dt.date(2026, 8, 3), DueState.OVERDUE),
    line(44, "Jordan Alvarez Pike", dt.date(2026, 10, 31), DueState.OVERDUE, tier="I", rule_id="M-08"),
    line(1, "Alex Rowan Quill", dt.date(2026, 11, 20), DueState.OVERDUE, what="photograph", rule_id="M-11"),
    line(58, "Riley Brook Thorne", dt.date(2026, 11, 27), DueState.DUE),
    line(63, "Morgan Ostrow", dt.date(2026, 12, 14), DueState.SOON, tier="II", rule_id="M-09"),
    line(70, "Sage Dunmore", dt.date(2027, 5, 31), DueState.LATER, tier="II", rule_id="M-09"),
    line(72, "Emery Lind", None, DueState.UNKNOWN, tier="", rule_id="M-08"),
)


def board(asked: BoardAsked | None = None, behind: int = 0) -> Board:
    """The lines that fit ``asked``, with the numbers of all."""
    asked = asked or BoardAsked()
    fits = tuple(
        one
        for one in LINES
        if asked.state in (None, one.state)
        and asked.rule_id in ("", one.rule_id)
        and asked.tier in ("", one.tier or "-")
    )
    counts = tuple(
        DueCount(
            one.rule_id,
            one.ruleset,
            one.what,
            None if one.due is None else one.due - dt.timedelta(days=one.due.weekday()),
            one.state,
            1,
        )
        for one in LINES
        if one.state is not DueState.LATER
    )
    return Board(TODAY, behind, 2125, 3, counts, fits, len(fits))


_SUM = {
    "old": words("law.sum.month", first=dt.date(2027, 2, 1), last=dt.date(2027, 2, 28)),
    "new": words(
        "law.sum.months",
        number=6,
        anchor=words("law.anchor.verification"),
        last=dt.date(2026, 8, 5),
        due=dt.date(2027, 2, 5),
    ),
}
LAW = (
    LawLine(
        "SYN-0031", "Casey Marlow Hatch", "II", Differs.NEXT_DATE, words("law.worklist.next_date", **_SUM)
    ),
    LawLine("SYN-0044", "Jordan Alvarez Pike", "", Differs.PERIOD, words("law.worklist.period")),
    LawLine(
        "SYN-0063",
        "Morgan Ostrow",
        "I",
        Differs.REMOVED_AS_NONSEXUAL,
        words("law.worklist.removed_as_nonsexual"),
    ),
)


def law(differs: Differs | None = None, behind: int = 0) -> LawWorklist:
    """Three people whom the change of law concerns."""
    fits = tuple(one for one in LAW if differs in (None, one.differs))
    counts = tuple(LawCount(one.differs, 1) for one in LAW)
    return LawWorklist("MO18", "S982", TODAY, behind, counts, fits, len(fits))


def day_sheet(lines: int = 20) -> DaySheet:
    """A sheet of window 1: two who wait, one who missed a day, two who may come."""
    at = NOW.replace(hour=9, minute=14)
    return DaySheet(
        Letterhead("Front Desk Services, Demo County", ("1 Test St",), "816 555 0100"),
        TODAY,
        "desk-1",
        7,
        (SheetWaiting("A-014", "Alex Rowan Quill", at), SheetWaiting("B-003", "Riley Brook Thorne", at)),
        (
            SheetDue("Casey Marlow Hatch", dt.date(1974, 2, 9), "MO-SYN-0031", dt.date(2026, 8, 3), True),
            SheetDue("Morgan Ostrow", dt.date(1990, 12, 1), "MO-SYN-0063", dt.date(2026, 12, 14), False),
            SheetDue("Riley Brook Thorne", dt.date(1983, 6, 20), "", dt.date(2026, 11, 27), False),
        ),
        lines,
        Printing(NOW, "T. Rivera"),
    )


def state() -> StateComparison:
    """Three differences, one of which nobody has explained."""
    here, there = "415 Birchwood Ter Apt 3B, Kansas City, MO 64106", "77 Juniper St, Kansas City, MO 64106"
    first = dt.date(2026, 11, 20)
    kinds, why = Differing, Explained
    lines = (
        StateException(
            "x-1", kinds.ADDRESS, "SYN-0031", "Casey Marlow Hatch", there, here, first, why.UNEXPLAINED
        ),
        StateException(
            "x-2",
            kinds.STANDING,
            "SYN-0044",
            "Jordan Alvarez Pike",
            "active",
            "in_custody",
            TODAY,
            why.IN_CUSTODY,
        ),
        StateException(
            "x-3",
            kinds.ONLY_THERE,
            "",
            "Sage Dunmore",
            "Clay",
            "",
            first,
            why.OTHER_COUNTY,
            "Clay County's letter of 12 November",
            "K. Osei",
        ),
    )
    formula, taken = problem("roster_cell_formula", column="City"), problem("roster_id_number_taken")
    bad = (BadRow(212, formula), BadRow(1009, taken))
    return StateComparison(TODAY, 2118, 2125, 2, 1, lines, 3, bad)
