"""Changes the size of what is already on the screen when the person chooses another font scale."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from gui import fonts

_FIXED = "designed_size"
"""Dynamic property: the fixed width and height of a widget in pixels of the design, 0 for a side that is free."""
_LEAST = "designed_least"
"""Dynamic property: the least width in pixels of the design, and the most that it may become."""


def fix(widget: QWidget, width: int = 0, height: int = 0) -> None:
    """Give a widget a fixed size in pixels of the design, which follows the font scale; 0 leaves a side free."""
    widget.setProperty(_FIXED, [width, height])
    if width:
        widget.setFixedWidth(fonts.scaled(width))
    if height:
        widget.setFixedHeight(fonts.scaled(height))


def least(widget: QWidget, width: int, most: int = 0) -> None:
    """Give a widget a least width in pixels of the design, which follows the font scale up to `most` real pixels."""
    widget.setProperty(_LEAST, [width, most])
    wanted = fonts.scaled(width)
    widget.setMinimumWidth(min(wanted, most) if most else wanted)


def rescale(application: QApplication, before: int) -> None:
    """Bring every widget from one font scale (percent) to the present one.

    A widget whose size follows from its fonts in a way of its own has a method `refit`, which is called last.
    """
    widgets = application.allWidgets()
    for widget in widgets:
        if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
            _rescale_font(widget, before)
        sides = widget.property(_FIXED)
        if isinstance(sides, list):
            fix(widget, *sides)
        width = widget.property(_LEAST)
        if isinstance(width, list):
            least(widget, *width)
    for widget in widgets:
        refit = getattr(widget, "refit", None)
        if refit is not None:
            refit()
        if isinstance(widget, QAbstractItemView):
            widget.doItemsLayout()
        widget.updateGeometry()


def _rescale_font(widget: QWidget, before: int) -> None:
    font = QFont(widget.font())
    if font.pixelSize() > 0:
        font.setPixelSize(fonts.scaled(fonts.design_size(font.pixelSize(), before)))
        widget.setFont(font)
