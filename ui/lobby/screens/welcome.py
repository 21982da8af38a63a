"""The first screen: a lobby queue for everybody; using it says nothing about a person."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.words import Words
from ui.lobby.scene import OfficeDay
from ui.lobby.screens.base import BareScreen
from ui.style.fonts import Role
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Notice, Question, SideBySide, Titled
from ui.widgets.board import CalledNumbers
from ui.widgets.cards import Card, CardWords
from ui.widgets.pages import Pages
from ui.widgets.text import Text
from ui.widgets.tile import Tile

_SERVICE_ICONS = {
    "permits": Icon.LICENSE,
    "reports": Icon.REPORTS,
    "fingerprints": Icon.FINGERPRINT,
    "records": Icon.RECORDS,
}


class WelcomeScreen(BareScreen):
    """Touch to begin; the numbers called beside it."""

    back_leads_on = False

    def __init__(self, look: Look, office: OfficeDay) -> None:
        super().__init__(look)
        head = _head(look, office)
        said = CardWords(look.say("lobby.welcome.start"), look.say("lobby.welcome.start_also"))
        start = Tile(look, said, Icon.CARD)
        start.clicked.connect(self._start)
        things: list[QWidget] = [start]
        calls = office.calls[:3]
        shown = [(call.ticket, look.say("lobby.welcome.window", window=call.window)) for call in calls]
        if shown or office.waiting:
            waiting = look.say("lobby.welcome.waiting", count=office.waiting)
            things.append(CalledNumbers(look, look.say("lobby.welcome.now_calling"), shown, waiting))
        least = look.shape.content_width * 2 // 5
        blocks: list[QWidget] = [SideBySide(look, things, least=least, grows=True)]
        if office.services and office.open_now:
            blocks.append(self._services(office.services))
        for notice in office.notices:
            text = look.say(notice) if isinstance(notice, Words) else notice
            blocks.append(Notice(look, "", text, Icon.INFO, "chosen"))
        self.show_body(Pages(look, head, blocks))

    def _services(self, services: tuple[str, ...]) -> QWidget:
        """Numbers for everything else, so that standing here says nothing about a person."""
        from ui.services import service_said  # not before the station has told of any

        look = self.look
        other = look.say("lobby.welcome.take_number")
        cards: list[QWidget] = []
        for service in services:
            said = CardWords(service_said(service, look.language))
            card = Card(look, said, _SERVICE_ICONS.get(service, Icon.SERVICES), slim=True)
            card.setAccessibleDescription(other)
            card.clicked.connect(partial(self._take_number, service))
            cards.append(card)
        below = SideBySide(look, cards, least=look.shape.content_width // 5)
        return Titled(look, Text(look, other, Role.STRONG), below)

    def _take_number(self, service: str, checked: bool = False) -> None:
        from kiosk.visit.events import ServiceWanted

        self.wish(ServiceWanted(service))

    def _start(self) -> None:
        from kiosk.visit.events import Started  # the first screen of all is drawn before there are visits

        self.wish(Started())


def _head(look: Look, office: OfficeDay) -> Question:
    """What is said before the start: the welcome, or that the office is closed and what that means."""
    if office.open_now:
        return Question(look, look.say("lobby.welcome.title"), look.say("lobby.welcome.help"))
    opens = office.opens_at
    when = look.say("lobby.welcome.opens", at=opens) if opens else look.say("lobby.welcome.opens_unknown")
    if office.holiday is not None:
        when = f"{look.say('lobby.welcome.holiday', name=office.holiday)} {when}"
    return Question(look, look.say("lobby.welcome.closed"), when, Icon.CLOSED)
