"""A matrix of processes and properties; every cell carries its mark and its word beside the colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.charts import svg
from core.charts.theme import LIGHT, MARKS, Theme


@dataclass(frozen=True, slots=True)
class Cell:
    """One judgement of the matrix: the level's word, and its tone."""

    word: str
    tone: str = ""


def heat(
    rows: Sequence[tuple[str, Sequence[Cell]]],
    columns: Sequence[str],
    *,
    title: str = "Critical processes and their properties",
    width: float = 680,
    theme: Theme = LIGHT,
) -> str:
    """Draw a row for each process and a column for each property."""
    left = 118.0
    cell = (width - left) / max(1, len(columns))
    heads = [svg.wrapped(name, max(6, int(cell / 5.0))) for name in columns]
    top = 8.0 + 10 * max((len(head) for head in heads), default=1)
    body = []
    for index, head in enumerate(heads):
        for number, part in enumerate(head):
            at = (left + cell * (index + 0.5), top - 6 - 10 * (len(head) - 1 - number))
            body.append(svg.text(theme, at, part, 8, fill=theme.mute, anchor="middle", weight=600))
    y = top
    for name, cells in rows:
        names = svg.wrapped(name, 22)
        tall = max(24.0, 10 + 11.0 * len(names))
        for number, part in enumerate(names):
            at = (0.0, y + tall / 2 + 3 + (number - (len(names) - 1) / 2) * 11)
            body.append(svg.text(theme, at, part, 9, weight=600))
        for index, value in enumerate(cells):
            x = left + cell * index
            colour = theme.tone(value.tone)
            body.append(
                svg.rect((x + 1, y + 1), cell - 2, tall - 2, colour, opacity=0.2 if value.tone else 0.1, radius=2)
            )
            mark = MARKS.get(value.tone, "–")
            at = (x + cell / 2, y + tall / 2 + 3)
            body.append(svg.text(theme, at, f"{mark} {value.word}", 8, anchor="middle", weight=600))
        y += tall
    said = "; ".join(
        f"{name}: " + ", ".join(f"{c} {v.word}" for c, v in zip(columns, cells, strict=True)) for name, cells in rows
    )
    return svg.picture(width, y + 4, body, title, said)
