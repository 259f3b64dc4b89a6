"""Building blocks of the charts: presentation attributes only, the subset of SVG Tiny that Qt draws too."""

from collections.abc import Iterable
from html import escape
from math import cos, pi, sin

from core.charts.theme import Theme

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a coordinate with at most two decimals, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def label(value: float, decimals: int = 1) -> str:
    """Return a value as people read it: no decimals where they are zero."""
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def text(
    theme: Theme,
    at: Point,
    content: str,
    size: float = 9,
    *,
    fill: str = "",
    anchor: str = "start",
    weight: int = 400,
) -> str:
    """Return one line of text whose baseline begins (or is centred, or ends) at a point."""
    return (
        f'<text x="{number(at[0])}" y="{number(at[1])}" font-family="{escape(theme.font)}" font-size="{number(size)}" '
        f'font-weight="{weight}" fill="{fill or theme.ink}" text-anchor="{anchor}">{escape(content)}</text>'
    )


def line(start: Point, end: Point, stroke: str, width: float = 0.7, dash: str = "") -> str:
    """Return a straight line."""
    return (
        f'<line x1="{number(start[0])}" y1="{number(start[1])}" x2="{number(end[0])}" y2="{number(end[1])}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"' + (f' stroke-dasharray="{dash}"' if dash else "") + "/>"
    )


def rect(at: Point, width: float, height: float, fill: str, *, opacity: float = 1, radius: float = 0) -> str:
    """Return a filled rectangle; `at` is its upper left corner."""
    return (
        f'<rect x="{number(at[0])}" y="{number(at[1])}" width="{number(max(0, width))}" height="{number(height)}" '
        f'fill="{fill}"'
        + (f' fill-opacity="{number(opacity)}"' if opacity < 1 else "")
        + (f' rx="{number(radius)}"' if radius else "")
        + "/>"
    )


def circle(at: Point, radius: float, fill: str, stroke: str = "none", width: float = 0) -> str:
    """Return a circle."""
    return (
        f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"/>'
    )


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def polygon(
    points: Iterable[Point], fill: str, *, opacity: float = 1, stroke: str = "none", width: float = 0, dash: str = ""
) -> str:
    """Return a closed shape."""
    return (
        f'<polygon points="{_points(points)}" fill="{fill}" fill-opacity="{number(opacity)}" stroke="{stroke}" '
        f'stroke-width="{number(width)}"' + (f' stroke-dasharray="{dash}"' if dash else "") + "/>"
    )


def polyline(points: Iterable[Point], stroke: str, width: float) -> str:
    """Return an open line through points."""
    return f'<polyline points="{_points(points)}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"/>'


def ring(centre: Point, radius: float, start: float, end: float, stroke: str, width: float, opacity: float = 1) -> str:
    """Return a piece of a ring; the angles are in radians, counted against the clock from three o'clock."""
    x0, y0 = centre[0] + radius * cos(start), centre[1] - radius * sin(start)
    x1, y1 = centre[0] + radius * cos(end), centre[1] - radius * sin(end)
    large = 1 if abs(start - end) > pi else 0
    return (
        f'<path d="M{number(x0)} {number(y0)}A{number(radius)} {number(radius)} 0 {large} 1 {number(x1)} {number(y1)}" '
        f'fill="none" stroke="{stroke}" stroke-width="{number(width)}"'
        + (f' stroke-opacity="{number(opacity)}"' if opacity < 1 else "")
        + "/>"
    )


def wrapped(content: str, most: int) -> tuple[str, ...]:
    """Break a label into lines of at most about `most` characters, at spaces; nothing is cut off."""
    lines: list[str] = []
    for word in content.split():
        while len(word) > most:
            lines.append(word[:most])
            word = word[most:]
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def picture(width: float, height: float, body: Iterable[str], title: str, description: str = "") -> str:
    """Return the whole picture with its title and a description that says the same in words."""
    described = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{described}{''.join(body)}</svg>"
    )
