"""The recommendations that close something in an audit: what each closes in which rubric, takes, and is worth."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from core.model.outcome import Severity
from core.model.roadmap import RoadmapItem, Unplanned
from core.model.work import WorkItem, WorkStatus
from core.planning.assessment import Assessment
from core.planning.findings import Finding
from core.rubric.rubric import Recommendation, Recommendations
from core.scoring.triggers import WORST_FIRST
from core.scoring.what_if import WhatIf

Rank = tuple[int, Fraction, str]
"""Severity, minus impact per hour, name: the smallest comes first."""


class Work:
    """Recommendations with the findings that they close, over all rubrics of an audit.

    Args:
        assessments: the rubrics; of their findings only those that belong into a roadmap are looked at.
        recommendations: the catalogue.
        states: what the client does about them, by recommendation; one without an entry is proposed.
    """

    def __init__(
        self,
        assessments: Sequence[Assessment],
        recommendations: Recommendations,
        states: Mapping[str, WorkItem] | None = None,
    ) -> None:
        catalogue = {r.id: r for r in recommendations.recommendations}
        self.assessments = tuple(assessments)
        self.what_if: dict[str, WhatIf] = {a.rubric.id: a.what_if() for a in assessments}
        self.states = dict(states or {})
        self.closes: dict[str, list[Finding]] = {}
        self.without_advice: list[Finding] = []
        for finding in (f for a in assessments for f in a.findings if f.to_do):
            if finding.recommendation in catalogue:
                self.closes.setdefault(finding.recommendation, []).append(finding)
            else:
                self.without_advice.append(finding)
        self.recommendations: dict[str, Recommendation] = {name: catalogue[name] for name in self.closes}
        self.by_criterion = {(f.rubric, f.criterion): name for name, closed in self.closes.items() for f in closed}
        self.complete = frozenset(
            name for name in self.recommendations if self.states.get(name, WorkItem()).status is WorkStatus.COMPLETE
        )
        self._spans = {a.rubric.id: a.span for a in assessments}
        self._gains: dict[tuple[str, frozenset[str]], Fraction | None] = {}

    def criteria(self, rubric: str, names: Iterable[str]) -> frozenset[str]:
        """Return the ids of the criteria of one rubric that some recommendations close."""
        return frozenset(f.criterion for name in names for f in self.closes.get(name, ()) if f.rubric == rubric)

    def severity(self, names: Iterable[str]) -> Severity:
        """Return the worst severity among the findings that some recommendations close."""
        found = [f.severity for name in names for f in self.closes[name]]
        return min(found, key=WORST_FIRST.index, default=Severity.LOW)

    def hours(self, names: Iterable[str]) -> Fraction:
        """Return the upper estimate of the effort that is left, in hours; complete work takes none."""
        left = (name for name in names if name not in self.complete)
        return sum((Fraction(str(self.recommendations[name].effort_hours[1])) for name in left), Fraction(0))

    def gains(self, names: Iterable[str], besides: str = "") -> Mapping[str, Fraction]:
        """Return what some recommendations add together to the score of each rubric in which they close something.

        Args:
            names: the recommendations.
            besides: id of a rubric to leave out, because its gain is known from a step.
        """
        chosen = frozenset(names)
        found = {}
        for assessment in self.assessments:
            rubric = assessment.rubric.id
            if rubric == besides:
                continue
            if (rubric, chosen) not in self._gains:
                met = self.criteria(rubric, chosen)
                self._gains[rubric, chosen] = self.what_if[rubric].gain(met) if met else None
            gain = self._gains[rubric, chosen]
            if gain is not None:
                found[rubric] = gain
        return found

    def impact(self, names: Iterable[str], besides: str = "") -> Fraction:
        """Return the best of the gains, each as a share of its rubric's scale: 0..1."""
        gains = self.gains(names, besides)
        return max((gain / self._spans[rubric] for rubric, gain in gains.items()), default=Fraction(0))

    def rank(self, names: Sequence[str], impact: Fraction) -> Rank:
        """Return the place of some work in the order of priority: severity first, then impact per hour."""
        return WORST_FIRST.index(self.severity(names)), -impact / (self.hours(names) or 1), names[0]

    def with_requirements(self, names: Iterable[str], done: Collection[str]) -> tuple[str, ...]:
        """Return recommendations and what they require and is not done, prerequisites first.

        A required recommendation that closes nothing here counts as done. A circle is cut where it closes; it is a
        mistake that `sightline rubric check` names.
        """
        order: list[str] = []
        busy: set[str] = set()

        def visit(name: str) -> None:
            if name in done or name in order or name in busy or name not in self.recommendations:
                return
            busy.add(name)
            for required in self.recommendations[name].requires:
                visit(required)
            order.append(name)

        for name in names:
            visit(name)
        return tuple(order)

    def requires(self, name: str) -> tuple[str, ...]:
        """Return what must come before a recommendation, as far as it closes something here."""
        return tuple(r for r in self.recommendations[name].requires if r in self.recommendations)

    def item(self, name: str, impact: Fraction, phase: str | None, unplanned: Unplanned | None) -> RoadmapItem:
        """Return the roadmap item of a recommendation."""
        found, state = self.recommendations[name], self.states.get(name, WorkItem())
        return RoadmapItem(
            recommendation=name,
            title=found.action,
            closes=tuple(f.key for f in self.closes[name]),
            effort_low=found.effort_hours[0],
            effort_high=found.effort_hours[1],
            severity=self.severity((name,)).value,
            gains=self.gains((name,)),
            impact=impact,
            requires=self.requires(name),
            phase=phase,
            unplanned=unplanned,
            status=state.status.value,
            owner=state.owner,
            link=state.link,
            due=state.due,
        )
