"""A row that breaks into lines where its members do not fit side by side."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Members from left to right, then on the next line; hidden ones take no room.

    Args:
        parent: the widget to lay out, None for a layout within another.
        spacing: pixels between members and between lines.
        spread: the last member of a line with several ends at the right edge.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, spread: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spread = spread
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add a member at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of members."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return a member, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove a member and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: the members keep their sizes."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the members."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((hint.height() for hint in shown), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest member."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Break the members into lines, place them when asked to, and return the height."""
        y, lines = rect.y(), self._lines(rect.width())
        for number, line in enumerate(lines):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, rect, y, height)
            y += height + (self.spacing() if number < len(lines) - 1 else 0)
        return y - rect.y()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if lines and used + self.spacing() + wide <= width:
                lines[-1].append(item)
                used += self.spacing() + wide
            else:
                lines.append([item])
                used = wide
        return lines

    def _place(self, line: list[QLayoutItem], rect: QRect, y: int, height: int) -> None:
        x = rect.x()
        for item in line:
            hint = item.sizeHint()
            wide = min(hint.width(), rect.width())
            if self._spread and item is line[-1] and len(line) > 1:
                x = rect.x() + rect.width() - wide
            item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), QSize(wide, hint.height())))
            x += wide + self.spacing()
