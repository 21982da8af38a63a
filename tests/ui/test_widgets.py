"""The lobby's parts: what is typed, touched, drawn and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.screens.book import restless, settle, visible
from tests.screens.measure import wrongs
from tests.ui.hands import button, press, press_key, touch, write
from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look, apply_theme
from ui.style.tokens import Contrast, Surface, TextSize, theme
from ui.texts import language
from ui.widgets.bars import Action, BottomBar, TopBar
from ui.widgets.blocks import Beside, Notice, Question, SideBySide
from ui.widgets.buttons import Button, primary, secondary
from ui.widgets.cards import Card, CardWords
from ui.widgets.field import Field
from ui.widgets.key_layouts import Keys, begins_with_capital
from ui.widgets.keyboard import Keyboard
from ui.widgets.live_picture import CARD_ASPECT, LivePicture
from ui.widgets.note import Note
from ui.widgets.pages import Pages
from ui.widgets.setting import paragraph
from ui.widgets.signature import SignaturePad
from ui.widgets.slide import Slides
from ui.widgets.text import Text
from ui.widgets.ticket_number import TicketNumber
from ui.widgets.typing_page import Typing, TypingPage
from ui.widgets.was_now import Line, WasNow

LOOK = Look(theme(Surface.LOBBY), language("en"), motion=False)
LARGEST = replace(LOOK, theme=theme(Surface.LOBBY, Contrast.STANDARD, TextSize.LARGEST))
SPANISH = replace(LOOK, language=language("es"))


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1920, 816)
    apply_theme(made, LOOK.theme)
    yield made
    made.close()
    made.deleteLater()
    settle()


def shown(window: QWidget, part: QWidget) -> QWidget:
    """``part`` filling ``window``."""
    part.setParent(window)
    part.setGeometry(window.rect())
    part.show()
    visible(window)
    return part


# --- text ---


def test_a_line_is_never_longer_than_sixty_characters(qapp: QApplication) -> None:
    words = "An officer will go through it with you today and then you may go home. " * 3
    text = Text(LOOK, words)
    made = paragraph(words, LOOK, Role.BODY, text.sizeHint().width())
    lines = [layout.lineAt(at).textLength() for layout in made.layouts for at in range(layout.lineCount())]
    assert max(lines) <= 75  # sixty of average width; thin letters may make a few more
    assert made.lines > 2


def test_lines_stand_apart_by_the_houses_line_height(qapp: QApplication) -> None:
    one, two = (paragraph(text, LOOK, Role.BODY, 900).height for text in ("One", "One\nTwo"))
    assert (one, two) == (54, 108)


def test_balanced_lines_are_about_equally_long(qapp: QApplication) -> None:
    words = "Enter the last 4 numbers of your Social Security number"
    made = paragraph(words, LOOK, Role.TITLE, 1240, balanced=True)
    lengths = [layout.lineAt(0).naturalTextWidth() for layout in made.layouts]
    assert len(lengths) == 2
    assert min(lengths) > 0.6 * max(lengths)


def test_a_long_address_breaks_behind_its_signs(qapp: QApplication) -> None:
    made = paragraph("maximiliano.featherstonehaugh@mail.example", LOOK, Role.STRONG, 620)
    lines = [layout.lineAt(at) for layout in made.layouts for at in range(layout.lineCount())]
    ends = [made.layouts[0].text()[: line.textStart() + line.textLength()][-2:] for line in lines]
    assert made.fits
    assert {end[0] for end in ends[:-1]} <= {".", "@"}


def test_a_word_that_must_be_broken_is_told(qapp: QApplication) -> None:
    assert not paragraph("Donaudampfschifffahrtsgesellschaft", LOOK, Role.TITLE, 300).fits


# --- buttons and cards ---


def test_a_button_is_pressed_by_finger_by_enter_and_by_space(window: QWidget) -> None:
    one = primary(LOOK, "Print my ticket", Icon.PRINTER)
    pressed: list[bool] = []
    one.clicked.connect(lambda: pressed.append(True))
    shown(window, one)
    press(one)
    press_key(one, Qt.Key.Key_Return)
    press_key(one, Qt.Key.Key_Space)
    assert len(pressed) == 3


def test_buttons_are_as_large_as_the_house_says(qapp: QApplication) -> None:
    for one in (primary(LOOK, "Go on"), secondary(LOOK, "Back")):
        hint = one.sizeHint()
        assert hint.width() - 2 * one.outset >= 320
        assert hint.height() - 2 * one.outset >= 120


def test_focus_by_keyboard_draws_a_ring_and_moves_nothing(window: QWidget) -> None:
    one, other = secondary(LOOK, "One"), secondary(LOOK, "Other")
    row = SideBySide(LOOK, [one, other])
    row.setParent(window)
    row.setGeometry(window.rect())
    window.show()
    window.activateWindow()
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    before = one.geometry()
    plain = one.grab().toImage()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    ringed = one.grab().toImage()
    assert one.geometry() == before
    assert ringed != plain
    assert ringed.pixelColor(ringed.width() // 2, 1) == LOOK.color("focus")
    one.clearFocus()
    one.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    assert one.grab().toImage() == plain
    assert row.isVisible()


def test_a_card_grows_with_its_words_and_says_them_aloud(window: QWidget) -> None:
    said = CardWords("1208 E Linden Ave", "Independence, MO 64050", "Changed")
    card = Card(LOOK, said, Icon.HOME, chosen=True)
    assert card.heightForWidth(500) > card.heightForWidth(1200)
    assert card.accessibleName() == "1208 E Linden Ave"
    assert card.accessibleDescription() == "Independence, MO 64050 Changed"
    assert card.chosen


def test_a_chosen_card_differs_by_more_than_color(window: QWidget) -> None:
    def gray(chosen: bool) -> QImage:
        card = Card(LOOK, CardWords("English"), Icon.GLOBE, chosen=chosen)
        card.resize(900, 116)
        return card.grab().toImage().convertToFormat(QImage.Format.Format_Mono)

    assert gray(chosen=True) != gray(chosen=False)


# --- bars ---


def test_the_bars_emit_wishes(window: QWidget) -> None:
    top = TopBar(LOOK, "Front desk", "Español", 3, 10)
    bottom = BottomBar(LOOK, back=True, action=Action("All correct", Icon.CHECK), interpreter=True)
    wishes: list[str] = []
    for name, signal in {
        "language": top.language_wanted,
        "larger": top.larger_wanted,
        "hide": top.hide_wanted,
        "back": bottom.back_wanted,
        "help": bottom.help_wanted,
        "interpreter": bottom.interpreter_wanted,
        "action": bottom.action_wanted,
    }.items():
        signal.connect(lambda name=name: wishes.append(name))
    for bar in (top, bottom):
        bar.setParent(window)
        bar.setFixedWidth(1920)
    bottom.move(0, 600)
    visible(window)
    for words in ("Español", "Larger", "Hide", "Back", "Help", "Interpreter", "All correct"):
        touch(window, words)
    assert wishes == ["language", "larger", "hide", "back", "help", "interpreter", "action"]


def test_help_stays_where_it_is_whatever_the_action_says(window: QWidget) -> None:
    bar = BottomBar(LOOK, back=True, action=Action("Go on"), interpreter=True)
    shown(window, bar)
    bar.setFixedWidth(1920)
    settle()
    before = bar.help.geometry()
    bar.show_action(Action("A much longer action than that"))
    settle()
    assert bar.help.geometry() == before
    bar.show_action(None)
    assert not bar.action.isVisible()
    assert bar.help.geometry() == before


def test_the_step_is_said_to_those_who_cannot_see_the_dots(qapp: QApplication) -> None:
    bar = TopBar(SPANISH, "x", "English", 3, 10)
    names = [part.accessibleName() for part in bar.findChildren(QWidget)]
    assert "Paso 3 de 10" in names


# --- pages ---


def blocks(count: int) -> list[QWidget]:
    return [Card(LOOK, CardWords(f"Card {number}")) for number in range(count)]


def test_what_does_not_fit_comes_on_further_pages(window: QWidget) -> None:
    cards = blocks(9)
    pages = Pages(LOOK, Question(LOOK, "Is all of this right?", "Touch what is not.", Icon.HOME), cards)
    shown(window, pages)
    assert pages.count > 1
    assert wrongs(window) == []
    assert [card.isVisible() for card in cards] == [True] * len(pages.seen()) + [False] * (
        9 - len(pages.seen())
    )
    while pages.forward():
        assert wrongs(window) == []
    assert pages.seen() == cards
    assert pages.last
    while pages.backward():
        pass
    assert pages.at == 0


@pytest.mark.parametrize("look", [LOOK, LARGEST])
def test_pages_that_nobody_turns_are_laid_out_once(window: QWidget, look: Look) -> None:
    cards: list[QWidget] = [Card(look, CardWords(f"Card {number}")) for number in range(9)]
    pages = Pages(look, Question(look, "Is all of this right?", "Touch what is not.", Icon.HOME), cards)
    shown(window, pages)
    assert restless() == []
    pages.forward()
    settle()
    assert restless() == []


def test_nothing_is_seen_before_it_is_on_the_screen(window: QWidget) -> None:
    pages = Pages(LOOK, None, blocks(2))
    pages.resize(1920, 816)
    assert pages.seen() == []
    shown(window, pages)
    assert len(pages.seen()) == 2


def test_every_block_is_on_exactly_one_page_at_every_size(window: QWidget) -> None:
    for size in TextSize:
        look = replace(LOOK, theme=theme(Surface.LOBBY, text_size=size))
        cards = [Card(look, CardWords(f"Card {number}", "and a line under it")) for number in range(14)]
        pages = Pages(look, Question(look, "Is this right?"), cards)
        shown(window, pages)
        on_pages: list[QWidget] = [card for card in cards if card.isVisible()]
        while pages.forward():
            on_pages += [card for card in cards if card.isVisible()]
        assert on_pages == cards
        pages.setParent(None)
        pages.deleteLater()


def test_the_question_makes_way_for_a_block_that_needs_the_room(window: QWidget) -> None:
    tall = Notice(LARGEST, "A", "word " * 40, Icon.INFO)
    pages = Pages(LARGEST, Question(LARGEST, "Is all of this still right?", "Touch what is not."), [tall])
    shown(window, pages)
    assert tall.height() >= tall.heightForWidth(tall.width())
    assert tall.geometry().bottom() <= pages.height()


# --- typing ---


@pytest.mark.parametrize(
    ("keys", "before", "capital"),
    [
        (Keys.WORDS, "", True),
        (Keys.WORDS, "E ", True),
        (Keys.WORDS, "E L", False),
        (Keys.SENTENCE, "I moved. ", True),
        (Keys.SENTENCE, "I ", False),
        (Keys.CAPITALS, "SYN", True),
        (Keys.EMAIL, "", False),
    ],
)
def test_capitals_come_by_themselves(keys: Keys, before: str, capital: bool) -> None:
    assert begins_with_capital(keys, before) is capital


def test_an_address_can_be_typed_key_by_key(window: QWidget) -> None:
    page = TypingPage(LOOK, Typing("What is the street?"))
    shown(window, page)
    write(page, "E 3rd St-Denis")
    assert page.text == "E 3rd St-Denis"
    touch(page, "Erase")
    assert page.text == "E 3rd St-Deni"


def test_spanish_has_its_own_letter_and_every_accent(window: QWidget) -> None:
    page = TypingPage(SPANISH, Typing("¿Qué calle es?"))
    shown(window, page)
    write(page, "Peña Avilés")
    assert page.text == "Peña Avilés"


def test_shift_turns_one_letter(window: QWidget) -> None:
    page = TypingPage(LOOK, Typing("Name", value="Mc"))
    shown(window, page)
    touch(page, "Shift")
    write(page, "D")
    write(page, "o")
    assert page.text == "McDo"


def test_the_keyboard_remembers_nothing(window: QWidget) -> None:
    page = TypingPage(LOOK, Typing("Name"))
    shown(window, page)
    write(page, "Quill")
    page.field.wipe()
    texts = [str(value) for value in vars(page.keyboard).values() if isinstance(value, str)]
    assert not any("uill" in text for text in texts)
    assert not page.field.isUndoAvailable()


def test_the_field_gives_nothing_to_the_clipboard(window: QWidget) -> None:
    field = Field(LOOK, "Name")
    shown(window, field)
    QGuiApplication.clipboard().setText("before")
    field.setText("Quill")
    for sequence in (
        QKeySequence.StandardKey.SelectAll,
        QKeySequence.StandardKey.Copy,
        QKeySequence.StandardKey.Cut,
    ):
        QTest.keySequence(field, QKeySequence(sequence))
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=QPoint(60, field.height() // 2))
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(30, field.height() // 2))
    QTest.mouseMove(field, QPoint(200, field.height() // 2))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(200, field.height() // 2))
    assert QGuiApplication.clipboard().text() == "before"
    assert field.text() == "Quill"
    assert not field.hasSelectedText()
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))
    assert field.text() == "Quill"
    QGuiApplication.clipboard().clear()


def test_a_number_pad_types_figures_behind_dots(window: QWidget) -> None:
    page = TypingPage(LOOK, Typing("PIN", keys=Keys.NUMBERS, masked=True, longest=8))
    shown(window, page)
    write(page, "4071")
    assert page.text == "4071"
    assert "4071" not in page.field.displayText()


def test_what_is_wrong_is_said_at_the_field(window: QWidget) -> None:
    page = TypingPage(LOOK, Typing("ZIP", help_text="Five numbers."))
    shown(window, page)
    page.note("There is no such ZIP code.", wrong=True)
    settle()
    assert page.field.accessibleDescription() == "There is no such ZIP code."
    assert page.field.property("invalid") is True
    write(page, "a")
    assert page.field.property("invalid") is False


def test_every_key_is_a_target_and_says_its_name(window: QWidget) -> None:
    for keys in Keys:
        keyboard = Keyboard(LOOK, keys)
        keyboard.resize(1252, keyboard.heightForWidth(1252))
        shown(window, keyboard)
        for key in keyboard.shown_keys():
            if key.isVisibleTo(keyboard):
                assert key.accessibleName()
                assert key.face().width() >= 56
                assert key.face().height() >= 56
        keyboard.deleteLater()


# --- signature, picture, number ---


def test_a_signature_is_points_between_nought_and_one(window: QWidget) -> None:
    pad = SignaturePad(LOOK)
    shown(window, pad)
    for start, end in ((QPoint(1800, 300), QPoint(100, 500)), (QPoint(5, 5), QPoint(3000, 900))):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(pad, (start + end) / 2)
        QTest.mouseMove(pad, end)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=end)
    strokes = pad.strokes()
    assert len(strokes) == 2
    assert strokes[0][0][0] > strokes[0][-1][0]  # right to left, as a left hand may
    assert all(0 <= part <= 1 for stroke in strokes for point in stroke for part in point)
    pad.wipe()
    assert pad.strokes() == ()


def test_a_dot_is_a_stroke(window: QWidget) -> None:
    pad = SignaturePad(LOOK)
    shown(window, pad)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    assert len(pad.strokes()) == 1


@pytest.mark.parametrize("shape", [(480, 640, 3), (480, 640)])
def test_the_live_picture_is_a_mirror(window: QWidget, shape: tuple[int, ...]) -> None:
    picture = np.zeros(shape, np.uint8)
    picture[:, : shape[1] // 4] = 255
    live = LivePicture(LOOK)
    shown(window, live)
    live.show_picture(picture)
    drawn = live.grab().toImage()
    middle = drawn.height() // 2
    assert drawn.pixelColor(drawn.width() - 20, middle).lightness() > drawn.pixelColor(20, middle).lightness()
    live.wipe()
    assert live._image is None
    assert live._pixels is None


def test_the_guide_is_a_card(window: QWidget) -> None:
    live = LivePicture(LOOK)
    shown(window, live)
    guide = live.guide()
    assert guide.width() / guide.height() == pytest.approx(CARD_ASPECT)
    assert live.rect().contains(guide.toRect())


def test_a_ticket_number_fills_what_it_is_given(window: QWidget) -> None:
    number = TicketNumber(LOOK, "Your number", "A-014")
    shown(window, number)
    assert number.text_fits()
    assert number.accessibleName() == "Your number: A-014"


# --- pages that slide ---


def test_a_slide_ends_with_one_page_and_no_picture(window: QWidget, qtbot: QtBot) -> None:
    moving = replace(LOOK, motion=True)
    slides = Slides()
    shown(window, slides)
    one, other = Text(moving, "One"), Text(moving, "Other")
    slides.show_page(one, moving)
    slides.show_page(other, moving)
    assert slides.moving
    qtbot.waitUntil(lambda: not slides.moving)
    settle()
    assert slides.page is other
    assert [child for child in slides.children() if isinstance(child, QWidget)] == [other]


def test_nothing_moves_when_motion_is_off(window: QWidget) -> None:
    slides = Slides()
    shown(window, slides)
    slides.show_page(Text(LOOK, "One"), LOOK)
    slides.show_page(Text(LOOK, "Other"), LOOK)
    assert not slides.moving


# --- right to left ---


def test_a_right_to_left_language_mirrors(window: QWidget) -> None:
    mirrored = replace(LOOK, language=replace(language("en"), right_to_left=True))
    bar = BottomBar(mirrored, back=True, action=Action("Go on"))
    shown(window, bar)
    bar.setFixedWidth(1920)
    settle()
    assert bar.back.geometry().center().x() > 960 > bar.action.geometry().center().x()
    row = Beside(mirrored, Text(mirrored, "Home"), Card(mirrored, CardWords("Card")))
    row.resize(1252, 116)
    shown(window, row)
    assert row.thing.geometry().left() == 0


def test_a_named_button_can_be_found(window: QWidget) -> None:
    shown(window, Button(LOOK, "Back"))
    assert button(window, "Back").accessibleName() == "Back"
    with pytest.raises(AssertionError, match="nothing says"):
        button(window, "Elsewhere")


def test_a_summary_line_is_read_aloud_whole_and_marked_by_more_than_color(window: QWidget) -> None:
    changed = WasNow(LOOK, Line("Home", "415 Birchwood Ter", "1208 E Linden Ave", True, "Changed"), Icon.HOME)
    same = WasNow(LOOK, Line("Mail", "Nothing on file", "", False, "Same"), Icon.MAIL)
    assert changed.accessibleName() == "Home | Changed | 415 Birchwood Ter | 1208 E Linden Ave"
    for row in (changed, same):
        row.resize(1252, row.heightForWidth(1252))
        assert row.text_fits()
    bar, none = (
        row.grab().toImage().pixelColor(row.outset + 3, row.height() // 2) for row in (changed, same)
    )
    assert (bar, none) == (LOOK.color("action"), LOOK.color("paper"))


def test_a_note_that_something_is_wrong_bears_a_sign(window: QWidget) -> None:
    note = Note(LOOK, "Five numbers.")
    note.resize(900, 60)
    quiet = note.grab().toImage()
    note.say("There is no such ZIP code.", Icon.CAUTION, wrong=True)
    assert note.accessibleName() == "There is no such ZIP code."
    assert note.text_fits()
    assert note.grab().toImage() != quiet
    assert note.heightForWidth(300) > note.heightForWidth(900)
