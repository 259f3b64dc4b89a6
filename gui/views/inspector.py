"""The right pane: everything about one criterion, and the foot with which it is accepted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from core.workflows import edit
from gui import fonts, shortcuts
from gui.models import wording
from gui.models.inspection import Inspection, inspect
from gui.shell import Shell
from gui.views import parts
from gui.views.attachments_strip import AttachmentsStrip, contents
from gui.views.evidence_tabs import EvidenceTabs
from gui.views.idle_text import IdleText
from gui.views.judgement_pane import JudgementPane
from gui.views.result_card import ResultCard
from gui.words import tr


class Inspector(QFrame):
    """Shows the criterion of a key and refreshes when it changes.

    Signals:
        skip_asked, accept_asked, not_applicable_asked, attach_asked: what the foot and the buttons are for.
    """

    skip_asked = Signal()
    accept_asked = Signal()
    not_applicable_asked = Signal()
    attach_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.inspection: Inspection | None = None
        self.setObjectName("inspector")
        self.setAccessibleName(tr("Inspector"))
        self.setAcceptDrops(True)
        layout = parts.column(self)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(tr("Criterion"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setObjectName("inner")
        self._scroll.setWidget(self._inner)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._build_foot())
        self._build_inner()
        self._inner.hide()
        shell.controller.flushing.connect(self.commit)

    def _build_inner(self) -> None:
        shell = self._shell
        layout = parts.column(self._inner, (20, 14, 20, 16), 10)
        head = parts.column(spacing=4)
        self._code = QLabel()
        self._code.setTextFormat(Qt.TextFormat.PlainText)
        self._code.setProperty("look", "caption")
        self._code.setFont(fonts.code(fonts.META))
        self._code.setWordWrap(True)
        head.addWidget(self._code)
        self._title = parts.label("", "pane", wrap=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.addWidget(self._title)
        self._process = parts.label("", "strong")
        head.addWidget(self._process)
        layout.addLayout(head)
        self._card = ResultCard(shell.theme)
        layout.addWidget(self._card)
        self.tabs = EvidenceTabs(shell)
        layout.addWidget(self.tabs, 1)
        self.judgement = JudgementPane(shell)
        self.judgement.typed.connect(self._show_obstacle)
        self.judgement.not_applicable_asked.connect(self.not_applicable_asked)
        layout.addWidget(self.judgement)
        self.note = IdleText(tr("Note"), lines=1)
        self.note.setPlaceholderText(tr("Internal note; never printed"))
        self.note.committed.connect(self._on_note)
        note = parts.column(spacing=4)
        note.addWidget(parts.label(tr("Note"), "section"))
        note.addWidget(self.note)
        layout.addLayout(note)
        self.attachments = AttachmentsStrip(shell)
        self.attachments.dialog_asked.connect(self.attach_asked)
        for field in (self.note, self.judgement.justification.field):
            field.foreign.connect(self.attachments.attach)
        layout.addWidget(self.attachments)

    def _build_foot(self) -> QFrame:
        foot = parts.frame("foot")
        layout = parts.row(foot, (20, 9, 20, 9), 8)
        words = parts.column(spacing=1)
        self._obstacle = parts.ElidedLabel("", "warning")
        self._next = parts.ElidedLabel("", "caption")
        words.addWidget(self._obstacle)
        words.addWidget(self._next)
        layout.addLayout(words, 1)
        self._skip = parts.button(tr("Skip"))
        self._accept = parts.button(tr("Accept and next"), "primary")
        shortcuts.tip(self._skip, tr("Go on without a decision"), "skip")
        self._skip.clicked.connect(self.skip_asked)
        self._accept.clicked.connect(self.accept_asked)
        layout.addWidget(self._skip)
        layout.addWidget(self._accept)
        return foot

    # ---------------------------------------------------------------- showing

    @property
    def key(self) -> str:
        """Return the key of the criterion that is shown, empty for none."""
        return self.inspection.key if self.inspection else ""

    def show_key(self, key: str) -> None:
        """Show a criterion; what was typed for the one before is committed first."""
        if key != self.key:
            self.commit()
        opened = self._shell.controller.audit_file
        before, found = self.key, inspect(opened, key) if opened and key else None
        self.inspection = found
        self._inner.setVisible(found is not None)
        if found is None:
            self._show_obstacle()
            return
        self._show_head(found)
        self._card.show_inspection(found, found.rubric)
        self.tabs.show_inspection(found)
        self.judgement.show_inspection(found)
        self.note.show_value(found.note)
        self.note.setReadOnly(opened is not None and opened.read_only)
        self.attachments.show_attachments(key, found.attachments)
        self._show_obstacle()
        if before != key:
            self._scroll.verticalScrollBar().setValue(0)

    def _show_head(self, found: Inspection) -> None:
        criterion = found.criterion
        severity = wording.severity(found.rubric, found.score.severity)
        words = [criterion.code, tr("{severity} severity", severity=severity), tr("weight {n}", n=found.score.weight)]
        if found.criterion.method != "scan":
            words.append(wording.method(criterion).lower())
        self._code.setText("   ·   ".join(words))
        self._title.setText(criterion.question)
        self._process.setText(found.process)
        self._process.setVisible(bool(found.process))

    def show_next(self, words: str) -> None:
        """Say which criterion comes next."""
        self._next.show_text(words)

    def _show_obstacle(self, _typed: str = "") -> None:
        found = self.inspection
        obstacle = found.obstacle(self.judgement.justification.text()) if found else tr("No criterion is chosen")
        opened = self._shell.controller.audit_file
        if opened is not None and opened.read_only:
            obstacle = tr("Read only")
        self._obstacle.show_text(obstacle)
        self._obstacle.setVisible(bool(obstacle))
        self._accept.setEnabled(not obstacle)
        shortcuts.tip(self._accept, obstacle or tr("Accept and next"), "accept")

    # ---------------------------------------------------------------- doing

    def commit(self) -> None:
        """Put what is typed into the audit."""
        self.judgement.commit()
        self.note.commit()

    def accept(self) -> bool:
        """Put the decision in force, confirming the scan where nobody chose; False when something is missing."""
        self.commit()
        found = self.inspection
        if found is None or found.obstacle(self.judgement.justification.text()):
            return False
        if found.not_applicable is None and not found.reviewed:
            if found.level is None:
                self.judgement.confirm()
            else:
                self.judgement.choose(found.level)
        return True

    def paste(self) -> None:
        """Attach what the clipboard holds."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self.attachments.attach(data):
            self._shell.say(tr("The clipboard holds nothing that can be attached."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome what can be attached, anywhere on the pane."""
        if self.key and contents(event.mimeData()):
            event.acceptProposedAction()
            self.attachments.mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look ordinary again."""
        self.attachments.mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.attachments.mark(False)
        if self.attachments.attach(event.mimeData()):
            event.acceptProposedAction()

    def write_reason(self) -> None:
        """Put the cursor into the justification, or onto the levels when none is chosen yet."""
        if not self.judgement.justification.field.isReadOnly():
            self._focus(self.judgement.justification.field)
        else:
            self.judgement.levels.focus_first()

    def write_note(self) -> None:
        """Put the cursor into the note."""
        self._focus(self.note)

    def focus_first(self) -> None:
        """Put the focus onto the levels, or onto the tabs where nothing can be chosen."""
        if self.inspection is not None and not self.inspection.parent and self.inspection.not_applicable is None:
            self.judgement.levels.focus_first()
        else:
            self.tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus(self, field: IdleText) -> None:
        self._scroll.ensureWidgetVisible(field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_note(self, text: str, burst: str) -> None:
        controller = self._shell.controller
        if self.key and not controller.audit_or_fail.read_only:
            controller.do(edit.note(controller.audit_or_fail, self.key, text), f"note of {self.key}, {burst}")
