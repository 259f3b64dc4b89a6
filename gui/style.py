"""The one style sheet: boxes and colours of controls; fonts are set in code, because a sheet would override them.

A widget's look is named by its dynamic property `look` (`primary`, `chip`, `key`, `caption` ...).
"""

import re
from string import Template

from core import assets
from gui import fonts
from gui.tokens import Tokens, contrast

_SHEET = Template("""
QMainWindow, QDialog, #page { background: $background }
#rail, #top, #nav, #inspector, #foot, #panel { background: $surface }
#rail { border-right: 1px solid $border }
#top { border-bottom: 1px solid $border }
#nav { border-right: 1px solid $border }
#inspector { border-left: 1px solid $border }
#foot { border-top: 1px solid $border }
#card { background: $sunken; border: ${border_width}px solid $border; border-radius: 10px }
#panel { border: ${border_width}px solid $border; border-radius: 10px }
#panel[over="true"] { border: 2px dashed $accent }
#lane-foot { border-top: 1px solid $border; background: transparent }
#banner { background: $partial_tint; border: 1px solid $partial; border-radius: 8px }
#banner[good="true"] { background: $passed_tint; border: 1px solid $passed }
#drop { border: 1px dashed $control; border-radius: 8px; color: $text2; background: transparent }
#drop[over="true"] { border: 2px dashed $accent; color: $accent }
#palette { background: $raised; border: 2px solid $control; border-radius: 12px }
QListView, QTreeView, QScrollArea, #inner { background: transparent; border: none; outline: none }
QTableView { background: transparent; border: none; outline: none; selection-background-color: $soft;
    selection-color: $text }
QTableView QTableCornerButton::section, QHeaderView { background: transparent; border: none }
QHeaderView::section { background: transparent; color: $text2; border: none; border-bottom: 1px solid $border;
    padding: 8px 4px; font-size: 11px; font-weight: 600 }
QHeaderView::section:first { padding-left: 14px }
#texts QHeaderView::section:first { padding-left: 4px }
QSplitter::handle { background: transparent }
QLabel { background: transparent }
QLabel[look="muted"] { color: $text2 }
QLabel[look="caption"] { color: $text3 }
QLabel[look="section"] { color: $text2 }
QLabel[look="good"] { color: $passed }
QLabel[look="warning"] { color: $partial }
QLabel[look="error"] { color: $failed }
QLabel[look="keycap"] { background: $sunken; border: 1px solid $control; border-bottom-width: 2px;
    border-radius: 5px; padding: 1px 6px; color: $text2 }
QToolButton { border: 2px solid transparent; border-radius: 8px; padding: 4px; background: transparent }
QToolButton:hover { background: $hover }
QToolButton:checked { background: $soft }
QToolButton:focus { border-color: $accent }
QPushButton { background: $raised; border: ${border_width}px solid $control; border-radius: 8px; padding: 0 13px;
    min-height: 30px; color: $text }
QPushButton:hover { background: $hover }
QPushButton:focus { border: 2px solid $accent; padding: 0 12px; min-height: 28px }
QPushButton:disabled { color: $text3; background: $sunken; border-color: $border }
QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $on_accent }
QPushButton[look="primary"]:hover { background: $accent_hover }
QPushButton[look="primary"]:focus { border-color: $text }
QPushButton[look="primary"]:disabled { color: $text3; background: $sunken; border-color: $border }
QPushButton[look="danger"] { color: $failed }
QPushButton[look="link"] { border: 2px solid transparent; background: transparent; color: $accent; padding: 0 4px;
    min-height: 24px; text-align: left }
QPushButton[look="link"]:hover { background: $hover }
QPushButton[look="link"]:focus { border-color: $accent; padding: 0 4px; min-height: 24px }
QPushButton[look="link"]:disabled { color: $text3; background: transparent; border-color: transparent }
QPushButton[look="field"] { background: $sunken; color: $text2; text-align: left; padding: 0 9px }
QPushButton[look="field"]:focus { border: 2px solid $accent; padding: 0 8px }
QPushButton[look="chip"] { border-radius: 15px; min-height: 28px; padding: 0 11px; border: 1px solid $control;
    color: $text2 }
QPushButton[look="chip"]:checked { background: $soft; color: $accent; border-color: $accent }
QPushButton[look="chip"]:focus { border: 2px solid $accent; padding: 0 10px; min-height: 26px }
QPushButton[look="tab"] { border: none; border-bottom: 2px solid transparent; border-radius: 0; background: transparent;
    padding: 0 2px; min-height: 28px; color: $text2 }
QPushButton[look="tab"]:hover { color: $text }
QPushButton[look="tab"]:checked { color: $accent; border-bottom: 2px solid $accent }
QPushButton[look="tab"]:focus { border: none; border-bottom: 2px solid $text; padding: 0 2px; min-height: 28px;
    background: $soft }
QPushButton[look="level"] { padding: 0 10px; min-height: 0; text-align: left }
QPushButton[look="level"]:checked { background: $soft; border: 2px solid $accent; color: $accent; padding: 0 9px }
QPushButton[look="level"]:focus { border: 2px solid $text; padding: 0 9px; min-height: 0 }
QLineEdit, QPlainTextEdit[look="field"], QPlainTextEdit[look="field-off"], QComboBox, QSpinBox,
    QDoubleSpinBox, QDateEdit { background: $raised;
    border: ${border_width}px solid $control; border-radius: 8px; selection-background-color: $accent;
    selection-color: $on_accent; color: $text }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { padding: 0 7px; min-height: 30px }
QPlainTextEdit[look="field"], QPlainTextEdit[look="field-off"] { padding: 4px 6px }
QPlainTextEdit[look="field-off"] { background: $sunken; border-color: $border; color: $text3 }
QPlainTextEdit[look="field-off"]:focus { border: 2px solid $accent; padding: 3px 5px }
QLineEdit:focus, QPlainTextEdit[look="field"]:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus
    { border: 2px solid $accent }
QLineEdit:focus, QComboBox:focus { padding: 0 6px; min-height: 28px }
QPlainTextEdit[look="field"]:focus { padding: 3px 5px }
QLineEdit:disabled, QPlainTextEdit[look="field"]:disabled { background: $sunken; color: $text3; border-color: $border }
QComboBox::drop-down { border: none; width: 24px }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $control; selection-background-color: $soft;
    selection-color: $text }
#code { background: $code; border: ${border_width}px solid $border; border-radius: 8px }
#code:focus { border: 2px solid $accent }
QTextBrowser { background: transparent; border: none; color: $text }
QTextBrowser:focus { border: 2px solid $accent; border-radius: 8px }
QMenu { background: $raised; border: 1px solid $control; padding: 4px }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px }
QMenu::item:selected { background: $soft; color: $text }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0 }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0 }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 3px }
QScrollBar::handle:vertical { min-height: 40px }
QScrollBar::handle:horizontal { min-width: 40px }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px }
QProgressBar::chunk { background: $accent; border-radius: 3px }
QAbstractScrollArea::corner { background: transparent; border: none }
QCheckBox { spacing: 8px }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator { width: 16px; height: 16px;
    border: ${border_width}px solid $control;
    border-radius: 4px; background: $raised }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$check_picture") }
QCheckBox::indicator:focus { border: 2px solid $accent }
QCheckBox::indicator:checked:focus { border: 2px solid $text }
QCheckBox::indicator:disabled { border-color: $border; background: $sunken }
QRadioButton { spacing: 8px }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $control; border-radius: 8px;
    background: $raised }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; background: $on_accent }
QRadioButton::indicator:focus { border-color: $accent }
QToolTip { background: $raised; color: $text; border: 1px solid $control; padding: 4px }
""")

_FOLLOWING = re.compile(r"(min-height|font-size): (\d+)px")
"""What in the sheet follows the font scale: heights of controls and the one font size."""
_CONTROL = 20
"""Pixels; what is lower is a line or a bar, not a control with words."""


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet in the colours of a theme."""
    values = {name: getattr(tokens, name) for name in tokens.__slots__}
    shade = "light" if contrast(tokens.on_accent, "#FFFFFF") < 2 else "dark"
    values["check_picture"] = assets.path("resources", "icons", f"tick-{shade}.svg").as_posix()
    sheet = _SHEET.substitute(values)
    return _FOLLOWING.sub(lambda found: f"{found[1]}: {_followed(found[1], int(found[2]))}px", sheet)


def _followed(what: str, pixels: int) -> int:
    if what == "min-height" and pixels < _CONTROL:
        return pixels
    return fonts.scaled(pixels)
