"""Export as one piece of work: make the documents, sign each, put them into the folder that was chosen."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir, Signal

from core.errors import SightlineError
from core.workflows.open import OpenAudit
from gui.documents import phase_text, start_documents, written
from gui.tasks import Task, Tasks
from gui.words import tr


@dataclass(frozen=True, slots=True)
class Signing:
    """With what and how to sign; the passphrase lives only as long as the job.

    Attributes:
        identity: the PKCS#12 file.
    """

    identity: str
    passphrase: str
    reason: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    document: str
    path: Path
    sha256: str


def free_name(wanted: Path) -> Path:
    """Return the path, or one with a number behind its name when there is a file already."""
    found, number = wanted, 2
    while found.exists():
        found, number = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}"), number + 1
    return found


class ExportJob(QObject):
    """Runs in the worker, step by step.

    Signals:
        progressed: words for the present step, steps done, steps in all (0 when unknown).
        done: a tuple of `Exported`.
        failed: a `SightlineError`.
        cancelled: it stopped because it was asked to; nothing was left in the folder.
    """

    progressed = Signal(str, int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        tasks: Tasks,
        opened: OpenAudit,
        documents: tuple[str, ...],
        folder: Path,
        signing: Signing | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._opened, self._folder = tasks, opened, folder
        self._documents, self._signing = documents, signing
        self._scratch = QTemporaryDir()
        self._task: Task | None = None
        self._made: list[tuple[str, Path]] = []

    def start(self) -> None:
        """Begin with the documents."""
        try:
            task = start_documents(self._tasks, self._opened, Path(self._scratch.path()), self._documents)
        except SightlineError as error:
            self.failed.emit(error)
            return
        self._follow(task)
        task.done.connect(self._on_documents)

    def cancel(self) -> None:
        """Ask the present step to stop."""
        if self._task is not None:
            self._task.cancel()

    def _follow(self, task: Task) -> None:
        self._task = task
        task.progressed.connect(self._on_progress)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(lambda _value: self._on_cancelled())

    def _on_progress(self, message: dict[str, Any]) -> None:
        words = phase_text(message)
        self.progressed.emit(words, int(message.get("done") or 0), int(message.get("total") or 0))

    def _on_failed(self, error: SightlineError) -> None:
        self._scratch.remove()
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._scratch.remove()
        self.cancelled.emit()

    def _on_documents(self, value: Any) -> None:
        files = written(value)
        self._made = [(name, files[name]) for name in self._documents if name in files]
        if self._signing is None:
            self._finish()
            return
        task = self._tasks.start(
            "sign",
            paths=[str(path) for _, path in self._made],
            identity=self._signing.identity,
            passphrase=self._signing.passphrase,
            reason=self._signing.reason,
            location=self._signing.location,
            place="lead",
        )
        self._follow(task)
        task.done.connect(lambda _value: self._finish())

    def _finish(self) -> None:
        exported: list[Exported] = []
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, path in self._made:
                target = free_name(self._folder / path.name)
                draft = target.with_name(f".{target.name}.part")
                shutil.copyfile(path, draft)
                draft.replace(target)
                exported.append(Exported(name, target, hashlib.sha256(target.read_bytes()).hexdigest()))
        except OSError as error:
            self._on_failed(
                SightlineError(
                    tr("The documents could not be written to {folder}.", folder=self._folder),
                    tr("Choose another folder, or make room on the disk."),
                    str(error),
                )
            )
            return
        self._scratch.remove()
        self.done.emit(tuple(exported))
