"""The roadmap over time: phases, their items, and the score that the plan leads to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.charts import svg
from core.charts.theme import LIGHT, Theme

_ROW = 21.0
_Axis = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Task:
    """One item of a phase; start and end in weeks from the beginning of the plan."""

    name: str
    start: float
    end: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase; start and end in weeks from the beginning of the plan.

    Attributes:
        number: its place in the plan, from 0, where the picture does not show the phases before it: gives its colour.
    """

    name: str
    start: float
    end: float
    tasks: tuple[Task, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """The score expected at the end of a week, on the rubric's scale."""

    week: float
    low: float
    point: float | None
    high: float
    shown: str


def gantt(
    stages: Sequence[Stage],
    projected: Sequence[Projection] = (),
    *,
    scale: float = 100,
    lowest: float = 0,
    target: float | None = None,
    title: str = "Roadmap",
    width: float = 520,
    weeks: float | None = None,
    theme: Theme = LIGHT,
) -> str:
    """Draw phases with their items as bars over weeks and, below, the projected score as a line in its interval.

    Args:
        stages: the phases; one without tasks is a bar of its own.
        projected: the score today and after each phase.
        scale: end of the rubric's scale.
        lowest: where the scale begins.
        target: on that scale.
        title: of the picture.
        width: of the picture, in its own units.
        weeks: length of the axis; the end of the last stage when None.
        theme: the colours.
    """
    left = width * (0.44 if any(stage.tasks for stage in stages) else 0.3)
    weeks = weeks or max([1.0, *(stage.end for stage in stages)])
    wide = width - left - 12

    def x(week: float) -> float:
        return left + wide * week / weeks

    body = _week_heads(weeks, x, width, theme)
    y = 24.0
    rows: list[str] = []
    for index, stage in enumerate(stages):
        colour = theme.phases[(index if stage.number is None else stage.number) % len(theme.phases)]
        names = svg.wrapped(stage.name, int((width if stage.tasks else left) / 5.2))
        tall = _ROW + 11 * (len(names) - 1)
        rows.append(svg.rect((0, y + 1), width, tall - 3, colour, opacity=0.12))
        rows.append(svg.rect((0, y + 1), 3, tall - 3, colour))
        rows += [svg.text(theme, (9, y + 13.5 + 11 * n), part, 9.2, weight=700) for n, part in enumerate(names)]
        if not stage.tasks:
            rows.append(
                svg.rect((x(stage.start), y + 3.5), x(stage.end) - x(stage.start), tall - 8, colour, radius=2.5)
            )
        y += tall
        for task in stage.tasks:
            y += _task(rows, task, y, x, colour, width, theme)
    body += [svg.line((x(week), 20), (x(week), y + 2), theme.grid, 0.6) for week in _ticks(weeks)]
    body += rows
    if projected:
        y = _projection(body, projected, y + 20, x, (lowest, scale), target, theme)
    said = "; ".join(
        [f"{s.name}: week {svg.label(s.start + 1)} to {svg.label(s.end)}" for s in stages]
        + [f"score after week {svg.label(p.week)}: {p.shown}" for p in projected]
    )
    return svg.picture(width, y + 8, body, title, said)


def _ticks(weeks: float) -> list[float]:
    step = next((s for s in (1, 2, 4, 8, 13, 26) if weeks / s <= 14), 52)
    return [float(w) for w in range(0, int(weeks) + 1, step)]


def _week_heads(weeks: float, x: _Axis, width: float, theme: Theme) -> list[str]:
    body = [svg.rect((x(0), 0), x(weeks) - x(0), 17, theme.ink, radius=1.5)]
    ticks = _ticks(weeks)
    for week, after in zip(ticks, [*ticks[1:], weeks], strict=True):
        if after > week:
            name = f"{week + 1:.0f}" if after - week <= 1 else f"{week + 1:.0f}–{after:.0f}"
            body.append(
                svg.text(theme, (x((week + after) / 2), 12), name, 8, fill=theme.paper, anchor="middle", weight=600)
            )
    body.append(svg.text(theme, (x(0) - 8, 12), "Week", 8, fill=theme.mute, anchor="end"))
    return body


def _task(rows: list[str], task: Task, y: float, x: _Axis, colour: str, width: float, theme: Theme) -> float:
    names = svg.wrapped(task.name, int(x(0) / 4.7))
    tall = _ROW + 10 * (len(names) - 1)
    for number, part in enumerate(names):
        rows.append(svg.text(theme, (9, y + 13 + 10 * number), part, 8.2))
    long = x(task.end) - x(task.start)
    rows.append(svg.rect((x(task.start), y + 4), max(2.5, long), 12, colour, radius=2.5))
    if task.note:
        room = len(task.note) * 4.2
        if long > room + 10:
            rows.append(svg.text(theme, (x(task.start) + 6, y + 12.8), task.note, 7.4, fill=theme.paper, weight=600))
        elif x(task.end) + 6 + room < width:
            rows.append(svg.text(theme, (x(task.end) + 5, y + 12.8), task.note, 7.4, fill=theme.mute))
        else:
            rows.append(svg.text(theme, (x(task.start) - 5, y + 12.8), task.note, 7.4, fill=theme.mute, anchor="end"))
    return tall


def _projection(
    body: list[str],
    points: Sequence[Projection],
    top: float,
    x: _Axis,
    ends: tuple[float, float],
    target: float | None,
    theme: Theme,
) -> float:
    tall = 88.0
    lowest, scale = ends

    def at(week: float, value: float) -> svg.Point:
        return x(week), top + tall * (1 - (value - lowest) / (scale - lowest))

    body.append(svg.text(theme, (0, top + 4), "Projected score", 9.2, weight=700))
    notes = (
        f"{svg.label(lowest)} to {svg.label(scale)}: the audit re-scored",
        "with every item up to there met;",
        "band: at worst to at best",
    )
    body += [svg.text(theme, (0, top + 17 + 11 * i), note, 8, fill=theme.mute) for i, note in enumerate(notes)]
    end = points[-1].week
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        value = lowest + (scale - lowest) * part
        y = at(0, value)[1]
        body.append(svg.line((x(0), y), (x(end), y), theme.grid, 0.6))
        body.append(svg.text(theme, (x(0) - 6, y + 3), svg.label(value), 7.5, fill=theme.mute, anchor="end"))
    if target is not None:
        y = at(0, target)[1]
        body.append(svg.line((x(0), y), (x(end), y), theme.good, 1.2, "5 3"))
        named = f"Target {svg.label(target)}"
        body.append(svg.text(theme, (x(end), y + 10), named, 8, fill=theme.good, anchor="end", weight=600))
    band = [at(p.week, p.high) for p in points] + [at(p.week, p.low) for p in reversed(points)]
    body.append(svg.polygon(band, theme.accent, opacity=0.15))
    known = [(p, at(p.week, p.point)) for p in points if p.point is not None]
    body.append(svg.polyline([place for _, place in known], theme.accent, 2.4))
    for index, (p, place) in enumerate(known):
        anchor = "start" if index == 0 else "end" if index == len(known) - 1 else "middle"
        body.append(svg.circle(place, 3.4, theme.paper, theme.accent, 2))
        # Above the line, on paper: neither the line nor the target's dashes run through the number.
        wide, right = 5.2 * len(p.shown) + 4, {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        body.append(svg.rect((place[0] - 2 - (wide - 4) * right, place[1] - 16), wide, 10, theme.paper, opacity=0.85))
        body.append(svg.text(theme, (place[0], place[1] - 8), p.shown, 8.6, anchor=anchor, weight=700))
    return top + tall + 4
