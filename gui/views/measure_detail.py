"""The pane beside the measurements: value, trend, definition and sources of one measure, or the whole of a result."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QWidget

from core.charts.line import line as chart_line
from gui.models import measured_words as said
from gui.models.measure_rows import WAYS, MeasureRow, way_of
from gui.models.measure_text import CRITERION, RESULT, row_html
from gui.shell import Shell
from gui.views import parts
from gui.views.blocks import icon_on, line
from gui.views.chart import Chart
from gui.views.safe_browser import SafeBrowser
from gui.words import tr

_HIGH, _ENLARGED = 88, 1.5
"""Of the trend: height in its units, and pixels for each of them."""


class MeasureDetail(QFrame):
    """Shows one row.

    Signals:
        remove_asked: the result is to be taken out.
        criterion_asked: key of a criterion that asks for the measure.
        result_asked: id of the result that a value comes from.
    """

    remove_asked = Signal()
    criterion_asked = Signal(str)
    result_asked = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: MeasureRow | None = None
        self.setObjectName("inspector")
        body = parts.column(self, (24, 18, 20, 14), 8)
        self._name = parts.label("", "pane", wrap=True)
        body.addWidget(self._name)
        self._value = parts.label("", "page", wrap=True)
        self._icon = parts.IconLabel(shell.theme, "circle-check", "passed", 16)
        self._band = parts.label("", "strong")
        self._head: QWidget = QWidget()
        parts.row(self._head).addLayout(line(self._value, 1, self._icon, self._band))
        body.addWidget(self._head)
        self.trend = Chart(shell.theme, 300, enlarged=_ENLARGED)
        body.addWidget(self.trend)
        self.text = SafeBrowser(tr("All about it"))
        self.text.anchorClicked.connect(self._on_link)
        body.addWidget(self.text, 1)
        self.remove = icon_on(parts.button(tr("Remove this result"), "danger"), shell.theme, "trash-2")
        self.remove.setToolTip(tr("Delete, in the list; undo brings it back"))
        self.remove.clicked.connect(self.remove_asked)
        self.explain = icon_on(parts.button(tr("How it is measured"), "link"), shell.theme, "circle-help")
        self.explain.clicked.connect(lambda: shell.show_help("instruments"))
        self.measure = parts.button(tr("Measure it"))
        self.measure.clicked.connect(self._measure)
        body.addLayout(line(self.explain, 1, self.measure, self.remove))
        shell.theme.changed.connect(self._tell)
        self.show_row(None)

    def show_row(self, row: MeasureRow | None) -> None:
        """Show a measure or a result; None for nothing."""
        self._row = row
        for widget in (self._head, self.explain):
            widget.setVisible(row is not None)
        opened = self._shell.controller.audit_file
        result = row is not None and row.result is not None
        self.remove.setVisible(result)
        way = WAYS.get(way_of(row.id), "") if row is not None and not result else ""
        self.measure.setVisible(bool(way))
        self.measure.setEnabled(opened is not None and not opened.read_only)
        if way:
            self.measure.setText(tr(way))
            self.measure.setAccessibleName(tr(way))
        self.remove.setEnabled(opened is not None and not opened.read_only)
        self._name.setText(row.name if row else tr("Choose a measure to see where its value comes from."))
        if row is None:
            self.trend.hide()
            self.text.clear()
            return
        self._value.setText("" if result else row.value)
        self._value.setVisible(not result)
        measured = row.measured
        band = said.band_text(measured) if measured else ""
        icon = {"passed": "circle-check", "partial": "circle-alert", "failed": "circle-alert"}.get(row.tone, "")
        self._band.setText(row.pill if result else band)
        self._icon.setVisible(bool(icon and self._band.text()))
        if icon:
            self._icon.show_icon(icon, row.tone)
        self._head.setVisible(not result or bool(row.pill))
        self._show_trend(row)
        self._tell()

    def _show_trend(self, row: MeasureRow) -> None:
        series, unit = said.trend(row.measured) if row.measured else ((), "")
        self.trend.setVisible(bool(series))
        if series:
            title = tr("{name} over time, {unit}", name=row.name, unit=unit)
            values = "; ".join(f"{at} {tr('not known') if v is None else said.plain(v, 2)}" for at, v in series)
            self.trend.show_chart(
                lambda theme, width: chart_line(series, title=title, unit=unit, width=width, height=_HIGH, theme=theme),
                f"{title}: {values}",
            )
            self.trend.setToolTip(title)

    def _tell(self) -> None:
        opened = self._shell.controller.audit_file
        if self._row is None or opened is None:
            return
        tokens = self._shell.theme.tokens
        self.text.document().setDefaultStyleSheet(f"a {{ color: {tokens.accent} }}")
        self.text.setHtml(row_html(opened, self._row, tokens))

    def _measure(self) -> None:
        """Go to where the measure can be taken."""
        way = way_of(self._row.id) if self._row is not None else ""
        if self._row is not None and way == "enter-number":
            self._shell.show_dialog(way, measure=self._row.id)
        elif way == "time-command":
            self._shell.show_dialog(way)
        elif way:
            self._shell.show_page(way)

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() == CRITERION.rstrip(":"):
            self.criterion_asked.emit(url.path())
        elif url.scheme() == RESULT.rstrip(":"):
            self.result_asked.emit(url.path())
