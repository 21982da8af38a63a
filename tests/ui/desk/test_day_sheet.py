"""The emergency day sheet: on the desk's own disk, locked, and written anew as the day goes."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from devices.printer import FolderPrinter
from tests.specimens import desk as specimens
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import GONE, PASSPHRASE, FakeStation, refused
from ui.desk.here import Here


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the desk keeps its sheet."""
    return tmp_path / "sheets" / "day-sheet.pdf"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, here: Here, file: Path) -> Iterator[ADesk]:
    """A desk with a place for its sheet."""
    file.parent.mkdir()
    made = ADesk(qtbot, FakeStation(), FolderPrinter(tmp_path / "receipts"), here, file)
    yield made
    made.window.close()


def read(file: Path, passphrase: str) -> subprocess.CompletedProcess[str]:
    """What another program, poppler's, reads with this passphrase: nothing of ours runs then."""
    command = ["pdftotext", "-upw", passphrase, "-layout", str(file), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def later(desk: ADesk, minutes: int, *, news: bool = False) -> None:
    """The live view so many minutes on, with somebody new in it or not."""
    view = desk.station.fake_visits.view
    entries = (*view.entries, specimens.entry(check_in_id="c-9", ticket="B-009")) if news else view.entries
    desk.station.fake_visits.show(
        replace(view, now=view.now + dt.timedelta(minutes=minutes), entries=entries)
    )


def test_the_sheet_is_there_soon_after_signing_in_and_any_reader_opens_it_with_the_passphrase(
    desk: ADesk, file: Path
) -> None:
    desk.sign_in()
    desk.qtbot.waitUntil(file.exists, timeout=30_000)
    assert b"Hatch" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert read(file, "a wrong passphrase").returncode != 0
    found = read(file, PASSPHRASE)
    assert found.returncode == 0, found.stderr
    text = " ".join(found.stdout.split())
    for told in ("Emergency day sheet 261123-desk-1", "Casey Marlow Hatch", "A-014", "261123-desk-1-20"):
        assert told in text
    assert "missed" in text


def test_the_sheet_is_written_anew_when_somebody_came_and_not_at_each_look(desk: ADesk) -> None:
    desk.sign_in()
    desk.asked("day_sheet")
    later(desk, 1, news=True)
    later(desk, 1)
    desk.asked("day_sheet", 2)
    asked = desk.station.does.times("queue")
    later(desk, 1)
    desk.asked("queue", asked + 3)
    assert desk.station.does.times("day_sheet") == 2
    later(desk, 15)
    desk.asked("day_sheet", 3)


def test_a_sheet_that_could_not_be_written_is_said_and_tried_again(desk: ADesk, file: Path) -> None:
    file.parent.rmdir()
    desk.sign_in()
    desk.hand.reads("window.notice", "The emergency day sheet could not be written.")
    file.parent.mkdir()
    later(desk, 20)
    desk.qtbot.waitUntil(file.exists, timeout=30_000)


def test_an_office_without_a_passphrase_is_told_and_one_that_is_away_keeps_the_old_sheet(
    desk: ADesk, file: Path
) -> None:
    file.write_bytes(b"the old one")
    desk.station.does.answer("day_sheet", refused("day_sheet_off"))
    desk.sign_in()
    desk.hand.reads("window.notice", "This office writes no emergency day sheets.")
    desk.station.does.answer("day_sheet", GONE)
    later(desk, 20)
    desk.asked("day_sheet", 2)
    assert file.read_bytes() == b"the old one"
