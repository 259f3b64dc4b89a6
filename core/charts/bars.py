"""Scores of categories as bars, each with its interval and its target."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.charts import svg
from core.charts.theme import LIGHT, MARKS, Theme

_GAP, _MARK, _DIGIT = 7.0, 11.0, 6.1
"""Room right of a bar, for its mark, and for one bold character of its value."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; all shares run from 0 to 1.

    Attributes:
        point: None when nothing is known: then only the interval is drawn.
        shown: the value as printed.
        tone: `good`, `fair`, `poor` or empty.
    """

    name: str
    point: float | None
    low: float
    high: float
    shown: str
    tone: str = ""
    target: float | None = None


def bars(
    rows: Sequence[Bar],
    *,
    title: str = "Score by category",
    width: float = 340,
    ticks: Sequence[str] = ("0%", "25%", "50%", "75%", "100%"),
    theme: Theme = LIGHT,
) -> str:
    """Draw one bar a row: value as a filled bar, interval as a thin line with ends, target as a thick line across.

    Args:
        rows: from the top.
        title: what the picture shows.
        width: of the whole picture.
        ticks: what stands under the bars, evenly from their beginning to their end.
        theme: its colours.
    """
    start, values = 124.0, 62.0
    # Marks and values stand right of the bars: the longest of them decides how long a bar may be.
    values = max([values, *(_GAP + (_MARK if MARKS.get(r.tone) else 0) + _DIGIT * len(r.shown) for r in rows)])
    length = width - start - values
    heights = [max(25.0, 8 + 11 * len(svg.wrapped(row.name, 23))) for row in rows]
    bottom = 8 + sum(heights)
    body = []
    for place, tick in enumerate(ticks):
        x = start + length * place / (len(ticks) - 1)
        body.append(svg.line((x, 4), (x, bottom), theme.grid))
        body.append(svg.text(theme, (x, bottom + 11), tick, 7.5, fill=theme.mute, anchor="middle"))
    y = 6.0
    for row, height in zip(rows, heights, strict=True):
        middle = y + height / 2
        names = svg.wrapped(row.name, 23)
        for index, name in enumerate(names):
            at = (start - 8, middle + 3.2 + (index - (len(names) - 1) / 2) * 11)
            body.append(svg.text(theme, at, name, 9, anchor="end", weight=500))
        body.append(svg.rect((start, middle - 6.5), length, 13, theme.track))
        if row.point is not None:
            colour = theme.tone(row.tone) if row.tone else theme.accent
            body.append(svg.rect((start, middle - 6.5), length * row.point, 13, colour))
        if row.high > row.low:
            ends = start + length * row.low, start + length * row.high
            body.append(svg.line((ends[0], middle), (ends[1], middle), theme.ink, 1.1))
            body += [svg.line((x, middle - 3), (x, middle + 3), theme.ink, 1.1) for x in ends]
        if row.target is not None:
            x = start + length * row.target
            body.append(svg.line((x, middle - 10), (x, middle + 10), theme.ink, 2.2))
        mark = MARKS.get(row.tone, "")
        if mark:
            body.append(svg.text(theme, (start + length + _GAP, middle + 3), mark, 7.5, fill=theme.tone(row.tone)))
        body.append(
            svg.text(theme, (start + length + _GAP + (_MARK if mark else 0), middle + 3.4), row.shown, 9.5, weight=700)
        )
        y += height
    said = "; ".join(f"{r.name} {r.shown} ({r.low:.0%} to {r.high:.0%})" for r in rows)
    return svg.picture(width, bottom + 16, body, title, said)
