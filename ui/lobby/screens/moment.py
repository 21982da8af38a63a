"""A moment's wait: what is being done, in one line."""

from __future__ import annotations

from kiosk.visit.states import Submitting
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.blocks import Question
from ui.widgets.pages import Pages


class MomentScreen(Screen):
    """Nothing to touch and nothing that moves; ``name`` picks the words ``lobby.NAME``."""

    back_leads_on = False
    name = ""
    icon = Icon.CLOCK

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        title, help_text = (self.look.say(f"lobby.{self.name}.{part}") for part in ("title", "help"))
        self.show_body(Pages(self.look, Question(self.look, title, help_text, self.icon), []))


class LookingUpScreen(MomentScreen):
    """The station is asked."""

    name, icon = "looking_up", Icon.SEARCH


class CheckingFactorScreen(MomentScreen):
    """The second factor is checked."""

    name, icon = "checking_factor", Icon.LOCK


class SubmittingScreen(MomentScreen):
    """The check-in is being kept."""

    name, icon = "submitting", Icon.DELIVERY

    def __init__(self, scene: Scene) -> None:
        if isinstance(scene.visit.screen, Submitting) and scene.visit.screen.service:
            self.name = "taking"
        super().__init__(scene)


class PrintingScreen(MomentScreen):
    """The ticket is being printed."""

    name, icon = "printing", Icon.PRINTER
