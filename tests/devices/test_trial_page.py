"""The page that tries a new kiosk's printer fits its paper, says what to look at, and is nobody's ticket."""

from __future__ import annotations

import pytest

from devices.paper import SizeName
from devices.paper.rows import SMALL
from devices.paper.sheet import SIZES, Code, Line, extent
from devices.paper.trial import trial_pages, trial_pdf
from tests.devices.test_paper import LANGUAGES, SHEETS, read_back, squeezed
from ui.texts import language

QUEUE = "ipp://printer.county.example:631/printers/the-lobby-on-the-ground-floor-of-the-justice-center"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SHEETS)
def test_it_says_all_there_is_to_look_at_on_one_page_and_nothing_is_cut_off(
    code: str, size: SizeName
) -> None:
    say, sentences = language(code).say, language(code).sentences
    (page,) = trial_pages(QUEUE, say, size)
    for mark in page.marks:
        left, top, right, bottom = extent(mark)
        margin = 0.0 if isinstance(mark, Code) else SIZES[size].side - 0.01
        assert margin <= left <= right <= page.width - margin, mark
        assert 0 <= top <= bottom <= page.height, mark
    assert min(mark.type.size for mark in page.marks if isinstance(mark, Line)) >= SMALL.size
    read = squeezed(read_back(trial_pdf(QUEUE, say, size, code)))
    for text in (QUEUE, "áéíóúüñ", *(sentences[f"paper.trial.{key}"] for key in ("title", "frame", "code"))):
        assert squeezed(text) in read
    assert squeezed(sentences["paper.trial.no_ticket"]) in read
