"""The next step of each banded category: there the whole step raises the score, not one criterion of it."""

from dataclasses import dataclass
from fractions import Fraction

from core.report import words
from core.report.book import Book, RubricBook
from core.scoring.result import BandStep, CategoryScore


@dataclass(frozen=True, slots=True)
class Step:
    """The way from a category's band to the next better one.

    Attributes:
        name: S1, S2 ... in the order of the categories.
        needs: ids of the criteria that must be met for it, also those of other categories.
        gain: what the whole step adds to the overall score; None where another step with the same needs counts it.
        within: the name of that other step.
        effort: hours of the roadmap's actions that close what it needs; empty when there are none.
    """

    name: str
    category: str
    label: str
    points_from: Fraction
    points_to: Fraction
    needs: tuple[str, ...]
    gain: Fraction | None
    effort: str
    within: str = ""


def next_band(scored: CategoryScore) -> BandStep | None:
    """Return the band above the one that holds; None at the top, or where there are no bands."""
    reached = next((n for n, band in enumerate(scored.bands) if band.holds_point), len(scored.bands))
    return scored.bands[reached - 1] if reached else None


def steps(book: Book, rubric: RubricBook) -> tuple[Step, ...]:
    """Return the next step of every category that has one; none for a rubric without bands."""
    found: list[Step] = []
    for category, scored in zip(rubric.rubric.categories, rubric.score.categories, strict=True):
        wanted = next_band(scored)
        if wanted is None or not wanted.unmet or not scored.applicable or scored.points.point is None:
            continue
        labels = {band.label: band for band in scored.bands}
        # A step may reach further than the band it was taken for: the finding knows which.
        published = next(
            (
                f
                for own in (True, False)
                for f in rubric.published.findings
                if f.criterion in wanted.unmet and f.step in labels and (f.category == category.id or not own)
            ),
            None,
        )
        reached = labels[published.step] if published else wanted
        wider = next((s.name for s in found if set(wanted.unmet) <= set(s.needs)), "")
        found.append(
            Step(
                name=f"S{len(found) + 1}",
                category=category.name,
                label=reached.label,
                points_from=scored.points.point,
                points_to=reached.points,
                needs=wanted.unmet,
                gain=published.step_gain if published else None,
                effort=effort(book, rubric, wanted.unmet),
                within=wider,
            )
        )
    return tuple(found)


def names_by_criterion(found: tuple[Step, ...]) -> dict[str, str]:
    """Return the names of the steps that need a criterion, by criterion id."""
    names: dict[str, list[str]] = {}
    for step in found:
        for criterion in step.needs:
            names.setdefault(criterion, []).append(step.name)
    return {criterion: ", ".join(of) for criterion, of in names.items()}


def effort(book: Book, rubric: RubricBook, criteria: tuple[str, ...]) -> str:
    """Return the hours of the roadmap's actions that close some of these criteria, each action once."""
    wanted = {f"{rubric.rubric.id}/{criterion}" for criterion in criteria}
    items = [item for item in book.published.roadmap.items if wanted & set(item.closes)]
    if not items:
        return ""
    return words.hours(sum(item.effort_low for item in items), sum(item.effort_high for item in items))
