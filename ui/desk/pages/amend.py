"""An officer's own entry into a record: every part as fields, with a reason and what was seen."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from kiosk.amendment import Why
from kiosk.registrant import Registrant
from ui.desk.choice import Choice
from ui.desk.fields import Fields
from ui.desk.here import Here
from ui.desk.parts import column, field, holding, label, line, mark_wrong, rule, scrolling
from ui.desk.record_form import NOTHING_ASKED, Asked, Section, edited, sections
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon


class AmendPage(QWidget):
    """Draws ``record`` as a form. ``supersedes`` is the appearance that is set right, empty for none.

    ``asked`` are the facts that the tier tables ask of each offense.
    """

    amend_wanted = Signal(object, object)
    """The whole record as it is to stand, and a ``Why``."""
    back_wanted = Signal()

    def __init__(
        self,
        here: Here,
        record: Registrant,
        *,
        supersedes: str = "",
        told: str = "",
        asked: Asked = NOTHING_ASKED,
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here, self._record, self._supersedes = here, record, supersedes
        look, say = here.look, here.say
        self._said = Said(look, "amend.said")
        self._reason = field("amend.reason", say("desk.amend.reason"), say("desk.amend.reason"))
        self._proof = field("amend.proof", say("desk.amend.proof"), say("desk.amend.proof"))
        self._forms: dict[str, Fields] = {}
        self._titles: dict[str, QWidget] = {}
        parts = [self._section(one) for one in sections(record, asked)]
        self._sheet: QScrollArea = scrolling(holding(column(look, *parts, None)), "amend.sheet")
        self._jump = Choice(look, "amend.part", say("desk.amend.part"))
        for name, title in self._titles.items():
            self._jump.addItem(title.accessibleName(), name)
        self._jump.activated.connect(lambda _row: self._go())
        new = record.version == 0
        self._keep_verb = Verb(
            look, say("desk.amend.keep"), "amend.keep", self._keep, key="F9", role="primary", icon=Icon.CHECK
        )
        back = Verb(look, say("desk.correct.cancel"), "amend.back", self.back_wanted.emit, key="Esc")
        name = record.name.full()
        heading = say("desk.amend.new") if new else say("desk.amend.title", name=name)
        head = line(look, label(heading, "title", wraps=False, name="amend.title"), None, self._jump)
        foot = line(look, self._reason, self._proof, back, self._keep_verb)
        foot.setStretch(0, 3)
        foot.setStretch(1, 2)
        intro: list[QWidget] = [label(told)] if told else []
        layout = column(
            look, head, *intro, rule(), self._sheet, self._said, rule(), foot, margin=look.shape.gap
        )
        layout.setStretchFactor(self._sheet, 1)
        self.setLayout(layout)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went, and let the officer enter it again."""
        self._said.say(text, tone)
        self._keep_verb.setEnabled(True)

    def go_to(self, part: str, field_id: str) -> None:
        """Show one field of one part of the form and begin typing in it."""
        self._jump.setCurrentIndex(self._jump.findData(part))

        def go() -> None:
            self._go()
            self._forms[part].begin(field_id)
            self._sheet.ensureWidgetVisible(self._forms[part].focusWidget())

        # A page just shown has no places yet to scroll to.
        QTimer.singleShot(0, self, go)

    def _section(self, one: Section) -> QWidget:
        said = self._here.say(one.title)
        title = label(said, "heading")
        title.setAccessibleName(said)
        self._titles[one.name] = title
        form = self._forms[one.name] = Fields(self._here, "amend", one.fields)
        return holding(column(self._here.look, title, form, gap=self._here.look.shape.tight))

    def _go(self) -> None:
        name = str(self._jump.currentData())
        self._sheet.ensureWidgetVisible(self._forms[name])
        self._sheet.ensureWidgetVisible(self._titles[name])
        self._forms[name].focusNextChild()

    def _keep(self) -> None:
        texts = {name: text for form in self._forms.values() for name, text in form.texts().items()}
        made = edited(self._record, texts)
        wrong = made if isinstance(made, str) else ""
        for form in self._forms.values():
            form.mark(wrong)
        reason = self._reason.text().strip()
        mark_wrong(self._reason, wrong=not reason)
        if isinstance(made, str):
            self._said.say(self._here.say("desk.correct.cannot_stand"))
        elif not reason:
            self._reason.setFocus()
        elif made == self._record:
            self._said.say(self._here.say("desk.correct.nothing"))
        else:
            self._keep_verb.setEnabled(False)
            self.amend_wanted.emit(made, Why(reason, self._proof.text().strip(), self._supersedes))
