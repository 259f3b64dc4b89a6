"""Changes the size of what is already on the screen when the person chooses another font scale."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from gui import fonts

_FIXED = "designed_size"
"""Dynamic property: the fixed width and height of a widget in pixels of the design, 0 for a side that is free."""
_LINES = "designed_lines"
"""Dynamic property: lines, pixels around them, and the size of the font, of a widget as high as some lines."""
_LEAST = "designed_least"
"""Dynamic property: the least width in pixels of the design, and the most that it may become."""


def fix(widget: QWidget, width: int = 0, height: int = 0) -> None:
    """Give a widget a fixed size in pixels of the design; 0 leaves a side free.

    It follows the font scale, but is never smaller than the design: what is operated has 32 pixels and more.
    """
    widget.setProperty(_FIXED, [width, height])
    if width:
        widget.setFixedWidth(max(width, fonts.scaled(width)))
    if height:
        widget.setFixedHeight(max(height, fonts.scaled(height)))


def fix_lines(widget: QWidget, lines: int, frame: int = 0, size: int = fonts.BASE) -> None:
    """Give a widget the fixed height of some lines of text, which follows the font scale.

    Args:
        widget: what is to be as high.
        lines: how many.
        frame: pixels around them.
        size: size of the font in the design.
    """
    widget.setProperty(_LINES, [lines, frame, size])
    widget.setFixedHeight(lines * fonts.line_height(fonts.ui(size)) + frame)


def least(widget: QWidget, width: int, most: int = 0) -> None:
    """Give a widget a least width in pixels of the design, which follows the font scale up to `most` real pixels."""
    widget.setProperty(_LEAST, [width, most])
    wanted = fonts.scaled(width)
    widget.setMinimumWidth(min(wanted, most) if most else wanted)


def design_fonts(application: QApplication, scale: int) -> list[tuple[QWidget, int]]:
    """Return every widget with a font of its own and its size in the design, as shown at a scale in percent.

    To be asked before a new style sheet is set: Qt then puts back the fonts that it saw first.
    """
    return [
        (widget, fonts.design_size(widget.font().pixelSize(), scale))
        for widget in application.allWidgets()
        if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont) and widget.font().pixelSize() > 0
    ]


def show_fonts(designed: list[tuple[QWidget, int]]) -> None:
    """Give widgets the fonts of their design at the present scale."""
    for widget, size in designed:
        if widget.font().pixelSize() != fonts.scaled(size):
            font = QFont(widget.font())
            font.setPixelSize(fonts.scaled(size))
            widget.setFont(font)


def refit(application: QApplication) -> None:
    """Bring every widget to the present font scale, after its font.

    A widget whose size follows from its fonts in a way of its own has a method `refit`, which is called last.
    """
    widgets = application.allWidgets()
    for widget in widgets:
        sides = widget.property(_FIXED)
        if isinstance(sides, list):
            fix(widget, *sides)
        lines = widget.property(_LINES)
        if isinstance(lines, list):
            fix_lines(widget, *lines)
        width = widget.property(_LEAST)
        if isinstance(width, list):
            least(widget, *width)
    for widget in widgets:
        own = getattr(widget, "refit", None)
        if own is not None:
            own()
        if isinstance(widget, QAbstractItemView):
            widget.doItemsLayout()
        widget.updateGeometry()
