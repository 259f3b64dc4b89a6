"""A prose document: headings, fenced code, paragraphs by line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its level (1..6) and line."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code in a document; `line` is its first line of code."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the prose under it, up to the next heading of any level."""

    heading: Heading
    text: str
    end_line: int


@dataclass(frozen=True, slots=True)
class Document:
    """One prose document.

    Attributes:
        text: the prose without code blocks, lines kept in place (code lines are empty).
    """

    path: str
    title: str
    headings: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    fences: tuple[Fence, ...] = ()
    text: str = ""
    diagrams: int = 0
