"""A moment's wait: what is being done, in one line."""

from __future__ import annotations

from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.blocks import Question
from ui.widgets.pages import Pages


class MomentScreen(Screen):
    """Nothing to touch and nothing that moves; ``name`` picks the words ``lobby.NAME``."""

    back_leads_on = False

    def __init__(self, scene: Scene, name: str, icon: Icon) -> None:
        super().__init__(scene)
        title, help_text = self.look.say(f"lobby.{name}.title"), self.look.say(f"lobby.{name}.help")
        self.show_body(Pages(self.look, Question(self.look, title, help_text, icon), []))
