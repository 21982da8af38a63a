"""Cases as a station tells them, of invented people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.case_papers import Attendance, Fact, LetterPaper, PacketPaper
from kiosk.cases import (
    OUTCOMES,
    SEARCH,
    Case,
    Closing,
    Code,
    Missed,
    Step,
    StepKind,
    next_step,
)
from kiosk.papers import Printing
from sync.station.case_wire import CaseLine, CasePage, Cases
from tests.specimens import papers
from tests.specimens.records import NOW, TODAY

MISSED = Missed("M-10", "589.414.7", "verification", dt.date(2026, 10, 31))
OPENED = dt.date(2026, 11, 2)
NOTES = {
    StepKind.CONTACT_AT_RESIDENCE: "Nobody opened at 9:10 and at 17:40. A neighbour has not seen anybody.",
    StepKind.LETTER: "",
}


def step(kind: StepKind, day: int = 4) -> Step:
    """A step of November."""
    paper = "L-2026-000012" if kind is StepKind.LETTER else ""
    on = dt.date(2026, 11, day)
    return Step(
        f"s-{kind.value}", kind, on, "off-1", "T. Rivera", OUTCOMES[kind][0], NOTES.get(kind, ""), paper
    )


def case(number: int = 31, taken: int = 3, closing: Closing | None = None) -> Case:
    """A case with the first ``taken`` steps."""
    steps = tuple(step(kind, 3 + place) for place, kind in enumerate(SEARCH[:taken]))
    return Case(f"case-{number}", f"SYN-{number:04d}", MISSED, OPENED, "station", steps, closing)


def page(one: Case | None = None) -> CasePage:
    """Casey Hatch's case."""
    one = one or case()
    may = () if one.closing else SEARCH
    home = "415 Birchwood Ter Apt 3B, Kansas City, MO 64106"
    return CasePage(one, "Casey Marlow Hatch", home, "III", ("816-555-0131",), ("Bluebird Bakery",), may)


def line(one: Case, name: str) -> CaseLine:
    """The case as the list shows it."""
    letters = sum(found.kind is StepKind.LETTER for found in one.steps)
    code = one.closing.code if one.closing else None
    ended = one.closing.on if one.closing else None
    home = "415 Birchwood Ter Apt 3B, Kansas City, MO 64106"
    return CaseLine(
        one.case_id,
        one.registrant_id,
        name,
        home,
        one.opened_on,
        one.missed.due,
        code,
        ended,
        len(one.steps),
        letters,
        next_step(one),
    )


_ENDED = Closing(Code.IN_CUSTODY, TODAY, "off-1", "T. Rivera", "Answer of the jail", "County Jail")
CLOSED = case(58, 2, _ENDED)


def cases(*, opened: bool = True) -> Cases:
    """Three open cases, or the closed one."""
    open_ones = (
        line(case(31), "Casey Marlow Hatch"),
        line(case(44, 0), "Jordan Alvarez Pike"),
        line(case(1, 6), "Alex Rowan Quill"),
    )
    lines = open_ones if opened else (line(CLOSED, "Riley Brook Thorne"),)
    return Cases(lines, len(lines), 2125, 2122)


def letter(number: int = 12, **differences: object) -> LetterPaper:
    """A letter to Casey Hatch."""
    to = ("Casey Marlow Hatch", "415 Birchwood Ter Apt 3B", "Kansas City, MO 64106")
    office = papers.certificate("en").office
    printing = Printing(NOW, "K. Osei")
    made = LetterPaper(f"L-2026-{number:06d}", office, TODAY, to, MISSED.due, "en", printing)
    return replace(made, **differences)  # type: ignore[arg-type]


def packet(language: str = "en") -> PacketPaper:
    """The packet of a case whose search is over."""
    steps = case(taken=6).steps
    return PacketPaper(
        "case-31",
        papers.certificate("en").office,
        "Casey Marlow Hatch",
        MISSED,
        OPENED,
        (
            Fact("name", ("Casey Marlow Hatch",)),
            Fact("aliases", ("Case Hatch",)),
            Fact("born", ("1975-01-09",)),
            Fact("tier", ("III",)),
            Fact("registered_on", ("2019-04-02",)),
            Fact("residences", ("415 Birchwood Ter Apt 3B, Kansas City, MO 64106",)),
            Fact("work", ("Bluebird Bakery",)),
            Fact("offenses", ("Invented offense, SYNTHETIC 000.000",)),
        ),
        tuple(one for one in steps if one.kind is StepKind.LETTER),
        tuple(one for one in steps if one.kind is not StepKind.LETTER),
        (Attendance(dt.date(2026, 8, 2), "R-2026-000412", "K. Osei"),),
        ("Jail answer of 10 November",),
        language,
        Printing(NOW, "K. Osei"),
    )
