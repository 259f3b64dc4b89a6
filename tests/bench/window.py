"""The window against its budgets: start, one edit, the theme, and the event loop while the worker works.

Runs without a screen (`QT_QPA_PLATFORM=offscreen`); painting to a real screen comes on top. The start is measured in a
process of its own, imports included. An event-loop gap is how much later than asked a 10 ms timer comes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.measuring import ROOT, ROUNDS

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.tasks import Task

_INTERVAL = 10
"""Milliseconds between two ticks of the timer whose lateness is measured."""
_IDLE_TICKS = 200
_EDITS = 30
_PASSPHRASE = "one two three four five six"

_START = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from gui.app import application
from gui.main_window import MainWindow, start
from gui.theme import Theme
begun = float(sys.argv[1])
app = application()
window = MainWindow(Theme(app, "light"))
class Paint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            app.removeEventFilter(self)
            print(time.monotonic() - begun)
            QTimer.singleShot(0, usable)
        return False
def usable():
    print(time.monotonic() - begun)
    app.quit()
paint = Paint()
app.installEventFilter(paint)
start(window, None)
app.exec()
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured duration in milliseconds beside its budget; 0 is no budget."""

    name: str
    milliseconds: float
    budget: float
    remark: str = ""

    def cells(self) -> str:
        """Return the cells of the table."""
        verdict = "" if not self.budget else "held" if self.milliseconds <= self.budget else "missed"
        budget = f"{self.budget:.0f}" if self.budget else ""
        return f"{self.milliseconds:.1f} | {budget} | {verdict} | {self.remark}"


def start_figures(home: Path) -> list[Figure]:
    """Measure the way from the command to the first paint and to a shell that reacts."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home)}
    rows = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-c", _START, str(monotonic())],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        rows.append([1000 * float(line) for line in done.stdout.split()[:2]])
    best = min(rows)
    return [Figure("first paint, cold start", best[0], 400), Figure("shell usable, cold start", best[1], 1000)]


class Lateness:
    """Notes how late a timer comes while it is on."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.late: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> "Lateness":
        self._last = perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = perf_counter()
        self.late.append(max(0.0, 1000 * (now - self._last) - _INTERVAL))
        self._last = now

    def figures(self, name: str) -> list[Figure]:
        """Return the 99th percentile and the longest gap."""
        ordered = sorted(self.late)
        p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
        return [
            Figure(f"event-loop gap, {name}, p99", p99, 50, f"{len(ordered):,} ticks"),
            Figure(f"event-loop gap, {name}, longest", ordered[-1], 50),
        ]


