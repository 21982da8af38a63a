"""The office in figures: six charts, each under its finding."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from sync.station.figure_wire import Figures
from ui.desk.chart import ChartCard
from ui.desk.choice import Choice
from ui.desk.figures_said import charts, told
from ui.desk.here import Here
from ui.desk.parts import clear, column, holding, label, line
from ui.desk.said import Said
from ui.desk.verb import Verb
from ui.style.icons import Icon

WEEKS = (4, 13, 52)
_ACROSS = 2


class FiguresPage(QWidget):
    """Draws figures and emits over how many weeks they are wanted."""

    weeks_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._here = here
        look, say = here.look, here.say
        self.figures: Figures | None = None
        """What is drawn."""
        self._told = label("", "caption", name="figures.told")
        self._said = Said(look, "figures.said")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.shape.loose)
        weeks = Choice(look, "figures.weeks", say("figure.weeks"))
        weeks.addItems([say("figure.four"), say("figure.thirteen"), say("figure.year")])
        weeks.setCurrentIndex(1)
        weeks.currentIndexChanged.connect(lambda place: self.weeks_wanted.emit(WEEKS[place]))
        save = Verb(
            look, say("figure.save"), "figures.save", self.save_wanted.emit, key="Ctrl+S", icon=Icon.DOCUMENT
        )
        drawn = holding(self._grid)
        layout = column(
            look,
            line(look, label(say("figure.title"), "title", wraps=False), None, weeks, save),
            self._told,
            self._said,
            drawn,
            margin=look.shape.margin,
        )
        layout.setStretchFactor(drawn, 1)
        self.setLayout(layout)
        self.setFocusProxy(weeks)

    def show_figures(self, found: Figures) -> None:
        """Draw the charts."""
        self.figures = found
        self._told.setText(told(self._here, found))
        clear(self._grid)
        for place, (name, chart) in enumerate(charts(self._here, found).items()):
            self._grid.addWidget(ChartCard(self._here, name, chart), place // _ACROSS, place % _ACROSS)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 1)
        for across in range(_ACROSS):
            self._grid.setColumnStretch(across, 1)

    def say(self, text: str, tone: str = "trouble") -> None:
        """Say how something went."""
        self._said.say(text, tone)
