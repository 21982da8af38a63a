"""Attestation and signature: by the person, with somebody's help, or by a guardian where the law lets one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from kiosk.check_in import Signer, Stroke
from ui.lobby.forms.asks import Ask, Way
from ui.lobby.forms.reading import Wrong, read
from ui.lobby.scene import Scene
from ui.lobby.screens.asking_once import ask_page
from ui.lobby.screens.base import Screen
from ui.lobby.summary import shown_text
from ui.lobby.wishes import Sign
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Question, SideBySide
from ui.widgets.buttons import secondary
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages
from ui.widgets.signature import SignaturePad
from ui.widgets.text import Text
from ui.widgets.typing_page import TypingPage

_NAME = 80
_ASKS = {
    "read": (Ask("reader", Way.WORDS, longest=_NAME),),
    "mark": (Ask("witness", Way.WORDS, longest=_NAME),),
    "guardian": (
        Ask("guardian_name", Way.WORDS, longest=_NAME),
        Ask("guardian_relation", Way.WORDS, longest=_NAME),
    ),
}
"""What is asked about each kind of help."""
_SIGNERS = {"mark": Signer.MARK, "guardian": Signer.GUARDIAN}
_ICONS = {"read": Icon.SOUND, "mark": Icon.SIGN, "guardian": Icon.GUARDIAN}


@dataclass(frozen=True)
class _Begun:
    strokes: tuple[Stroke, ...] = ()
    choosing: bool = False
    help: str = ""
    said: tuple[str, ...] = ()
    typed: str = ""

    def ask(self) -> Ask | None:
        """What is to be asked about the help now, if anything."""
        asks = _ASKS.get(self.help, ())
        return asks[len(self.said)] if len(self.said) < len(asks) else None


class SigningScreen(Screen):
    """What is affirmed, by whom, and a place for the finger."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._begun = _Begun()
        self.pad = SignaturePad(self.look)
        self._draw()

    def own_action(self) -> Action | None:
        """Send, once there is a stroke; go on, once a name stands in the field."""
        if isinstance(self.body, TypingPage):
            return Action(self.look.say("lobby.go_on"), Icon.ARROW_RIGHT, bool(self.body.text.strip()))
        if self._begun.choosing:
            return None
        return Action(self.look.say("lobby.signing.send"), Icon.CHECK, bool(self.pad.strokes()))

    def do(self) -> None:
        """Take the name; or sign under exactly the lines of the summary."""
        if isinstance(self.body, TypingPage):
            self._give(self.body.text)
        elif not self._begun.choosing and self.pad.strokes():
            self.wish(self._signed())

    def step_back(self) -> bool:
        """Out of the questions about help, one by one."""
        begun = self._begun
        if begun.said and begun.ask() is not None:
            self._go(replace(begun, said=begun.said[:-1], typed=begun.said[-1]), back=True)
        elif begun.ask() is not None:
            self._go(replace(begun, help="", typed="", choosing=True), back=True)
        elif begun.choosing:
            self._go(replace(begun, choosing=False), back=True)
        else:
            return False
        return True

    def kept(self) -> object:
        """The strokes made, who helps, and what stands in the field."""
        typed = self.body.text if isinstance(self.body, TypingPage) else ""
        return replace(self._begun, strokes=self._strokes(), typed=typed)

    def restore(self, kept: object) -> None:
        """Go on there."""
        if isinstance(kept, _Begun):
            self._begun = kept
            self._draw()

    def wipe(self) -> None:
        """No stroke and no name stays."""
        if isinstance(self.body, TypingPage):
            self.body.field.wipe()
        elif not self._begun.choosing:
            self.pad.wipe()
        self._begun = _Begun()

    def _go(self, begun: _Begun, *, back: bool = False) -> None:
        self._begun = replace(begun, strokes=self._strokes())
        self._draw(back=back)

    def _strokes(self) -> tuple[Stroke, ...]:
        """From the pad while it is shown; else those made before somebody's help was asked about."""
        begun = self._begun
        return begun.strokes if begun.choosing or begun.ask() is not None else self.pad.strokes()

    def _draw(self, *, back: bool = False) -> None:
        ask = self._begun.ask()
        if ask is not None:
            page = ask_page(self.scene, ask, self._begun.typed)
            page.changed.connect(self.bars_changed)
            page.entered.connect(self.act_wanted)
            page.chosen.connect(self._give)
            self.show_body(page, back=back)
        elif self._begun.choosing:
            self.show_body(self._choice(), back=back)
        else:
            self.show_body(self._sheet(), back=back)

    def _sheet(self) -> Pages:
        look, begun = self.look, self._begun
        head = Question(look, look.say("lobby.signing.title"), "", Icon.SIGN)
        key = f"lobby.signing.attest_{begun.help}" if begun.help else "lobby.signing.attest"
        attest = Text(look, look.say(key, name=begun.said[0] if begun.said else ""))
        strokes = begun.strokes
        self.pad = SignaturePad(look)
        self.pad.show_strokes(strokes)
        self.pad.changed.connect(self.bars_changed)
        again = secondary(look, look.say("lobby.signing.again"), Icon.ERASE)
        again.clicked.connect(lambda: self.pad.wipe())
        helped = secondary(look, look.say("lobby.signing.helped"), Icon.GUARDIAN)
        helped.clicked.connect(lambda: self._go(replace(self._begun, choosing=True)))
        buttons = [again, helped]
        if begun.help == "mark":
            cross = secondary(look, look.say("lobby.signing.put_x"), Icon.END)
            cross.clicked.connect(lambda: self.pad.make_cross())
            buttons = [cross, again, helped]
        blocks: list[QWidget] = [attest, self.pad, SideBySide(look, list(buttons))]
        return Pages(look, head, blocks)

    def _choice(self) -> ChoicePage:
        look = self.look
        ways = ["read", "mark", *(["guardian"] if self.scene.office.guardian_may_sign else [])]
        choices = [Choice("", CardWords(look.say("lobby.signing.who.alone")), Icon.PERSON)]
        choices += [Choice(way, CardWords(look.say(f"lobby.signing.who.{way}")), _ICONS[way]) for way in ways]
        title, help_text = (look.say(f"lobby.signing.who.{part}") for part in ("title", "help"))
        page = ChoicePage(look, Question(look, title, help_text, Icon.GUARDIAN), choices)
        page.chosen.connect(self._chosen)
        return page

    def _chosen(self, way: str) -> None:
        # Whose hand made the strokes, and who is named, must be what was on the screen before them.
        alone = way == self._begun.help == ""
        self._begun = _Begun(self._begun.strokes if alone else (), help=way)
        self._draw()

    def _give(self, typed: str) -> None:
        ask = self._begun.ask()
        assert ask is not None
        value = read(ask, typed, self.scene.today, self.scene.places)
        if isinstance(value, Wrong):
            if isinstance(self.body, TypingPage):
                self.body.note(self.look.say(value.why), wrong=True)
            return
        self._go(replace(self._begun, said=(*self._begun.said, value), typed=""))

    def _signed(self) -> Sign:
        begun, said = self._begun, (*self._begun.said, "", "")
        guardian = begun.help == "guardian"
        listened = self.look.say("lobby.voice.reader") if self.scene.listening else ""
        return Sign(
            self.pad.strokes(),
            shown_text(self.scene.visit, self.look),
            signer=_SIGNERS.get(begun.help, Signer.SELF),
            signer_name=said[0] if guardian else "",
            relation=said[1] if guardian else "",
            read_by=listened if guardian else said[0] or listened,
        )
