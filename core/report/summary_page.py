"""The executive summary: the auditor's words, or sentences made from the numbers."""

from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from core.charts.bars import bars
from core.charts.dial import dial
from core.charts.radar import radar
from core.report import words
from core.report.book import Book, RubricBook
from core.report.process_matrix import matrix
from core.report.richtext import list_items, rich
from core.scoring.result import State


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands large on the page, with what it counts."""

    number: str
    says: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Standing:
    """One rubric on the summary: its charts and its figures."""

    book: RubricBook
    dial: Markup
    bars: Markup
    radar: Markup
    shown: str
    span: str
    maturity: str
    maturity_meaning: str
    next_level: str
    matrix: Markup
    properties: tuple[tuple[str, str], ...]


def _maturity(book: RubricBook) -> tuple[str, str, str]:
    levels = sorted(book.rubric.maturity, key=lambda level: level.level)
    here = next((level for level in levels if level.level == book.score.maturity), None)
    after = next((level for level in levels if here is not None and level.level > here.level), None)
    if here is None:
        return "", "", ""
    name = f"Level {here.level}, {here.name}"
    span = book.score.maturity_range
    if span is not None and span[0] != span[1]:
        name += f" (between {span[0]} and {span[1]})"
    return name, here.meaning, f"Level {after.level}, {after.name}: {after.meaning}" if after else ""


def standing(whole: Book, book: RubricBook) -> Standing:
    """Return one rubric's charts."""
    overall, scale = book.score.overall, book.score.scale
    rows = [
        book.bar(category, scored)
        for category, scored in zip(book.rubric.categories, book.score.categories, strict=True)
    ]
    target = None if book.target is None else float(book.target)
    shown = book.shown(overall.point)
    round_one = [row for row in rows if row.shown != "n.a."]
    maturity = _maturity(book)
    processes, properties = matrix(whole, book)
    return Standing(
        book=book,
        dial=Markup(  # noqa: S704 - our own SVG, its text is escaped there
            dial(
                None if overall.point is None else float(overall.point),
                float(overall.low),
                float(overall.high),
                float(scale),
                shown=shown,
                tone=book.score.grade_tone,
                target=target,
                span=(book.shown(overall.low), book.shown(overall.high)),
            )
        ),
        bars=Markup(bars(rows)),  # noqa: S704
        radar=Markup(radar(round_one)) if len(round_one) > 2 else Markup(""),  # noqa: S704
        shown=shown,
        span=book.shown_span(overall),
        maturity=maturity[0],
        maturity_meaning=maturity[1],
        next_level=maturity[2],
        matrix=processes,
        properties=properties,
    )


def headline(book: Book) -> str:
    """Return the auditor's headline, or the overall score as a sentence."""
    own = book.published.text.get("headline", "").strip()
    if own:
        return own
    first = book.rubrics[0]
    if first.score.overall.point is None:
        return "No score yet"
    grade = f", {first.score.grade}" if first.score.grade else ""
    return f"{first.shown(first.score.overall.point)} of {words.plain(float(first.score.scale))}{grade}"


def sentence(book: RubricBook) -> str:
    """Return what the numbers of one rubric say."""
    score = book.score
    if score.overall.point is None:
        return f"{book.rubric.name}: {score.reason}"
    parts = [
        f"{book.rubric.name}: {book.shown(score.overall.point)} of {words.plain(float(score.scale))}"
        + (
            ""
            if score.overall.low == score.overall.high
            else f" ({book.shown_span(score.overall)} while not everything is known)"
        )
        + "."
    ]
    if book.target is not None:
        gap = book.target - score.overall.point
        shown = book.shown_boundary(book.target)
        parts.append(
            f"The target is {shown}" + ("; it is reached." if gap <= 0 else f", {book.shown_boundary(gap)} away.")
        )
    parts.append(
        f"{words.percent(score.completeness)} of the weight is known; people reviewed {words.percent(score.reviewed)} "
        "of the criteria."
    )
    return " ".join(parts)


def narrative(book: Book) -> Markup:
    """Return the auditor's narrative, or a paragraph of sentences from the numbers."""
    own = book.published.text.get("narrative", "").strip()
    if own:
        return rich(own)
    return Markup("<p>{}</p>").format(" ".join(sentence(r) for r in book.rubrics))


def decisions(book: Book) -> tuple[str, tuple[Markup, ...]]:
    """Return a heading and the decisions: the auditor's, or what the numbers leave to decide."""
    own = book.published.text.get("decisions", "").strip()
    if own:
        return "Decisions we ask for", list_items(own)
    found: list[str] = []
    first, roadmap = book.rubrics[0], book.published.roadmap
    if roadmap.phases:
        phase = roadmap.phases[0]
        items = [item for item in roadmap.items if item.phase == phase.id]
        effort = words.hours(phase.effort_low, phase.effort_high)
        says = f"Phase 1, {phase.name}: {words.many(len(items), 'item')}, {effort}"
        after = phase.projected.get(first.rubric.id)
        if after is not None and after.point is not None:
            says += f"; the score would be {first.shown(after.point)} after it"
        found.append(f"{says}.")
    unowned = sum(1 for item in roadmap.items if not item.owner and item.severity in ("critical", "high"))
    if unowned:
        found.append(f"{words.many(unowned, 'action')} of critical or high severity without an owner.")
    unknown = sum(1 for r in book.rubrics for _, _, c in r.criteria() if c.state in (State.OPEN, State.UNPROVEN))
    if unknown:
        found.append(
            f"{words.many(unknown, 'criterion', 'criteria')} open or unproven; judging them closes the interval."
        )
    return "Open for decision", tuple(Markup(escape(text)) for text in found)  # noqa: S704 - escaped


def figures(book: Book) -> tuple[Figure, ...]:
    """Return the numbers of the summary page."""
    critical = sum(r.count("critical") for r in book.rubrics)
    high = sum(r.count("high") for r in book.rubrics)
    medium = sum(r.count("medium") for r in book.rubrics)
    found = [
        Figure(str(critical), "critical findings" if critical != 1 else "critical finding", "poor"),
        Figure(str(high), "high findings" if high != 1 else "high finding", "poor"),
        Figure(str(medium), "medium findings" if medium != 1 else "medium finding", "fair"),
    ]
    placed = [item for item in book.published.roadmap.items if item.phase]
    if placed:
        low, high_hours = sum(i.effort_low for i in placed), sum(i.effort_high for i in placed)
        weeks = sum(phase.weeks for phase in book.published.roadmap.phases)
        found.append(
            Figure(words.hours(low, high_hours), f"effort of the roadmap, over {words.many(weeks, 'week')}", "accent")
        )
    return tuple(found)


def strongest_gaps(book: RubricBook, most: int = 5) -> tuple[tuple[str, str, str, str], ...]:
    """Return the findings with the largest effect on the score: severity, code, question, points."""
    rows: list[tuple[Fraction, str, str, str, str]] = []
    for finding in book.published.findings:
        worth = finding.step_gain if finding.step_gain is not None else finding.gain
        if worth and finding.certainty == "gap" and not finding.accepted:
            criterion = book.rubric.criterion(finding.criterion)
            shown = words.gain(worth) + (" (whole step)" if finding.step_gain is not None else "")
            rows.append((worth, finding.severity, criterion.code, criterion.question, shown))
    rows.sort(key=lambda row: -row[0])
    return tuple(row[1:] for row in rows[:most])
