"""The page of figures: each chart says its finding, and all can be put on a wall."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from kiosk.review import Role
from kiosk.words import words
from sync.station.desk_wire import SignedIn
from sync.station.findings_book import MUST
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE
from ui.desk.shelf import SHELVES
from ui.texts import language


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.figures")
    desk.hand.reads("figures.told", "372 appearances completed.")


def test_each_chart_has_its_finding_as_its_title(desk: ADesk) -> None:
    opened(desk)
    assert desk.text("figures.hours") == "Most appearances are completed from 10:00 am to 11:00 am: 74"
    assert desk.text("figures.waits") == "Half waited at most 9 minutes, nine in ten at most 27"
    assert desk.text("figures.caught") == (
        "The checks stopped 40 mistakes before the registry; most often: Odd house number"
    )
    assert desk.text("figures.stood") == "T. Rivera let most findings stand: 12 in 158 completions"
    assert desk.text("figures.accounted") == "98.6 % are accounted for: 29 of 2125 people are sought"


def test_other_weeks_are_asked_for(desk: ADesk) -> None:
    opened(desk)
    desk.hand.choose("figures.weeks", 0)
    desk.asked("figures", 2)
    assert desk.station.does.last("figures") == 52
    desk.station.does.answer("figures", GONE)
    desk.hand.choose("figures.weeks", -1)
    desk.hand.press("shelf.figures")
    desk.hand.sees("figures.said")


def test_all_charts_are_saved_as_one_paper(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.files = [tmp_path / "figures.pdf"]
    desk.hand.press("figures.save")
    desk.hand.reads("figures.said", "Saved as figures.pdf.")
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "figures.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "98.6 % are accounted for: 29 of 2125 people are sought" in text
    assert "Half waited at most 9 minutes" in text
    assert "A. Lindqvist-Montgomery" in text
    assert "by T. Rivera" in text


@pytest.mark.parametrize(("roles", "there"), [((Role.OFFICER,), False), ((Role.AUDITOR,), True)])
def test_only_who_may_see_figures_finds_the_way_to_them(
    desk: ADesk, roles: tuple[Role, ...], there: bool
) -> None:
    who = SignedIn("t", "off-1", "T. Rivera", roles, specimens.OFFICER.expires_at, 1800)
    desk.window.unlock(desk.window._here, who.name, 1800, who.roles)
    seen = {name for name, (_, allowed) in SHELVES["due"].items() if allowed & set(roles)}
    assert ("figures" in seen) is there
    assert desk.gone("shelf.figures")


@pytest.mark.parametrize("code", ["en", "es"])
def test_every_check_that_is_counted_has_a_name_on_the_page(code: str) -> None:
    say = language(code).say
    keys = [f"figure.check.{name}" for name in MUST]
    assert [key for key in keys if say(words(key)) == key] == []
