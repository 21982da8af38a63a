"""An invented person at the kiosk: shows a card, gives the PIN, says what changed, signs, takes a ticket."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.check_in import Ticket
from kiosk.registrant import Address
from kiosk.visit import states as st
from ui.demo.hands import Hands, NothingCameError
from ui.lobby.lobby import Lobby
from ui.texts import language as language_of

_PAGES_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class Move:
    """A new home, and the day of the move."""

    old: Address
    to: Address
    day: dt.date


class Visitor:
    """Works the lobby's real window, in ``language``."""

    def __init__(self, lobby: Lobby, hands: Hands, language: str = "en") -> None:
        self._lobby, self.hands, self._language = lobby, hands, language_of(language)

    def begin(self) -> None:
        """Touch the first screen and choose the language."""
        self.hands.picture("welcome")
        welcome = language_of(self._lobby.visit.language)
        self.hands.press(welcome.sentences["lobby.welcome.start"])
        self.hands.picture("language")
        self.hands.press(self._language.name)
        self._wait_for(st.Scanning)

    def give_pin(self, pin: str) -> None:
        """Type the PIN, once it is asked for."""
        self._wait_for(st.AskingFactor, 25)
        self.hands.picture("pin")
        asked = self._lobby.visit.screen
        self.hands.type_on_screen(pin)
        self._press("lobby.go_on")
        # Asked again after a wrong one, it is another screen: it counts the tries.
        self.hands.wait(
            lambda: self._lobby.visit.screen not in (asked, st.CheckingFactor(getattr(asked, "wrong", 0))),
            "an answer",
        )

    def report(self, move: Move) -> None:
        """On the first page: touch the old home and tell the move, one question at a time."""
        hands = self.hands
        hands.picture("where-i-live")
        hands.press(move.old.first_line(), whole=False)
        hands.picture("what-changed")
        self._press("lobby.act.residences.change")
        self._press("lobby.ask.residence_kind_home")
        self._answer(move.to.number)
        hands.picture("house-number")
        self._go_on()
        self._answer_and_go_on(move.to.street)
        if move.to.unit:
            self._answer_and_go_on(move.to.unit)
        else:
            self._press("lobby.ask.unit_none")
            if hands.button(self._words("lobby.go_on")) is not None:
                self._go_on()
        self._answer_and_go_on(move.to.zip_code)
        hands.picture("city")
        hands.press(move.to.city)
        if hands.button(self._words("lobby.go_on")) is not None:
            self._go_on()
        self._answer(f"{move.day:%m%d%Y}")
        hands.picture("since")
        self._go_on()
        hands.picture("read-back")
        self._press("lobby.read_back.right")

    def go_through_pages(self) -> None:
        """Every page to its end: nothing else has changed."""
        ways = (
            "widgets.pages.more",
            "lobby.asking.all_correct",
            "lobby.asking.rest_correct",
            "lobby.asking.no_changes",
        )
        for _ in range(_PAGES_AT_MOST):
            if not isinstance(self._lobby.visit.screen, st.AskingPage):
                return
            self._press_one_of(ways)
        raise NothingCameError("the pages have no end")

    def confirm_and_sign(self) -> Ticket:
        """Read the summary to its end, sign, and wait for the number."""
        hands = self.hands
        hands.picture("summary")
        for _ in range(_PAGES_AT_MOST):
            if not isinstance(self._lobby.visit.screen, st.Summarising):
                break
            self._press_one_of(("widgets.pages.more", "lobby.summary.right"))
        self._wait_for(st.Signing)
        hands.rest(300)
        hands.sign()
        hands.picture("signature")
        self._press("lobby.signing.send")
        self._wait_for(st.Finished, 40)
        hands.picture("ticket-number")
        screen = self._lobby.visit.screen
        assert isinstance(screen, st.Finished)
        return screen.ticket

    def leave(self) -> None:
        """Say that the visit is over."""
        for _ in range(_PAGES_AT_MOST):
            if isinstance(self._lobby.visit.screen, st.Welcome):
                return
            self._press_one_of(("widgets.pages.more", "lobby.done"))
        raise NothingCameError("the last screen has no end")

    def _answer(self, text: str) -> None:
        self.hands.rest(300)
        self.hands.type_on_screen(text)

    def _answer_and_go_on(self, text: str) -> None:
        self._answer(text)
        self._go_on()

    def _go_on(self) -> None:
        self._press("lobby.go_on")

    def _words(self, key: str) -> str:
        return self._language.sentences[key]

    def _press(self, key: str) -> None:
        said, hands = self._words(key), self.hands
        hands.wait(lambda: self._lobby.window.hears and hands.button(said) is not None, f"“{said}”")
        hands.press(said)

    def _press_one_of(self, keys: Sequence[str]) -> None:
        hands = self.hands
        found = hands.wait(
            lambda: next((key for key in keys if hands.button(self._words(key)) is not None), None),
            "a way on",
        )
        self._press(found)

    def _wait_for(self, screen: type[object], within_s: float = 15.0) -> None:
        self.hands.wait(lambda: isinstance(self._lobby.visit.screen, screen), screen.__name__, within_s)
