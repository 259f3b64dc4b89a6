"""Markdown into a Document, by markdown-it."""

import re
from functools import lru_cache
from itertools import zip_longest

from markdown_it import MarkdownIt

from core.formats.document import Document, Fence, Heading, Section

DIAGRAMS = frozenset(
    {"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "structurizr", "ditaa", "seqdiag", "blockdiag"}
)
"""Languages of fences that draw a diagram."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"""^title:[ \t]*["']?(?P<title>[^"'\n]+)""", re.MULTILINE)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Return the parser of blocks; what stands inside a line is half of the work and nobody asks for it."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable(["inline", "text_join"])


def parse_markdown(path: str, text: str) -> Document:
    """Return headings, sections, code blocks and prose of a Markdown file."""
    front = _FRONT_MATTER.match(text)
    titled = _TITLE.search(front["body"]) if front else None
    if front:
        text = "\n" * front.group().count("\n") + text[front.end() :]
    lines = text.split("\n")
    headings: list[Heading] = []
    fences: list[Fence] = []
    tokens = _parser().parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            headings.append(Heading(int(token.tag[1]), tokens[at + 1].content, token.map[0] + 1))
        elif token.type in ("fence", "code_block") and token.map:
            first, last = token.map
            language = token.info.strip().split()[0].strip("{}.").lower() if token.info.strip() else ""
            fences.append(Fence(language, token.content, first + (2 if token.type == "fence" else 1)))
            for index in range(first, min(last, len(lines))):
                lines[index] = ""
    diagrams = sum(fence.language in DIAGRAMS for fence in fences)
    return assemble(path, lines, headings, fences, diagrams, titled["title"].strip() if titled else "")


def assemble(
    path: str, prose: list[str], headings: list[Heading], fences: list[Fence], diagrams: int, title: str = ""
) -> Document:
    """Return a Document with its sections cut out of prose lines (code lines already empty)."""
    sections = []
    for heading, after in zip_longest(headings, headings[1:]):
        end = after.line - 1 if after else len(prose)
        sections.append(Section(heading, "\n".join(prose[heading.line : end]).strip("\n"), max(heading.line, end)))
    title = title or (headings[0].text if headings else "")
    return Document(path, title, tuple(headings), tuple(sections), tuple(fences), "\n".join(prose), diagrams)
