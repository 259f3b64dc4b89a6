"""The middle pane: one category's score, the filters, its criteria."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import fonts, icons, shortcuts
from gui.delegates.criterion_row import CriterionRowDelegate
from gui.models import wording
from gui.models.checklist import Checklist
from gui.models.rows import Chip, CriterionRow, count, criterion_rows, filtered
from gui.shell import Shell
from gui.views import parts
from gui.views.flow import Flow
from gui.views.interval_bar import IntervalBar
from gui.views.key_hints import KeyHints
from gui.words import tr

_NARROW = 760
"""Pixels; below it the chips leave the filter too little room, and it gets a row of its own."""

_CHIPS: tuple[tuple[Chip, str], ...] = (
    (Chip.ALL, "All {n}"),
    (Chip.TO_REVIEW, "To review {n}"),
    (Chip.NOT_MET, "Not met {n}"),
    (Chip.OVERRIDDEN, "Overridden {n}"),
    (Chip.UNPROVEN, "Unproven {n}"),
)


class _CriteriaView(QListView):
    """The list; Enter goes to the inspector, letters never search it."""

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand Enter on, and leave letters to the shortcuts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_row.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are shortcuts here."""


class ChecklistPane(QFrame):
    """The criteria of one category.

    Signals:
        chosen: key of the criterion that the person looks at, empty for none.
        inspect_asked: the person wants to go to the inspector.
        arithmetic_asked: the person wants to see how the points come about.
    """

    chosen = Signal(str)
    inspect_asked = Signal()
    arithmetic_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._rubric = self._category = ""
        self._all: tuple[CriterionRow, ...] = ()
        self._keep = ""
        layout = parts.column(self, (0, 14, 0, 0), 10)
        layout.addLayout(self._build_head())
        self.model = Checklist(self)
        self.list = _CriteriaView()
        self.list.setAccessibleName(tr("Criteria"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CriterionRowDelegate(self.model, shell.theme, self.list))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.entered_row.connect(self.inspect_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._build_empty())
        layout.addWidget(self._stack, 1)
        layout.addWidget(KeyHints())

    def _build_head(self) -> QVBoxLayout:
        head = parts.column(margins=(20, 0, 20, 0), spacing=8)
        line = parts.row(spacing=8)
        self._title = parts.ElidedLabel("", "page")
        line.addWidget(self._title, 1)
        self._points = parts.label("", "page")
        self._maximum = parts.label("", "caption")
        self._sum = parts.icon_button(self._shell.theme, "sigma", tr("Show the arithmetic"))
        shortcuts.tip(self._sum, tr("Show the arithmetic"), "arithmetic")
        self._sum.clicked.connect(self.arithmetic_asked)
        line.addWidget(self._points)
        line.addWidget(self._maximum)
        line.addWidget(self._sum)
        head.addLayout(line)
        below = parts.row(spacing=10)
        self._intent = parts.ElidedLabel("", "caption")
        below.addWidget(self._intent, 1)
        self._bar = IntervalBar(self._shell.theme)
        self._known = parts.label("", "caption")
        below.addWidget(self._bar)
        below.addWidget(self._known)
        head.addLayout(below)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter"))
        self.filter.setAccessibleName(tr("Filter criteria"))
        self.filter.setFont(fonts.ui())
        self.filter.setClearButtonEnabled(True)
        self._glass = QAction(self.filter)
        self._glass.setText(tr("Search"))
        self.filter.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        for inner in self.filter.findChildren(QToolButton):
            inner.setAccessibleName(inner.accessibleName() or tr("Clear the filter"))
        self.filter.textChanged.connect(lambda _text: self._show_rows())
        self._shell.theme.changed.connect(self._show_glass)
        self._show_glass()
        chips = Flow(spacing=6)
        self._chips = QButtonGroup(self)
        for number, (chip, _) in enumerate(_CHIPS):
            button = parts.button("", "chip")
            button.setFont(fonts.ui(fonts.CAPTION, fonts.MEDIUM))
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setChecked(chip is Chip.ALL)
            self._chips.addButton(button, number)
            chips.addWidget(button)
        self._chips.idToggled.connect(lambda _number, on: self._show_rows() if on else None)
        self._filters = parts.row(spacing=8)
        self._filters.addWidget(self.filter, 1)
        self._filters.addLayout(chips)
        head.addLayout(self._filters)
        return head

    def _build_empty(self) -> QWidget:
        empty = QWidget()
        layout = parts.column(empty, (20, 40, 20, 20), 10)
        self._empty = parts.label("", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._empty)
        clear: QPushButton = parts.button(tr("Clear filter"))
        clear.clicked.connect(self.clear_filter)
        layout.addWidget(clear, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chips below the filter where both do not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < fonts.scaled(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._filters.direction() is not way:
            self._filters.setDirection(way)

    def _show_glass(self) -> None:
        self._glass.setIcon(icons.icon("search", self._shell.theme.tokens.text3, 16))

    # ---------------------------------------------------------------- showing

    @property
    def chip(self) -> Chip:
        """Return the ready-made filter that is on."""
        return _CHIPS[max(0, self._chips.checkedId())][0]

    @property
    def rubric(self) -> str:
        """Return the id of the rubric whose category is shown."""
        return self._rubric

    @property
    def category(self) -> str:
        """Return the id of the category that is shown."""
        return self._category

    @property
    def current(self) -> str:
        """Return the key of the chosen criterion, empty for none."""
        index = self.list.currentIndex()
        return self.model.row(index.row()).key if index.isValid() else ""

    def show_chip(self, chip: Chip) -> None:
        """Switch to another of the ready-made filters."""
        self._chips.button([each for each, _ in _CHIPS].index(chip)).setChecked(True)

    def show_category(self, rubric: str, category: str) -> None:
        """Show another category, its first criterion that waits for review chosen."""
        self._rubric, self._category = rubric, category
        self._keep = ""
        self.refresh()
        waiting = next(
            (row for row in self.model.rows if not row.reviewed and not (row.parent and self._has_parts(row))), None
        )
        first = waiting or (self.model.rows[0] if self.model.rows else None)
        if first is not None:
            self.choose(first.key)
        else:
            self.chosen.emit("")

    def _has_parts(self, parent: CriterionRow) -> bool:
        return any(row.depth and row.key.startswith(f"{parent.key}@") for row in self._all)

    def clear(self) -> None:
        """Forget the category that was shown: another audit is open, or none."""
        self._rubric = self._category = self._keep = ""
        self._all = ()
        self.model.clear()

    def refresh(self) -> None:
        """Show the present state of the category."""
        opened = self._shell.controller.audit_file
        if opened is None or self._rubric not in opened.scores:
            self._all = ()
        else:
            self._all = criterion_rows(opened, self._rubric, self._category)
            self._show_head()
        for number, (chip, text) in enumerate(_CHIPS):
            self._chips.button(number).setText(tr(text, n=count(self._all, chip)))
            self._chips.button(number).setAccessibleName(self._chips.button(number).text())
        self._show_rows()

    def _show_head(self) -> None:
        opened = self._shell.controller.audit_or_fail
        rubric = opened.rubrics[self._rubric]
        category = next(c for c in rubric.categories if c.id == self._category)
        score = opened.scores[self._rubric].category(self._category)
        self._title.show_text(category.name)
        self._intent.show_text(category.intent)
        point, maximum = score.points.point, wording.number(score.maximum)
        self._points.setText(wording.number(point) if point is not None and score.applicable else "–")
        of = wording.of_maximum(rubric, maximum)
        self._maximum.setText(of if score.applicable else tr("not applicable"))
        span = wording.span(score.points)
        known = wording.percent(score.completeness)
        self._known.setText(
            tr("{span}  ·  {known} known", span=span, known=known) if span else tr("{known} known", known=known)
        )
        spoken = tr(
            "Between {low} and {high} {of}, {known} of the weight is known",
            low=wording.number(score.points.low),
            high=wording.number(score.points.high),
            of=of,
            known=known,
        )
        self._bar.show_interval(score.points, float(score.maximum), spoken)

    def _show_rows(self) -> None:
        text = self.filter.text()
        rows = filtered(self._all, self.chip, text, self._keep)
        self.model.show(rows)
        if rows:
            self._stack.setCurrentIndex(0)
        else:
            words = tr("No criteria match “{text}”", text=text) if text.strip() else tr("Nothing here to show")
            self._empty.setText(words)
            self._stack.setCurrentIndex(1)
            self.chosen.emit("")
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def clear_filter(self) -> None:
        """Show all criteria again."""
        self._chips.button(0).setChecked(True)
        self.filter.clear()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- moving

    def choose(self, key: str) -> bool:
        """Choose a criterion that is in the list."""
        number = self.model.find(key)
        if number < 0:
            return False
        self.list.setCurrentIndex(self.model.index(number))
        return True

    def go(self, by: int) -> None:
        """Go up or down."""
        number = max(0, min(self.model.rowCount() - 1, self.list.currentIndex().row() + by))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(number))

    def following(self, key: str) -> CriterionRow | None:
        """Return the next row below that waits for a decision, None when there is none in this category."""
        rows = self.model.rows
        start = next((i for i, row in enumerate(rows) if row.key == key), -1)
        for row in rows[start + 1 :]:
            if not row.reviewed and not (row.parent and self._has_parts(row)):
                return row
        return None

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.row(index.row()).key if index.isValid() else ""
        self._keep = key
        self.chosen.emit(key)
        # The row that was left goes when the filter no longer keeps it, after the selection has settled.
        QTimer.singleShot(0, self, self._show_rows)
