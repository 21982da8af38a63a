"""The page of retention: what could go, what a hold keeps, and the run that is asked about twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from sync.station.retention_wire import LiftHold, PlaceHold, RunSeries, SeriesView
from tests.specimens.books import preview
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused
from ui.desk.here import Here
from ui.desk.retention_said import preview_shown
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.office")
    desk.hand.press("shelf.retention")
    desk.hand.reads("retention.title", "People who have died: 2 could be removed today")


def test_what_was_seen_is_removed_after_a_second_question(desk: ADesk) -> None:
    opened(desk)
    assert "M. Archer" in desk.text("retention.told")
    desk.hand.press("retention.remove")
    assert desk.station.does.times("run_series") == 0
    desk.hand.press("sure.go")
    desk.hand.reads("retention.said", "Removed: 2.")
    asked = desk.station.does.last("run_series")
    assert isinstance(asked, tuple)
    series_id, said = asked
    assert (series_id, isinstance(said, RunSeries) and said.digest) == ("deceased", "d1" * 32)


def test_a_series_that_nobody_verified_says_so(desk: ADesk) -> None:
    opened(desk)
    desk.hand.choose("retention.which", 0)
    desk.hand.reads("retention.told", "Nobody has verified it yet")
    assert desk.station.does.last("preview") == "scans"


def test_a_hold_is_placed_and_lifted_with_a_reason(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("retention.hold")
    desk.hand.write("hold.who", "Morgan Ostrow")
    desk.hand.press("hold.go")
    desk.hand.reads("hold.said", "need words")
    desk.hand.write("hold.reason", "Demo v. Ostrow")
    desk.station.does.answer("place_hold", refused("hold_needs_person", people="2"))
    desk.hand.press("hold.go")
    desk.hand.reads("hold.said", "can mean 2 people")
    desk.hand.press("hold.go")
    desk.asked("place_hold", 2)
    said = desk.station.does.last("place_hold")
    assert isinstance(said, PlaceHold)
    assert (said.who, said.reason) == ("Morgan Ostrow", "Demo v. Ostrow")
    desk.hand.until(lambda: not desk.hand.shows("hold.go"))
    desk.hand.choose("retention.which", 1)
    desk.hand.reads("retention.title", "Legal holds")
    desk.hand.press("retention.lift")
    desk.hand.write("hold.reason", "Settled")
    desk.hand.press("hold.go")
    desk.asked("lift_hold")
    assert desk.station.does.last("lift_hold") == ("h-2", LiftHold("Settled"))


def test_the_report_of_a_run_holds_ids_and_proofs_and_no_name(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.hand.choose("retention.which", 2)
    desk.hand.reads("retention.title", "What was removed")
    desk.files = [tmp_path / "report.csv"]
    desk.hand.press("retention.report")
    desk.hand.reads("retention.said", "Saved as report.csv.")
    text = (tmp_path / "report.csv").read_text("utf-8-sig")
    assert text.count("M. Archer, records officer") == 2
    assert "9b" * 32 in text
    assert isinstance(desk.hand.sees("retention.table"), QWidget)


@pytest.mark.parametrize(
    ("code", "years", "reads"),
    [
        ("en", 1, "Kept one year. Source: "),
        ("en", 5, "Kept 5 years. Source: "),
        ("es", 1, "Se guarda un año. Fuente: "),
        ("es", 5, "Se guarda 5 años. Fuente: "),
    ],
)
@pytest.mark.parametrize("verified_by", ["", "M. Archer"])
def test_one_year_is_said_as_one_year(code: str, years: int, reads: str, verified_by: str) -> None:
    here = Here(Look(theme(Surface.DESK), language(code)))
    series = SeriesView("scans", "scan", years, "589.407", verified_by, 0)
    assert preview_shown(here, series, preview("scans")).told.startswith(reads)
