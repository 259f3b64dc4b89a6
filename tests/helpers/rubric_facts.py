"""Facts that make a condition of a shipped rubric hold, or not, and the levels that a scan can reach."""

from itertools import product

from core.model.outcome import Outcome
from core.rubric.rubric import Condition, Criterion, Rubric
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told


def leaves(condition: Condition) -> list[Condition]:
    """Return the conditions at the ends of the branches."""
    groups = (condition.all, condition.any, condition.at_least and condition.at_least.of)
    inner = next((group for group in groups if group), None)
    return [leaf for member in inner for leaf in leaves(member)] if inner else [condition]


def fact(leaf: Condition, *, hold: bool) -> Facts:
    """Return facts in which one leaf of a condition certainly holds, or certainly does not."""
    if leaf.probe is not None:
        return Facts(probes={leaf.probe.id: Told(Outcome.PRESENT if hold else Outcome.ABSENT)})
    if leaf.absent is not None:
        return Facts(probes={leaf.absent: Told(Outcome.ABSENT if hold else Outcome.PRESENT)})
    assert leaf.measure is not None
    above = leaf.measure.above is not None
    limit = leaf.measure.above if leaf.measure.above is not None else leaf.measure.below
    assert limit is not None
    return Facts(measurements={leaf.measure.id: limit + 0.001 if above == hold else limit - 0.001})


def together(facts: list[Facts]) -> Facts:
    """Return all of these facts at once."""
    return Facts(
        probes={k: v for f in facts for k, v in f.probes.items()},
        measurements={k: v for f in facts for k, v in f.measurements.items()},
    )


def best(rubric: Rubric) -> Facts:
    """Return facts of an audit in which everything is judged met."""
    return Facts(levels={c.id: len(c.levels) - 1 for c in rubric.criteria()})


def levels_reached(rubric: Rubric, criterion: Criterion) -> set[int | None]:
    """Return the levels that answers of probes and measured values can give a criterion."""
    asked = [leaf for level in criterion.levels if level.when for leaf in leaves(level.when)]
    probes = sorted({leaf.probe.id for leaf in asked if leaf.probe})
    where = {leaf.probe.id: Told(Outcome.PRESENT) for leaf in leaves(criterion.applies_if or Condition()) if leaf.probe}
    measured = [fact(leaf, hold=hold).measurements for leaf in asked if leaf.measure for hold in (True, False)]
    reached = set()
    for outcomes in product((Outcome.ABSENT, Outcome.PARTIAL, Outcome.PRESENT), repeat=len(probes)):
        told = {**where, **{p: Told(o) for p, o in zip(probes, outcomes, strict=True)}}
        for values in measured or [{}]:
            reached.add(Criteria(rubric, Facts(probes=told, measurements=values)).score(criterion.id).level)
    return reached
