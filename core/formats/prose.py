"""Which parser reads which prose document."""

from core.formats.document import Document
from core.formats.markdown import parse_markdown
from core.formats.restructured_text import parse_asciidoc, parse_restructured_text

PROSE_PATHS = (
    "**/*.{md,markdown,mdx,rst,adoc,asciidoc,txt}",
    "**/{README,SECURITY,CONTRIBUTING,ARCHITECTURE,RELEASING}",
)
"""Globs of prose documents."""


def parse_document(path: str, text: str) -> Document:
    """Return the Document of a Markdown, reStructuredText or AsciiDoc file; plain text is read as Markdown."""
    ending = path.rpartition(".")[2].lower()
    if ending == "rst":
        return parse_restructured_text(path, text)
    if ending in ("adoc", "asciidoc"):
        return parse_asciidoc(path, text)
    return parse_markdown(path, text)
