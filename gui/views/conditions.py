"""The conditions that must be ticked before the top level of an interview criterion counts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from gui import fonts
from gui.views import parts
from gui.words import tr


class Conditions(QWidget):
    """One box a condition; the text wraps beside it.

    Signals:
        ticked: indices of the boxes that are ticked now.
    """

    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = parts.column(self, spacing=4)
        self._heading = parts.label(tr("The top level counts only if"), "section")
        self._layout.addWidget(self._heading)
        self._boxes: list[QCheckBox] = []
        self._rows: list[QWidget] = []
        self._texts: tuple[str, ...] = ()

    def show_conditions(self, texts: tuple[str, ...], ticked: tuple[int, ...]) -> None:
        """Show the conditions of a criterion and which are ticked."""
        self.setVisible(bool(texts))
        if texts != self._texts:
            self._texts = texts
            self._rebuild()
        for index, box in enumerate(self._boxes):
            blocked = box.blockSignals(True)
            box.setChecked(index in ticked)
            box.blockSignals(blocked)

    def current(self) -> tuple[int, ...]:
        """Return the indices that are ticked."""
        return tuple(index for index, box in enumerate(self._boxes) if box.isChecked())

    def _rebuild(self) -> None:
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._boxes, self._rows = [], []
        for text in self._texts:
            row = QWidget()
            layout = parts.row(row, spacing=8)
            box = QCheckBox()
            box.setAccessibleName(text)
            box.toggled.connect(lambda _on: self.ticked.emit(self.current()))
            label = _ClickLabel(text, box)
            layout.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(label, 1)
            self._layout.addWidget(row)
            self._boxes.append(box)
            self._rows.append(row)


class _ClickLabel(QLabel):
    """The words beside a box; a click on them ticks it."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(fonts.ui())
        self.setBuddy(box)

    def mousePressEvent(self, event: object) -> None:
        """Tick or untick."""
        self._box.toggle()
