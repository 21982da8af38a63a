"""Where the page of accounts and devices asks the station, and its administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from sync.station.desk_wire import Refused, Trouble, Unreachable
from ui.desk.access_dialogs import ShownOnceDialog, SureDialog
from ui.desk.asking import trouble_said
from ui.desk.pages.access import AccessPage
from ui.desk.work import Work

T = TypeVar("T")


class AccessPlace:
    """The page while it is on screen; ``load`` draws it anew."""

    def __init__(self, work: Work, load: Callable[[], None]) -> None:
        self._work, self._load = work, load
        self._page: AccessPage | None = None

    def put(self, page: AccessPage) -> None:
        """Show ``page``."""
        self._page = page
        self._work.window.show_page(page, "access")

    @property
    def page(self) -> AccessPage | None:
        """The page, unless another one is shown by now."""
        return self._page if self._page is not None and self._work.window.page is self._page else None

    def ask(self, question: Callable[[], T | Trouble], then: Callable[[T], None]) -> None:
        """Ask the station; trouble is said on the page."""
        self._work.asking.ask(question, then, self._trouble)

    def do(self, question: Callable[[], object | Trouble], said: str) -> None:
        """Have something done, say so and draw the page anew."""

        def done(_found: object) -> None:
            self.say(said)
            self._load()

        self.ask(question, done)

    def when_sure(self, title: str, told: tuple[str, ...], do: Callable[[], None]) -> None:
        """Say what will happen and do it only when told so."""
        if (page := self.page) is not None:
            say = self._work.here.say
            dialog = SureDialog(self._work.here, say(title), [say(one) for one in told], title, page)
            dialog.sure.connect(do)
            self.open(dialog)

    def show_once(self, title: str, secret: str, told: str) -> None:
        """Show a secret until its dialog is closed; not to whoever stands at a locked desk."""
        if (page := self.page) is not None and not self._work.window.locked:
            self.open(ShownOnceDialog(self._work.here, self._work.here.say(title), secret, told, page))

    def open(self, dialog: QDialog) -> None:
        """Open a dialog that is gone once it is closed."""
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def say(self, said: str, tone: str = "done", **args: str) -> None:
        """Say on the page how something went."""
        self._say(self._work.here.say(said, **args), tone)

    def _say(self, text: str, tone: str) -> None:
        if (page := self.page) is not None:
            page.say(text, tone)

    def _trouble(self, trouble: Refused | Unreachable) -> None:
        self._say(trouble_said(self._work.here, trouble), "trouble")
        if isinstance(trouble, Unreachable) and trouble.maybe_done:
            self._load()