def until(ready: Callable[[], bool], seconds: float = 600) -> None:
    """Run the event loop until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, watch, end = QEventLoop(), QTimer(), monotonic() + seconds
    watch.setInterval(20)
    watch.timeout.connect(lambda: loop.quit() if ready() or monotonic() > end else None)
    watch.start()
    loop.exec()
    if not ready():
        raise SystemExit("the window did not get there in time")


def answer(task: "Task") -> object:
    """Run the event loop until a task has answered, and return its value."""
    told: list[object] = []
    task.done.connect(told.append)
    task.failed.connect(told.append)
    until(lambda: bool(told))
    if isinstance(told[0], Exception):
        raise SystemExit(str(told[0]))
    return told[0]


def work_figures(window: "MainWindow", repository: Path, folder: Path) -> list[Figure]:
    """Measure the event loop while a scan, both documents and a signature are made."""
    from core.audit.audit import Details
    from core.model.judgement import Actor
    from core.workflows.open import create_audit
    from gui.ahead import Ahead
    from gui.documents import start_documents, written
    from gui.models.scan_request import ScanRequest
    from gui.views.scan_progress import ScanProgress, Stage

    lead = Actor("bench", "Bench")
    ahead = Ahead()  # what the window does by itself while it waits on the welcome page
    with Lateness() as gaps:
        ahead.start()
        until(lambda: ahead.done)
    found = gaps.figures("loading ahead")
    opened = create_audit(
        folder / "a.sightline", Details("Bench", "Bench", lead), ["process-integrity"], time_zone="UTC", actor=lead
    )
    window.controller.adopt(opened)
    window.show_page("scan")
    page = window.page_widget("scan")
    assert isinstance(page, ScanProgress)
    with Lateness() as gaps:
        page.start(ScanRequest(str(repository), allow_outside=True))
        until(lambda: page.stage in (Stage.DONE, Stage.FAILED))
    if page.stage is Stage.FAILED:
        raise SystemExit(page.notice.message)
    found += gaps.figures("scan and its adoption")
    identity = folder / "bench.p12"
    answer(window.tasks.start("identity_new", path=str(identity), name="Bench", passphrase=_PASSPHRASE))
    with Lateness() as gaps:
        documents = written(answer(start_documents(window.tasks, opened, folder / "out")))
    found += gaps.figures("report")
    with Lateness() as gaps:
        paths = [str(path) for path in documents.values()]
        answer(window.tasks.start("sign", paths=paths, identity=str(identity), passphrase=_PASSPHRASE))
    return found + gaps.figures("signing")


def edit_figures(window: "MainWindow") -> list[Figure]:
    """Measure one edit until it is painted, and the theme until everything is painted anew."""
    from PySide6.QtWidgets import QApplication

    start = perf_counter()
    window.show_page("review")
    QApplication.processEvents()
    first = 1000 * (perf_counter() - start)
    review = window.review()
    keys = [row.key for row in review.checklist.model.rows if not row.parent]
    review.checklist.choose(keys[0])
    taken = []
    for number in range(_EDITS):
        QApplication.processEvents()
        start = perf_counter()
        review.choose_level(number % 2)
        QApplication.processEvents()  # paints what the edit has touched
        taken.append(1000 * (perf_counter() - start))
    steps = []
    for number in range(len(keys)):
        start = perf_counter()
        review.checklist.choose(keys[number])
        QApplication.processEvents()
        steps.append(1000 * (perf_counter() - start))
    themes = []
    for name in ("dark", "light"):
        start = perf_counter()
        window.theme.use(name)
        QApplication.processEvents()
        themes.append(1000 * (perf_counter() - start))
    return [
        Figure("review, first shown", first, 0),
        Figure("one edit, painted", statistics.median(taken), 16, f"median of {_EDITS}"),
        Figure("next criterion, painted", statistics.median(steps), 16, f"median of {len(steps)}"),
        Figure("theme switch, painted", max(themes), 0),
    ]


def dashboard_figures(window: "MainWindow", folder: Path) -> list[Figure]:
    """Measure the dashboard of 1,000 criteria until its figures are painted, and the plan that follows them."""
    from PySide6.QtWidgets import QApplication

    from core.audit.audit import Details
    from core.model.judgement import Actor, key
    from core.workflows import edit
    from core.workflows.open import create_audit
    from tests.bench.store import CRITERIA, rubric_text

    lead = Actor("11111111-1111-4111-8111-111111111111", "Bench")
    details = Details("Bench", "Bench", lead)
    opened = create_audit(folder / "large.sightline", details, [rubric_text()], time_zone="UTC", actor=lead)
    rubric = next(iter(opened.rubrics.values()))
    for number, criterion in enumerate(rubric.criteria()):
        if number % 3 == 0:
            opened.do(edit.choose_level(opened, key(rubric.id, criterion.id), number // 3 % 3, "Example for a bench."))
    window.controller.adopt(opened)
    window.show_page("dashboard")
    QApplication.processEvents()
    taken = []
    for _ in range(_EDITS):
        window.show_page("review")
        QApplication.processEvents()
        start = perf_counter()
        window.show_page("dashboard")
        window.page_widget("dashboard").refresh()  # type: ignore[attr-defined]
        QApplication.processEvents()
        taken.append(1000 * (perf_counter() - start))
    return [
        Figure(f"dashboard of {CRITERIA:,} criteria, painted", statistics.median(taken), 100, f"median of {_EDITS}")
    ]


def palette_figures(window: "MainWindow") -> list[Figure]:
    """Measure the palette over 1,000 criteria until it is painted, each letter typed, and another font scale."""
    from PySide6.QtWidgets import QApplication

    from gui.views.palette import Palette

    def timed(work: Callable[[], object]) -> float:
        QApplication.processEvents()
        start = perf_counter()
        work()
        QApplication.processEvents()
        return 1000 * (perf_counter() - start)

    ready = perf_counter() + 1
    until(lambda: perf_counter() > ready)  # what other pages have put off is done
    first = timed(window.show_palette)
    palette = window.findChild(Palette)
    assert palette is not None
    letters = [timed(partial(palette.field.setText, text)) for text in ("c", "cr", "cri", "crit", "crit 9")]
    palette.leave()
    opened = []
    for _ in range(_EDITS):
        opened.append(timed(window.show_palette))
        palette.leave()
    scales = [timed(partial(window.theme.use_scale, percent)) for percent in (150, 100)]
    return [
        Figure("palette, first opened, painted", first, 50),
        Figure("palette, opened, painted", statistics.median(opened), 50, f"median of {_EDITS}"),
        Figure("palette, one letter, painted", max(letters), 50),
        Figure("font scale, painted", max(scales), 300),
    ]


def figures(repository: Path) -> list[Figure]:
    """Measure everything on one repository."""
    from PySide6.QtCore import QSettings

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        found = start_figures(folder / "settings")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
        from gui.app import application
        from gui.main_window import MainWindow
        from gui.theme import Theme

        window = MainWindow(Theme(application(), "light"))
        window.show()
        with Lateness() as gaps:
            until(lambda: len(gaps.late) > _IDLE_TICKS)
        found += gaps.figures("nothing going on")
        window.resize(1440, 900)  # the screen that is not there is smaller
        found += work_figures(window, repository, folder)
        found += edit_figures(window)
        found += dashboard_figures(window, folder)
        found += palette_figures(window)
        window.close()
        return found


def print_figures(repository: Path) -> None:
    """Print the table of one repository."""
    print("\n| window | repository | ms | budget | | |")
    print("|---|---|---|---|---|---|")
    for figure in figures(repository):
        print(f"| {figure.name} | {repository.name} | {figure.cells()} |", flush=True)


if __name__ == "__main__":
    print_figures(Path(sys.argv[1]).resolve())
