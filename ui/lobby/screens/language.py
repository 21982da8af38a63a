"""Language first, each in its own name; and black on white turned round for those who see better so."""

from __future__ import annotations

from kiosk.visit.events import LanguageChosen
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.lobby.wishes import KeepStill, Listen, MoreContrast
from ui.style.icons import Icon
from ui.style.tokens import Contrast
from ui.texts import language, languages
from ui.widgets.blocks import Question, SideBySide
from ui.widgets.cards import Card, CardWords
from ui.widgets.pages import Pages


class LanguageScreen(Screen):
    """One card a language."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        look = self.look
        title, help_text = look.say("lobby.language.title"), look.say("lobby.language.help")
        head = Question(look, title, help_text, Icon.LANGUAGE)
        cards: list[Card] = []
        for code in languages():
            card = Card(look, CardWords(language(code).name), Icon.GLOBE, Icon.ARROW_RIGHT)
            card.clicked.connect(lambda _=False, code=code: self.wish(LanguageChosen(code)))
            cards.append(card)
        high = look.theme.contrast is Contrast.HIGH
        words = "lobby.language.less_contrast" if high else "lobby.language.more_contrast"
        contrast = Card(look, CardWords(look.say(words)), Icon.CONTRAST)
        contrast.clicked.connect(lambda: self.wish(MoreContrast()))
        self.show_body(Pages(look, head, [*cards, SideBySide(look, [contrast, *self._other_ways()])]))

    def _other_ways(self) -> list[Card]:
        """To use this screen: listening to it, or with nothing that moves."""
        look, scene = self.look, self.scene
        still = Card(
            look, CardWords(look.say(f"lobby.voice.{'still' if look.motion else 'moving'}")), Icon.STOP
        )
        still.clicked.connect(lambda: self.wish(KeepStill()))
        if not scene.can_speak:
            return [still]
        words = "quiet" if scene.listening else "listen"
        voice = Card(look, CardWords(look.say(f"lobby.voice.{words}")), Icon.SOUND)
        voice.clicked.connect(lambda: self.wish(Listen()))
        return [voice, still]
