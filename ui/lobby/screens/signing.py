"""Attestation and signature."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.lobby.summary import shown_text
from ui.lobby.wishes import Sign
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Question, SideBySide
from ui.widgets.buttons import secondary
from ui.widgets.pages import Pages
from ui.widgets.signature import SignaturePad
from ui.widgets.text import Text


class SigningScreen(Screen):
    """What is affirmed, and a place for the finger."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look = self.look
        head = Question(look, look.say("lobby.signing.title"), "", Icon.SIGN)
        attest = Text(look, look.say("lobby.signing.attest"))
        self.pad = SignaturePad(look)
        self.pad.changed.connect(self.bars_changed)
        again = secondary(look, look.say("lobby.signing.again"), Icon.ERASE)
        again.clicked.connect(self.pad.wipe)
        blocks: list[QWidget] = [attest, self.pad, SideBySide(look, [again, QWidget()])]
        self.show_body(Pages(look, head, blocks))

    def own_action(self) -> Action:
        """Send, once there is a stroke."""
        return Action(self.look.say("lobby.signing.send"), Icon.CHECK, bool(self.pad.strokes()))

    def do(self) -> None:
        """Signed under exactly the lines of the summary."""
        if self.pad.strokes():
            self.wish(Sign(self.pad.strokes(), shown_text(self.scene.visit, self.look)))

    def kept(self) -> object:
        """The strokes made."""
        return self.pad.strokes()

    def restore(self, kept: object) -> None:
        """Draw them again."""
        if isinstance(kept, tuple):
            self.pad.show_strokes(kept)

    def wipe(self) -> None:
        """No stroke stays."""
        self.pad.wipe()
