"""No card: the person types who they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.check_in import Claim
from kiosk.visit.events import ClaimMade
from ui.lobby.forms.asks import Ask, Way
from ui.lobby.forms.reading import Wrong, read, spelled_date
from ui.lobby.scene import Scene
from ui.lobby.screens.asking_once import ask_page
from ui.lobby.screens.base import Screen
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Question
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.typing_page import TypingPage

_NUMBER = (Ask("registration_number", Way.CAPITALS, longest=24),)
_NAME = (
    Ask("claim_first", Way.WORDS, longest=40),
    Ask("claim_last", Way.WORDS, longest=60),
    Ask("birth_date", Way.PAST),
)


@dataclass(frozen=True)
class _Begun:
    asks: tuple[Ask, ...] = ()
    said: tuple[str, ...] = ()
    typed: str = ""


class ClaimingScreen(Screen):
    """By number, or by name and birth date; one question at a time."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._begun = _Begun()
        self._draw()

    def _draw(self, *, back: bool = False) -> None:
        begun = self._begun
        if not begun.asks:
            self.show_body(self._choice(), back=back)
            return
        ask = begun.asks[len(begun.said)]
        page = ask_page(self.scene, ask, begun.typed)
        page.changed.connect(self.bars_changed)
        page.entered.connect(self.act_wanted)
        page.chosen.connect(self._give)
        self.show_body(page, back=back)

    def _choice(self) -> ChoicePage:
        look = self.look
        head = Question(look, look.say("lobby.claiming.title"), look.say("lobby.claiming.help"), Icon.PERSON)
        page = ChoicePage(
            look,
            head,
            [
                Choice("number", CardWords(look.say("lobby.claiming.by_number")), Icon.DOCUMENT),
                Choice("name", CardWords(look.say("lobby.claiming.by_name")), Icon.PERSON),
            ],
        )
        page.chosen.connect(self._chosen)
        return page

    def _chosen(self, how: str) -> None:
        self._begun = _Begun(_NUMBER if how == "number" else _NAME)
        self._draw()

    def own_action(self) -> Action | None:
        """Go on, once something stands in the field."""
        if not isinstance(self.body, TypingPage):
            return None
        return Action(self.look.say("lobby.go_on"), Icon.ARROW_RIGHT, bool(self.body.text.strip()))

    def do(self) -> None:
        """Take what stands in the field."""
        if isinstance(self.body, TypingPage):
            self._give(self.body.text)

    def _give(self, typed: str) -> None:
        begun = self._begun
        ask = begun.asks[len(begun.said)]
        value = read(ask, typed, self.scene.today, self.scene.places)
        if isinstance(value, Wrong):
            if isinstance(self.body, TypingPage):
                self.body.note(self.look.say(value.why), wrong=True)
            return
        said = (*begun.said, value)
        if len(said) == len(begun.asks):
            self.wish(ClaimMade(_claim(said)))
            return
        self._begun = _Begun(begun.asks, said)
        self._draw()

    def step_back(self) -> bool:
        """One question back."""
        begun = self._begun
        if not begun.asks:
            return False
        self._begun = _Begun(begun.asks, begun.said[:-1], begun.said[-1]) if begun.said else _Begun()
        self._draw(back=True)
        return True

    def kept(self) -> object:
        """The answers, and what stands in the field."""
        typed = self.body.text if isinstance(self.body, TypingPage) else ""
        return replace(self._begun, typed=typed)

    def restore(self, kept: object) -> None:
        """Go on there."""
        if isinstance(kept, _Begun):
            self._begun = kept
            self._draw()

    def wipe(self) -> None:
        """Forget every answer."""
        self._begun = _Begun()
        if isinstance(self.body, TypingPage):
            self.body.field.wipe()


def _claim(said: tuple[str, ...]) -> Claim:
    if len(said) == len(_NUMBER):
        return Claim(registration_number=said[0])
    return Claim(first=said[0], last=said[1], birth_date=spelled_date(said[2]))
