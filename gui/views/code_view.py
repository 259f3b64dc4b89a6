"""Read-only source code with line numbers, colours and the lines that count highlighted."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from core.model.evidence import Evidence
from gui import fonts
from gui.models.code_spans import spans
from gui.theme import Theme
from gui.words import tr

_TOP = 6
_EDGE = 3
_NUMBER_GAP = 10


class _Gutter(QWidget):
    """The line numbers beside the text."""

    def __init__(self, code: "CodeView") -> None:
        super().__init__(code)
        self._code = code

    def sizeHint(self) -> QSize:
        """Return the width that the longest number needs."""
        return QSize(self._code.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen."""
        self._code.paint_gutter(self)


class CodeView(QPlainTextEdit):
    """Shows one snippet. The text is exactly that of the file: no ligatures, no wrapping."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._evidence: Evidence | None = None
        self.setObjectName("code")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(fonts.code())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setAccessibleName(tr("Evidence source code"))
        self._gutter = _Gutter(self)
        self.updateRequest.connect(lambda *_: self._gutter.update())
        theme.changed.connect(self._colour)
        self._palette()

    def show_evidence(self, evidence: Evidence) -> None:
        """Show the lines of one piece of evidence."""
        self._evidence = evidence
        self.setPlainText(evidence.snippet)
        self.setAccessibleName(tr("Evidence source code, {place}", place=evidence.place))
        self.setViewportMargins(self.gutter_width(), _TOP, 0, 0)
        self._place_gutter()
        self._colour()
        first = max(0, evidence.line - evidence.snippet_line)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(first)))
        self.horizontalScrollBar().setValue(0)

    def _palette(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._theme.colour("code"))
        palette.setColor(QPalette.ColorRole.Text, self._theme.colour("text"))
        self.setPalette(palette)

    def _colour(self) -> None:
        self._palette()
        evidence = self._evidence
        if evidence is None:
            return
        found = spans(evidence.path, evidence.snippet)
        block = self.document().begin()
        number = 0
        while block.isValid():
            ranges = []
            for start, length, token in found.get(number, ()):
                part = QTextLayout.FormatRange()
                part.start, part.length = start, length
                colour = QTextCharFormat()
                colour.setForeground(self._theme.colour(token))
                part.format = colour
                ranges.append(part)
            block.layout().setFormats(ranges)
            self.document().markContentsDirty(block.position(), block.length())
            block, number = block.next(), number + 1
        self._highlight(evidence)
        self._gutter.update()

    def _highlight(self, evidence: Evidence) -> None:
        selections = []
        for line in range(evidence.line, evidence.end_line + 1):
            block = self.document().findBlockByNumber(line - evidence.snippet_line)
            if not block.isValid():
                continue
            selection = QTextEdit.ExtraSelection()
            whole = QTextCharFormat()
            whole.setBackground(self._theme.colour("highlight"))
            whole.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.format = whole
            selection.cursor = QTextCursor(block)
            selections.append(selection)
        self.setExtraSelections(selections)

    # ---------------------------------------------------------------- the gutter

    def gutter_width(self) -> int:
        """Return the pixels that the line numbers need."""
        last = (self._evidence.snippet_line if self._evidence else 1) + self.blockCount()
        return self.fontMetrics().horizontalAdvance("0" * max(3, len(str(last)))) + _NUMBER_GAP + _EDGE + 8

    def _place_gutter(self) -> None:
        inside = self.contentsRect()
        height = self.viewport().geometry().bottom() - inside.top()
        self._gutter.setGeometry(inside.left() + 1, inside.top() + 1, self.gutter_width() - 2, height)

    def refit(self) -> None:
        """Give line numbers and tabs the room that other fonts need."""
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setViewportMargins(self.gutter_width(), _TOP, 0, 0)
        self._place_gutter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the gutter at the left."""
        super().resizeEvent(event)
        self._place_gutter()

    def paint_gutter(self, gutter: QWidget) -> None:
        """Draw line numbers and the mark of the lines that count."""
        evidence = self._evidence
        if evidence is None:
            return
        theme = self._theme
        painter = QPainter(gutter)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top() + _TOP
        while block.isValid() and top < gutter.height():
            height = self.blockBoundingRect(block).height()
            line = evidence.snippet_line + block.blockNumber()
            counts = evidence.line <= line <= evidence.end_line
            if counts:
                painter.fillRect(QRectF(0, top, gutter.width(), height), theme.colour("highlight"))
                painter.fillRect(QRectF(0, top, _EDGE, height), theme.colour("partial"))
            painter.setPen(theme.colour("text" if counts else "text3"))
            area = QRectF(0, top, gutter.width() - _NUMBER_GAP, height)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(line))
            top += height
            block = block.next()
        painter.end()
