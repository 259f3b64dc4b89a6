"""The pages of the help: their order, which of them belongs to what is in front, and the search in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from core import assets
from gui.models.fuzzy import match

TOPICS: tuple[str, ...] = (
    "getting-started",
    "reviewing",
    "evidence",
    "scores",
    "unproven",
    "processes",
    "findings",
    "instruments",
    "report",
    "verifying",
    "audit-file",
    "keyboard",
    "settings",
    "privacy",
    "probes",
)
"""Names of the Markdown files in resources/help, in the order of the contents."""

_OF_PAGE: dict[str, str] = {
    "welcome": "getting-started",
    "scan": "getting-started#while-the-scan-runs",
    "dashboard": "scores#the-dashboard",
    "review": "reviewing",
    "findings": "findings",
    "roadmap": "findings#the-roadmap",
    "drill": "instruments#fire-drills",
    "processes": "processes",
    "import": "instruments#import-files",
    "measurements": "instruments#the-measurements-page",
    "report": "report",
    "settings": "settings",
}
_OF_DIALOG: dict[str, str] = {
    "new-audit": "getting-started#begin-an-audit",
    "not-applicable": "reviewing#not-applicable",
    "accept-risk": "findings#accept-a-risk",
    "phases": "findings#phases-and-capacity",
    "work-item": "findings#the-roadmap",
    "attach": "evidence#attach-what-you-saw",
    "sign-export": "report#sign-and-export",
    "verify": "verifying",
    "enter-number": "instruments#enter-a-number",
    "time-command": "instruments#timed-commands",
    "about": "privacy",
    "arithmetic": "scores#see-the-arithmetic",
    "keys": "keyboard",
    "help": "getting-started",
}
_HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"`+")
_AROUND = 60
_MOST = 40


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a page under one heading.

    Attributes:
        topic: the page.
        anchor: what follows `#` in a link to it; empty for the beginning of the page.
    """

    topic: str
    anchor: str
    title: str
    text: str

    @property
    def place(self) -> str:
        """Return the link to it."""
        return f"{self.topic}#{self.anchor}" if self.anchor else self.topic


@dataclass(frozen=True, slots=True)
class Hit:
    """A section in which everything was found that was looked for, and a few words around the first of it."""

    section: Section
    page: str
    excerpt: str


def of_page(page: str) -> str:
    """Return the topic for a page of the window."""
    return _OF_PAGE.get(page, TOPICS[0])


def of_dialog(dialog: str) -> str:
    """Return the topic for a dialog."""
    return _OF_DIALOG.get(dialog, TOPICS[0])


def text(topic: str) -> str:
    """Return the Markdown of a page.

    Raises:
        AssetMissing: when there is none of that name.
    """
    return assets.read_text("resources", "help", f"{topic}.md")


def anchor(heading: str) -> str:
    """Return the anchor of a heading: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", _CODE.sub("", heading).casefold()).strip("-")


@cache
def sections(topic: str) -> tuple[Section, ...]:
    """Return the sections of a page, its beginning first."""
    source = text(topic)
    marks = [*_HEADING.finditer(source)]
    found = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        body = source[mark.end() : following.start() if following else len(source)].strip()
        name = _CODE.sub("", mark[2])
        found.append(Section(topic, anchor(mark[2]) if len(mark[1]) > 1 else "", name, body))
    return tuple(found)


def title(topic: str) -> str:
    """Return the heading of a page."""
    return sections(topic)[0].title


def search(looked_for: str) -> tuple[Hit, ...]:
    """Return the sections that hold every word, headings first, then in the order of the contents."""
    words = tuple(looked_for.casefold().split())
    if not words:
        return ()
    ranked: list[tuple[int, int, Hit]] = []
    for topic in TOPICS:
        for section in sections(topic):
            body = f"{section.title}\n{section.text}".casefold()
            if all(word in body for word in words):
                named = match(words, section.title.casefold())
                points = named.points if named else 0
                ranked.append((-points, len(ranked), Hit(section, title(topic), _excerpt(section, words))))
    return tuple(hit for _, _, hit in sorted(ranked, key=lambda each: each[:2])[:_MOST])


def _excerpt(section: Section, words: tuple[str, ...]) -> str:
    plain = re.sub(r"\s+", " ", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[`*|#]", "", section.text))).strip()
    places = [at for at in (plain.casefold().find(word) for word in words) if at >= 0]
    begin = max(0, min(places, default=0) - _AROUND)
    begin = plain.find(" ", begin) + 1 if begin else 0
    shown = plain[begin : begin + 3 * _AROUND]
    return ("… " if begin else "") + shown + (" …" if begin + 3 * _AROUND < len(plain) else "")
