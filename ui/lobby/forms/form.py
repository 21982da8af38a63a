"""One change being told: a value that knows its next question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kiosk.changes import ReportedChange
from kiosk.registrant import Item
from kiosk.topics import Topic
from kiosk.words import words
from ui.lobby.forms.asks import Act, Ask, asks_for, fills_in
from ui.lobby.forms.making import made_changes, said_before
from ui.lobby.forms.places import Places
from ui.lobby.forms.reading import Wrong, read


@dataclass(frozen=True, slots=True)
class Form:
    """What a person wants to say and has said so far; the next question is the first without an answer."""

    topic: Topic
    act: Act
    before: Item | None
    phrase: str = ""
    """How the person's screen called this act; it goes before words of their own that say what is over."""
    said: tuple[tuple[str, str], ...] = ()

    def answers(self) -> dict[str, str]:
        """What was said, by the question's name."""
        return dict(self.said)

    def asks(self) -> tuple[Ask, ...]:
        """Every question, as far as the answers decide which."""
        return asks_for(self.topic, self.act, self.answers())

    def next_ask(self) -> Ask | None:
        """The question to be put now; None when all are answered."""
        answered = self.answers()
        return next((ask for ask in self.asks() if ask.name not in answered), None)

    def suggested(self, ask: Ask) -> str:
        """What stands in the field of ``ask`` from the start."""
        if self.before is None or not fills_in(self.topic, self.act):
            return ""
        return said_before(self.before).get(ask.name, "")

    def back(self) -> Form | None:
        """One question back; None when the first is being asked."""
        return replace(self, said=self.said[:-1]) if self.said else None

    def changes(self, places: Places) -> tuple[ReportedChange, ...]:
        """Everything told; every question must be answered."""
        return made_changes(self.topic, self.act, self.before, self.answers(), places, self.phrase)


def answered(form: Form, typed: str, today: dt.date, places: Places) -> Form | Wrong:
    """``form`` with its question answered by ``typed``, or why that cannot be."""
    ask = form.next_ask()
    assert ask is not None
    value = read(ask, typed, today, places)
    if isinstance(value, Wrong):
        return value
    wrong = _out_of_order(ask, value, form.answers())
    return wrong or replace(form, said=(*form.said, (ask.name, value)))


def _out_of_order(ask: Ask, value: str, said: Mapping[str, str]) -> Wrong | None:
    first = {"returns": "leaves", "travel_returns": "departs"}.get(ask.name)
    if first is None or not value or value >= said.get(first, ""):
        return None
    return Wrong(words("lobby.wrong.returns_early", day=dt.date.fromisoformat(said[first])))
