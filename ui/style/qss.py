"""The style sheet of a theme; every color and size in it comes from the tokens."""

from __future__ import annotations

from dataclasses import asdict

from ui.style.tokens import Theme

# Focus never changes a border's width, so no text moves or is clipped by it.
_PANELS = """
* { outline: 0; }
QWidget { color: $ink; font-family: "Atkinson Hyperlegible", "Noto Sans"; font-size: $body_px; }
QMainWindow, QDialog, QWidget[role="page"], QWidget[role="bar"] { background: $paper; }
QWidget[role="card"], QWidget[role="chosen"], QWidget[role="caution"], QWidget[role="trouble"],
QWidget[role="done"] { border: $border_px solid $line; border-radius: $radius_px; background: $card; }
QWidget[role="chosen"] { background: $chosen; border-color: $action; }
QWidget[role="caution"] { background: $caution; border-color: $on_caution; }
QWidget[role="trouble"] { background: $trouble; border-color: $on_trouble; }
QWidget[role="done"] { background: $done; border-color: $done; }
QWidget[role="caution"] QLabel { color: $on_caution; }
QWidget[role="trouble"] QLabel { color: $on_trouble; }
QWidget[role="done"] QLabel { color: $on_done; }
QFrame[role="rule"] { background: $rule; border: 0; max-height: $hairline_px; min-height: $hairline_px; }
QLabel { background: transparent; border: 0; }
QLabel[role="huge"] { font-size: $huge_px; font-weight: bold; }
QLabel[role="title"] { font-size: $title_px; font-weight: bold; }
QLabel[role="heading"] { font-size: $heading_px; font-weight: bold; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="caption"] { font-size: $caption_px; color: $quiet; }
QToolTip { background: $ink; color: $paper; border: 0; padding: $tight_px; font-size: $caption_px; }
"""

_BUTTONS = """
QPushButton { background: $paper; color: $action; border: $border_px solid $action; border-radius: $radius_px;
  font-size: $button_px; font-weight: bold; min-height: $button_inner_px; padding: 0 $padding_px; }
QPushButton:hover { background: $chosen; }
QPushButton:focus { border-style: double; border-color: $focus; background: $chosen; }
QPushButton:pressed { background: $action_pressed; color: $on_action; }
QPushButton[role="primary"] { background: $action; color: $on_action; }
QPushButton[role="primary"]:focus, QPushButton[role="primary"]:pressed { background: $action_pressed; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; }
QPushButton[role="quiet"]:focus { border-style: solid; border-color: $focus; }
QPushButton:disabled { background: $unavailable; color: $on_unavailable; border-color: $line; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox { background: $card;
  color: $ink; border: $border_px solid $line; border-radius: $radius_px; font-size: $field_px;
  min-height: $target_inner_px; padding: 0 $padding_px;
  selection-background-color: $action; selection-color: $on_action; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus,
QSpinBox:focus { border-color: $focus; background: $chosen; }
QLineEdit[invalid="true"] { border-color: $on_trouble; background: $trouble; }
QComboBox::drop-down { border: 0; width: $gap_px; }
QComboBox QAbstractItemView { background: $card; border: $hairline_px solid $line;
  selection-background-color: $chosen; selection-color: $ink; }
QCheckBox, QRadioButton { spacing: $tight_px; min-height: $target_px; }
"""

_LISTS = """
QTableView, QTreeView, QListView { background: $card; border: 0; gridline-color: $rule;
  selection-background-color: $chosen; selection-color: $ink; }
QTableView::item, QTreeView::item, QListView::item { min-height: $row_px; padding: 0 $dot_px;
  border-bottom: $hairline_px solid $rule; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $chosen;
  color: $ink; }
QHeaderView { background: $paper; }
QHeaderView::section { background: $paper; color: $quiet; border: 0; border-bottom: $border_px solid $line;
  font-size: $caption_px; padding: $tight_px $dot_px; text-align: left; }
QScrollBar:vertical { background: $paper; width: $padding_px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: $hairline_px; min-height: $target_px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
"""

_DESK = """
QFrame[role="at"] { background: $chosen; border: 0; border-left: $tight_px solid $action; }
QScrollArea { background: $paper; border: 0; }
QWidget[role="rail"] { background: $unavailable; }
QPushButton[role="rail"] { border: 0; border-radius: 0; background: transparent; color: $ink;
  text-align: left; font-weight: normal; min-height: $row_px; }
QPushButton[role="rail"]:hover, QPushButton[role="rail"]:focus { background: $chosen; }
QPushButton[role="rail"]:checked { background: $paper; font-weight: bold; }
QPushButton[role="tab"] { border: 0; border-bottom: $border_px solid transparent; border-radius: 0;
  background: transparent; color: $ink; font-weight: normal; min-height: $target_inner_px; }
QPushButton[role="tab"]:hover, QPushButton[role="tab"]:focus { background: $chosen; }
QPushButton[role="tab"]:checked { border-bottom-color: $action; font-weight: bold; }
QPushButton[role="row"] { border: $hairline_px solid $line; background: $card; font-weight: normal;
  min-height: $target_inner_px; }
QPushButton[role="row"]:hover { background: $chosen; }
QPushButton[role="row"]:focus { border-style: solid; border-color: $focus; background: $chosen; }
QPushButton[role="row"]:disabled { background: $unavailable; color: $on_unavailable; border-color: $rule; }
QPushButton[role="act"] { border: $border_px solid $line; background: $card; color: $ink; font-weight: normal;
  text-align: left; }
QPushButton[role="act"]:hover { background: $chosen; }
QPushButton[role="act"]:focus { border-style: solid; border-color: $focus; background: $chosen; }
QPushButton[role="act"]:checked { background: $done; border-color: $done; color: $on_done; }
QPushButton[role="act"]:disabled { background: $unavailable; color: $on_unavailable; border-color: $rule; }
"""


def style_sheet(theme: Theme) -> str:
    """The whole style sheet of ``theme``, for Qt's own widgets; ours paint from the same tokens."""
    shape = theme.shape
    lengths = asdict(theme.type) | asdict(shape)
    lengths["button_inner"] = shape.button_height - 2 * shape.border
    lengths["target_inner"] = shape.target - 2 * shape.border
    values = asdict(theme.colors) | {f"{name}_px": f"{length}px" for name, length in lengths.items()}
    sheet = _PANELS + _BUTTONS + _FIELDS + _LISTS + _DESK
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"${name}", values[name])
    return sheet
