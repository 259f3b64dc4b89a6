"""Paints a card of the board: title, severity and effort, gains, what its step is, and who follows it up."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import fonts
from gui.delegates import painting, wrapped
from gui.icons import pixmap
from gui.models.board import STATUS_ICONS, STATUS_TONES, Card
from gui.models.finding_rows import status_word
from gui.models.row_list import RowList
from gui.theme import Theme
from gui.words import tr

_SIDE = 8
_INSIDE = 12
_BETWEEN = 8
_GAP = 3
_TITLE_LINES = 3
_MOST_GAINS = 2
_ICON = 12
_SCROLL_BAR = 12


class CardDelegate(QStyledItemDelegate):
    """The card is as high as what it holds."""

    def __init__(self, theme: Theme, model: RowList[Card], view: QListView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}

    def _title(self, card: Card) -> tuple[str, ...]:
        """Return the lines of a title in the present width; breaking text takes time, so it is kept."""
        place = (card.title, int(self._width()))
        if place not in self._broken:
            self._broken[place] = wrapped.lines(card.title, fonts.ui(weight=fonts.MEDIUM), place[1], _TITLE_LINES)
        return self._broken[place]

    def _width(self) -> float:
        # The scroll bar's room is left free always: else it would come and go with the heights that depend on it.
        return max(120.0, self._view.width() - _SCROLL_BAR - 2.0 * _SIDE - 2 * _INSIDE)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the card's lines need in the present width."""
        card = self._model.row(index.row())
        title = fonts.line_height(fonts.ui(weight=fonts.MEDIUM))
        small = fonts.line_height(fonts.ui(fonts.META))
        titles = len(self._title(card))
        high = 10 + titles * title + _GAP + small * (1 + len(_gains(card))) + 10 + _BETWEEN
        high += sum(small + _GAP for present in (_footed(card), card.conflict, card.waiting) if present)
        return QSize(100, high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        card, theme = self._model.row(index.row()), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = painting.rectangle(option).adjusted(_SIDE, 0, -_SIDE, -_BETWEEN)
        state = painting.state(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        edge = "accent" if chosen else "control" if hovered else "border"
        painter.setPen(QPen(theme.colour(edge), 2 if focused else theme.tokens.border_width))
        painter.setBrush(theme.colour("soft" if chosen else "raised"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.status(card.tone)[0]))
        painter.drawRoundedRect(QRectF(box.left() + 1, box.top() + 12, 3, box.height() - 24), 1.5, 1.5)
        self._paint_words(painter, box.adjusted(_INSIDE, 10, -_INSIDE, -10), card)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRectF, card: Card) -> None:
        theme, strong, small = self._theme, fonts.ui(weight=fonts.MEDIUM), fonts.ui(fonts.META)
        done = card.status.value == "complete"
        title = self._title(card)
        wrapped.paint(painter, area, title, strong, theme.colour("text2" if done else "text"))
        line = float(fonts.line_height(small))
        y = area.top() + len(title) * fonts.line_height(strong) + _GAP
        self._paint_meta(painter, QRectF(area.left(), y, area.width(), line), card)
        y += line
        for rubric, gain in _gains(card):
            bold = fonts.ui(fonts.META, fonts.SEMIBOLD)
            place = QRectF(area.left(), y, area.width(), line)
            wide = painting.text(painter, place, gain, bold, theme.colour("passed")) + (5 if gain else 0)
            painting.text(painter, place.adjusted(wide, 0, 0, 0), rubric, small, theme.colour("text2"))
            y += line
        for words, token, icon in (
            (card.conflict, "failed", "triangle-alert"),
            (card.waiting, "text3", "clock"),
        ):
            if words:
                y += _GAP
                short = tr("Before something it requires") if words is card.conflict else words
                self._paint_marked(painter, QRectF(area.left(), y, area.width(), line), short, token, icon)
                y += line
        if _footed(card):
            y += _GAP
            place = QRectF(area.left(), y, area.width(), line)
            token = STATUS_TONES[card.status]
            words = "  ·  ".join(part for part in (status_word(card.status), card.follow_up) if part)
            self._paint_marked(painter, place, words, token, STATUS_ICONS[card.status])

    def _paint_meta(self, painter: QPainter, place: QRectF, card: Card) -> None:
        bold, small = fonts.ui(fonts.META, fonts.SEMIBOLD), fonts.ui(fonts.META)
        room = place.width()
        if card.by_hand:
            hand = pixmap("user", self._theme.tokens.text3, _ICON, 2.2)
            painter.drawPixmap(QPointF(place.right() - _ICON, place.center().y() - _ICON / 2), hand)
            room -= _ICON + 4
        area = QRectF(place.left(), place.top(), room, place.height())
        colour = QColor(self._theme.tokens.status(card.tone)[0])
        wide = painting.text(painter, area, card.severity, bold, colour)
        rest = card.meta[len(card.severity) :]
        painting.text(painter, area.adjusted(wide, 0, 0, 0), rest, small, self._theme.colour("text2"))

    def _paint_marked(self, painter: QPainter, place: QRectF, words: str, token: str, icon: str) -> None:
        """Paint an icon and words in one colour."""
        colour = getattr(self._theme.tokens, token)
        painter.drawPixmap(QPointF(place.left(), place.center().y() - _ICON / 2), pixmap(icon, colour, _ICON, 2.2))
        font = fonts.ui(fonts.META, fonts.MEDIUM)
        painting.text(painter, place.adjusted(_ICON + 5, 0, 0, 0), words, font, QColor(colour))


def _gains(card: Card) -> tuple[tuple[str, str], ...]:
    """Return rubric and gain of each line; the step's name where it gains nothing by itself."""
    if not card.gains:
        return ((card.step, ""),) if card.step else ((tr("Gains nothing by itself"), ""),)
    shown = [(gain.rubric, gain.text) for gain in card.gains[:_MOST_GAINS]]
    more = len(card.gains) - _MOST_GAINS
    if more > 0:
        shown[-1] = (tr("{rubric} and {n} more", rubric=shown[-1][0], n=more), shown[-1][1])
    return tuple(shown)


def _footed(card: Card) -> bool:
    return bool(card.follow_up) or card.status.value != "proposed"
