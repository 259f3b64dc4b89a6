"""The way from the open audit to its PDFs: what the worker is handed, for preview and for export."""

from pathlib import Path
from typing import Any

from core.errors import SightlineError
from core.workflows.open import OpenAudit
from gui import settings
from gui.tasks import Task, Tasks
from gui.words import tr

DOCUMENTS: tuple[tuple[str, str], ...] = (("report", "Report"), ("roadmap", "Roadmap"))
"""Id and title of the two documents."""
ALL = tuple(document for document, _ in DOCUMENTS)
_SAVED_WITHIN = 2.0
"""Seconds; an edit is on the disk within milliseconds, or something is wrong."""


def start_documents(tasks: Tasks, opened: OpenAudit, folder: Path, documents: tuple[str, ...] = ALL) -> Task:
    """Start making documents from the audit as it is now, into a folder.

    The worker reads the audit file by itself, so that this thread stays free; what was edited must lie in the file.

    Raises:
        SightlineError: when something could not be saved, or the logo is gone.
    """
    if not opened.wait_saved(_SAVED_WITHIN):
        raise SightlineError(
            tr("Not everything is saved yet, so the documents would not fit the audit."),
            tr("Retry, or save a copy elsewhere."),
            opened.save_error,
        )
    logo = settings.logo()
    if logo and not Path(logo).is_file():
        raise SightlineError(
            tr("The logo for the cover is no longer there: {path}", path=logo),
            tr("Choose another in the settings, or remove it."),
        )
    arguments = {"logo": logo} if logo else {}
    return tasks.start("report", audit=str(opened.path), output=str(folder), documents=list(documents), **arguments)


def written(value: Any) -> dict[str, Path]:
    """Return the files that the worker wrote, by document."""
    return {str(entry["document"]): Path(str(entry["path"])) for entry in value}


def phase_text(message: dict[str, Any]) -> str:
    """Return the worker's present step as words that begin a line."""
    phase = str(message.get("phase") or "")
    return phase[:1].upper() + phase[1:]
