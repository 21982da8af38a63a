"""One change told question by question, then read back slowly before it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kiosk.registrant import Address, Item
from ui import entries
from ui.lobby.forms.asks import BEGINS, Act, Ask, Way
from ui.lobby.forms.form import Form, answered
from ui.lobby.forms.making import address_in, address_of
from ui.lobby.forms.reading import Wrong, shown_phone
from ui.lobby.scene import Scene
from ui.lobby.screens.asking_once import ask_page
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Notice, Question
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages
from ui.widgets.read_back import ReadBack
from ui.widgets.typing_page import TypingPage


@dataclass(frozen=True)
class _Begun:
    form: Form
    typed: str


class Telling(QObject):
    """Shows the form's next question through ``show_wanted``; ``told`` emits a tuple of changes."""

    show_wanted = Signal(QWidget, bool)
    """A page to show, and whether it lies before the one shown."""
    changed = Signal()
    entered = Signal()
    """Enter on a real keyboard."""
    told = Signal(object)

    def __init__(self, scene: Scene, form: Form | None) -> None:
        super().__init__()
        self._scene = scene
        self._form = form
        self._page: QWidget | None = None

    def begin(self) -> None:
        """Show the first question."""
        self._show()

    def action(self) -> Action | None:
        """What the one action does now."""
        look = self._scene.look
        if isinstance(self._page, TypingPage):
            ask = self._ask()
            empty = not self._page.text.strip()
            return Action(look.say("lobby.go_on"), Icon.ARROW_RIGHT, not empty or bool(ask and ask.optional))
        if isinstance(self._page, ChoicePage):
            return None
        return Action(look.say("lobby.read_back.right"), Icon.CHECK)

    def go_on(self) -> None:
        """Take what stands in the field; or the change, once read back."""
        if isinstance(self._page, TypingPage):
            self._answer(self._page.text)
        elif self._form is not None and self._form.next_ask() is None:
            self.told.emit(self._form.changes(self._scene.places))

    def back(self) -> bool:
        """One question back; False when the first is shown."""
        before = self._form.back() if self._form is not None else None
        if before is None or self._form is None:
            return False
        last = self._form.said[-1][1]
        self._form = before
        self._show(last, back=True)
        return True

    def kept(self) -> object:
        """The form and what stands in the field."""
        typed = self._page.text if isinstance(self._page, TypingPage) else ""
        return _Begun(self._form, typed) if self._form is not None else None

    def restore(self, kept: object) -> None:
        """Go on with a form."""
        if isinstance(kept, _Begun):
            self._form = kept.form
            self._show(kept.typed)

    def wipe(self) -> None:
        """Forget it."""
        if isinstance(self._page, TypingPage):
            self._page.field.wipe()
        self._form = None

    def _ask(self) -> Ask | None:
        return self._form.next_ask() if self._form is not None else None

    def _answer(self, typed: str) -> None:
        assert self._form is not None
        form = answered(self._form, typed, self._scene.today, self._scene.places)
        if isinstance(form, Wrong):
            if isinstance(self._page, TypingPage):
                self._page.note(self._scene.look.say(form.why), wrong=True)
            return
        self._form = form
        self._show()

    def _show(self, typed: str | None = None, *, back: bool = False) -> None:
        assert self._form is not None
        ask = self._form.next_ask()
        if ask is None:
            self._page = self._read_back(self._form)
        elif ask.way is Way.CHOICE:
            self._page = self._choices(ask, self._form)
        else:
            self._page = self._typing(ask, self._form, typed)
        self.show_wanted.emit(self._page, back)

    def _typing(self, ask: Ask, form: Form, typed: str | None) -> TypingPage:
        value = form.suggested(ask) if typed is None else typed
        page = ask_page(self._scene, ask, value, form.answers())
        page.changed.connect(self.changed)
        page.entered.connect(self.entered)
        page.chosen.connect(self._answer)
        return page

    def _choices(self, ask: Ask, form: Form) -> ChoicePage:
        look = self._scene.look
        key = f"lobby.ask.{ask.name}_help"
        help_text = look.say(key)
        head = Question(look, look.say(f"lobby.ask.{ask.name}"), "" if help_text == key else help_text)
        choices = [
            Choice(value, CardWords(look.say(f"lobby.ask.{ask.name}_{value}")), _CHOICE_ICONS.get(value))
            for value in ask.choices
        ]
        page = ChoicePage(look, head, choices, chosen=form.suggested(ask))
        page.chosen.connect(self._answer)
        return page

    def _read_back(self, form: Form) -> Pages:
        look = self._scene.look
        said = form.answers()
        rows: list[tuple[str, tuple[str, ...]]] = []
        rows += [(label, (value,)) for label, value in self._rows(form, said)]
        if "zip_code" in said:
            address = address_of(said, self._scene.places)
            rows.insert(
                1 if form.before is not None else 0, (look.say("lobby.read_back.address"), _slowly(address))
            )
        blocks = [*self._seen_before(form, said), *(ReadBack(look, label, lines) for label, lines in rows)]
        ending = form.act is Act.END
        title = look.say("lobby.read_back.end_title" if ending else "lobby.read_back.title")
        help_text = "" if ending else look.say("lobby.read_back.help")
        return Pages(look, Question(look, title, help_text, Icon.SEARCH), blocks)

    def _seen_before(self, form: Form, said: dict[str, str]) -> list[QWidget]:
        """That this place, or one much like it, is on file: said, never decided."""
        if "zip_code" not in said or self._scene.visit.record is None:
            return []
        look, places = self._scene.look, self._scene.places
        new = address_of(said, places)
        known = (address_in(entry) for entry in self._scene.visit.record.entries(form.topic))
        found = {places.likeness(new, old).value for old in known if old is not None}
        for likeness, words in (("same", "same"), ("looks_similar", "similar")):
            if likeness in found:
                title, text = (look.say(f"lobby.read_back.{words}{part}") for part in ("", "_help"))
                return [Notice(look, title, text, Icon.CAUTION, "caution")]
        return []

    def _rows(self, form: Form, said: dict[str, str]) -> list[tuple[str, str]]:
        look = self._scene.look
        rows = []
        if form.before is not None:
            rows.append((look.say("lobby.read_back.was"), _line(form.before, self._scene)))
        for ask in form.asks():
            value = said[ask.name]
            unsaid = not value and ask is not BEGINS
            if unsaid or ask.name in ("number", "street", "unit", "zip_code", "city"):
                continue
            rows.append((look.say(f"lobby.label.{ask.name}"), shown_answer(self._scene, ask, value)))
        return rows


