"""One column of the board: a phase with its capacity, its cards and the scores at its end."""

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from gui import fonts
from gui.delegates.card import CardDelegate
from gui.models.board import Card, Lane, Outlook
from gui.models.row_list import RowList
from gui.theme import Theme
from gui.views import parts
from gui.views.blocks import line
from gui.views.interval_bar import IntervalBar
from gui.words import tr

CARD_TYPE = "application/x-sightline-recommendation"
"""MIME type of a card that is dragged."""


class CardList(RowList[Card]):
    """The cards of a lane; they can be dragged."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Return what can be done with a card."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Return the type of what is dragged."""
        return [CARD_TYPE]

    def mimeData(self, indexes: object) -> QMimeData:
        """Return the card that is dragged."""
        data = QMimeData()
        for index in indexes:  # type: ignore[attr-defined]  # a list, of indexes of whatever kind
            data.setData(CARD_TYPE, self.row(index.row()).recommendation.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Return that cards are moved, never copied."""
        return Qt.DropAction.MoveAction


class CardsView(QListView):
    """The cards; arrows go between lanes, with Ctrl they take the card along.

    Signals:
        stepped: the focus shall go to the lane at the left (-1) or right (1).
        move_asked: the card shall go there.
        edit_asked: the card shall be opened.
        free_asked: the card shall go where the planner puts it.
        dropped: a card was let go here, its recommendation.
        focused: the focus came here.
    """

    stepped = Signal(int)
    move_asked = Signal(int)
    edit_asked = Signal()
    free_asked = Signal()
    dropped = Signal(str)
    focused = Signal()
    hovered_drag = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out at once: Qt waits a moment, and until then they would lie over one another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus or the card."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        side = sides.get(Qt.Key(event.key()))
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if side is not None and control:
            self.move_asked.emit(side)
        elif side is not None:
            self.stepped.emit(side)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.free_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are keys of the page."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys act here now."""
        super().focusInEvent(event)
        self.focused.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a card."""
        if event.mimeData().hasFormat(CARD_TYPE):
            event.acceptProposedAction()
            self.hovered_drag.emit(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Welcome a card at every place of the lane."""
        if event.mimeData().hasFormat(CARD_TYPE):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look ordinary again."""
        self.hovered_drag.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the card."""
        self.hovered_drag.emit(False)
        if event.mimeData().hasFormat(CARD_TYPE):
            event.acceptProposedAction()
            self.dropped.emit(event.mimeData().data(CARD_TYPE).toStdString())

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the card; what happens to it is said by the lane it is dropped on."""
        super().startDrag(Qt.DropAction.MoveAction)


class LoadBar(QWidget):
    """How much of a phase's capacity is taken."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setFixedHeight(6)
        theme.changed.connect(self.update)

    def show_share(self, share: float, spoken: str) -> None:
        """Show a share of the capacity, above 1 when it is too much."""
        self._share = share
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("border"))
        painter.drawRoundedRect(QRectF(0, 1, self.width(), 4), 2, 2)
        painter.setBrush(self._theme.colour("partial" if self._share > 1 else "accent"))
        painter.drawRoundedRect(QRectF(0, 1, self.width() * min(1.0, self._share), 4), 2, 2)
        painter.end()


class OutlookLine(QWidget):
    """The score of one rubric at the end of the phase: its point, and below it the interval where there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        body = parts.column(self, spacing=0)
        self._name = parts.ElidedLabel("", "caption")
        self._point = parts.label("", "strong")
        self._mark = parts.IconLabel(theme, "circle-check", "passed", 15, tr("Target reached"))
        self._mark.setToolTip(tr("The target is reached here."))
        body.addLayout(line(self._name, 1, self._mark, self._point, spacing=6))
        self._bar = IntervalBar(theme)
        self._bar.setFixedWidth(72)
        self._span = parts.label("", "caption")
        self._span.setFont(fonts.ui(fonts.META))
        self._below = QWidget()
        self._below.setLayout(line(self._bar, 1, self._span, spacing=6))
        body.addWidget(self._below)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show a score."""
        self.setAccessibleName(outlook.spoken)
        self.setToolTip(outlook.spoken)
        self._name.show_text(outlook.rubric)
        self._point.setText(outlook.point)
        self._mark.setVisible(outlook.reached)
        self._bar.show_interval(outlook.share, 1.0, outlook.spoken)
        self._span.setText(outlook.span)
        self._below.setVisible(bool(outlook.span))


class PhaseLane(QFrame):
    """A lane with its head, cards and foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setMinimumWidth(198)
        self._theme = theme
        self._lane: Lane | None = None
        body = parts.column(self, (1, 12, 1, 8), 8)
        head = parts.column(margins=(13, 0, 13, 0), spacing=4)
        self._name = parts.ElidedLabel("", "strong")
        self._when = parts.label("", "caption")
        head.addLayout(line(self._name, 1, self._when))
        self._bar = LoadBar(theme)
        self._load = parts.label("", "caption")
        self._warning = parts.IconLabel(theme, "triangle-alert", "partial", 15, tr("Above the capacity"))
        head.addWidget(self._bar)
        self._many = parts.label("", "caption")
        head.addLayout(line(self._warning, self._load, 1, self._many, spacing=5))
        body.addLayout(head)
        self.model = CardList(self)
        self.cards = CardsView()
        self.cards.setModel(self.model)
        self.cards.setItemDelegate(CardDelegate(theme, self.model, self.cards))
        self.cards.hovered_drag.connect(self._mark)
        body.addWidget(self.cards, 1)
        self._foot = parts.frame("lane-foot")
        self._outlooks = parts.column(self._foot, (13, 4, 13, 2), 3)
        body.addWidget(self._foot)
        self._lines: list[OutlookLine] = []

    @property
    def id(self) -> str:
        """Return the id of the phase."""
        return self._lane.id if self._lane else ""

    def show_lane(self, lane: Lane) -> None:
        """Show a phase."""
        if lane == self._lane:
            return
        self._lane = lane
        self.model.show(lane.cards)
        self.cards.setAccessibleName(lane.spoken)
        self._name.show_text(lane.name)
        self._when.setText(lane.when)
        many = tr("1 item") if len(lane.cards) == 1 else tr("{n} items", n=len(lane.cards))
        self._many.setText(many)
        self._load.setText(lane.load)
        parts.set_look(self._load, "warning" if lane.over else "caption")
        self._warning.setVisible(bool(lane.over))
        self._bar.setVisible(lane.capacity is not None)
        if lane.capacity is not None:
            self._bar.show_share(lane.used / max(1, lane.capacity), lane.load)
        while len(self._lines) < len(lane.outlooks):
            self._lines.append(OutlookLine(self._theme))
            self._outlooks.addWidget(self._lines[-1])
        for number, made in enumerate(self._lines):
            made.setVisible(number < len(lane.outlooks))
            if number < len(lane.outlooks):
                made.show_outlook(lane.outlooks[number])
        self._foot.setVisible(bool(lane.outlooks))

    def _mark(self, on: bool) -> None:
        """Show that a card can be dropped here."""
        self.setProperty("over", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)
