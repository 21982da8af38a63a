"""What every screen of the lobby is: a drawing of one state that emits wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.style.icons import Icon
from ui.widgets.bars import Action
from ui.widgets.pages import Pages
from ui.widgets.slide import Slides

if TYPE_CHECKING:
    from ui.lobby.scene import Scene
    from ui.lobby.wishes import Wish
    from ui.style.look import Look


class BareScreen(QWidget):
    """One body between the bars; ``wished`` emits a ``Wish``, ``bars_changed`` asks to redraw them.

    It needs nothing of a visit: the first screen of all is drawn before there can be one.
    """

    wished = Signal(object)
    bars_changed = Signal()
    moved = Signal()
    """Something else stands here now, which nobody has read yet."""
    act_wanted = Signal()
    """Enter on a real keyboard: the same as the action's touch."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._slides = Slides()
        self._slides.setParent(self)

    @property
    def back_leads_on(self) -> bool:
        """Whether Back means anything here now."""
        return True

    @property
    def body(self) -> QWidget | None:
        """What stands between the bars now."""
        return self._slides.page

    def show_body(self, body: QWidget, *, back: bool = False) -> None:
        """Show ``body``; it slides in when something was shown before."""
        if isinstance(body, Pages):
            body.turned.connect(self.bars_changed)
            body.turned.connect(self.turned)
        self._slides.show_page(body, self.look, back=back)
        self.setAccessibleName(body.accessibleName())
        self.bars_changed.emit()
        self.moved.emit()

    def turned(self) -> None:
        """Other blocks are on the screen now."""

    def action(self) -> Action | None:
        """The one action now: "More" while there is more to see, then the screen's own."""
        if isinstance(self.body, Pages) and not self.body.last:
            return Action(self.look.say("widgets.pages.more"), Icon.ARROW_DOWN)
        return self.own_action()

    def act(self) -> None:
        """The action was touched."""
        if isinstance(self.body, Pages) and self.body.forward():
            self.moved.emit()
            return
        self.do()

    def go_back(self) -> bool:
        """Back was touched; False when this screen has nothing to go back to by itself."""
        if isinstance(self.body, Pages) and self.body.backward():
            self.moved.emit()
            return True
        return self.step_back()

    def own_action(self) -> Action | None:
        """The screen's own action."""
        return None

    def do(self) -> None:
        """The screen's own action was touched."""

    def step_back(self) -> bool:
        """One step back within this screen."""
        return False

    def kept(self) -> object:
        """What was begun here and must outlive a new drawing in another size or language."""
        return None

    def restore(self, kept: object) -> None:
        """Go on with what was begun."""

    def wipe(self) -> None:
        """Forget what was typed or drawn; the screen is about to go."""

    def wish(self, wish: Wish) -> None:
        """Emit ``wish``."""
        self.wished.emit(wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The body fills the room."""
        self._slides.setGeometry(self.rect())


class Screen(BareScreen):
    """A screen of a visit, drawn from its ``Scene``."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.look)
        self.scene = scene
