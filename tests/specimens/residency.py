"""What a station tells of where Alex Quill lives: invented places about an invented home."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kiosk.case_papers import NoticePaper
from kiosk.law.residency import Asked
from kiosk.papers import Printing
from kiosk.words import words
from sync.station.residency_wire import (
    Drawn,
    LayerAge,
    LayerKind,
    Manner,
    Nearness,
    NearPlace,
    Notice,
    NoticeEnd,
    Opening,
    Openings,
    ResidenceAdvice,
    ResidencyView,
    Verdict,
)
from tests.specimens import papers
from tests.specimens.records import NEW_HOME, NOW, OLD_HOME, TODAY


def box(x: int, y: int, wide: int, high: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """One outline, in feet about the home."""
    return (((x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)),)


HOME = ResidenceAdvice(
    OLD_HOME.one_line(),
    reported=False,
    since=dt.date(2020, 6, 1),
    asked=Asked.ASKED,
    needs=(),
    reason=words("law.residency.asked", feet=1_000),
    verdict=Verdict.WITHIN,
    places=(
        NearPlace("Elm School (invented)", LayerKind.SCHOOLS, 412, Nearness.WITHIN, "schools"),
        NearPlace("Little Oaks (invented)", LayerKind.CHILD_CARE, 1_480, Nearness.POSSIBLE, "care"),
    ),
    drawn=(
        Drawn(None, box(-30, -60, 60, 120)),
        Drawn(LayerKind.SCHOOLS, box(420, 120, 520, 400)),
        Drawn(LayerKind.CHILD_CARE, (((-1_200, -900),),)),
        Drawn(LayerKind.SCHOOLS, (((1_900, -1_700),),)),
    ),
)
REPORTED = replace(
    HOME,
    address=NEW_HOME.one_line(),
    reported=True,
    asked=Asked.MISSING,
    needs=("offense_listed", "enacted_on"),
    reason=words("law.residency.missing"),
    verdict=Verdict.NONE_KNOWN,
    places=(),
    drawn=(Drawn(None, (((0, 0),),)),),
)
NOTICE = Notice(
    "n-1",
    OLD_HOME.one_line(),
    TODAY - dt.timedelta(days=5),
    Manner.IN_PERSON,
    "T. Rivera",
    dt.date(2026, 12, 3),
    dt.date(2026, 12, 3),
    "J-04, county page 2020",
    words("law.reason.none"),
    7,
)
OLDER = replace(
    NOTICE,
    notice_id="n-0",
    served_on=dt.date(2024, 3, 4),
    ended=NoticeEnd.WITHDRAWN,
    ended_on=dt.date(2024, 3, 8),
    note="the school had closed",
)
LAYERS = (
    LayerAge("schools", LayerKind.SCHOOLS, edges=True, as_of=TODAY - dt.timedelta(days=91)),
    LayerAge("care", LayerKind.CHILD_CARE, edges=False, as_of=TODAY - dt.timedelta(days=400)),
)
OPENINGS = Openings(
    (
        Opening(
            HOME.address,
            words(
                "law.residency.opening_told",
                by=dt.date(2026, 11, 25),
                sum=words(
                    "law.sum.days",
                    anchor=words("law.anchor.opened"),
                    last=dt.date(2026, 11, 19),
                    number=7,
                    due=dt.date(2026, 11, 26),
                ),
                section="566.147.2",
            ),
        ),
        Opening(REPORTED.address, words("law.residency.opening_since_when")),
    )
)


def paper(language: str = "en") -> NoticePaper:
    """The notice about Alex Quill's home."""
    return NoticePaper(
        "N-2026-000004",
        papers.certificate(language).office,
        TODAY,
        "Alex Rowan Quill",
        OLD_HOME.one_line(),
        10,
        dt.date(2026, 12, 8),
        "566.147; J-04, county page 2020",
        language,
        Printing(NOW, "T. Rivera"),
    )


def view(*homes: ResidenceAdvice, notices: tuple[Notice, ...] = ()) -> ResidencyView:
    """Where Alex Quill lives."""
    later = words("law.residency.opens_later", days=7, section="566.147.2")
    return ResidencyView("SYN-0001", "Alex Rowan Quill", homes, LAYERS, notices, 1_000, later)
