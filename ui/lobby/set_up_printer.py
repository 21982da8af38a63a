"""Whether a new kiosk's printer prints: a page comes out, and whoever stands there says how it looks."""

from __future__ import annotations

from collections.abc import Callable

from devices.paper.trial import trial_pdf
from devices.ports import PrinterStatus, ReceiptPrinter
from devices.printer import said, trouble
from ui.jobs import Jobs
from ui.lobby.plain_page import PlainPage
from ui.style.icons import Icon
from ui.style.look import Look
from ui.widgets.blocks import Notice, Question
from ui.widgets.buttons import Button, primary, secondary
from ui.widgets.pages import Pages


class PrinterTrial:
    """Prints on ``printer`` (its address, and itself), shows on ``page`` what came of it; then ``finish``."""

    def __init__(
        self,
        page: PlainPage,
        look: Look,
        jobs: Jobs,
        printer: tuple[str, ReceiptPrinter],
        finish: Callable[[], None],
    ) -> None:
        self._page, self._look, self._jobs, self._finish = page, look, jobs, finish
        self._address, self._printer = printer

    def print(self) -> None:
        """One page, now; the kiosk says so until it knows what came of it."""
        self._show("printing", Icon.PRINTER, [], [])
        self._jobs.run(lambda _cancel: self._printed(), self.show_outcome)

    def show_outcome(self, status: PrinterStatus) -> None:
        """What the printer said; what it cannot say is asked."""
        look = self._look
        wrong = trouble(status)
        if wrong is None or status is PrinterStatus.NOT_CONFIRMED:
            low = [] if status is PrinterStatus.READY else [self._notice(look.say(said(status)), "")]
            no = secondary(look, look.say("setup.test.no"), Icon.CAUTION)
            no.clicked.connect(self.show_advice)
            self._show("came", Icon.PRINTER, low, [no, self._finished("yes")])
            return
        told = self._notice(look.say(wrong.what_happened), look.say(wrong.what_to_do))
        self._show("stopped", Icon.CAUTION, [told], self._ways())

    def show_advice(self) -> None:
        """What to do about a page that is not as it should be."""
        say = self._look.say
        told = [
            self._notice(say(f"setup.test.{one}"), say(f"setup.test.{one}_do"))
            for one in ("blank", "cut", "nothing")
        ]
        self._show("not_whole", Icon.PRINTER, told, self._ways())

    def _printed(self) -> PrinterStatus:
        look = self._look
        # Every kiosk begins with a roll; IT may say otherwise beside the image.
        return self._printer.print_pdf(trial_pdf(self._address, look.say, "roll80", look.language.code))

    def _ways(self) -> list[Button]:
        again = primary(self._look, self._look.say("setup.test.again"), Icon.PRINTER)
        again.clicked.connect(self.print)
        return [self._finished("anyway"), again]

    def _finished(self, name: str) -> Button:
        made = primary if name == "yes" else secondary
        on = made(self._look, self._look.say(f"setup.test.{name}"), Icon.CHECK)
        on.clicked.connect(self._finish)
        return on

    def _notice(self, title: str, text: str) -> Notice:
        return Notice(self._look, title, text, Icon.CAUTION)

    def _show(self, what: str, icon: Icon, told: list[Notice], ways: list[Button]) -> None:
        say = self._look.say
        head = Question(self._look, say(f"setup.test.{what}"), say(f"setup.test.{what}_help"), icon)
        self._page.show_body(Pages(self._look, head, told, gap=self._look.shape.tight), ways)
