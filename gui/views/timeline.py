"""The roadmap over time: drawn bars with their dependencies; the same keys move items as on the board."""

from PySide6.QtCore import QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gui import fonts, scaling
from gui.delegates.timeline_row import TimelineRowDelegate, Weeks
from gui.models.row_list import RowList
from gui.models.timeline import TimelineRow, weeks_of
from gui.theme import Theme
from gui.views.blocks import Panel
from gui.words import tr


class _Lines(QListView):
    """The lines, with an arrow from each item to those that wait for it.

    Signals:
        move_asked: the item shall go to the phase before (-1) or after (1).
        open_asked: it shall be opened.
        free_asked: it shall lie where the planner puts it.
    """

    move_asked = Signal(int)
    open_asked = Signal()
    free_asked = Signal()

    def __init__(self, theme: Theme, model: RowList[TimelineRow]) -> None:
        super().__init__()
        self._theme, self._rows = theme, model
        self.setModel(model)
        self.delegate = TimelineRowDelegate(theme, model, self)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(tr("Timeline of the roadmap"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open or free the item; everything else moves the focus."""
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if side is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_asked.emit(side)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.free_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of the page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, then the arrows over them."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = Weeks(self.viewport().width(), self.delegate.weeks)
        numbers = {row.id: number for number, row in enumerate(self._rows.rows)}
        for number, row in enumerate(self._rows.rows):
            for required in row.requires:
                before = numbers.get(required)
                if before is not None and row.end and self._rows.row(before).end:
                    self._arrow(painter, place, before, number)
        painter.end()

    def _arrow(self, painter: QPainter, place: Weeks, before: int, after: int) -> None:
        """Draw a path from the end of one bar down (or up) to the beginning of the other."""
        first, second = self._rows.row(before), self._rows.row(after)
        start = QPointF(place.x(first.end), self._middle(before))
        end = QPointF(place.x(second.start), self._middle(after))
        late = second.start < first.end - 1e-9
        colour = self._theme.colour("failed" if late else "control")
        path = QPainterPath(start)
        bend = start.x() + 7
        down = 1 if end.y() > start.y() else -1
        lane = end.y() - down * self.visualRect(self._rows.index(after)).height() / 2
        path.lineTo(bend, start.y())
        path.lineTo(bend, lane)
        path.lineTo(end.x() - 8, lane)
        path.lineTo(end.x() - 8, end.y())
        path.lineTo(end.x() - 4, end.y())
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine if late else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        tip = end + QPointF(1, 0)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -3.5), tip + QPointF(-6, 3.5)]))

    def _middle(self, number: int) -> float:
        return float(self.visualRect(self._rows.index(number)).center().y())


class _WeekHead(QWidget):
    """The numbers of the weeks above the lines."""

    def __init__(self, theme: Theme, lines: _Lines) -> None:
        super().__init__()
        self._theme, self._lines = theme, lines
        scaling.fix_lines(self, 1, 16, fonts.META)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weeks."""
        painter = QPainter(self)
        place = Weeks(self._lines.viewport().width(), self._lines.delegate.weeks)
        painter.setFont(fonts.ui(fonts.META, fonts.SEMIBOLD))
        painter.setPen(self._theme.colour("text2"))
        ticks = place.ticks()
        middle = Qt.AlignmentFlag.AlignVCenter
        named = QRectF(14, 0, place.left - 20, self.height())
        painter.drawText(named, int(middle | Qt.AlignmentFlag.AlignLeft), tr("Recommendation"))
        for week, after in zip(ticks, [*ticks[1:], place.weeks], strict=True):
            if after > week:
                box = QRectF(place.x(week), 0, place.x(after) - place.x(week), self.height())
                words = tr("W{week}", week=week + 1) if after - week == 1 else f"{week + 1} – {after}"
                painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignHCenter), words)
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()


class Timeline(Panel):
    """The drawn plan.

    Signals:
        moved: an item shall go to the phase before (-1) or after (1): its recommendation, the step.
        opened: an item shall be edited, its recommendation.
        freed: an item shall lie where the planner puts it, its recommendation.
        chose: another item is looked at, its recommendation.
    """

    moved = Signal(str, int)
    opened = Signal(str)
    freed = Signal(str)
    chose = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(padding=0, spacing=0)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.model: RowList[TimelineRow] = RowList(self)
        self.lines = _Lines(theme, self.model)
        self._head = _WeekHead(theme, self.lines)
        self.body.addWidget(self._head)
        self.body.addWidget(self.lines, 1)
        self.lines.move_asked.connect(lambda by: self.moved.emit(self.chosen, by) if self.chosen else None)
        self.lines.open_asked.connect(self._open)
        self.lines.free_asked.connect(lambda: self.freed.emit(self.chosen) if self.chosen else None)
        self.lines.doubleClicked.connect(lambda _index: self._open())
        self.lines.selectionModel().currentChanged.connect(self._on_current)
        self.setFocusProxy(self.lines)

    def show_rows(self, rows: tuple[TimelineRow, ...], chosen: str) -> None:
        """Show a plan, one item chosen."""
        self.lines.delegate.weeks = weeks_of(rows)
        self.model.show(rows)
        self._head.update()
        self.lines.viewport().update()
        self.choose(chosen)

    def choose(self, recommendation: str) -> None:
        """Choose an item."""
        at = self.model.find(recommendation)
        if at >= 0 and self.lines.currentIndex().row() != at:
            self.lines.setCurrentIndex(self.model.index(at))

    @property
    def chosen(self) -> str:
        """Return the recommendation of the chosen item, empty for none."""
        at = self.lines.currentIndex()
        row = self.model.row(at.row()) if at.isValid() else None
        return row.card.recommendation if row and row.card else ""

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self.chosen:
            self.chose.emit(self.chosen)

    def _open(self) -> None:
        if self.chosen:
            self.opened.emit(self.chosen)
