"""Whole visits through the real window: what is touched, what is shown, what stays, what is forgotten."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from devices.ports import SourceStatus
from kiosk import registrant as rg
from kiosk.changes import Added, Ended, Told
from kiosk.check_in import Answer, Claim, Signer, hash_of_shown
from kiosk.id_card import parse
from kiosk.topics import PAGES, Topic
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from kiosk.visit import states as st
from tests.screens.book import settle
from tests.specimens.records import moved_house
from tests.ui.hands import button
from tests.ui.kiosk_day import PIN, Walk
from ui.lobby.idle import IdleWatch
from ui.lobby.scene import OfficeDay
from ui.lobby.sheets import IdleSheet
from ui.lobby.summary import shown_text, summary_lines
from ui.style.tokens import Contrast, TextSize
from ui.widgets.sheet import Sheet
from ui.widgets.typing_page import TypingPage


@pytest.fixture
def walk(qapp: QApplication) -> Iterator[Walk]:
    made = Walk()
    yield made
    made.close()


def all_pages(walk: Walk) -> Walk:
    """Every page found right."""
    while isinstance(walk.visit.screen, st.AskingPage):
        walk.more().touch("All correct")
    return walk


def submitted(walk: Walk) -> fx.Draft:
    return next(effect.draft for effect in walk.effects if isinstance(effect, fx.Submit))


def test_nothing_changed_takes_at_most_sixteen_touches_and_shows_everything(walk: Walk) -> None:
    all_pages(walk.open()).more().touch("It is all right").more().sign().touch("Get my ticket")
    assert isinstance(walk.visit.screen, st.Finished)
    assert walk.touches <= 16, walk.touches
    draft = submitted(walk)
    assert [answer.answer for answer in draft.answers] == [Answer.SAME] * len(Topic)
    assert draft.changes == ()


def test_a_move_takes_at_most_twenty_six_touches_and_comes_out_as_told(walk: Walk) -> None:
    walk.open().touch("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    walk.type("1208").touch("Go on").type("E Linden Ave").touch("Go on").touch("There is none")
    walk.type("64050").touch("Go on").touch("Independence").type("11132026").touch("Go on")
    walk.touch("Yes, it is right").more().touch("The rest is correct")
    all_pages(walk).more().touch("It is all right").more().sign().touch("Get my ticket")
    assert walk.touches <= 26, walk.touches
    assert submitted(walk).changes == moved_house()


def test_a_move_is_one_card_and_one_line_and_is_taken_back_whole(walk: Walk) -> None:
    walk.open()
    for change in moved_house():
        walk.come(ev.ChangeReported(change, walk.now.date()))
    assert "1208 E Linden Ave" in walk.words()
    assert "415 Birchwood Ter Apt 3B" not in walk.words()
    look = walk.window.look
    (line,) = (line for topic, line in summary_lines(walk.visit, look) if topic is Topic.RESIDENCES)
    assert "415 Birchwood" in line.was
    assert "1208 E Linden" in line.now
    walk.touch("1208 E Linden Ave", "Take it back")
    assert walk.visit.changes == ()
    assert "415 Birchwood Ter Apt 3B" in walk.words()


def test_the_signature_stands_under_exactly_what_was_shown(walk: Walk) -> None:
    all_pages(walk.open()).more().touch("It is all right").more()
    shown = shown_text(walk.visit, walk.window.look)
    walk.sign().touch("Get my ticket")
    assert submitted(walk).signature.shown_sha256 == hash_of_shown(shown)
    assert len(shown) >= len(Topic)


def test_back_is_only_there_where_it_leads_somewhere(walk: Walk) -> None:
    walk.open()
    assert "Back" not in walk.words()
    walk.touch("415 Birchwood Ter Apt 3B", "Back", "All correct", "Back")
    assert walk.visit.screen == st.AskingPage(next(iter(PAGES)))
    assert "Back" not in walk.words()
    walk.touch("Larger", "Larger", "More", "Back")
    assert "Back" not in walk.words()


def test_the_second_of_two_quick_touches_affirms_no_page_that_nobody_saw(walk: Walk) -> None:
    walk.open()
    walk.clock = lambda: 9000.0
    walk.touch("All correct", walk.words()[-1])
    second = st.AskingPage(list(PAGES)[1])
    assert walk.visit.screen == second
    walk.clock = lambda: 9000.39
    walk.touch(walk.words()[-1])
    assert walk.visit.screen == second
    walk.clock = lambda: 9000.5
    walk.more().touch("All correct")
    assert walk.visit.screen != second


def test_the_second_of_two_quick_touches_takes_nothing_back(walk: Walk) -> None:
    walk.open()
    for change in moved_house():
        walk.come(ev.ChangeReported(change, walk.now.date()))
    (pane,) = walk.window.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    pane.setInterval(60_000)
    walk.touch("1208 E Linden Ave")
    back = button(walk.window, "Take it back")
    at = back.mapTo(walk.window, back.rect().center())
    assert walk.window.childAt(at) is not back
    pane.timeout.emit()
    assert walk.window.childAt(at) is back


def test_a_new_question_is_typed_at_once_but_takes_no_ready_answer_of_a_quick_touch(walk: Walk) -> None:
    walk.open().touch("All correct", "Juniper Bakery")
    (pane,) = walk.window.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    pane.setInterval(60_000)
    walk.touch("I do not work here any more")
    chip, key = button(walk.window, "Today"), button(walk.window, "5")
    for one, heard in ((chip, False), (key, True)):
        at = one.mapTo(walk.window, one.rect().center())
        assert (walk.window.childAt(at) is one) is heard
    pane.timeout.emit()


def test_without_the_record_every_topic_is_still_asked(qapp: QApplication) -> None:
    walk = Walk(shown=False).open()
    while isinstance(walk.visit.screen, st.AskingPage):
        walk.more().touch("Nothing is new")
    walk.more().touch("It is all right").more().sign().touch("Get my ticket")
    assert walk.touches <= 16
    assert len(submitted(walk).answers) == len(Topic)
    assert submitted(walk).record_version == 0
    walk.close()


def test_each_kind_of_change_can_be_told_by_touch(walk: Walk) -> None:
    walk.open().touch("All correct")
    walk.touch("Juniper Bakery", "I do not work here any more", "Today", "Yes, it is right")
    walk.touch("The rest is correct")
    walk.touch("Add a phone number").type("8165550199").touch("Go on", "Today", "Yes, it is right")
    walk.more().touch("The rest is correct").more().touch("All correct").more()
    walk.touch("Do you look different now?").type("I have a beard").touch("Go on", "Yes, it is right")
    ended, added, told = walk.visit.changes
    assert isinstance(ended, Ended)
    assert added == Added(Topic.PHONES, rg.Phone("", "8165550199"), walk.now.date())
    assert told == Told(Topic.LOOKS, "I have a beard")


def test_an_address_not_used_yet_is_told_and_read_back_so(walk: Walk) -> None:
    walk.open().touch("All correct").more().touch("All correct")
    walk.touch("Nothing on file").type("alex@mail.example").touch("Go on", "Not yet")
    assert "In use from: Not yet" in read_on_screen(walk)
    walk.touch("Yes, it is right")
    (change,) = walk.visit.changes
    assert change == Added(Topic.EMAILS, rg.Email("", "alex@mail.example"), None)


def test_a_place_that_is_on_file_already_is_said_to_be_and_decided_by_nobody_here(walk: Walk) -> None:
    walk.open().touch("Add a place where you live or sleep", "Add a new one")
    walk.touch("Another place where I live or sleep")
    walk.type("415").touch("Go on").type("Birchwood Terrace").touch("Go on").type("#3B").touch("Go on")
    walk.type("64106").touch("Go on", "Kansas City", "Today")
    assert "This place is on file already." in read_on_screen(walk)
    walk.more().touch("Yes, it is right")
    assert told(walk) == 1


def test_a_change_can_be_taken_back(walk: Walk) -> None:
    walk.open().touch("415 Birchwood Ter Apt 3B", "I do not live or sleep here any more", "Today")
    walk.touch("Yes, it is right")
    assert told(walk) == 1
    walk.touch("415 Birchwood Ter Apt 3B", "Take it back")
    assert told(walk) == 0
    assert "All correct" in walk.words()


def told(walk: Walk) -> int:
    return len(walk.visit.changes)


def test_back_goes_question_by_question_and_loses_nothing(walk: Walk) -> None:
    walk.open().touch("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    walk.type("1208").touch("Go on").type("E Linden Ave").touch("Back")
    assert typing(walk).text == "1208"
    walk.touch("Go on")
    assert typing(walk).text == ""
    walk.touch("Back", "Back", "Back")
    assert "415 Birchwood Ter Apt 3B" in walk.words()


def typing(walk: Walk) -> TypingPage:
    screen = walk.window.screen_shown
    assert screen is not None
    assert isinstance(screen.body, TypingPage)
    return screen.body


def test_a_page_is_not_right_before_all_of_it_was_seen(walk: Walk) -> None:
    walk.touch("Touch to start", "English").hold_up()
    walk.window.wear(TextSize.LARGEST, Contrast.STANDARD)
    settle()
    walk.type(PIN).touch("Go on")
    assert "All correct" not in walk.words()
    assert "More" in walk.words()
    walk.come(ev.RestIsSame(next(iter(PAGES))))
    assert name_of_screen(walk) == "AskingPage"
    walk.more().touch("All correct")
    assert walk.visit.screen == st.AskingPage(list(PAGES)[1])


def test_the_summary_leads_back_to_a_topic_and_forward_again(walk: Walk) -> None:
    all_pages(walk.open())
    walk.touch("Home")
    assert walk.visit.screen == st.AskingPage(next(iter(PAGES)))
    walk.more().touch("All correct")
    assert isinstance(walk.visit.screen, st.Summarising)


def test_changing_the_language_in_the_middle_of_a_word_keeps_it(walk: Walk) -> None:
    walk.open().touch("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    walk.type("1208").touch("Go on").type("E Lin").touch("Español")
    assert typing(walk).text == "E Lin"
    assert "Seguir" in walk.words()
    walk.touch("English").type("den Ave").touch("Go on")
    assert "There is none" in walk.words()


def test_larger_letters_keep_what_was_begun(walk: Walk) -> None:
    all_pages(walk.open()).more().touch("It is all right").more().sign()
    before = walk.window.screen_shown.kept()  # type: ignore[union-attr]
    walk.touch("Larger")
    assert walk.window.screen_shown.kept() == before  # type: ignore[union-attr]
    assert walk.window.look.theme.text_size is TextSize.LARGE


def test_contrast_can_be_turned_before_the_visit_begins(walk: Walk) -> None:
    seen = []
    walk.touch("Touch to start")
    for words in ("White letters on black", "Dark letters on light"):
        walk.touch(words)
        seen.append(walk.window.look.theme.contrast)
    assert seen == [Contrast.HIGH, Contrast.STANDARD]


def test_a_wrong_second_factor_says_the_same_to_everybody_and_asks_again(walk: Walk) -> None:
    walk.touch("Touch to start", "English").hold_up().type("1111").touch("Go on")
    assert name_of_screen(walk) == "AskingFactor"
    assert typing(walk).text == ""
    assert typing(walk).field.accessibleDescription() == "That did not work. Try once more."
    walk.type(PIN).touch("Go on")
    assert name_of_screen(walk) == "AskingPage"


def name_of_screen(walk: Walk) -> str:
    return type(walk.visit.screen).__name__


def test_three_unreadable_cards_lead_to_the_desk(walk: Walk) -> None:
    walk.touch("Touch to start", "English")
    for _ in range(3):
        walk.hold_up(parse("nothing"))
    assert walk.visit.screen == st.SeeDesk(st.DeskReason.CARD_NOT_READ)


def test_without_a_card_a_person_types_who_they_are(walk: Walk) -> None:
    walk.touch("Touch to start", "English", "Type instead", "I will type my name and birth date")
    walk.type("Alex").touch("Go on").type("Quill").touch("Go on").type("11051980").touch("Go on")
    assert isinstance(walk.visit.screen, st.AskingFactor)
    claim = walk.visit.identity
    assert claim == Claim(first="Alex", last="Quill", birth_date=dt.date(1980, 11, 5))


def test_another_service_gives_a_number_by_one_touch_and_says_nothing_of_a_check_in(
    qapp: QApplication,
) -> None:
    walk = Walk(office=OfficeDay(services=("permits", "Dog tags")))
    walk.touch("Permits")
    assert isinstance(walk.visit.screen, st.Finished)
    said = read_on_screen(walk)
    assert "A-014" in said
    assert "For: Permits" in said
    assert "YOU ARE NOT DONE" not in said
    walk.touch("I am done here")
    assert isinstance(walk.visit.screen, st.Welcome)
    assert "Dog tags" in walk.words()
    walk.close()


def test_how_an_address_is_kept_is_shown_while_it_is_typed(walk: Walk) -> None:
    walk.open().touch("Add a place where you live or sleep", "Add a new one", "My home")
    walk.type("1208").touch("Go on").type("e linden avenue")
    assert "We write it like this: 1208 E LINDEN AVE" in read_on_screen(walk)
    walk.touch("Go on").type("apt 3b")
    assert "We write it like this: 1208 E LINDEN AVE # 3B" in read_on_screen(walk)


def test_no_ticket_is_said_to_be_printed_that_was_not(qapp: QApplication) -> None:
    walk = Walk(printer_works=False)
    all_pages(walk.open()).more().touch("It is all right").more().sign().touch("Get my ticket")
    names = " ".join(one.accessibleName() for one in walk.window.findChildren(QWidget) if one.isVisible())
    assert "A-014" in names
    assert "did not print" in names
    assert "Take your ticket" not in names
    walk.printer_works = True
    walk.more().touch("Try to print again")
    names = " ".join(one.accessibleName() for one in walk.window.findChildren(QWidget) if one.isVisible())
    assert "Take your ticket" in names
    walk.close()


def test_help_tells_the_desk_the_screen_and_nothing_else(walk: Walk) -> None:
    walk.open().touch("Help", "Interpreter")
    calls = [effect for effect in walk.effects if isinstance(effect, fx.CallForHelp)]
    assert calls == [
        fx.CallForHelp(ev.HelpKind.HELP, "asking_living"),
        fx.CallForHelp(ev.HelpKind.INTERPRETER, "asking_living"),
    ]


# --- signing with help ---


def to_the_pad(walk: Walk) -> Walk:
    return all_pages(walk.open()).more().touch("It is all right").more()


def test_whose_hand_signs_is_said_before_the_stroke(qapp: QApplication) -> None:
    walk = to_the_pad(Walk(office=OfficeDay(guardian_may_sign=True)))
    ways = ("Somebody helps me sign", "My guardian signs for me")
    walk.sign().touch(*ways).type("Robin Quill").touch("Go on", "A parent")
    assert "Get my ticket" not in walk.words()
    walk.sign().touch("Somebody helps me sign", "Back")
    assert "I am Robin Quill, the guardian." in read_on_screen(walk)
    walk.touch("Somebody helps me sign", "Nobody. I sign alone")
    assert "Get my ticket" not in walk.words()
    walk.sign().touch("Somebody helps me sign", "Nobody. I sign alone", "Get my ticket")
    assert submitted(walk).signature.signer is Signer.SELF
    walk.close()


def test_whoever_changes_the_language_before_the_pad_reads_the_summary_in_it(walk: Walk) -> None:
    to_the_pad(walk).sign().touch("Español")
    assert isinstance(walk.visit.screen, st.Summarising)
    walk.more()
    while not isinstance(walk.visit.screen, st.Signing):
        walk.touch(walk.words()[-1])
    while "Más" in walk.words():
        walk.touch("Más")
    assert "Recibir mi turno" not in walk.words()


def test_a_guardian_signs_by_name_where_the_law_lets_one(qapp: QApplication) -> None:
    walk = to_the_pad(Walk(office=OfficeDay(guardian_may_sign=True)))
    walk.touch("Somebody helps me sign", "My guardian signs for me").type("Robin Quill").touch("Go on")
    walk.touch("A parent")
    assert "I am Robin Quill, the guardian." in read_on_screen(walk)
    walk.sign().touch("Get my ticket")
    signature = submitted(walk).signature
    assert (signature.signer, signature.signer_name, signature.relation, signature.read_by) == (
        Signer.GUARDIAN,
        "Robin Quill",
        "A parent",
        "",
    )
    walk.close()


def read_on_screen(walk: Walk) -> str:
    return " ".join(one.accessibleName() for one in walk.window.findChildren(QWidget) if one.isVisible())


def test_no_guardian_is_offered_where_the_law_lets_none(walk: Walk) -> None:
    to_the_pad(walk).touch("Somebody helps me sign")
    assert "My guardian signs for me" not in walk.words()
    walk.touch("Back")
    assert "Somebody helps me sign" in walk.words()


def test_whoever_read_the_pages_aloud_is_named(walk: Walk) -> None:
    to_the_pad(walk).touch("Somebody helps me sign", "Somebody read the pages to me").type("Sam Rowan")
    walk.touch("Go on").more().sign().touch("Get my ticket")
    signature = submitted(walk).signature
    assert (signature.signer, signature.read_by) == (Signer.SELF, "Sam Rowan")


def test_a_mark_needs_no_finger_and_names_its_witness(walk: Walk) -> None:
    to_the_pad(walk).touch("Somebody helps me sign", "I make a mark, and somebody sees it")
    walk.type("Sam Rowan").touch("Go on").more().touch("Put an X here for me", "Get my ticket")
    signature = submitted(walk).signature
    assert (signature.signer, signature.read_by, len(signature.strokes)) == (Signer.MARK, "Sam Rowan", 2)


def test_help_with_signing_outlives_another_size_and_can_be_left_question_by_question(
    qapp: QApplication,
) -> None:
    walk = to_the_pad(Walk(office=OfficeDay(guardian_may_sign=True)))
    walk.sign().touch("Somebody helps me sign", "My guardian signs for me").type("Robin").touch("Larger")
    assert typing(walk).text == "Robin"
    walk.touch("Go on", "Back")
    assert typing(walk).text == "Robin"
    walk.touch("Back", "Back").more().sign()
    assert walk.words()[-1] == "Get my ticket"
    walk.close()


# --- privacy and time ---


def sheets(walk: Walk) -> list[Sheet]:
    return [sheet for sheet in walk.window.findChildren(Sheet) if sheet.isVisible()]


def test_a_hidden_page_shows_nothing_until_it_is_asked_for(walk: Walk) -> None:
    walk.open().touch("Hide")
    picture = walk.window.grab().toImage()
    seen = {picture.pixelColor(x, y).rgb() for x in range(0, 1920, 7) for y in range(420, 560, 7)}
    walk.touch("Show my page")
    assert sheets(walk) == []
    after = walk.window.grab().toImage()
    assert seen != {after.pixelColor(x, y).rgb() for x in range(0, 1920, 7) for y in range(420, 560, 7)}


def test_the_idle_warning_lies_over_everything_and_more_time_takes_it_away(walk: Walk) -> None:
    walk.open().touch("Hide")
    walk.come(ev.IdleNoticed())
    assert isinstance(sheets(walk)[-1], IdleSheet)
    walk.touch("I need more time")
    assert not walk.visit.warned
    assert [type(sheet) for sheet in sheets(walk)] == [Sheet]


def test_a_touch_meant_for_the_page_that_the_warning_covered_clears_nothing(walk: Walk) -> None:
    walk.open()
    walk.clock = lambda: 9000.0
    walk.come(ev.IdleNoticed()).touch("Clear it now")
    assert isinstance(walk.visit.screen, st.AskingPage)
    assert sheets(walk) == []
    walk.come(ev.IdleNoticed())
    walk.clock = lambda: 9001.0
    walk.touch("Clear it now")
    assert isinstance(walk.visit.screen, st.Welcome)


def test_a_touch_meant_for_the_page_takes_no_answer_away_unread(walk: Walk) -> None:
    walk.open()
    walk.clock = lambda: 9000.0
    walk.window.show_help("Please come to window 2.")
    walk.touch("Go on here")
    assert len(sheets(walk)) == 1
    walk.clock = lambda: 9001.0
    walk.touch("Go on here")
    assert sheets(walk) == []


def test_walking_away_wipes_also_while_help_is_being_shown(walk: Walk) -> None:
    walk.open()
    walk.window.show_help("Somebody is on the way to you.")
    walk.come(ev.IdleNoticed())
    walk.touch("Clear it now")
    assert isinstance(walk.visit.screen, st.Welcome)
    assert sheets(walk) == []
    assert fx.ForgetEverything() in walk.effects


def test_nothing_of_a_person_stays_in_any_widget(walk: Walk) -> None:
    planted = ("Birchwood", "Juniper", "8165550123", "555-0123", "Quill", "Linden", PIN)
    # What other tests in this process left behind is not this visit's.
    of_others = {widget for widget in QApplication.allWidgets() if widget.window() is not walk.window}
    walk.open().touch("415 Birchwood Ter Apt 3B", "I moved from here to a new place", "My home")
    walk.type("1208").touch("Go on").type("E Linden Ave")
    walk.come(ev.WalkedAway())
    settle()
    gc.collect()
    found = []
    for widget in set(QApplication.allWidgets()) - of_others:
        texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit):
            texts.append(widget.text())
        found += [text for text in texts if any(name in text for name in planted)]
    assert found == []
    assert not any(name in QApplication.clipboard().text() for name in planted)


def test_settings_are_those_of_the_first_person_again(walk: Walk) -> None:
    walk.touch("Touch to start", "White letters on black", "Larger", "Español")
    walk.come(ev.WalkedAway())
    look = walk.window.look
    assert (look.theme.text_size, look.theme.contrast) == (TextSize.STANDARD, Contrast.STANDARD)
    assert look.language.code == "en"


def test_the_watch_warns_then_gives_up_and_a_touch_starts_it_over(
    qapp: QApplication, qtbot: QtBot, walk: Walk
) -> None:
    watch = IdleWatch(qapp, idle_s=0.2, warning_s=0.2)
    told: list[str] = []
    watch.idle.connect(lambda: told.append("idle"))
    watch.gone.connect(lambda: told.append("gone"))
    watch.touched.connect(lambda: told.append("touched"))
    qtbot.waitUntil(lambda: told == ["idle", "gone"])
    qtbot.waitUntil(lambda: told[2:] == ["idle"])
    QTest.mouseClick(walk.window, Qt.MouseButton.LeftButton)
    assert told[3:] == ["touched"]
    assert watch.remaining_ms() > 100
    watch.stop()


def test_the_watch_takes_no_touch_away(qapp: QApplication, walk: Walk) -> None:
    watch = IdleWatch(qapp, idle_s=60, warning_s=20)
    walk.touch("Touch to start")
    assert isinstance(walk.visit.screen, st.ChoosingLanguage)
    assert not watch.eventFilter(walk.window, QEvent(QEvent.Type.MouseButtonPress))
    watch.stop()


def test_the_picture_comes_back_when_the_camera_does(walk: Walk) -> None:
    walk.touch("Touch to start", "English")
    screen = walk.window.scanning
    assert screen is not None
    screen.show_status(SourceStatus.LIVE)
    plain = screen.picture.grab().toImage()
    screen.show_status(SourceStatus.LOST)
    assert screen.picture.grab().toImage() != plain
    screen.show_status(SourceStatus.LIVE)
    assert screen.picture.grab().toImage() == plain
