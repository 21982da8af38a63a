"""The page of records requests: a new one, its paper, and the book of those that were answered."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
from PySide6.QtTest import QTest

from sync.station.desk_wire import Unreachable
from sync.station.request_wire import MakePack
from tests.ui.desk.a_desk import ADesk
from tests.ui.desk.fake_station import refused
from tests.ui.desk.test_late_answers import picture


def opened(desk: ADesk) -> None:
    """Sign in and go to the page."""
    desk.sign_in()
    desk.hand.press("rail.cases")
    desk.hand.press("shelf.requests")
    desk.hand.reads("requests.title", "Requests that were answered: 2")


def test_a_request_is_typed_and_its_answer_saved(desk: ADesk, tmp_path: Path) -> None:
    opened(desk)
    desk.hand.press("requests.new")
    desk.hand.press("request.go")
    desk.hand.reads("request.said", "Write who asks")
    desk.hand.write("request.who", "The Demo Tribune")
    QTest.keyClicks(desk.hand.sees("request.lines"), "MO-SYN-0001\r\rJordan Pike")
    desk.station.does.answer("make_pack", refused("request_line_unclear", line="Jordan Pike", people="2"))
    desk.hand.press("request.go")
    desk.hand.reads("request.said", "can mean 2 people")
    desk.files = [tmp_path / "answer.pdf"]
    desk.hand.press("request.go")
    desk.hand.reads("requests.said", "Saved as answer.pdf.")
    said = desk.station.does.last("make_pack")
    assert isinstance(said, MakePack)
    assert said.lines == ("MO-SYN-0001", "Jordan Pike")
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "answer.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for told in (
        "Alex Rowan Quill",
        "34 USC 20920(b)",
        "589.417",
        "There is no open record",
        "The Demo Tribune",
    ):
        assert told in text, told
    assert "SYN00000" not in text


def test_an_answer_is_made_again_as_it_was_with_the_photograph(desk: ADesk, tmp_path: Path) -> None:
    desk.station.fake_people.jpegs["photo-1"] = picture()
    opened(desk)
    desk.files = [tmp_path / "again.pdf"]
    desk.hand.press("requests.again")
    desk.hand.reads("requests.said", "Saved as again.pdf.")
    assert desk.station.does.last("pack_again") == "req-2"
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "again.pdf").read_bytes()))
    assert len([one for page in read.pages for one in page.images]) == 1


def test_without_its_photograph_an_answer_waits_unless_none_was_ever_stored(
    desk: ADesk, tmp_path: Path
) -> None:
    opened(desk)
    desk.files = [tmp_path / "named.pdf"]
    desk.station.does.answer("photograph", Unreachable("gone", maybe_done=False))
    desk.hand.press("requests.again")
    desk.hand.reads("requests.said", "It may have been done")
    assert desk.files
    desk.station.does.answer("photograph", refused("no_such_photograph"))
    desk.hand.press("requests.again")
    desk.hand.reads("requests.said", "Saved as named.pdf.")
