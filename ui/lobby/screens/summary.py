"""The summary: every topic with its answer, was beside now, before anything is signed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from kiosk.topics import Topic
from kiosk.visit.events import SummaryConfirmed, TopicRevisited
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.lobby.screens.notices import mending
from ui.lobby.summary import summary_lines
from ui.lobby.topics import TOPIC_ICONS
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Question
from ui.widgets.pages import Pages
from ui.widgets.was_now import WasNow, WasNowHead


class SummaryScreen(Screen):
    """Touch a line to go back to it; nothing is lost by that."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look = self.look
        head = Question(look, look.say("lobby.summary.title"), look.say("lobby.summary.help"), Icon.DOCUMENT)
        columns = WasNowHead(look, look.say("lobby.summary.on_file"), look.say("lobby.summary.you_said"))
        rows: list[QWidget] = [*mending(scene), columns]
        columns.lead = look.shape.gap if scene.visit.mend else 0
        for topic, line in summary_lines(scene.visit, look):
            row = WasNow(look, line, TOPIC_ICONS[topic])
            row.clicked.connect(partial(self._touched, topic))
            rows.append(row)
        self.show_body(Pages(look, head, rows, gap=look.shape.tight))

    def own_action(self) -> Action:
        """Only at its end: nobody signs what they did not see."""
        return Action(self.look.say("lobby.summary.right"), Icon.ARROW_RIGHT)

    def do(self) -> None:
        """Read to its end, and right."""
        self.wish(SummaryConfirmed())

    def _touched(self, topic: Topic, checked: bool = False) -> None:
        self.wish(TopicRevisited(topic))
