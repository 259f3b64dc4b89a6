"""reStructuredText and AsciiDoc, recognised: headings and code blocks by their marks, nothing more."""

import re

from core.formats.document import Document, Fence, Heading
from core.formats.markdown import DIAGRAMS, assemble

_UNDERLINE = re.compile(r"^([=\-~^\"'#*+.:_`])\1{2,}[ \t]*$")
_DIRECTIVE = re.compile(
    r"^(?P<indent>[ \t]*)\.\.[ \t]+(?P<name>code-block|code|sourcecode|parsed-literal|mermaid|uml|graphviz)"
    r"::[ \t]*(?P<language>[\w+-]*)"
)
_ADOC_HEADING = re.compile(r"^(?P<marks>={1,6})[ \t]+(?P<text>\S.*)$")
_ADOC_SOURCE = re.compile(r"^\[(?:source)?,?[ \t]*(?P<language>[\w+-]*)[^\]]*\]$")


def parse_restructured_text(path: str, text: str) -> Document:
    """Return headings (underlined lines) and code blocks (`::` and code directives) of a reStructuredText file."""
    lines = text.split("\n")
    headings: list[Heading] = []
    marks: list[str] = []
    for at in range(1, len(lines)):
        over, title = lines[at], lines[at - 1].strip()
        if _UNDERLINE.match(over) and title and not _UNDERLINE.match(title) and len(over.rstrip()) >= len(title) - 1:
            if over[0] not in marks:
                marks.append(over[0])
            headings.append(Heading(min(6, marks.index(over[0]) + 1), title, at))
    prose, fences = list(lines), []
    at = 0
    while at < len(lines):
        directive = _DIRECTIVE.match(lines[at])
        if directive or (lines[at].rstrip().endswith("::") and not lines[at].lstrip().startswith("..")):
            last = _indented(lines, at)
            first = next(
                (i for i in range(at + 1, last) if lines[i].strip() and not lines[i].strip().startswith(":")), last
            )
            if first < last:
                language = (directive["language"] or directive["name"]) if directive else ""
                fences.append(Fence(language.lower(), "\n".join(line.strip() for line in lines[first:last]), first + 1))
                prose[first:last] = [""] * (last - first)
            at = max(at + 1, last)
        else:
            at += 1
    return assemble(path, prose, headings, fences, sum(f.language in DIAGRAMS | {"uml"} for f in fences))


def _indented(lines: list[str], at: int) -> int:
    """Return the index behind the block that is indented deeper than line `at`."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    last = at + 1
    for index in range(at + 1, len(lines)):
        if not lines[index].strip():
            continue
        if len(lines[index]) - len(lines[index].lstrip()) <= indent:
            break
        last = index + 1
    return last


def parse_asciidoc(path: str, text: str) -> Document:
    """Return headings (`==`) and delimited code blocks (`----`) of an AsciiDoc file."""
    prose = text.split("\n")
    headings: list[Heading] = []
    fences: list[Fence] = []
    language, opened = "", -1
    for at, line in enumerate(text.split("\n")):
        mark = line.strip()
        if mark in ("----", "...."):
            if opened < 0:
                opened = at
            else:
                fences.append(Fence(language, "\n".join(prose[opened + 1 : at]), opened + 2))
                prose[opened : at + 1] = [""] * (at + 1 - opened)
                opened, language = -1, ""
        elif opened < 0 and (heading := _ADOC_HEADING.match(line)):
            headings.append(Heading(len(heading["marks"]), heading["text"], at + 1))
        elif opened < 0 and (source := _ADOC_SOURCE.match(mark)):
            language = source["language"].lower()
    return assemble(path, prose, headings, fences, sum(f.language in DIAGRAMS for f in fences))
