"""Every state of the lobby draws, with every text whole, in both languages and at both ends of the sizes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from tests.screens.book import drawn, settle, visible
from tests.screens.contrast import pale
from tests.screens.lobby import STATES
from tests.screens.measure import wrongs
from tests.screens.sheet import SHEET, TOLERANCE, differing, place, small
from tests.screens.state import Drawing, ScreenState
from ui.style.tokens import SCREEN_PITCH_MM, Contrast, TextSize
from ui.widgets.touch import Touch

# `make screens` measures every size and contrast; here the first, and the hardest: upright, largest, Spanish.
DRAWINGS = (Drawing("en"), Drawing("es", TextSize.LARGEST, Contrast.STANDARD, 1080, 1920))


@pytest.mark.parametrize("drawing", DRAWINGS, ids=Drawing.name)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_every_text_can_be_read_whole(qapp: object, state: ScreenState, drawing: Drawing) -> None:
    picture, found = drawn(state, drawing)
    assert found == []
    assert (picture.width(), picture.height()) == (drawing.width, drawing.height)
    colors = {picture.pixelColor(x, y).rgb() for x in range(60, 1060, 40) for y in range(20, 1060, 20)}
    assert len(colors) > 1, "nothing was drawn"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_everything_that_can_be_touched_has_a_name_and_fifteen_millimetres(
    qapp: object, state: ScreenState
) -> None:
    window = visible(state.draw(Drawing("es")))
    nameless = [
        type(part).__name__
        for part in window.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy().value
        and not (part.accessibleName() or part.property("overlay"))
    ]
    assert nameless == []
    small = [
        f"{part.text()} {part.face().width()}x{part.face().height()}"
        for part in window.findChildren(Touch)
        if part.isVisible() and min(part.face().width(), part.face().height()) * SCREEN_PITCH_MM < 15
    ]
    assert small == []
    window.close()
    window.deleteLater()
    settle()


def test_the_measure_finds_pale_text(qapp: object) -> None:
    window = QWidget()
    window.resize(400, 200)
    for at, ink in enumerate(("#8A8A8A", "#101010")):
        label = QLabel("Read me please", window)
        label.setStyleSheet(f"background: #FFFFFF; color: {ink}; font-size: 30px;")
        label.setGeometry(0, at * 100, 400, 60)
    visible(window)
    (found,) = pale(window, window.grab().toImage(), "standard")
    assert "stands out by 3.5" in found
    window.close()


def test_the_measure_finds_what_is_clipped_and_what_overlaps(qapp: object) -> None:
    window = QWidget()
    window.resize(400, 300)
    cut = QLabel("much too long for so narrow a place", window)
    cut.setGeometry(0, 0, 60, 30)
    one, other = QLabel("One", window), QLabel("Other", window)
    one.setGeometry(100, 100, 120, 40)
    other.setGeometry(150, 110, 120, 40)
    out = QLabel("Out", window)
    out.setGeometry(380, 250, 120, 30)
    found = wrongs(visible(window))
    assert len(found) == 3
    assert "does not fit" in found[0]
    assert "reaches out" in found[1]
    assert "overlap" in found[2]
    window.close()


def test_the_sheet_in_the_docs_shows_every_state_and_still_looks_like_that(qapp: object) -> None:
    sheet = QImage(str(SHEET))
    assert sheet.rect().contains(place(len(STATES) - 1)), "draw it anew: python -m tests.screens.sheet"
    other = [
        f"{state.name} ({share:.1%})"
        for at, state in enumerate(STATES)
        if at % 4 == 0 and (share := differing(sheet.copy(place(at)), small(state))) > TOLERANCE
    ]
    assert other == [], "look at them, then draw the sheet anew: python -m tests.screens.sheet"


def test_another_screen_is_not_within_the_tolerance(qapp: object) -> None:
    known = {state.name: small(state) for state in STATES if state.name in ("page-living", "page-contact")}
    assert differing(known["page-living"], known["page-contact"]) > TOLERANCE
    assert differing(known["page-living"], known["page-living"]) == 0
