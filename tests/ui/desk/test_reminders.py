"""Reminders at the desk: what a person chooses, what was sent, and the letters that are printed once."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QCheckBox, QTableWidget

from sync.station.desk_wire import Unreachable
from sync.station.reminder_wire import ChooseReminders, WriteReminders
from tests.specimens import books as specimen_books
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.test_records import open_record
from ui.desk.here import Here
from ui.desk.reminders_said import reminder_said
from ui.style.look import Look
from ui.style.tokens import Surface, theme
from ui.texts import language


def test_a_person_chooses_on_their_own_page_where_what_was_sent_stands(desk: ADesk) -> None:
    open_record(desk)
    desk.hand.press("record.reminders")
    letter = desk.hand.sees("reminder.letter")
    assert isinstance(letter, QCheckBox)
    letter.click()
    desk.hand.choose("reminder.email", 0)
    desk.hand.press("reminder.go")
    desk.hand.reads("record.said", "Kept: By letter, hatch@example.org.")
    asked = desk.station.does.last("choose_reminders")
    assert isinstance(asked, tuple)
    said = asked[1]
    assert isinstance(said, ChooseReminders)
    assert (said.letter, said.email, said.language) == (True, "hatch@example.org", "es")


def test_letters_are_printed_in_each_readers_language_and_none_is_lost(desk: ADesk, tmp_path: Path) -> None:
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.reminders")
    desk.hand.reads("reminders.title", "Letters to print: 1")
    desk.hand.press("reminders.letters")
    assert desk.station.does.times("reminder_letters") == 0, "no place was chosen: nothing is written down"
    desk.files = [tmp_path / "nowhere" / "x.pdf", tmp_path / "letters.pdf"]
    desk.hand.press("reminders.letters")
    desk.asked("reminder_letters")
    desk.hand.sees("reminders.said")
    desk.hand.press("reminders.letters")
    desk.hand.reads("reminders.said", "Saved as letters.pdf.")
    assert desk.station.does.times("reminder_letters") == 1, "what was not saved is saved, not written anew"
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "letters.pdf").read_bytes()))
    first, second = (" ".join(page.extract_text().split()) for page in read.pages)
    assert "Please come to our office between" in first
    assert "Por favor venga a nuestra oficina" in second


def test_letters_whose_answer_got_lost_are_asked_for_again_as_the_same(desk: ADesk, tmp_path: Path) -> None:
    desk.station.does.answer("reminder_letters", Unreachable("ReadTimeout", maybe_done=True))
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.reminders")
    desk.files = [tmp_path / f"{number}.pdf" for number in range(3)]
    asked = []
    for times in (1, 2, 3):
        desk.hand.press("reminders.letters")
        desk.asked("reminder_letters", times)
        asked.append(desk.station.does.last("reminder_letters"))
        desk.hand.sees("reminders.said")
        if times > 1:
            desk.hand.reads("reminders.said", f"Saved as {times - 1}.pdf.")
    assert all(isinstance(one, WriteReminders) for one in asked)
    assert asked[0] == asked[1] != asked[2]


def test_letters_that_were_lost_with_the_desks_program_are_saved_again(desk: ADesk, tmp_path: Path) -> None:
    desk.sign_in()
    desk.hand.press("rail.due")
    desk.hand.press("shelf.reminders")
    table = desk.hand.sees("reminders.table")
    assert isinstance(table, QTableWidget)
    desk.hand.until(lambda: table.rowCount() > 1)
    table.setCurrentCell(1, 0)
    desk.files = [tmp_path / "again.pdf"]
    desk.hand.press("reminders.again")
    desk.hand.reads("reminders.said", "Saved as again.pdf.")
    assert desk.station.does.times("reminder_letters") == 0
    assert desk.station.does.last("reminder_letters_again") == specimen_books.reminders().lines[1].reminder_id
    assert len(pypdf.PdfReader(tmp_path / "again.pdf").pages) == 2


@pytest.mark.parametrize(
    ("code", "step", "reads"),
    [
        ("en", 7, "E-mail, 7 days before "),
        ("en", 1, "E-mail, the day before "),
        ("es", 1, "Correo electrónico, la víspera del "),
    ],
)
def test_one_day_before_is_said_as_one_day(code: str, step: int, reads: str) -> None:
    here = Here(Look(theme(Surface.DESK), language(code)))
    one = replace(specimen_books.reminders().lines[1], step=step)
    assert reminder_said(here, one).startswith(reads)
