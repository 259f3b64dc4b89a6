"""A measured value over time."""

from collections.abc import Sequence
from math import floor, log10

from core.charts import svg
from core.charts.theme import LIGHT, Theme


def _end(largest: float) -> float:
    """Return a round number at or above the largest value: 1, 2 or 5 times a power of ten, and what lies between."""
    if largest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next(power * step for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * step >= largest * 0.999)


def line(
    points: Sequence[tuple[str, float | None]],
    *,
    title: str,
    unit: str = "",
    width: float = 230,
    height: float = 84,
    theme: Theme = LIGHT,
) -> str:
    """Draw values in their order; a missing one breaks the line and is drawn as a gap, never as zero."""
    left, right, top, bottom = 34.0, 10.0, 12.0, 18.0
    known = [value for _, value in points if value is not None]
    most = _end(max(known, default=1.0))
    wide, tall = width - left - right, height - top - bottom
    step = wide / max(1, len(points) - 1)

    def at(index: int, value: float) -> svg.Point:
        return left + step * index, top + tall * (1 - value / most)

    body = []
    for share in (0.0, 0.5, 1.0):
        y = top + tall * (1 - share)
        body.append(svg.line((left, y), (width - right, y), theme.grid))
        body.append(
            svg.text(
                theme,
                (left - 5, y + 3),
                svg.label(most * share, 2 if most < 1 else 1),
                7.5,
                fill=theme.mute,
                anchor="end",
            )
        )
    run: list[svg.Point] = []
    runs = [run]
    for index, (_, value) in enumerate(points):
        if value is None:
            run = []
            runs.append(run)
        else:
            run.append(at(index, value))
    body += [svg.polyline(part, theme.accent, 1.8) for part in runs if len(part) > 1]
    body += [svg.circle(place, 2.6, theme.paper, theme.accent, 1.6) for part in runs for place in part]
    every = max(1, -(-len(points) // 4))
    for index, (name, _) in enumerate(points):
        if index % every == 0:
            x = left + step * index
            anchor = "start" if index == 0 else "end" if index == len(points) - 1 else "middle"
            body.append(svg.text(theme, (x, height - 5), name, 7.5, fill=theme.mute, anchor=anchor))
    said = "; ".join(f"{name}: {'not known' if v is None else svg.label(v, 2)} {unit}".strip() for name, v in points)
    return svg.picture(width, height, body, title, said)
