"""What the scan searched without a clear yes: one record for each probe, its processes together."""

import re
from dataclasses import dataclass

from core.audit.published import PublishedAnswer
from core.model.evidence import Searched
from core.report.book import Book

MOST_PATTERN_TEXT = 700
"""Characters of patterns printed for one probe; audit.json holds them all, and the page says how many it leaves out."""
_REGEX = re.compile(r"[\\()\[\]|*+?^${}]")


@dataclass(frozen=True, slots=True)
class Record:
    """One probe's searches.

    Attributes:
        question: of a rubric's own probe, whose answer does not say what it is about.
        codes: of the criteria that ask it.
        answers: more than one where the question is asked for each critical process.
        words: what was looked for, where that is no pattern.
        patterns: regular expressions, as many as fit.
        cut: how many patterns are not printed.
    """

    probe: str
    question: str
    codes: str
    answers: tuple[PublishedAnswer, ...]
    searched: Searched
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    cut: int

    @property
    def same_files(self) -> bool:
        """Tell whether all answers searched the same number of files."""
        return len({(a.searched.eligible, a.searched.read) for a in self.answers if a.searched}) == 1


def records(book: Book, asked_by: dict[str, str]) -> tuple[Record, ...]:
    """Return what was searched, by probe; answers that looked for other things stand apart."""
    groups: dict[tuple[object, ...], list[PublishedAnswer]] = {}
    for answer in sorted(book.published.answers, key=lambda a: (a.probe, a.process or "")):
        if answer.searched is not None:
            s = answer.searched
            groups.setdefault((answer.probe, s.patterns, s.paths, s.classes), []).append(answer)
    return tuple(_record(book, answers, asked_by) for answers in groups.values())


def _record(book: Book, answers: list[PublishedAnswer], asked_by: dict[str, str]) -> Record:
    searched = answers[0].searched or Searched()
    patterns = [p for p in searched.patterns if _REGEX.search(p)]
    printed: list[str] = []
    room = MOST_PATTERN_TEXT
    for pattern in sorted(patterns, key=len):  # the short ones first: more of them fit
        if len(pattern) > room:
            break
        printed.append(pattern)
        room -= len(pattern)
    return Record(
        probe=answers[0].probe,
        question=book.question(answers[0].probe),
        codes=asked_by.get(answers[0].probe, ""),
        answers=tuple(answers),
        searched=searched,
        words=tuple(p for p in searched.patterns if not _REGEX.search(p)),
        patterns=tuple(p for p in patterns if p in printed),
        cut=len(patterns) - len(printed),
    )
