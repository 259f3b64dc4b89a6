"""Maturity: the level reached, which of its characteristics are present, and the way to the next one."""

from dataclasses import dataclass
from fractions import Fraction

from core.report import words
from core.report.book import Book, RubricBook
from core.rubric.rubric import Criterion, MaturityLevel
from core.scoring.conditions import needs
from core.scoring.criteria import Criteria
from core.scoring.result import CriterionScore

MOST = 8
"""Characteristics printed of each kind; the categories have them all."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level: `reached`, `today`, `next` or `later`."""

    level: int
    name: str
    meaning: str
    asks: str
    today: str


@dataclass(frozen=True, slots=True)
class Path:
    """What a higher level still needs, and what the score would be with it."""

    level: str
    says: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MaturityPage:
    """The maturity of one rubric.

    Attributes:
        present: code and meaning of what is fully met, the weightiest first.
        more: how many more there are.
        paths: to the next levels, the nearest first.
    """

    book: RubricBook
    here: str
    span: str
    levels: tuple[LevelRow, ...]
    present: tuple[tuple[str, str], ...]
    more: int
    paths: tuple[Path, ...]


def pages(book: Book) -> tuple[MaturityPage, ...]:
    """Return a page for every rubric that has levels."""
    return tuple(_page(rubric) for rubric in book.rubrics if rubric.rubric.maturity)


def level_name(level: MaturityLevel) -> str:
    """Return a level as printed: Level 2, repeatable."""
    return f"Level {level.level}, {level.name}"


def category_level(rubric: RubricBook, share: Fraction | None) -> str:
    """Return the level that a category would have by its own score; empty where levels are not scores."""
    levels = sorted(rubric.rubric.maturity, key=lambda level: level.level)
    if share is None or len(levels) < 2 or any(level.from_score is None for level in levels[1:]):
        return ""
    value = share * rubric.rubric.scoring.scale
    here = levels[0]
    for level in levels[1:]:
        if value < Fraction(level.from_score or 0):
            break
        here = level
    return here.name


def _page(rubric: RubricBook) -> MaturityPage:
    levels = sorted(rubric.rubric.maturity, key=lambda level: level.level)
    now, span = rubric.score.maturity, rubric.score.maturity_range
    met = _met(rubric)
    after = [level for level in levels if now is not None and level.level > now]
    current = next((level for level in levels if level.level == now), None)
    return MaturityPage(
        book=rubric,
        here=level_name(current) if current else "No level yet",
        span=f"between {span[0]} and {span[1]}, as answers are missing" if span and span[0] != span[1] else "",
        levels=tuple(
            LevelRow(level.level, level.name, level.meaning, _asks(rubric, level), _today(level.level, now))
            for level in levels
        ),
        present=tuple((c.code, c.levels[-1].meaning) for c, _ in met[:MOST]),
        more=max(0, len(met) - MOST),
        paths=tuple(filter(None, (_path(rubric, level) for level in after[:2]))),
    )


def _today(level: int, now: int | None) -> str:
    if now is None:
        return "–"
    return "today" if level == now else "reached" if level < now else "next" if level == now + 1 else "later"


def _asks(rubric: RubricBook, level: MaturityLevel) -> str:
    return f"from {rubric.shown_boundary(Fraction(level.from_score))}" if level.from_score is not None else ""


def _met(rubric: RubricBook) -> list[tuple[Criterion, CriterionScore]]:
    found = [(c, scored) for _, c, scored in rubric.criteria() if scored.rating.point == 1 and not scored.processes]
    return sorted(found, key=lambda pair: -pair[0].weight)


def _path(rubric: RubricBook, level: MaturityLevel) -> Path | None:
    """Return what a level needs: the criteria of its condition, or the shortest way found to its score."""
    name, criteria = level_name(level), {c.id: c for c in rubric.rubric.criteria()}
    if level.when is not None:
        wanted = needs(level.when, Criteria(rubric.rubric, rubric.published.facts).knowledge)
        rows = tuple((c.code, c.levels[-1].meaning) for c in criteria.values() if c.id in wanted)
        return Path(name, level.meaning, rows) if rows else None
    if level.from_score is None:
        return None
    limit, gaps = Fraction(level.from_score), rubric.published.distance.gaps if rubric.published.distance else ()
    taken: list[str] = []
    for gap in gaps:
        taken += gap.criteria
        if gap.projected.point is not None and gap.projected.point >= limit:
            rows = tuple((criteria[c].code, criteria[c].levels[-1].meaning) for c in dict.fromkeys(taken))
            return Path(name, f"Begins at {rubric.shown_boundary(limit)}. The shortest way found closes these:", rows)
    missing = limit - rubric.score.overall.point if rubric.score.overall.point is not None else Fraction(0)
    best = sorted(
        (f for f in rubric.published.findings if f.certainty == "gap" and f.gain), key=lambda f: -(f.gain or 0)
    )[:MOST]
    says = f"Begins at {rubric.shown_boundary(limit)}, {rubric.shown_boundary(missing)} above today. Most is gained by:"
    rows = tuple(
        (criteria[f.criterion].code, f"{criteria[f.criterion].levels[-1].meaning} ({words.gain(f.gain or 0)})")
        for f in best
    )
    return Path(name, says, rows) if rows else None
