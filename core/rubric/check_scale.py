"""Mistakes in a scale that does not begin at 0."""

from core.rubric.check_conditions import Found
from core.rubric.rubric import Rubric


def check_lowest(rubric: Rubric) -> Found:
    """Yield what does not go with a lowest score above 0: each category is then scored on the whole scale."""
    scoring = rubric.scoring
    if not scoring.lowest:
        return
    where = ("scoring", "lowest")
    if scoring.lowest >= scoring.scale:
        yield where, f"the scale ends at {scoring.scale} and begins at {scoring.lowest}", "lower it"
    if scoring.strategy != "weighted":
        yield where, "bands give points from 0", "take it out, or make the strategy weighted"
    if scoring.show == "points-lost":
        yield where, "points are lost of a scale from 0", "take it out, or show points or levels"
    if scoring.target is not None and scoring.target < scoring.lowest:
        yield ("scoring", "target"), f"the target {scoring.target} lies below {scoring.lowest}", "raise it"
    for number, category in enumerate(rubric.categories):
        if category.points != scoring.scale:
            here = ("categories", number, "points")
            yield here, f"{category.points} points on a scale to {scoring.scale}", "make the two equal"
        if any(criterion.aspect for criterion in category.criteria):
            yield ("categories", number), "subtotals do not add up on a scale that begins above 0", "take aspects out"
