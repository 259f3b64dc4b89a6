"""What probes about documents share: which documents there are, and which sections speak of a subject."""

import re
from collections.abc import Iterator

from core.formats.document import Document, Heading, Section
from core.formats.prose import PROSE_PATHS, parse_document
from core.snapshot.file_class import FileClass
from core.snapshot.globs import matches_any
from core.snapshot.snapshot import Snapshot

CHANGELOGS = (
    "**/{change*,history*,news*,releases,release_notes*,release-notes*}.*",
    "**/changelog*/**",
    "**/licen[sc]e*",
)
"""Documents that tell what happened, not how things are."""


def document_paths(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the prose documents of the project, without changelogs."""
    found = snapshot.files(FileClass.DOCUMENT, globs=PROSE_PATHS)
    return tuple(path for path in found if not matches_any(path, CHANGELOGS))


def documents(snapshot: Snapshot) -> tuple[Document, ...]:
    """Return the project's prose documents that could be read."""
    return snapshot.models(document_paths(snapshot), parse_document)


def sections_about(snapshot: Snapshot, subject: re.Pattern[str]) -> Iterator[tuple[Document, Section]]:
    """Yield every section whose heading matches."""
    for document in documents(snapshot):
        for section in document.sections:
            if subject.search(section.heading.text):
                yield document, section


def body(document: Document, section: Section) -> str:
    """Return a section's prose with that of the deeper sections under it."""
    level = section.heading.level
    parts = []
    for other in document.sections[document.sections.index(section) :]:
        if other is not section and other.heading.level <= level:
            break
        parts.append(other.text if other is section else f"{other.heading.text}\n{other.text}")
    return "\n".join(parts)


def parents(document: Document, heading: Heading) -> tuple[Heading, ...]:
    """Return the headings that a heading stands under, the nearest first."""
    found: list[Heading] = []
    for above in reversed([other for other in document.headings if other.line < heading.line]):
        if above.level < (found[-1] if found else heading).level:
            found.append(above)
    return tuple(found)


def line_of(text: str, pattern: re.Pattern[str]) -> int:
    """Return the number of the first line that matches, 0 when none does."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if pattern.search(line)), 0)
