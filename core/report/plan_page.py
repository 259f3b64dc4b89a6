"""The roadmap's pages: the plan over time, phases with their items, what does not fit, cost and return."""

from dataclasses import dataclass

from markupsafe import Markup

from core.audit.published import PublishedItem, PublishedPhase
from core.charts.gantt import Projection, Stage, Task, gantt
from core.charts.theme import LIGHT
from core.model.judgement import split_key
from core.report import words
from core.report.book import Book, RubricBook
from core.report.steps import names_by_criterion, steps
from core.rubric.rubric import Recommendation


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One action with its recommendation's text."""

    item: PublishedItem
    recommendation: Recommendation | None
    closes: str
    effort: str
    gains: str
    requires: str
    weeks: str


@dataclass(frozen=True, slots=True)
class PhasePage:
    """One phase with its items and what the scores would be after it."""

    number: int
    phase: PublishedPhase
    colour: str
    weeks: str
    effort: str
    load: str
    rows: tuple[ItemRow, ...]
    projected: tuple[tuple[str, str, str], ...]


def _titles(book: Book) -> dict[str, str]:
    return {item.recommendation: item.title for item in book.published.roadmap.items}


def _weeks(start: float, end: float) -> str:
    first, last = int(start) + 1, max(int(start) + 1, int(-(-end // 1)))
    return f"Week {first}" if first == last else f"Weeks {first}–{last}"


def _row(book: Book, item: PublishedItem, titles: dict[str, str], taken: dict[str, dict[str, str]]) -> ItemRow:
    return ItemRow(
        item=item,
        recommendation=book.recommendation(item.recommendation),
        closes=", ".join(book.named(name) for name in item.closes),
        effort=words.hours(item.effort_low, item.effort_high),
        gains="; ".join(filter(None, (_gain(book, rubric, item, taken) for rubric in book.rubrics))),
        requires="; ".join(titles.get(name, name).rstrip(".") for name in item.requires),
        weeks=_weeks(item.start_week, item.end_week) if item.phase else "",
    )


def _gain(book: Book, rubric: RubricBook, item: PublishedItem, taken: dict[str, dict[str, str]]) -> str:
    """Return what an item brings to one rubric: points alone, or the steps that it is part of."""
    gained = item.gains.get(rubric.rubric.id)
    if gained is None:
        return ""
    closed = [split_key(name) for name in item.closes]
    names = [taken[r][c] for r, c, _ in closed if r == rubric.rubric.id and c in taken.get(r, {})]
    named = ", ".join(dict.fromkeys(", ".join(names).split(", "))) if names else ""
    whose = f" {rubric.rubric.name}" if len(book.rubrics) > 1 else ""
    if named and gained < 0.005:
        return f"part of step {named}{whose}"
    if gained < 0.005:
        return f"a later step{whose}" if rubric.rubric.scoring.strategy == "bands" else ""
    return f"{words.gain(gained)}{f', step {named}' if named else ''}{whose}"


def _taken(book: Book) -> dict[str, dict[str, str]]:
    return {rubric.rubric.id: names_by_criterion(steps(book, rubric)) for rubric in book.rubrics}


def phases(book: Book) -> tuple[PhasePage, ...]:
    """Return the phases in order."""
    titles, taken = _titles(book), _taken(book)
    found = []
    for index, phase in enumerate(book.phases()):
        items = [item for item in book.published.roadmap.items if item.phase == phase.id]
        projected = [
            (r.rubric.name, r.shown(after.point), r.shown_span(after))
            for r in book.rubrics
            if (after := phase.projected.get(r.rubric.id)) is not None
        ]
        middle = (phase.effort_low + phase.effort_high) / 2
        load = (
            f"{middle / phase.capacity_hours:.0%} of {words.plain(phase.capacity_hours)} h"
            if phase.capacity_hours
            else "–"
        )
        found.append(
            PhasePage(
                number=index + 1,
                phase=phase,
                colour=LIGHT.phases[index % len(LIGHT.phases)],
                weeks=_weeks(phase.start_week, phase.start_week + phase.weeks),
                effort=words.hours(phase.effort_low, phase.effort_high),
                load=load,
                rows=tuple(_row(book, item, titles, taken) for item in items),
                projected=tuple(projected),
            )
        )
    return tuple(found)


def every_row(book: Book) -> dict[str, ItemRow]:
    """Return every action of the roadmap, placed or not, by recommendation."""
    titles, taken = _titles(book), _taken(book)
    return {item.recommendation: _row(book, item, titles, taken) for item in book.published.roadmap.items}


def unplaced(book: Book) -> tuple[ItemRow, ...]:
    """Return what did not fit into any phase."""
    titles, taken = _titles(book), _taken(book)
    return tuple(_row(book, item, titles, taken) for item in book.published.roadmap.items if item.phase is None)


MOST_ROWS = 20
"""Actions in one picture of the timeline: a longer phase goes on in a second one, so that each fits on a page."""


def overview(book: Book) -> Markup:
    """Return the phases and the projected score of the first rubric as a picture."""
    stages = [
        Stage(f"{index + 1}. {phase.name}", phase.start_week, phase.start_week + phase.weeks)
        for index, phase in enumerate(book.phases())
    ]
    first = book.rubrics[0] if book.rubrics else None
    target = None if first is None or first.target is None else float(first.target)
    scale = 100.0 if first is None else float(first.score.scale)
    lowest = 0.0 if first is None else float(first.rubric.scoring.lowest)
    drawn = gantt(stages, _projections(book, first), scale=scale, lowest=lowest, target=target)
    return Markup(drawn)  # noqa: S704 - our own SVG, its text is escaped there


def timelines(book: Book) -> tuple[Markup, ...]:
    """Return every action in its weeks: pictures on one scale, so that a long plan can break between them."""
    roadmap = book.published.roadmap
    weeks = max([1.0, *(float(phase.start_week + phase.weeks) for phase in book.phases())])
    pictures = []
    for index, phase in enumerate(book.phases()):
        tasks = [
            Task(
                item.title.rstrip("."),
                item.start_week,
                item.end_week,
                item.owner or words.hours(item.effort_low, item.effort_high),
            )
            for item in roadmap.items
            if item.phase == phase.id
        ]
        for start in range(0, len(tasks), MOST_ROWS):
            name = f"Phase {index + 1}: {phase.name}" + (", continued" if start else "")
            part = tuple(tasks[start : start + MOST_ROWS])
            stage = Stage(name, phase.start_week, phase.start_week + phase.weeks, part, index)
            pictures.append(gantt([stage], title=f"Timeline of {name}", weeks=weeks))
    return tuple(Markup(picture) for picture in pictures)  # noqa: S704 - our own SVG, its text is escaped there


def _projections(book: Book, first: RubricBook | None) -> list[Projection]:
    if first is None:
        return []
    points = []
    today = first.score.overall
    steps = [(0, today)] + [
        (phase.start_week + phase.weeks, phase.projected[first.rubric.id])
        for phase in book.phases()
        if first.rubric.id in phase.projected
    ]
    for week, value in steps:
        point = None if value.point is None else float(value.point)
        points.append(Projection(week, float(value.low), point, float(value.high), first.shown(value.point)))
    return points


@dataclass(frozen=True, slots=True)
class Return:
    """Cost and return, from numbers that the auditor entered and nothing else.

    Attributes:
        cost: low and high.
        saving: a year, None where nothing was entered for it.
        first_year: saving less cost over cost, at the higher and at the lower cost.
    """

    cost: tuple[float, float]
    saving: float | None
    payback_months: tuple[float, float] | None
    first_year: tuple[float, float] | None
    rows: tuple[tuple[str, str], ...]


def cost_and_return(book: Book) -> Return:
    """Return what the plan costs at the entered hourly cost, and when an entered yearly saving has paid for it."""
    entered = book.published.entered
    rate = entered["hourly-cost"]
    placed = [item for item in book.published.roadmap.items if item.phase and item.status != "complete"]
    cost = (rate * sum(i.effort_low for i in placed), rate * sum(i.effort_high for i in placed))
    saving = entered.get("saving-per-year")
    if saving is None and "incident-cost" in entered and "incidents-per-year" in entered:
        saving = entered["incident-cost"] * entered["incidents-per-year"] * entered.get("share-avoided", 0.0)
    months = (cost[0] / saving * 12, cost[1] / saving * 12) if saving else None
    first_year = None
    if saving and cost[0]:
        first_year = ((saving - cost[1]) / cost[1], (saving - cost[0]) / cost[0])
    rows = tuple(
        (name.replace("-", " ").capitalize(), words.plain(value, 2))
        for name, value in sorted(entered.items())
        if "." not in name  # those of success metrics have a table of their own
    )
    return Return(cost, saving or None, months, first_year, rows)
