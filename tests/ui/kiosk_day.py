"""A visit walked through the real window, with an office at hand that answers every effect at once."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

from kiosk.check_in import Disclosure, Ticket
from kiosk.id_card import IdCard, Unreadable
from kiosk.topics import own_record
from kiosk.visit import Visit, advance
from kiosk.visit import effects as fx
from kiosk.visit import events as ev
from tests.screens.book import settle, visible
from tests.screens.lobby import SQUIGGLE, FewPlaces
from tests.specimens.records import NOW, TODAY, registrant
from tests.ui.hands import buttons, touch, write
from ui.lobby.scene import OfficeDay
from ui.lobby.screens.signing import SigningScreen
from ui.lobby.window import LobbyWindow

PIN = "4071"
CARD = IdCard(
    first="ALEX",
    middle="ROWAN",
    last="QUILL",
    suffix=None,
    birth_date=dt.date(1980, 11, 5),
    id_number="S123456789",
    issued=None,
    expires=None,
    sex=None,
    height_cm=None,
    street=None,
    street2=None,
    city=None,
    state=None,
    postal_code=None,
    country="USA",
    issuer="636030",
    aamva_version=10,
    last_truncated=False,
)


class Walk:
    """Counts touches; typing on the keyboard is counted apart, as PRODUCT's targets count them.

    The window is drawn off screen, unless it is not ``hidden``.
    Without ``shown`` nothing on file may be shown; without ``printer_works`` nothing is printed.
    """

    def __init__(
        self,
        *,
        shown: bool = True,
        printer_works: bool = True,
        office: OfficeDay = OfficeDay(),
        hidden: bool = True,
    ) -> None:
        self.shown, self.printer_works = shown, printer_works
        self.touches = self.typed = 0
        self.effects: list[fx.Effect] = []
        self.now = NOW
        self.visit = Visit()
        seconds = itertools.count()
        self.clock: Callable[[], float] = lambda: next(seconds)
        """Whoever walks here is never so quick that the window takes a touch for one too many."""
        self.window = LobbyWindow(lambda: self.now, FewPlaces(), motion=False, clock=lambda: self.clock())
        self.window.resize(1920, 1080)
        self.window.show_office(office)
        self.window.wished.connect(self.happen)
        if hidden:
            visible(self.window)
        else:
            self.window.show()

    def happen(self, event: ev.Event) -> None:
        """Decide, show, and answer the effects."""
        step = advance(self.visit, event)
        self.visit = step.visit
        self.window.show_visit(step.visit, step.refused)
        for effect in step.effects:
            self.effects.append(effect)
            self._answer(effect)

    def come(self, event: ev.Event) -> Walk:
        """``event`` happens without anybody touching the window, which then draws."""
        self.happen(event)
        settle()
        return self

    def _answer(self, effect: fx.Effect) -> None:
        match effect:
            case fx.FindRegistrant():
                self.happen(ev.LookedUp("lookup-1"))
            case fx.CheckFactor(factor=factor):
                self._check(factor)
            case fx.Submit() | fx.TakeNumber():
                self.happen(ev.Kept(Ticket("A", 14, TODAY), delivered=True))
            case fx.PrintTicket():
                self.happen(ev.Printed(printed=self.printer_works))
            case fx.ForgetEverything():
                self.window.wipe()
            case _:
                pass

    def _check(self, factor: str) -> None:
        if factor != PIN:
            self.happen(ev.FactorRefused())
            return
        record = own_record(registrant()) if self.shown else None
        disclosure = Disclosure.OWN_RECORD if self.shown else Disclosure.BLIND
        self.happen(ev.FactorAccepted(self.now, disclosure, record, 3, None))

    def touch(self, *words: str) -> Walk:
        """Touch what bears each of ``words``, one after the other."""
        for one in words:
            touch(self.window, one)
            self.touches += 1
        return self

    def type(self, text: str) -> Walk:
        """Type on the on-screen keyboard."""
        write(self.window, text)
        self.typed += len(text)
        return self

    def sign(self) -> Walk:
        """A signature on the pad."""
        screen = self.window.screen_shown
        assert isinstance(screen, SigningScreen)
        screen.pad.show_strokes(SQUIGGLE)
        settle()
        return self

    def hold_up(self, card: IdCard | Unreadable = CARD) -> Walk:
        """The camera reads ``card``."""
        return self.come(ev.CardRead(card))

    def open(self) -> Walk:
        """Up to the first page; touches count from there."""
        self.touch("Touch to start", "English").hold_up().type(PIN).touch("Go on")
        self.touches = self.typed = 0
        return self

    def more(self) -> Walk:
        """Touch "More" as long as there is more."""
        while "More" in self.words():
            self.touch("More")
        return self

    def words(self) -> list[str]:
        """What can be touched now, top to bottom."""
        return [one.text() for one in buttons(self.window)]

    def close(self) -> None:
        """The window goes."""
        self.window.close()
        self.window.deleteLater()
        settle()
