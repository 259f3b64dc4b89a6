"""One rubric of an audit as it stands: what planning over several rubrics works with."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.model.judgement import AcceptedRisk
from core.planning.findings import Finding, findings
from core.rubric.rubric import Rubric
from core.scoring.facts import Facts
from core.scoring.result import RubricScore
from core.scoring.what_if import WhatIf


@dataclass(frozen=True, slots=True)
class Assessment:
    """A rubric with the facts it judges, the score of those facts, and the findings."""

    rubric: Rubric
    facts: Facts
    score: RubricScore
    findings: tuple[Finding, ...]

    @property
    def span(self) -> Fraction:
        """Return how long the rubric's scale is: what a gain is normalised by."""
        return Fraction(self.rubric.scoring.scale - self.rubric.scoring.lowest)

    @property
    def target(self) -> Fraction | None:
        """Return the target on the rubric's scale, None when it has none."""
        return None if self.rubric.scoring.target is None else Fraction(self.rubric.scoring.target)

    def what_if(self) -> WhatIf:
        """Return what answers "what if these criteria were met" about it."""
        return WhatIf(self.rubric, self.facts, self.score)


def assess(
    rubric: Rubric,
    facts: Facts,
    score: RubricScore,
    accepted: Mapping[str, AcceptedRisk] | None = None,
    today: str = "",
) -> Assessment:
    """Return a rubric with its findings; the arguments are those of `core.planning.findings.findings`."""
    return Assessment(rubric, facts, score, findings(rubric, facts, score, accepted, today))
