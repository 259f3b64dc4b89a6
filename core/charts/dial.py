"""The overall score as a half dial, with its interval and its target."""

from math import cos, pi, sin

from core.charts import svg
from core.charts.theme import LIGHT, MARKS, Theme


def dial(
    point: float | None,
    low: float,
    high: float,
    scale: float,
    *,
    caption: str = "Overall score",
    shown: str = "",
    tone: str = "",
    target: float | None = None,
    span: tuple[str, str] | None = None,
    lowest: float = 0.0,
    theme: Theme = LIGHT,
) -> str:
    """Draw the dial.

    Args:
        point: the score, None when nothing is known yet.
        low: the score at worst.
        high: the score at best.
        scale: end of the scale.
        caption: what is measured.
        shown: the score as printed elsewhere; made from `point` when empty.
        tone: `good`, `fair` or `poor`.
        target: drawn as a line across the dial.
        span: the interval as printed elsewhere; made from `low` and `high` when None.
        lowest: where the scale begins.
        theme: the colours.
    """
    width, centre, radius = 220.0, (110.0, 112.0), 84.0

    def angle(value: float) -> float:
        return pi - min(max((value - lowest) / (scale - lowest), 0.0), 1.0) * pi

    def across(value: float, inner: float, outer: float, stroke: str, thick: float) -> str:
        a = angle(value)
        ends = [(centre[0] + r * cos(a), centre[1] - r * sin(a)) for r in (radius - inner, radius + outer)]
        return svg.line(ends[0], ends[1], stroke, thick)

    body = [svg.ring(centre, radius, pi, 0, theme.track, 18)]
    if point is not None and point > lowest:
        body.append(svg.ring(centre, radius, pi, angle(point), theme.tone(tone) if tone else theme.accent, 18))
    if high > low:
        body.append(svg.ring(centre, radius - 13.5, angle(low), angle(high), theme.ink, 3, 0.55))
        body += [across(value, 17, -10, theme.ink, 1.4) for value in (low, high)]
    if target is not None:
        body.append(across(target, 11, 13, theme.ink, 2.2))
        a = angle(target)
        at = (centre[0] + (radius + 17) * cos(a), centre[1] - (radius + 17) * sin(a) + 2)
        body.append(
            svg.text(
                theme,
                at,
                svg.label(target),
                8,
                weight=600,
                anchor="middle" if abs(cos(a)) < 0.3 else "start" if cos(a) > 0 else "end",
            )
        )
    number = shown or ("–" if point is None else svg.label(point))
    body.append(
        svg.text(theme, (centre[0], centre[1] - 16), number, 40 if len(number) < 5 else 32, anchor="middle", weight=700)
    )
    mark = f"{MARKS[tone]} " if tone in MARKS else ""
    body.append(
        svg.text(theme, (centre[0], centre[1] + 1), f"of {svg.label(scale)}", 9.5, fill=theme.mute, anchor="middle")
    )
    body.append(
        svg.text(theme, (centre[0] - radius, centre[1] + 14), svg.label(lowest), 8, fill=theme.mute, anchor="middle")
    )
    body.append(
        svg.text(theme, (centre[0] + radius, centre[1] + 14), svg.label(scale), 8, fill=theme.mute, anchor="middle")
    )
    body.append(svg.text(theme, (centre[0], centre[1] + 19), mark + caption, 10, anchor="middle", weight=600))
    ends = span or (svg.label(low), svg.label(high))
    between = f"between {ends[0]} and {ends[1]}" if high > low else f"{ends[0]} at worst and at best"
    body.append(svg.text(theme, (centre[0], centre[1] + 31), between, 8.5, fill=theme.mute, anchor="middle"))
    title = f"{caption}: {number} of {svg.label(scale)}, {between}"
    return svg.picture(width, 148, body, title + (f", target {svg.label(target)}" if target is not None else ""))
