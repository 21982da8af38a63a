"""This kiosk cannot be used: what to do instead, and the reason for staff."""

from __future__ import annotations

from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.blocks import Notice, Question
from ui.widgets.pages import Pages


class OutOfOrderScreen(Screen):
    """Sends people to the desk; goes away by itself when the trouble does."""

    back_leads_on = False

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look, why = self.look, scene.office.out_of_order
        assert why is not None
        head = Question(
            look, look.say("lobby.out_of_order.title"), look.say("lobby.out_of_order.help"), Icon.STOP
        )
        staff = Notice(look, look.say("lobby.out_of_order.staff"), look.say(why), Icon.SETTINGS, "caution")
        self.show_body(Pages(look, head, [staff]))
