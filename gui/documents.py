"""The way from the open audit to its PDFs: what the worker is handed, for preview and for export."""

from pathlib import Path

from core.workflows.open import OpenAudit
from gui.tasks import Task, Tasks

DOCUMENTS: tuple[tuple[str, str], ...] = (("report", "Report"), ("roadmap", "Roadmap"))
"""Id and title of the two documents."""


def start_documents(
    tasks: Tasks, opened: OpenAudit, folder: Path, documents: tuple[str, ...] = tuple(name for name, _ in DOCUMENTS)
) -> Task:
    """Start making documents from the audit as it is now, into a folder."""
    return tasks.start("report", path=str(opened.path), folder=str(folder), documents=list(documents))
