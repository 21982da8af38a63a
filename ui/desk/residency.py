"""How near somebody lives to schools and child care: the advice, a drawn map, and notices to relocate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from kiosk.law.residency import Asked
from kiosk.words import Words, words
from sync.station.residency_wire import (
    EndNotice,
    Manner,
    Notice,
    NoticeEnd,
    Openings,
    ResidenceAdvice,
    ResidencyView,
    ServeNotice,
    Verdict,
)
from ui.desk.choice import Choice
from ui.desk.correcting import day_typed
from ui.desk.here import Here
from ui.desk.map_picture import map_picture
from ui.desk.parts import Part, clear, column, field, holding, label, line, mark_wrong, rule, scrolling
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

_WORTH_A_LINE = frozenset({Verdict.WITHIN, Verdict.AT_THE_LINE, Verdict.POSSIBLE})
_PLACES_SHOWN = 5


def worth_saying(here: Here, view: ResidencyView) -> list[str]:
    """What belongs on the review page itself: homes that may be near a place, and notices that run."""
    said = [
        here.say("homes.line", address=one.address, verdict=_verdict(one))
        for one in view.residences
        if one.asked is not Asked.NOT_ASKED and one.verdict in _WORTH_A_LINE
    ]
    return said + [notice_said(here, one) for one in view.notices if one.ended is None]


def notice_said(here: Here, notice: Notice) -> str:
    """A notice in one sentence, with its clock or its end."""
    manner = words(f"homes.manner.{notice.manner.value}")
    if notice.ended is not None and notice.ended_on is not None:
        how, day = words(f"homes.end.{notice.ended.value}"), notice.ended_on
        return here.say("homes.was_ended", served=notice.served_on, day=day, how=how, note=notice.note)
    key = "homes.runs" if notice.days_left >= 0 else "homes.is_over"
    return here.say(
        words(
            key,
            served=notice.served_on,
            manner=manner,
            officer=notice.served_by,
            due=notice.due,
            left=abs(notice.days_left),
            section=notice.section,
        )
    )


class ResidencyDialog(QDialog):
    """Draws one ``ResidencyView``; whatever follows from it is decided by people."""

    notice_served = Signal(object)
    """A ``ServeNotice`` without its id."""
    paper_wanted = Signal(str)
    """The address that the paper of a notice is to be about."""
    opening_asked = Signal(object)
    """The day on which a school opened."""
    notice_ended = Signal(str, object)
    """A notice's id and an ``EndNotice``."""

    def __init__(self, here: Here, view: ResidencyView, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("residency")
        self.setWindowTitle(here.say("homes.title", name=view.name))
        self._here, self._view, self._today = here, view, today
        look, say = here.look, here.say
        self._which = Choice(look, "residency.which", say("homes.which"))
        self._which.addItems([_home_said(here, one) for one in view.residences])
        self._which.currentIndexChanged.connect(lambda _place: self._show_home())
        self._map = QLabel()
        self._map.setObjectName("residency.map")
        self._map.setAccessibleName(say("homes.map"))
        self._told = column(look, gap=look.shape.tight)
        self._served = column(look, gap=look.shape.tight)
        self._said = Said(look, "residency.said")
        left = column(look, self._map, label(say("homes.key"), "caption"), None)
        parts = (self._told, rule(), self._served, self._said, self._form(), None)
        right = column(look, *parts, gap=look.shape.tight * 2)
        sheet = scrolling(holding(right), "residency.sheet")
        both = line(look, left, sheet, gap=look.shape.loose)
        both.setStretch(1, 1)
        close = Verb(look, say("homes.close"), "residency.close", self.reject, key="Esc", role="primary")
        self.setMinimumWidth(2 * look.shape.form + look.shape.aside)
        rows: list[Part] = [
            label(say("homes.title", name=view.name), "heading"),
            label(say("homes.advice_only"), "caption"),
            self._which,
            both,
            line(look, None, close),
        ]
        self.setLayout(column(look, *rows, margin=look.shape.margin, gap=look.shape.tight * 2))
        self.show_notices(view.notices)
        self._show_home()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Draw the notices; one that runs can be ended."""
        here = self._here
        clear(self._served)
        for one in notices:
            self._served.addWidget(label(notice_said(here, one), name="residency.notice"))
        running = next((one for one in notices if one.ended is None), None)
        self._running = running
        for part in self._enders:
            part.setVisible(running is not None)
        self._note.clear()

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)

    def _form(self) -> QVBoxLayout:
        look, say = self._here.look, self._here.say
        day = say("homes.served_on")
        self._day = field("residency.day", day, day)
        self._day.setText(f"{self._today:%m/%d/%Y}")
        self._manner = Choice(look, "residency.manner", say("homes.how"), say("homes.how"))
        self._manner.addItems([say(words(f"homes.manner.{one.value}")) for one in Manner])
        self._manner.setCurrentIndex(-1)
        serve = Verb(
            look, say("homes.serve"), "residency.serve", self._ask_serve, key="Ctrl+S", icon=Icon.DOCUMENT
        )
        self._how = Choice(look, "residency.end", say("homes.ended"), say("homes.ended"))
        self._how.addItems([say(words(f"homes.end.{one.value}")) for one in NoticeEnd])
        self._how.setCurrentIndex(-1)
        note = say("homes.note")
        self._note = field("residency.note", note, note)
        end = Verb(look, say("homes.end_it"), "residency.end_it", self._ask_end, key="Ctrl+E")
        self._enders: tuple[QWidget, ...] = (self._how, self._note, end)
        paper = Verb(
            look, say("homes.paper"), "residency.paper", self._ask_paper, key="Ctrl+P", icon=Icon.PRINTER
        )
        opened = say("homes.opened")
        self._opened = field("residency.opened", opened, say("homes.day_form"))
        asks = Verb(look, say("homes.opening"), "residency.opening", self._ask_opening, key="Ctrl+O")
        opening = line(look, label(opened), self._opened, asks, None, gap=look.shape.tight * 2)
        serving = line(look, self._day, self._manner, serve, None, gap=look.shape.tight * 2)
        ending = line(look, self._how, self._note, end, gap=look.shape.tight * 2)
        ending.setStretch(1, 1)
        return column(look, line(look, paper, None), serving, ending, opening, gap=look.shape.tight * 2)

    def _home(self) -> ResidenceAdvice | None:
        place = self._which.currentIndex()
        return self._view.residences[place] if 0 <= place < len(self._view.residences) else None

    def _show_home(self) -> None:
        here, home = self._here, self._home()
        clear(self._told)
        drawn = (
            map_picture(here.look, home.drawn, self._view.feet, here.look.shape.aside)
            if home is not None
            else None
        )
        self._map.setVisible(drawn is not None)
        if drawn is not None:
            self._map.setPixmap(QPixmap.fromImage(drawn))
        texts = _home_told(here, home) if home is not None else [here.say("homes.no_home")]
        later = [here.say(self._view.opens_later)] if home is not None else []
        for place, text in enumerate([*texts, *later, *_layers_told(here, self._view, self._today)]):
            name = "residency.verdict" if place == 0 else ""
            self._told.addWidget(label(text, "strong" if place == 0 else "", name=name))

    def _ask_paper(self) -> None:
        if (home := self._home()) is not None:
            self.paper_wanted.emit(home.address)

    def _ask_opening(self) -> None:
        day = day_typed(self._opened.text())
        mark_wrong(self._opened, wrong=day is None)
        if day is None:
            self._opened.setFocus()
        else:
            self.opening_asked.emit(day)

    def _ask_serve(self) -> None:
        day, place, home = day_typed(self._day.text()), self._manner.currentIndex(), self._home()
        mark_wrong(self._day, wrong=day is None)
        if day is None:
            self._day.setFocus()
        elif place < 0:
            self._manner.setFocus()
        elif home is not None:
            self.notice_served.emit((home.address, day, tuple(Manner)[place]))

    def _ask_end(self) -> None:
        note, place = self._note.text().strip(), self._how.currentIndex()
        mark_wrong(self._note, wrong=not note)
        if place < 0:
            self._how.setFocus()
        elif not note:
            self._note.setFocus()
        elif self._running is not None:
            self.notice_ended.emit(self._running.notice_id, EndNotice(tuple(NoticeEnd)[place], note))


def asked_of(notice_id: str, said: tuple[str, dt.date, Manner]) -> ServeNotice:
    """The question, under the id that the desk has drawn for it."""
    address, day, manner = said
    return ServeNotice(notice_id, address, day, manner)


def openings_said(here: Here, found: Openings) -> str:
    """What follows for each home of a school that opened, a line each."""
    lines = (here.say("homes.line", address=one.address, verdict=one.said) for one in found.homes)
    return "\n".join(lines) or here.say("homes.no_home")


def _verdict(home: ResidenceAdvice) -> Words:
    return words(f"supervisor.residency.verdict.{home.verdict.value}")


def _home_said(here: Here, home: ResidenceAdvice) -> str:
    return here.say("homes.reported", address=home.address) if home.reported else home.address


def _home_told(here: Here, home: ResidenceAdvice) -> list[str]:
    told = [here.say(f"supervisor.residency.verdict.{home.verdict.value}"), here.say(home.reason)]
    if home.needs:
        needs = ", ".join(here.say(words(f"law.fact.{name}")) for name in home.needs)
        told.append(here.say("homes.needs", needs=needs))
    for place in home.places[:_PLACES_SHOWN]:
        near = words(f"supervisor.residency.near.{place.nearness.value}", feet=place.feet)
        kind = words(f"homes.kind.{place.kind.value}")
        told.append(here.say("homes.place", name=place.name, kind=kind, near=near))
    if len(home.places) > _PLACES_SHOWN:
        told.append(here.say("homes.more", more=len(home.places) - _PLACES_SHOWN))
    return [*told, here.say("homes.not_known")]


def _layers_told(here: Here, view: ResidencyView, today: dt.date) -> list[str]:
    ages = ", ".join(
        here.say("homes.layer", name=one.name, days=(today - one.as_of).days) for one in view.layers
    )
    return [here.say("homes.layers", layers=ages)] if ages else []
