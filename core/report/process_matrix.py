"""The matrix of critical processes and the properties that a rubric asks of each."""

from markupsafe import Markup

from core.charts.heat import Cell, heat
from core.report import words
from core.report.book import Book, RubricBook
from core.rubric.rubric import Criterion
from core.scoring.result import CriterionScore


def _cell(rubric: RubricBook, criterion: Criterion, scored: CriterionScore | None) -> Cell:
    if scored is None:
        return Cell("–")
    level = rubric.level(criterion, scored.level)
    tone = words.rating_tone(scored.rating.point, scored.state)
    word = words.STATE_WORD.get(scored.state) or (level.label if level else "–")
    return Cell(word, "" if tone in ("none", "unproven") else tone)


def matrix(book: Book, rubric: RubricBook) -> tuple[Markup, tuple[tuple[str, str], ...]]:
    """Return the picture and what its columns ask, both empty when nothing is judged per process."""
    columns = [(criterion, scored) for _, criterion, scored in rubric.criteria() if scored.processes]
    if not columns or not book.published.processes:
        return Markup(""), ()
    rows = [
        (
            process.name,
            [
                _cell(rubric, criterion, next((p for p in scored.processes if p.process == process.id), None))
                for criterion, scored in columns
            ],
        )
        for process in book.published.processes
    ]
    names = [f"{c.code} {(c.per_process or '').removeprefix('process.').replace('-', ' ')}" for c, _ in columns]
    picture = heat(rows, names, width=max(420.0, min(560.0, 118.0 + 110.0 * len(names))))
    return Markup(picture), tuple((c.code, c.question) for c, _ in columns)  # noqa: S704 - our own SVG, escaped there
