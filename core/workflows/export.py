"""Write what leaves the room: report and roadmap as PDF, the published audit as JSON, a summary as Markdown."""

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.audit.published import Published, to_bytes
from core.errors import SightlineError
from core.progress import Progress
from core.workflows.open_audit import OpenAudit
from core.workflows.publishing import Source, publish

Format = Literal["pdf", "json", "md", "csv", "xlsx"]


class NotExported(SightlineError):
    """A document could not be written."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written.

    Attributes:
        document: `report`, `roadmap`, `audit`, or the name of a register.
    """

    document: str
    path: Path
    size: int


def published(opened: OpenAudit, sightline: str) -> Published:
    """Return the published audit of an open one.

    Args:
        opened: the audit; everything must be saved.
        sightline: the version that publishes.
    """
    audit = opened.audit
    digests = [ref.digest for ref in audit.rubrics] + [ref.recommendations for ref in audit.rubrics]

    def actor_name(key: str, actor: str) -> str:
        if actor == audit.details.lead.id:
            return audit.details.lead.name
        if actor == opened.actor.id:
            return opened.actor.name
        return next((e.actor_name for e in reversed(opened.history(key)) if e.actor == actor), actor)

    return publish(
        Source(
            audit=audit,
            scan=opened.scan,
            rubrics=opened.rubrics,
            recommendations=opened.recommendations,
            facts={name: opened.facts(name) for name in opened.rubrics},
            scores=opened.scores,
            texts={digest: opened.text(digest) for digest in sorted(set(digests)) if digest},
            head=opened.trail_head(),
            sightline=sightline,
            actor_name=actor_name,
        )
    )


def file_name(value: Published, document: str, ending: str) -> str:
    """Return a file name that says which audit it is: client-title-report-v1.0.pdf."""
    name = re.sub(r"[^\w.-]+", "-", f"{value.details.client} {value.details.title}".casefold()).strip("-.")
    version = re.sub(r"[^0-9A-Za-z.]+", "-", value.details.version)
    return f"{name[:80] or 'audit'}-{document}-v{version}.{ending}"


def write_documents(
    value: Published,
    folder: Path,
    progress: Progress,
    *,
    documents: Sequence[str] = ("report", "roadmap"),
    formats: Sequence[Format] = ("pdf",),
    logo: bytes | None = None,
) -> tuple[Written, ...]:
    """Write documents into a folder; each appears under its name only when it is complete.

    Args:
        value: the published audit.
        folder: made when it is missing.
        progress: told of every page; may cancel, then nothing new stays behind.
        documents: `report`, `roadmap`.
        formats: `pdf`, `json` (the published audit), `md` (a summary), `csv` and `xlsx` (findings, recommendations and
            evidence as tables).
        logo: an image for the cover.

    Raises:
        NotExported: when the folder cannot be written.
        Cancelled: when the person asked to stop.
    """
    from core.report import registers
    from core.report.documents import make_document
    from core.report.markdown_summary import summary

    made: list[tuple[str, str, bytes]] = []
    if "pdf" in formats:
        made += [(name, "pdf", make_document(value, name, progress, logo=logo)) for name in documents]
    if "json" in formats:
        made.append(("audit", "json", to_bytes(value)))
    if "md" in formats:
        made.append(("report", "md", summary(value).encode()))
    made += registers.written(value, formats)
    progress.check()
    return tuple(
        Written(document, write_whole(folder / file_name(value, document, ending), data), len(data))
        for document, ending, data in made
    )


def make_folder(folder: Path) -> None:
    """Make the folder for documents, unless it is there.

    Raises:
        NotExported: when it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(f"{folder} is not writable")
    except OSError as error:
        raise NotExported(
            f"The folder {folder} cannot be written.", "Choose another folder, or make room on the disk.", str(error)
        ) from error


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file under a temporary name and rename it, so that nobody ever sees half of it.

    Raises:
        NotExported: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".sightline-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotExported(
            f"{path.name} could not be written.", "Choose another folder, or make room on the disk.", str(error)
        ) from error
    return path
