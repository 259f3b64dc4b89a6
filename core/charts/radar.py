"""Categories as a radar: today, the interval around it and the target."""

from collections.abc import Sequence
from math import cos, pi, sin

from core.charts import svg
from core.charts.bars import Bar
from core.charts.theme import LIGHT, Theme


def radar(
    rows: Sequence[Bar],
    *,
    title: str = "Profile by category",
    width: float = 330,
    letters: float = 8.5,
    theme: Theme = LIGHT,
) -> str:
    """Draw the radar. It needs three axes; with fewer it has no area, so callers show bars instead.

    Args:
        rows: clockwise from the top.
        title: what the picture shows.
        width: of the picture; more gives longer names room.
        letters: size of the names.
        theme: the colours.
    """
    reach, line_height, count = 92.0, letters + 1.5, len(rows)
    names_of = [svg.wrapped(row.name if row.point is not None else f"{row.name} (open)", 16) for row in rows]
    lowest = names_of[count // 2] if count % 2 == 0 else ("",)  # stands under the picture, above the legend
    centre = (width / 2, 137.0)
    height = 286.0 + line_height * max(0, len(lowest) - 2)

    def at(index: int, share: float) -> svg.Point:
        angle = pi / 2 - 2 * pi * index / count
        return centre[0] + reach * share * cos(angle), centre[1] - reach * share * sin(angle)

    body = [
        svg.polygon([at(i, part) for i in range(count)], "none", stroke=theme.grid, width=1.2 if part == 1 else 0.7)
        for part in (0.25, 0.5, 0.75, 1.0)
    ]
    for index in range(count):
        body.append(svg.line(centre, at(index, 1), theme.grid))
        x, y = at(index, 1.13)
        side = "middle" if abs(x - centre[0]) < 12 else "start" if x > centre[0] else "end"
        names = names_of[index]
        below = side == "middle" and y > centre[1]
        above = side == "middle" and y < centre[1]
        top = y + (7 if below else 3 - (len(names) - 1) * (line_height if above else line_height / 2))
        for line, name in enumerate(names):
            body.append(svg.text(theme, (x, top + line_height * line), name, letters, anchor=side, weight=600))
    outer = [at(i, row.high) for i, row in enumerate(rows)]
    inner = [at(i, row.low) for i, row in enumerate(rows)]
    body.append(svg.polygon(outer, theme.accent, opacity=0.1, stroke=theme.accent, width=0.6))
    body.append(svg.polygon(inner, theme.paper, opacity=0.85, stroke=theme.accent, width=0.6))
    targets = [row.target for row in rows]
    if all(target is not None for target in targets):
        marks = [at(i, target or 0) for i, target in enumerate(targets)]
        body.append(svg.polygon(marks, "none", stroke=theme.ink, width=1.5, dash="4 3"))
    # A category without a score has its interval and no mark: drawn at the centre, unknown would look like nothing.
    known = [at(i, row.point) for i, row in enumerate(rows) if row.point is not None]
    if len(known) > 2:
        body.append(svg.polygon(known, theme.accent, opacity=0.18, stroke=theme.accent, width=1.8))
    body += [svg.circle(place, 2.6, theme.accent, theme.accent, 1) for place in known]
    foot = height - 8
    body.append(svg.rect((6, foot - 6), 10, 6, theme.accent, opacity=0.5))
    body.append(svg.text(theme, (20, foot), "Today", 8, fill=theme.mute))
    body.append(svg.rect((56, foot - 6), 10, 6, theme.accent, opacity=0.15))
    body.append(svg.text(theme, (70, foot), "At worst to at best", 8, fill=theme.mute))
    if targets and targets[0] is not None:
        body.append(svg.line((154, foot - 3), (168, foot - 3), theme.ink, 1.5, "4 3"))
        body.append(svg.text(theme, (172, foot), "Target", 8, fill=theme.mute))
    return svg.picture(width, height, body, title, "; ".join(f"{r.name}: {r.shown}" for r in rows))
