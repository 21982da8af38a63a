"""The cards of one of the five pages: entries on file, changes reported, and a way to add."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kiosk.changes import Added, Changed, Ended, ReportedChange, Told, in_rows, old_item
from kiosk.registrant import Item
from kiosk.topics import TOLD_ONLY, Topic
from ui import entries
from ui.lobby.forms.asks import Act
from ui.lobby.forms.making import NAME_ENTRY
from ui.lobby.scene import Scene
from ui.lobby.topics import TOPIC_ICONS, topic_name
from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Beside
from ui.widgets.cards import Card, CardWords
from ui.widgets.text import Text

Row: TypeAlias = tuple[ReportedChange, ...]
"""One reported change, or both halves of a move."""

_NUMBERS_HIDDEN = (Topic.PASSPORTS, Topic.LICENSES)


class PageCards(QObject):
    """Makes the rows of a topic; each card's touch is a wish with what it stands for."""

    entry_touched = Signal(object, object)
    """Topic, and the entry; None for the topic itself."""
    change_touched = Signal(object)
    """A row."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene
        self._look = scene.look
        self._shown = scene.visit.record is not None

    def rows(self, topic: Topic) -> list[QWidget]:
        """The topic's name beside its first card, the others below."""
        cards = self._cards(topic)
        label = Text(self._look, topic_name(self._look, topic), Role.STRONG)
        rows: list[QWidget] = [Beside(self._look, label, cards[0])]
        rows += [Beside(self._look, None, card) for card in cards[1:]]
        return rows

    def _cards(self, topic: Topic) -> list[Card]:
        told = self._scene.visit.changes_of(topic)
        rows = [tuple(told[at] for at in places) for places in in_rows(told)]
        cards: list[Card] = []
        for entry in self._entries(topic):
            row = next((one for one in rows if _is_about(one[0], entry, topic)), None)
            if row is not None:
                rows.remove(row)
                cards.append(self._changed_card(row))
            else:
                cards.append(self._entry_card(topic, entry))
        cards += [self._changed_card(row) for row in rows]
        only_one = topic in TOLD_ONLY or topic is Topic.NAME
        if not cards or not only_one:
            cards.append(self._open_card(topic, first=not cards))
        return cards

    def _entries(self, topic: Topic) -> tuple[Item, ...]:
        record = self._scene.visit.record
        if record is None:
            return ()
        return (record.name,) if topic is Topic.NAME else record.entries(topic)

    def _entry_card(self, topic: Topic, entry: Item) -> Card:
        language = self._look.language
        said = CardWords(entries.title(entry, language), entries.under(entry, language))
        card = Card(self._look, said, TOPIC_ICONS[topic], Icon.CHANGED)
        card.clicked.connect(partial(self._touch, topic, entry))
        return card

    def _changed_card(self, row: Row) -> Card:
        card = Card(self._look, change_words(self._look, row), TOPIC_ICONS[row[0].topic], chosen=True)
        card.clicked.connect(partial(self._touch_change, row))
        return card

    def _open_card(self, topic: Topic, *, first: bool) -> Card:
        look = self._look
        if topic in TOLD_ONLY or not self._shown or (first and topic in _NUMBERS_HIDDEN):
            said = CardWords(look.say(f"lobby.open.{topic.value}"))
            card = Card(look, said, TOPIC_ICONS[topic], Icon.CHANGED)
        elif first:
            said = CardWords(look.say("lobby.none_on_file"), mark=look.say("lobby.add_one"))
            card = Card(look, said, TOPIC_ICONS[topic], Icon.ADD)
            card.setAccessibleDescription(look.say(f"lobby.add.{topic.value}"))
        else:
            card = Card(look, CardWords(look.say(f"lobby.add.{topic.value}")), Icon.ADD, slim=True)
        card.clicked.connect(partial(self._touch, topic, None))
        return card

    def _touch(self, topic: Topic, entry: Item | None, checked: bool = False) -> None:
        self.entry_touched.emit(topic, entry)

    def _touch_change(self, row: Row, checked: bool = False) -> None:
        self.change_touched.emit(row)


def act_words(look: Look, topic: Topic, act: Act) -> str:
    """The words of an act for this topic, or its general words."""
    own = f"lobby.act.{topic.value}.{act.value}"
    said = look.say(own)
    return look.say(f"lobby.act.{act.value}") if said == own else said


def change_words(look: Look, row: Row) -> CardWords:
    """A reported change, or a move, as its card says it."""
    mark, new = look.say("lobby.changed"), look.say("lobby.new")
    language = look.language
    match row[-1]:
        case Ended(before=before, ended_on=day):
            return CardWords(entries.title(before, language), look.say("lobby.ended", day=day), mark)
        case Told(text=text):
            return CardWords(text, "", mark)
        case Added(item=now) | Changed(after=now):
            old = old_item(row[0])
            was = look.say("lobby.was", before=entries.title(old, language)) if old else ""
            mark = new if isinstance(row[0], Added) else mark
            return CardWords(entries.title(now, language), was or entries.under(now, language), mark)


def _is_about(change: ReportedChange, entry: Item, topic: Topic) -> bool:
    if isinstance(change, Added | Told):
        return False
    return change.item_id == (NAME_ENTRY if topic is Topic.NAME else entry.item_id)
