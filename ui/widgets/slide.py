"""One page after another: the new one slides in from the reading direction, or is simply there."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPointF, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.style.look import Look
from ui.style.tokens import SLIDE_MS


class Slides(QWidget):
    """Holds one page; the page before is gone, and its picture too, when the slide has ended."""

    def __init__(self) -> None:
        super().__init__()
        self._page: QWidget | None = None
        self._curtain: _Curtain | None = None

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._page

    @property
    def moving(self) -> bool:
        """Whether a slide is under way."""
        return self._curtain is not None

    def show_page(self, page: QWidget, look: Look, *, back: bool = False, still: bool = False) -> None:
        """Show ``page`` instead; it slides in, unless motion is off or ``still`` is asked."""
        self._end()
        before, self._page = self._page, page
        slides = before is not None and look.motion and not still and self.isVisible()
        old_picture = _picture(before, look) if slides and before else None
        page.setParent(self)
        page.setGeometry(self.rect())
        page.show()
        if before is not None:
            before.hide()
            before.setParent(None)
            before.deleteLater()
        if old_picture is not None:
            self._curtain = _Curtain(self, old_picture, _picture(page, look), look, back)
            self._curtain.moving.finished.connect(self._end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills the room."""
        self._end()
        if self._page is not None:
            self._page.setGeometry(self.rect())

    def _end(self) -> None:
        if self._curtain is not None:
            curtain, self._curtain = self._curtain, None
            curtain.drop()


def _picture(page: QWidget, look: Look) -> QPixmap:
    """``page`` on the theme's paper; Qt's own grab would lay it on gray."""
    ratio = page.devicePixelRatioF()
    made = QPixmap(page.size() * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(look.color("paper"))
    page.render(made, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return made


class _Curtain(QWidget):
    """Two pictures that move past while the real page lies still beneath."""

    def __init__(self, parent: Slides, old: QPixmap, new: QPixmap, look: Look, back: bool) -> None:
        super().__init__(parent)
        self._old, self._new, self._look = old, new, look
        rightwards = back != look.language.right_to_left
        self._way = -1 if rightwards else 1
        self.moving = QVariantAnimation(self)
        self.moving.setDuration(SLIDE_MS)
        self.moving.setStartValue(0.0)
        self.moving.setEndValue(1.0)
        self.moving.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.moving.valueChanged.connect(self.update)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.moving.start()

    def drop(self) -> None:
        """Stop, and forget both pictures."""
        self.moving.stop()
        self._old = self._new = QPixmap()
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both pictures, moved."""
        share = float(self.moving.currentValue() or 0.0)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("paper"))
        reach = self._way * self.width()
        painter.drawPixmap(QPointF(-reach * share, 0), self._old)
        painter.drawPixmap(QPointF(reach * (1 - share), 0), self._new)
