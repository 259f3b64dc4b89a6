"""The whole arithmetic of a score, as sections of lines: window and command line print this, the report its parts."""

from dataclasses import dataclass

from core.rubric.rubric import Rubric
from core.scoring.arithmetic import show_points
from core.scoring.result import Line, RubricScore
from core.scoring.rounding import exact


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one category, or of the whole; `note` says why there are none."""

    id: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


def sections(rubric: Rubric, score: RubricScore) -> tuple[Section, ...]:
    """Return a section for each category in the rubric's order, and one for the overall score at the end."""
    found = []
    for category in rubric.categories:
        scored = score.category(category.id)
        aspects = tuple(
            Line(
                f"{category.name}: {aspect.name}",
                f"part of {exact(aspect.maximum)}",
                "–" if aspect.points.point is None else show_points(rubric, category, aspect.points.point),
            )
            for aspect in scored.aspects
        )
        note = "" if scored.lines else "not applicable" if not scored.applicable else "nothing is known yet"
        found.append(Section(category.id, category.name, (*scored.lines, *aspects), note))
    return (*found, Section("", rubric.name, score.lines, score.reason))
