"""Works reminders: what one person chose and was sent, and the letters that wait to be printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from devices.paper.reminder import reminders_pdf
from kiosk.reminders import ReminderPaper
from sync.station.client import new_id
from sync.station.desk_wire import Refused, Unreachable
from sync.station.reminder_wire import (
    ChooseReminders,
    PersonsReminders,
    ReminderLetters,
    Reminders,
    WriteReminders,
)
from ui.desk.asking import trouble_said
from ui.desk.asks import Asks
from ui.desk.book_work import Book
from ui.desk.choice import Choice
from ui.desk.here import Here
from ui.desk.pages.listing import ListPage
from ui.desk.parts import label, rule
from ui.desk.reminders_said import reminder_columns, reminder_said, reminders_shown
from ui.desk.saving import save, write
from ui.desk.verb import Verb
from ui.desk.work import Work
from ui.style.icons import Icon
from ui.texts import language, languages, say_in

_PAST = 6
"""Newest reminders of a person that are shown."""


class ReminderDialog(Asks):
    """Whether and how a person wants to be reminded, and what was sent before."""

    chosen = Signal(bool, str, str)
    """By letter, the e-mail address or none, the language."""

    def __init__(self, here: Here, found: PersonsReminders, parent: QWidget) -> None:
        super().__init__(here, "reminder", here.say("reminder.ask"), parent)
        look, say, before = here.look, here.say, found.choice
        self._letter = QCheckBox(say("reminder.letter"))
        self._letter.setObjectName("reminder.letter")
        self._letter.setChecked(before is not None and before.letter)
        self._email = Choice(look, "reminder.email", say("reminder.email"))
        self._email.addItems([say("reminder.no_email"), *found.emails])
        self._email.setEnabled(found.mails)
        if before is not None and before.email in found.emails:
            self._email.setCurrentIndex(1 + found.emails.index(before.email))
        self._languages = languages()
        self._language = Choice(look, "reminder.language", say("reminder.language"))
        self._language.addItems([language(code).name for code in self._languages])
        if before is not None and before.language in self._languages:
            self._language.setCurrentIndex(self._languages.index(before.language))
        past = [label(reminder_said(here, one), "caption") for one in found.reminders[:_PAST]]
        self._lay(
            "reminder.keep",
            label(say("reminder.ask_told"), "caption"),
            self._letter,
            label(say("reminder.email"), "strong"),
            self._email,
            *(() if found.mails else (label(say("reminder.off"), "caption"),)),
            label(say("reminder.language"), "strong"),
            self._language,
            *((rule(), label(say("reminder.past"), "strong"), *past) if past else ()),
        )

    def _go(self) -> None:
        place = self._email.currentIndex()
        email = self._email.currentText() if place > 0 else ""
        self.chosen.emit(self._letter.isChecked(), email, self._languages[self._language.currentIndex()])
        self.accept()


class PersonReminders:
    """For the record's ``page`` alone; ``say`` tells on it how it went."""

    def __init__(self, work: Work, page: QWidget, say: Callable[[str, str], None]) -> None:
        self._work, self._page, self._say = work, page, say

    def open(self, registrant_id: str) -> None:
        """Show what one person chose."""
        reminders = self._work.link.reminders

        def found(answer: PersonsReminders) -> None:
            if self._work.shows(self._page) and not self._work.window.locked:
                self._ask(registrant_id, answer)

        self._work.asking.ask(lambda: reminders.of_person(registrant_id), found, self._trouble)

    def _ask(self, registrant_id: str, found: PersonsReminders) -> None:
        dialog = ReminderDialog(self._work.here, found, self._work.window)
        dialog.chosen.connect(lambda *said: self._choose(registrant_id, *said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, registrant_id: str, letter: bool, email: str, code: str) -> None:
        reminders, here = self._work.link.reminders, self._work.here
        said = ChooseReminders(new_id(), letter, email, code)

        def kept(_answer: PersonsReminders) -> None:
            ways = [here.say("reminder.letter")] if letter else []
            how = ", ".join((*ways, email) if email else ways) or here.say("reminder.nothing")
            self._say(here.say("reminder.kept", how=how), "done")

        self._work.asking.ask(lambda: reminders.choose(registrant_id, said), kept, self._trouble)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble), "trouble")


class ReminderWork(Book):
    """Everybody's reminders, and the letters among them."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._unsaved: tuple[ReminderPaper, ...] = ()
        """Letters that are written down as sent and lie in no file yet."""
        self._batch = ""
        """What letters were asked for by while no answer has come: asked again, they are the same."""

    def show(self) -> None:
        """What waits, first."""
        here, look = self._work.here, self._work.here.look
        letters = Verb(
            look,
            here.say("reminder.letters"),
            "reminders.letters",
            self._letters,
            key="Ctrl+P",
            icon=Icon.MAIL,
        )
        title = here.say("reminder.title")
        again = Verb(look, here.say("reminder.again"), "reminders.again", self._again, icon=Icon.DOCUMENT)
        page = ListPage(here, "reminders", title, reminder_columns(here), below=(again, letters))
        page.turned.connect(self._load)
        self._open(page, "reminders", "due")
        self._load(0)

    def _load(self, number: int) -> None:
        reminders = self._work.link.reminders

        def loaded(found: Reminders) -> None:
            if (page := self._on_screen()) is not None:
                page.show_list(reminders_shown(self._work.here, found, number))

        self._work.asking.ask(lambda: reminders.listed(number), loaded, self._trouble)

    def _letters(self) -> None:
        """The place is asked for first: a letter that is written down as sent must lie somewhere."""
        work, here = self._work, self._work.here
        place = work.choose_place(here.say("reminder.letters"), "reminders.pdf")
        if place is None:
            return
        if self._unsaved:
            self._write(place)
            return

        def written(found: ReminderLetters) -> None:
            self._batch = ""
            self._unsaved, nobody = found.papers, found.without_address
            also = here.say("reminder.no_address", people=nobody) if nobody else ""
            if found.papers:
                self._write(place, also)
            else:
                self._say(also or here.say("reminder.no_letters"), "caution")
            self._load(0)

        self._batch = self._batch or new_id()
        said = WriteReminders(self._batch)
        work.asking.ask(lambda: work.link.reminders.letters(said), written, self._trouble)

    def _again(self) -> None:
        """The chosen letter and those written together with it: a desk may have died with them unsaved."""
        page, reminders = self._on_screen(), self._work.link.reminders
        if page is None or not page.chosen:
            return
        chosen, title = page.chosen, self._work.here.say("reminder.again")

        def given(found: ReminderLetters) -> None:
            save(self._work, title, "reminders.pdf", lambda: reminders_pdf(found.papers, say_in), self._say)

        self._work.asking.ask(lambda: reminders.letters_again(chosen), given, self._trouble)

    def _write(self, place: Path, also: str = "") -> None:
        def told(text: str, tone: str) -> None:
            self._unsaved = () if tone == "done" else self._unsaved
            self._say(f"{text} {also}".strip(), "caution" if also else tone)

        unsaved, here = self._unsaved, self._work.here
        self._work.asking.ask(
            lambda: reminders_pdf(unsaved, say_in),
            lambda content: write(here, place, content, told),
            self._trouble,
        )
