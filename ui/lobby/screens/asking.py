"""One of the five pages: everything on file for its topics, to be found right or changed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kiosk.changes import ReportedChange
from kiosk.registrant import Item
from kiosk.topics import PAGES, Topic
from kiosk.visit.events import ChangeWithdrawn, RestIsSame, TopicSeen
from kiosk.visit.states import AskingPage
from ui import entries
from ui.lobby.forms.asks import Act, acts_for
from ui.lobby.forms.form import Form
from ui.lobby.scene import Scene
from ui.lobby.screens.base import Screen
from ui.lobby.screens.notices import mending, notices
from ui.lobby.screens.page_cards import PageCards, Row, act_words, change_words
from ui.lobby.screens.telling import Telling
from ui.lobby.topics import PAGE_ICONS, TOPIC_ICONS, topic_name
from ui.lobby.wishes import Report
from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.blocks import Notice, Question
from ui.widgets.cards import CardWords
from ui.widgets.choice_page import Choice, ChoicePage
from ui.widgets.pages import Pages

_ACT_ICONS = {
    Act.ADD: Icon.ADD,
    Act.CHANGE: Icon.CHANGED,
    Act.FIX: Icon.ERASE,
    Act.END: Icon.END,
    Act.GONE: Icon.END,
    Act.NO_PLACE: Icon.NO_FIXED_PLACE,
    Act.TELL: Icon.INTERPRETER,
}


class AskingScreen(Screen):
    """The overview of a page; touching a card tells a change, one question at a time."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.visit.screen, AskingPage)
        self._page = scene.visit.screen.page
        self._shown = scene.visit.record is not None
        self._telling: Telling | None = None
        self._choosing = False
        self._rows: dict[Topic, list[QWidget]] = {}
        self._cards = PageCards(scene)
        self._cards.entry_touched.connect(self._choose_act)
        self._cards.change_touched.connect(self._change_touched)
        self._overview()

    @property
    def back_leads_on(self) -> bool:
        """Not out of the pages: who somebody is has been settled before the first of them."""
        overview = self._telling is None and not self._choosing
        begins = self._page is next(iter(PAGES)) and isinstance(self.body, Pages) and self.body.at == 0
        return not (overview and begins)

    def turned(self) -> None:
        """A topic is seen when the last of its rows has been on the screen."""
        if self._telling is not None or self._choosing or not isinstance(self.body, Pages):
            return
        seen = self.body.seen()
        for topic, rows in self._rows.items():
            if topic not in self.scene.visit.seen and all(row in seen for row in rows):
                self.wish(TopicSeen(topic))

    def own_action(self) -> Action | None:
        """All correct; the rest is, once something was changed; or the form's own action."""
        if self._telling is not None:
            return self._telling.action()
        if self._choosing:
            return None
        changed = any(self.scene.visit.changes_of(topic) for topic in PAGES[self._page])
        words = "rest_correct" if changed else "all_correct" if self._shown else "no_changes"
        return Action(self.look.say(f"lobby.asking.{words}"), Icon.CHECK)

    def do(self) -> None:
        """The page is right, or the form goes on."""
        if self._telling is not None:
            self._telling.go_on()
        else:
            self.wish(RestIsSame(self._page))

    def step_back(self) -> bool:
        """Out of a form question by question, then to the overview."""
        if self._telling is None and not self._choosing:
            return False
        if self._telling is None or not self._telling.back():
            self._overview(back=True)
        return True

    def kept(self) -> object:
        """The form begun, if any."""
        return self._telling.kept() if self._telling is not None else None

    def restore(self, kept: object) -> None:
        """Go on in the form."""
        if kept is not None:
            self._tell(None).restore(kept)

    def wipe(self) -> None:
        """Forget the form."""
        if self._telling is not None:
            self._telling.wipe()

    def _overview(self, *, back: bool = False) -> None:
        self._telling, self._choosing = None, False
        look = self.look
        mode = "shown" if self._shown else "blind"
        title = look.say(f"lobby.page.{self._page.value}")
        head = Question(look, title, look.say(f"lobby.asking.{mode}"), PAGE_ICONS[self._page])
        blocks: list[QWidget] = []
        if self.scene.visit.offline and self._page is next(iter(PAGES)):
            offline = look.say("lobby.offline.title"), look.say("lobby.offline.help")
            blocks.append(Notice(look, *offline, Icon.NO_NETWORK, "caution"))
        if self._page is next(iter(PAGES)):
            blocks += notices(self.scene)
        elif not self.scene.visit.to_mend.isdisjoint(PAGES[self._page]):
            blocks += mending(self.scene)
        for topic in PAGES[self._page]:
            self._rows[topic] = self._cards.rows(topic)
            blocks += self._rows[topic]
        self.show_body(Pages(look, head, blocks, gap=look.shape.tight * 2), back=back)

    def _choose_act(self, topic: Topic, entry: Item | None) -> None:
        acts = acts_for(topic, entry, shown=self._shown)
        if len(acts) == 1:
            self._tell(self._form(topic, acts[0], entry)).begin()
            return
        look = self.look
        what = entries.line(entry, look.language) if entry else topic_name(look, topic)
        head = Question(look, look.say("lobby.act.title"), what, TOPIC_ICONS[topic])
        choices = [Choice(act.value, CardWords(act_words(look, topic, act)), _ACT_ICONS[act]) for act in acts]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(lambda value: self._tell(self._form(topic, Act(value), entry)).begin())
        self._choosing = True
        self.show_body(page)

    def _form(self, topic: Topic, act: Act, entry: Item | None) -> Form:
        return Form(topic, act, entry, act_words(self.look, topic, act))

    def _change_touched(self, row: Row) -> None:
        look = self.look
        said = change_words(look, row)
        head = Question(look, look.say("lobby.act.changed_title"), said.title, TOPIC_ICONS[row[0].topic])
        choices = [Choice("take_back", CardWords(look.say("lobby.act.take_back")), Icon.UNDO)]
        page = ChoicePage(look, head, choices)
        page.chosen.connect(lambda _: self.wish(ChangeWithdrawn(row[0])))
        self._choosing = True
        self.show_body(page)

    def _tell(self, form: Form | None) -> Telling:
        self._choosing = False
        telling = Telling(self.scene, form)
        telling.show_wanted.connect(lambda page, back: self.show_body(page, back=back))
        telling.changed.connect(self.bars_changed)
        telling.entered.connect(self.act_wanted)
        telling.told.connect(self._told)
        self._telling = telling
        return telling

    def _told(self, changes: tuple[ReportedChange, ...]) -> None:
        self.wish(Report(changes))
