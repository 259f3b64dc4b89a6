"""Two audits of one system: what became of each finding, and whether the rubric or the client moved the score.

The way from the earlier score to the present one is cut into three parts, each re-computed from exact facts:
- by the rubric: the earlier facts under the present rubric, against the earlier score;
- by the client: what changed in the questions that both audits answer;
- by answers: what comes from questions that only one of the two answers (open, not applicable or not asked in the
  other): knowledge came or went, nobody knows whether the client changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from core.planning.assessment import Assessment
from core.planning.findings import below
from core.rubric.difference import Change as Asked
from core.rubric.difference import CriterionChange, RubricDifference, difference
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts
from core.scoring.result import CriterionScore, Interval, RubricScore, State
from core.scoring.score import rescore, score


class Change(StrEnum):
    """What became of a finding since the earlier audit, asked by the present rubric both times."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    CLOSED = "closed"
    REGRESSED = "regressed"


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """One criterion that is a finding in the present audit, or was one in the earlier.

    Attributes:
        before: its rating by the earlier facts, None when it was not asked, not answered or not applicable.
        after: its rating now, None when it does not apply any more.
        asks_else: the rubric asks something else under this id than it did; a judgement of then does not answer it.
    """

    criterion: str
    code: str
    question: str
    change: Change
    before: Interval | None
    after: Interval | None
    asks_else: bool = False


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """How the overall score moved, and by whom; the three parts add up exactly.

    Attributes:
        before: as the earlier audit scored it, under its own rubric.
        rescored: the earlier facts under the present rubric.
        now: the present score.
        by_rubric: points that only the rubric moved.
        by_client: points that the client moved, over what is known both times.
        by_answers: points from questions that only one of the two audits answers.
    """

    before: Interval
    rescored: Interval
    now: Interval
    by_rubric: Fraction | None = None
    by_client: Fraction | None = None
    by_answers: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RubricComparison:
    """One rubric in two audits.

    Attributes:
        rescored: the earlier facts as findings under the present rubric.
        criteria: what is or was a finding, in the order of the rubric.
        retired: criteria that the present rubric asks no more.
        answered: ids of criteria that are answered now and were not.
        unanswered: ids of criteria that were answered and are not any more.
    """

    rubric: str
    version_before: str
    version_now: str
    score: ScoreChange
    criteria: tuple[CriterionComparison, ...]
    retired: tuple[CriterionChange, ...]
    answered: tuple[str, ...]
    unanswered: tuple[str, ...]

    def of(self, change: Change) -> tuple[CriterionComparison, ...]:
        """Return the criteria of one kind."""
        return tuple(c for c in self.criteria if c.change is change)


def compare(before: Rubric, facts: Facts, now: Assessment) -> RubricComparison:
    """Compare an earlier audit with the present one under one rubric.

    Args:
        before: the rubric as the earlier audit used it.
        facts: what the earlier audit knew.
        now: the present audit.
    """
    asked = difference(before, now.rubric)
    first = score(before, facts)
    carried = carried_facts(asked, facts)
    second = score(now.rubric, carried)
    earlier = {c.criterion: c for c in second.criteria()}
    present = {c.criterion: c for c in now.score.criteria()}
    answered = tuple(n for n, c in present.items() if _unknown(earlier[n]) and not _unknown(c))
    unanswered = tuple(n for n, c in present.items() if _unknown(c) and not _unknown(earlier[n]))
    known_before = rescore(now.rubric, now.facts, second, unanswered)
    known_now = rescore(now.rubric, now.facts, second, [name for name in present if name not in set(answered)])
    by_rubric = _minus(second, first)
    by_client = _minus(known_now, known_before)
    whole = _minus(now.score, first)
    return RubricComparison(
        rubric=now.rubric.id,
        version_before=before.version,
        version_now=now.rubric.version,
        score=ScoreChange(
            before=first.overall,
            rescored=second.overall,
            now=now.score.overall,
            by_rubric=by_rubric,
            by_client=by_client,
            by_answers=None
            if whole is None or by_rubric is None or by_client is None
            else whole - by_rubric - by_client,
        ),
        criteria=tuple(_criteria(asked, earlier, present)),
        retired=asked.of(Asked.GONE),
        answered=answered,
        unanswered=unanswered,
    )


def carried_facts(asked: RubricDifference, facts: Facts) -> Facts:
    """Return facts as another version of their rubric may use them.

    Levels and "not applicable" of people answer only what still asks the same, under its present id. What probes found
    and instruments measured stays: the rubric's conditions ask it again.
    """
    names = {c.was: c.id for c in asked.criteria if c.keeps_judgements}

    def renamed(key: str) -> str | None:
        criterion, at, process = key.partition("@")
        return f"{names[criterion]}{at}{process}" if criterion in names else None

    return replace(
        facts,
        levels=_renamed(facts.levels, renamed),
        not_applicable=frozenset(name for key in facts.not_applicable if (name := renamed(key)) is not None),
        reviewed=frozenset(name for key in facts.reviewed if (name := renamed(key)) is not None),
    )


def _renamed(levels: Mapping[str, int], renamed: Callable[[str], str | None]) -> dict[str, int]:
    return {name: level for key, level in levels.items() if (name := renamed(key)) is not None}


def _criteria(
    asked: RubricDifference, earlier: Mapping[str, CriterionScore], present: Mapping[str, CriterionScore]
) -> list[CriterionComparison]:
    changed = {c.id for c in asked.of(Asked.CHANGED)}
    found = []
    for criterion in asked.after.criteria():
        then, now = earlier[criterion.id], present[criterion.id]
        change = _change(then, now)
        if change is not None:
            found.append(
                CriterionComparison(
                    criterion.id,
                    criterion.code,
                    criterion.question,
                    change,
                    None if _unknown(then) else then.rating,
                    None if now.state is State.NOT_APPLICABLE else now.rating,
                    criterion.id in changed,
                )
            )
    return found


def _change(then: CriterionScore, now: CriterionScore) -> Change | None:
    """Return what became of a criterion, None when it is no finding and was none."""
    if not below(now):
        return Change.CLOSED if below(then) and then.state is not State.OPEN else None
    if then.state is State.OPEN and now.state is State.OPEN:
        return Change.UNCHANGED
    if _unknown(then):
        return Change.NEW
    if now.rating.point is not None and then.rating.point is not None and now.rating.point < then.rating.point:
        return Change.REGRESSED
    return Change.UNCHANGED if _standing(then) == _standing(now) else Change.CHANGED


def _standing(scored: CriterionScore) -> tuple[object, ...]:
    """Return what a reader would call the same: rating, how sure it is, severity, the processes that lack it."""
    return scored.rating, scored.state, scored.severity, tuple(p.process for p in scored.processes if below(p))


def _unknown(scored: CriterionScore) -> bool:
    return scored.state in (State.OPEN, State.NOT_APPLICABLE)


def _minus(after: RubricScore, before: RubricScore) -> Fraction | None:
    one, other = after.overall.point, before.overall.point
    return None if one is None or other is None else one - other
