"""The ends of a visit: the ticket, one already held, and the way to the desk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.check_in import Ticket
from kiosk.visit.events import ReprintWanted, WalkedAway
from kiosk.visit.states import AlreadyWaiting, Finished, SeeDesk
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.services import service_said
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.bars import Action
from ui.widgets.blocks import Notice, Question, SideBySide
from ui.widgets.buttons import secondary
from ui.widgets.pages import Pages
from ui.widgets.ticket_number import TicketNumber


class EndScreen(Screen):
    """The one action ends the visit; the screen is wiped then."""

    back_leads_on = False

    def own_action(self) -> Action:
        """Done here."""
        return Action(self.look.say("lobby.done"), Icon.CHECK)

    def do(self) -> None:
        """The person is done before this screen."""
        self.wish(WalkedAway())

    def reprint(self, words: str) -> QWidget:
        """A button to have the ticket printed again."""
        button = secondary(self.look, self.look.say(words), Icon.PRINTER)
        button.clicked.connect(lambda: self.wish(ReprintWanted()))
        return SideBySide(self.look, [button, QWidget()])


class FinishedScreen(EndScreen):
    """The number fills the screen; under it: you are not done."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look, screen = self.look, scene.visit.screen
        assert isinstance(screen, Finished)
        notices = [_next(scene, screen)] if screen.service else [_not_done(look), _next(scene, screen)]
        if scene.place is not None and scene.place.called_to:
            notices.reverse()  # where to go comes first
        number = _number(look, screen.ticket, "lobby.finished.your_number")
        blocks: list[QWidget] = [number, *notices]
        if screen.service:
            said = look.say("lobby.finished.service", service=service_said(screen.service, look.language))
            blocks.insert(1, Notice(look, "", said, Icon.SERVICES, "chosen"))
        if not screen.printed:
            blocks.append(self.reprint("lobby.finished.print_again"))
        self.show_body(Pages(look, None, blocks))


class AlreadyWaitingScreen(EndScreen):
    """Said only after the second factor."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look, screen = self.look, scene.visit.screen
        assert isinstance(screen, AlreadyWaiting)
        head = Question(look, look.say("lobby.already.title"), look.say("lobby.already.help"), Icon.CLOCK)
        number = _number(look, screen.ticket, "lobby.finished.your_number")
        self.show_body(Pages(look, head, [number, self.reprint("lobby.already.print")]))


class SeeDeskScreen(EndScreen):
    """A person will help: the same words for unknown, barred and wrong second factor."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look, screen = self.look, scene.visit.screen
        assert isinstance(screen, SeeDesk)
        key = f"lobby.see_desk.{screen.why.value}"
        head = Question(look, look.say("lobby.see_desk.title"), look.say(key), Icon.OFFICER)
        stay = Notice(look, "", look.say("lobby.see_desk.next"), Icon.INFO, "chosen")
        self.show_body(Pages(look, head, [stay]))


def _number(look: Look, ticket: Ticket, words: str) -> TicketNumber:
    return TicketNumber(look, look.say(words), ticket.number())


def _not_done(look: Look) -> Notice:
    return Notice(look, look.say("paper.ticket.not_done"), look.say("paper.ticket.please_stay"), Icon.CAUTION)


def _next(scene: Scene, screen: Finished) -> Notice:
    look, place, why = scene.look, scene.place, ""
    if place is not None and place.called_to:
        where = look.say("lobby.welcome.window", window=place.called_to)
        return Notice(look, where, look.say("lobby.finished.called"), Icon.OFFICER, "chosen")
    if not screen.printed:
        title, text, icon = "lobby.finished.not_printed", "lobby.finished.remember", Icon.PRINTER
        if screen.why is not None:
            why = look.say(screen.why)
    elif not screen.delivered:
        title, text, icon = "lobby.finished.offline", "paper.ticket.offline", Icon.NO_NETWORK
    else:
        taken = "take_number" if screen.service else "take_slip"
        title, text, icon = f"lobby.finished.{taken}", "paper.ticket.we_call", Icon.TICKET
    said = " ".join(part for part in (why, look.say(text)) if part)
    if place is not None and place.place is not None:
        # Nobody is before the first: no number of minutes says it better.
        where = "next" if place.place == 1 else "place"
        said = f"{said} {look.say(f'lobby.finished.{where}', place=place.place)}"
        if place.place > 1 and place.wait_minutes:
            said = f"{said} {look.say('lobby.finished.wait', minutes=place.wait_minutes)}"
        if place.appointment is not None:
            said = f"{said} {look.say('lobby.finished.appointment', at=place.appointment.time())}"
    return Notice(look, look.say(title), said, icon, "chosen")
