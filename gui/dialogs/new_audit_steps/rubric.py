"""Step 3: against which rubric, with a preview of what it asks."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QTextBrowser

from core.rubric.library import library
from core.rubric.loading import DEFAULT, parsed
from core.rubric.rubric import Rubric
from gui.dialogs.new_audit_steps.step import Step
from gui.views.blocks import Field
from gui.words import tr


def preview(rubric: Rubric) -> str:
    """Return a rubric as rich text: what it is for, its categories with their maximum, and the questions."""
    methods = {"scan": tr("scan"), "measure": tr("measure"), "interview": tr("interview"), "review": tr("reading")}
    parts = [f"<p>{escape(rubric.summary)}</p>"]
    for category in rubric.categories:
        low, most = rubric.scoring.lowest, category.points
        points = tr("{low} to {n}", low=low, n=most) if rubric.scoring.show == "level" else tr("{n} points", n=most)
        parts.append(f"<h4>{escape(category.name)} <span style='font-weight:400'>· {points}</span></h4>")
        parts.append(f"<p>{escape(category.intent)}</p><ul>")
        parts += [
            f"<li>{escape(c.question)} <i>({tr('per process') if c.per_process else methods[c.method]})</i></li>"
            for c in category.criteria
        ]
        parts.append("</ul>")
    return "".join(parts)


class RubricStep(Step):
    """Lists the rubrics that ship and one's own; what they ask is shown below."""

    def __init__(self) -> None:
        super().__init__(
            tr("Rubric"), tr("The criteria and how they are scored. Its text is kept inside the audit file.")
        )
        self._rubrics: dict[str, Rubric] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._own: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._filled = False
        self.preview = QTextBrowser()
        self.preview.setOpenLinks(False)
        self.preview.setTabChangesFocus(True)
        self._preview_field = Field(tr("What it asks"), self.preview)

    def begin(self) -> None:
        """Read the rubrics when they are first needed, and put the focus on the first."""
        if not self._filled:
            self._fill()
        self._boxes[DEFAULT].setFocus()

    def _fill(self) -> None:
        self._filled = True
        for entry in library():
            own = tr("own, {file}", file=entry.path.name) if entry.path else ""
            words = [entry.name, tr("version {v}", v=entry.version) if entry.version else "", own]
            box = QCheckBox("  ·  ".join(word for word in words if word))
            box.setAccessibleDescription(entry.problem or entry.summary)
            box.setToolTip(tr("Cannot be used: {why}", why=entry.problem) if entry.problem else "")
            box.setEnabled(not entry.problem)
            box.setChecked(entry.id == DEFAULT and not entry.path)
            self.body.addWidget(box)
            if entry.problem:
                continue
            self._rubrics[entry.id] = parsed(entry.text, f"{entry.id}.yaml")
            if entry.path:
                self._own[entry.id] = entry.text
            box.toggled.connect(lambda _on: self.changed.emit())
            box.installEventFilter(self)
            self._boxes[entry.id] = box
            self._group.addButton(box)
        self._group.buttonToggled.connect(lambda button, _on: self._show(button))
        self.body.addWidget(self._preview_field, 1)
        self._show(self._boxes[DEFAULT])
        self.changed.emit()

    def _show(self, box: object) -> None:
        for rubric_id, known in self._boxes.items():
            if known is box:
                self.preview.setHtml(preview(self._rubrics[rubric_id]))

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the rubrics, in the order of the list."""
        return tuple(rubric_id for rubric_id, box in self._boxes.items() if box.checkState() == Qt.CheckState.Checked)

    def texts(self) -> tuple[str, ...]:
        """Return what an audit is created with: ids of rubrics that ship, whole texts of one's own."""
        return tuple(self._own.get(rubric_id, rubric_id) for rubric_id in self.chosen())

    def missing(self) -> str:
        """Return what is missing, empty when nothing is."""
        return "" if self.chosen() else tr("Choose at least one rubric.")
