"""The conclusion: achievements, critical gaps, recommendation and confidence, from the auditor or from the numbers."""

from dataclasses import dataclass

from markupsafe import Markup

from core.report import summary_page, words
from core.report.book import Book, RubricBook
from core.report.richtext import rich

MOST = 4
"""Achievements and gaps named of each rubric."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What one rubric comes to.

    Attributes:
        achievements: code and meaning of what is fully met, the weightiest first.
        gaps: name, severity word and question of the worst findings.
    """

    book: RubricBook
    sentence: str
    achievements: tuple[tuple[str, str], ...]
    gaps: tuple[tuple[str, str, str], ...]


def conclusions(book: Book) -> tuple[Conclusion, ...]:
    """Return where each rubric stands."""
    names = book.finding_names()
    found = []
    for rubric in book.rubrics:
        met = sorted(
            (c for _, c, scored in rubric.criteria() if scored.rating.point == 1 and not scored.processes),
            key=lambda c: -c.weight,
        )
        worst = [f for f in rubric.published.findings if f.certainty == "gap" and not f.accepted][:MOST]
        found.append(
            Conclusion(
                rubric,
                summary_page.sentence(rubric),
                tuple((c.code, c.levels[-1].meaning) for c in met[:MOST]),
                tuple(
                    (
                        names[(rubric.rubric.id, f.criterion)],
                        rubric.severity(f.severity),
                        rubric.rubric.criterion(f.criterion).question,
                    )
                    for f in worst
                ),
            )
        )
    return tuple(found)


def own_words(book: Book) -> Markup:
    """Return the auditor's conclusion, empty when there is none."""
    return rich(book.published.text.get("conclusion", ""))


def confidence(book: Book) -> str:
    """Return the auditor's confidence in their own words, else how much is known."""
    if book.published.details.confidence:
        return book.published.details.confidence
    known = [f"{r.rubric.name} {words.percent(r.score.completeness)}" for r in book.rubrics]
    return f"Share of the weight that is known: {words.joined(known)}."
