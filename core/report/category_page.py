"""A category in depth: what works, what is missing and what it costs, the arithmetic, every criterion."""

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from core.report import words
from core.report.book import Book, RubricBook
from core.report.richtext import rich
from core.report.steps import Step, steps
from core.rubric.rubric import Category, Criterion
from core.scoring.result import CategoryScore, CriterionScore, State


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as printed.

    Attributes:
        basis: why: the auditor's reason, else what the scan found.
        scan: the scan's own word when a person decided otherwise.
        lost: points that the category loses here; empty where the rubric counts steps, not points.
    """

    code: str
    question: str
    meaning: str
    word: str
    tone: str
    basis: str
    by: str
    scan: str
    weight: int
    lost: str
    severity: str
    evidence: tuple[int, ...]
    processes: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """One category of one rubric."""

    book: RubricBook
    category: Category
    score: CategoryScore
    shown: str
    span: str
    grade: str
    tone: str
    works: tuple[Row, ...]
    missing: tuple[Row, ...]
    unknown: tuple[Row, ...]
    rows: tuple[Row, ...]
    text: Markup
    steps: tuple["BandRow", ...]


@dataclass(frozen=True, slots=True)
class BandRow:
    """One band of a category as printed, best first; `now` marks the one that holds."""

    points: str
    label: str
    meaning: str
    today: str
    now: bool
    needs: str


def pages(book: Book) -> tuple[CategoryPage, ...]:
    """Return the pages of every category of every rubric, in order."""
    found = []
    for rubric in book.rubrics:
        taken = {step.category: step for step in steps(book, rubric)}
        for category, scored in zip(rubric.rubric.categories, rubric.score.categories, strict=True):
            found.append(_page(book, rubric, category, scored, taken.get(category.name)))
    return tuple(found)


def _lost(rubric: RubricBook, category: CategoryScore, scored: CriterionScore) -> Fraction | None:
    """Return what a criterion costs its category, of those that have a point: together they are the category's gap."""
    if rubric.rubric.scoring.strategy != "weighted" or scored.rating.point is None:
        return None
    whole = sum(c.weight for c in category.criteria if c.rating.point is not None)
    span = category.maximum - rubric.rubric.scoring.lowest
    return span * scored.weight * (1 - scored.rating.point) / whole if whole else None


def criterion_row(
    book: Book, rubric: RubricBook, criterion: Criterion, scored: CriterionScore, lost: Fraction | None = None
) -> Row:
    """Return a criterion as every table prints it."""
    decision = rubric.decision(scored.key)
    judgement = decision.judgement
    level = rubric.level(criterion, scored.level)
    tone = words.rating_tone(scored.rating.point, scored.state)
    if scored.state in words.STATE_WORD:
        word = words.STATE_WORD[scored.state]
    elif level is not None:
        word = level.label
    elif scored.processes:
        met = sum(1 for p in scored.processes if p.rating.point == 1)
        word = f"{met} of {len(scored.processes)} met"
    else:
        word = words.percent(scored.rating.point) if scored.rating.point is not None else "–"
    basis, by, scan = "", "", ""
    if decision.not_applicable is not None:
        basis = decision.not_applicable.reason
        by = decision.not_applicable.by
    elif judgement is not None:
        basis = judgement.justification
        by = f"{judgement.kind.capitalize()} by {judgement.by}"
        seen = rubric.level(criterion, scored.scan_level)
        if seen is not None and scored.scan_level != judgement.level:
            scan = seen.label
    if not basis:
        basis = _by_process(book, rubric, criterion, scored) or book.summary(criterion, scored.process)
    if not basis and scored.state is State.OPEN:
        basis = {
            "interview": "Waits for an interview.",
            "review": "Waits for a review.",
            "measure": "Waits for a measurement.",
        }.get(criterion.method, "")
    return Row(
        code=criterion.code,
        question=criterion.question,
        meaning=level.meaning if level else _short_of(book, criterion, scored),
        word=word,
        tone=tone,
        basis=basis,
        by=by,
        scan=scan,
        weight=scored.weight,
        lost="" if not lost else rubric.shown_boundary(lost),
        severity=scored.severity.value,
        evidence=book.cited_for(criterion, scored),
        processes=tuple(criterion_row(book, rubric, criterion, p) for p in scored.processes),
    )


def _by_process(book: Book, rubric: RubricBook, criterion: Criterion, scored: CriterionScore) -> str:
    """Return the level of each process of a per-process criterion; processes with the same level stand together."""
    found: dict[str, list[str]] = {}
    for part in scored.processes:
        level = rubric.level(criterion, part.level)
        word = words.STATE_WORD.get(part.state) or (level.label if level else "–")
        found.setdefault(word, []).append(book.process_name(part.process))
    return "; ".join(f"{word}: {', '.join(names)}" for word, names in found.items())


def _short_of(book: Book, criterion: Criterion, scored: CriterionScore) -> str:
    """Return the question, and the processes for which it is not met in full."""
    short = [book.process_name(p.process) for p in scored.processes if p.rating.point != 1]
    return f"{criterion.question} Not for {words.joined(short)}." if short else criterion.question


def _bands(rubric: RubricBook, scored: CategoryScore, step: Step | None) -> tuple[BandRow, ...]:
    """Return the bands, best first: whether each holds today and what it still needs."""
    codes = {criterion.id: criterion.code for criterion in rubric.rubric.criteria()}
    reached = next((n for n, band in enumerate(scored.bands) if band.holds_point), len(scored.bands))
    rows = []
    for position, band in enumerate(scored.bands):
        if position == reached:
            today = "today" if band.holds_low else "today, as known"
        elif position > reached:
            today = "passed"
        else:
            today = "possible, answers are missing" if band.holds_high else "not reached"
        needs = ", ".join(codes.get(name, name) for name in band.unmet)
        worth = step.gain if step and step.label == band.label and position < reached else None
        if worth:
            needs += f" ({step.name if step else ''}: {words.gain(worth)} on the overall score)"
        points = words.plain(float(band.points), 2)
        rows.append(BandRow(points, band.label, band.meaning, today, position == reached, needs))
    return tuple(rows)


def _page(book: Book, rubric: RubricBook, category: Category, scored: CategoryScore, step: Step | None) -> CategoryPage:
    rows = tuple(
        criterion_row(book, rubric, criterion, found, _lost(rubric, scored, found))
        for criterion, found in zip(category.criteria, scored.criteria, strict=True)
    )
    share = None if scored.points.point is None or not scored.maximum else scored.points.point / scored.maximum
    low, high = rubric.points(category, scored.points.low), rubric.points(category, scored.points.high)
    missing = [row for row in rows if row.tone in ("fair", "poor")]
    return CategoryPage(
        book=rubric,
        category=category,
        score=scored,
        shown=f"{rubric.points(category, scored.points.point)} of {words.plain(float(scored.maximum))}"
        if scored.applicable
        else "not applicable",
        span=words.span(low, high),
        grade=rubric.grade(share),
        tone=rubric.tone(share),
        works=tuple(row for row in rows if row.tone == "good"),
        missing=tuple(missing),
        unknown=tuple(row for row in rows if row.word in ("Open", "Unproven")),
        rows=rows,
        text=rich(book.published.text.get(f"category.{category.id}", "")),
        steps=_bands(rubric, scored, step),
    )