_CHOICE_ICONS = {
    "home": Icon.HOME,
    "other": Icon.BED,
    "temporary": Icon.CALENDAR,
    "no_fixed_place": Icon.NO_FIXED_PLACE,
    "paid": Icon.WORK,
    "volunteer": Icon.PEOPLE,
    "intern": Icon.SCHOOL,
    "passport": Icon.PASSPORT,
    "immigration": Icon.DOCUMENT,
}


def shown_answer(scene: Scene, ask: Ask, value: str) -> str:
    """An answer as a person reads it."""
    if not value:
        return scene.look.say(f"lobby.ask.{ask.name}_none")
    match ask.way:
        case Way.DATE | Way.PAST | Way.FUTURE:
            return scene.look.language.say_date(dt.date.fromisoformat(value))
        case Way.CHOICE:
            return scene.look.say(f"lobby.ask.{ask.name}_{value}")
        case Way.PHONE:
            return shown_phone(value)
        case _:
            return value


def _line(item: Item, scene: Scene) -> str:
    return entries.line(item, scene.look.language)


def _slowly(address: Address) -> tuple[str, ...]:
    """The address with its figures set apart, as it is read aloud."""
    first = " ".join(part for part in (_apart(address.number), address.street) if part)
    unit = (address.unit,) if address.unit else ()
    last = f"{address.city}, {address.state}"
    return (first, *unit, last, _apart(address.zip_code))


def _apart(text: str) -> str:
    return " ".join(text) + "  " if any(letter.isdecimal() for letter in text) else text
