"""The page of cases: worked by the county's steps, with letters and packets as PDF."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from devices.paper.letter import letters_pdf
from kiosk.case_papers import LetterPaper
from kiosk.cases import Code, Outcome, StepKind
from kiosk.words import Words
from sync.station.case_wire import CloseCase, TakeStep, WriteLetters
from tests.specimens import cases as specimen_cases
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import LOST, refused
from ui.desk import case_work


def opened(desk: ADesk) -> None:
    """Sign in, go to the cases and wait for the first."""
    desk.sign_in()
    desk.hand.press("rail.cases")
    desk.hand.reads("cases.name", "Casey Marlow Hatch")


def test_the_title_says_how_many_are_not_accounted_for(desk: ADesk) -> None:
    opened(desk)
    assert desk.text("cases.title") == "3 not accounted for"
    assert desk.text("cases.told_all").startswith("99.8 % of the people")


def test_the_next_step_is_offered_and_written_down_once(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("cases.take")
    assert desk.station.does.times("take_step") == 0, "nobody has said how it ended"
    desk.hand.choose("cases.outcome", 1)
    desk.hand.write("cases.note", "The police know nothing")
    desk.hand.press("cases.take")
    desk.asked("take_step")
    said = desk.station.does.last("take_step")
    assert isinstance(said, tuple)
    case_id, asked = said
    assert case_id == "case-31"
    assert isinstance(asked, TakeStep)
    assert (asked.kind, asked.outcome) == (StepKind.LOCAL_AUTHORITIES, Outcome.NOT_FOUND)
    assert asked.note == "The police know nothing"
    assert len(asked.step_id) == 32


def test_a_case_is_not_closed_without_what_shows_it(desk: ADesk) -> None:
    opened(desk)
    desk.hand.press("cases.close")
    desk.hand.write("cases.proof", "Receipt R-2026-000500")
    desk.hand.press("cases.close")
    desk.hand.choose("cases.code", 0)
    desk.hand.press("cases.close")
    desk.asked("close_case")
    assert desk.station.does.times("close_case") == 1
    said = desk.station.does.last("close_case")
    assert isinstance(said, tuple)
    case_id, asked = said
    assert isinstance(asked, CloseCase)
    assert (case_id, asked.code, asked.proof) == ("case-31", Code.REPORTED, "Receipt R-2026-000500")


def test_letters_are_set_beside_the_window_and_not_in_its_own_thread(
    desk: ADesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def noticed(papers: Sequence[LetterPaper], say: Callable[[Words], str]) -> bytes:
        threads.append(threading.current_thread())
        return letters_pdf(papers, say)

    monkeypatch.setattr(case_work, "letters_pdf", noticed)
    opened(desk)
    desk.files = [tmp_path / "letters.pdf"]
    desk.hand.press("cases.letters")
    desk.hand.reads("cases.said", "Saved as letters.pdf.")
    assert threads[0] is not threading.main_thread()


def test_letters_go_to_those_who_have_none_and_are_saved_as_one_pdf(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.files = [tmp_path / "letters.pdf"]
    desk.hand.press("cases.letters")
    desk.hand.reads("cases.said", "Saved as letters.pdf.")
    said = desk.station.does.last("letters")
    assert isinstance(said, WriteLetters)
    assert said.case_ids == ("case-44",)
    assert len(pypdf.PdfReader(tmp_path / "letters.pdf").pages) == 1


@pytest.mark.parametrize("lost", ["on its way", "in no file"])
def test_letters_that_got_lost_are_offered_until_they_lie_in_a_file(
    desk: ADesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    """Its case says that it was sent: what the packet tells a court must have been on paper."""
    before = specimen_cases.cases()
    sent = tuple(replace(one, letters=1) for one in before.lines)
    opened(desk)
    monkeypatch.setattr(specimen_cases, "cases", lambda **_: replace(before, lines=sent))
    if lost == "on its way":
        desk.station.does.answer("letters", LOST, done=True)
    desk.hand.press("cases.letters")
    desk.asked("cases", 2)
    # The first letters are set beside the window: their place is asked for before another is there.
    desk.hand.until(lambda: desk.files_asked == (lost == "in no file"))
    first = desk.station.does.last("letters")
    desk.files, verb = [tmp_path / "letters.pdf"], desk.hand.sees("cases.letters")
    desk.hand.press("cases.letters")
    desk.hand.reads("cases.said", "Saved as letters.pdf.")
    assert desk.station.does.last("letters") == first
    desk.hand.until(lambda: not verb.isEnabled())


def test_letters_that_were_lost_with_the_desks_program_are_saved_again(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.files = [tmp_path / "again.pdf"]
    desk.hand.press("cases.again")
    desk.hand.reads("cases.said", "Saved as again.pdf.")
    assert desk.station.does.times("letters") == 0
    assert len(pypdf.PdfReader(tmp_path / "again.pdf").pages) == 1


def test_the_packet_is_saved(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.files = [tmp_path / "packet.pdf"]
    desk.hand.press("cases.packet")
    desk.hand.reads("cases.said", "Saved as packet.pdf.")
    assert "Contents" in pypdf.PdfReader(tmp_path / "packet.pdf").pages[0].extract_text()


def test_what_the_station_refuses_is_said(desk: ADesk) -> None:
    opened(desk)
    desk.station.does.answer("take_step", refused("case_closed"))
    desk.hand.choose("cases.outcome", 0)
    desk.hand.press("cases.take")
    desk.hand.reads("cases.said", "The case is closed.")


def test_closed_cases_are_shown_when_wanted(desk: ADesk) -> None:
    opened(desk)
    desk.hand.choose("cases.which", 0)
    desk.asked("cases", 2)
    assert desk.station.does.last("cases") is False
