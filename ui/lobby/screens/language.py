"""Language first, each in its own name; and black on white turned round for those who see better so."""

from __future__ import annotations

from kiosk.visit.events import LanguageChosen
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.lobby.wishes import MoreContrast
from ui.style.icons import Icon
from ui.style.tokens import Contrast
from ui.texts import language, languages
from ui.widgets.blocks import Question
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
        self.show_body(Pages(look, head, [*cards, contrast]))
