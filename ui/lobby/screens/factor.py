"""The second factor: the PIN set with the officer, or the last four of the SSN; never shown."""

from __future__ import annotations

from kiosk.visit.events import FactorGiven
from kiosk.visit.states import AskingFactor
from sync.kiosk_wire import FactorKind
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.key_layouts import Keys
from ui.widgets.typing_page import Typing, TypingPage

_LONGEST = {FactorKind.PIN: 8, FactorKind.SSN4: 4}
_SHORTEST = 4


class FactorScreen(Screen):
    """Figures behind dots; one sentence after a wrong try, the same for everybody."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look, kind = self.look, scene.office.factor or FactorKind.PIN
        wrong = scene.visit.screen.wrong if isinstance(scene.visit.screen, AskingFactor) else 0
        self._page = TypingPage(
            look,
            Typing(
                look.say(f"lobby.factor.{kind.value}.title"),
                look.say(f"lobby.factor.{kind.value}.help"),
                Keys.NUMBERS,
                masked=True,
                longest=_LONGEST[kind],
                shape=lambda text: "".join(figure for figure in text if figure.isdecimal()),
            ),
        )
        self._page.changed.connect(self.bars_changed)
        self._page.entered.connect(self.act_wanted)
        if wrong:
            self._page.note(look.say("lobby.factor.wrong"), wrong=True)
        self.show_body(self._page)

    def own_action(self) -> Action:
        """Go on, once enough figures stand there."""
        ready = len(self._page.text) >= _SHORTEST
        return Action(self.look.say("lobby.go_on"), Icon.ARROW_RIGHT, ready)

    def do(self) -> None:
        """Give the figures away and forget them here."""
        if len(self._page.text) >= _SHORTEST:
            factor = self._page.text
            self.wipe()
            self.wish(FactorGiven(factor))

    def kept(self) -> object:
        """The figures typed so far."""
        return self._page.text

    def restore(self, kept: object) -> None:
        """Stand them there again."""
        if isinstance(kept, str):
            self._page.field.setText(kept)

    def wipe(self) -> None:
        """No figure stays."""
        self._page.field.wipe()
