"""Findings as the command line gives them: one value that text, JSON, Markdown and CSV are printed from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.planning.assessment import Assessment
from core.planning.comparison import Change, CriterionComparison, ScoreChange
from core.planning.findings import Finding
from core.planning.friction import friction
from core.planning.gaps import Distance, distance
from core.rubric.rubric import Recommendations
from core.scoring.arithmetic import show_overall
from core.scoring.result import Interval
from core.workflows.compare import Comparison

FINDINGS_FORMAT = ("sightline-findings", 1)
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding. Numbers are rounded to four decimals; the published audit holds them exactly.

    Attributes:
        severity: critical, high, medium or low; `label` is the rubric's own word for it.
        certainty: gap, unproven or open.
        lost: points of its category that it costs; 0 in a banded category, where the step is the unit.
        impact: points that the overall score gains when it alone is met; None without a score.
        step: the band of its category that needs it, empty where there are no bands.
        step_impact: points that the whole step gains.
        recommendation: its id; `action` says it in words.
        effort_low: hours of the recommendation.
        processes: critical processes for which it is not fully met.
        accepted: reason for which the client accepts the risk, until the day `accepted_until`.
        expired: day on which an accepted risk ended: it counts again.
        change: since an earlier audit: new, unchanged, changed, closed or regressed; empty when none was named.
    """

    key: str
    code: str
    rubric: str
    category: str
    question: str
    certainty: str
    severity: str
    label: str
    lost: float
    impact: float | None
    step: str
    step_impact: float | None
    recommendation: str
    action: str
    effort_low: float | None
    effort_high: float | None
    processes: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    accepted: str = ""
    accepted_until: str = ""
    expired: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    """One thing on the way to the target, with the score that it and those before it give."""

    label: str
    criteria: tuple[str, ...]
    gain: float
    projected: str


@dataclass(frozen=True, slots=True)
class MovedScore:
    """The overall score of an earlier audit and now, as printed, and who moved it; parts in points, exact sum."""

    before: str
    now: str
    by_rubric: float | None
    by_client: float | None
    by_answers: float | None


@dataclass(frozen=True, slots=True)
class RubricFindings:
    """One rubric: its score as printed, its findings, and what keeps it from its target.

    Attributes:
        slowest: codes of the findings that slow developers down most, where the rubric names categories for it.
        closed: keys of what was a finding in the earlier audit and is none now.
        retired: ids of criteria that the rubric asks no more.
    """

    id: str
    version: str
    name: str
    overall: str
    scale: int
    findings: tuple[FindingRow, ...]
    target: str = ""
    reachable: bool = True
    gaps: tuple[GapRow, ...] = ()
    slowest: tuple[str, ...] = ()
    moved: MovedScore | None = None
    version_before: str = ""
    closed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of an audit, beside an earlier one when `against` names it."""

    title: str
    client: str
    rubrics: tuple[RubricFindings, ...]
    against: str = ""
    against_date: str = ""
    other_scanner: bool = False
    only_before: tuple[str, ...] = ()
    only_now: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings to give; an empty field asks for all."""

    rubrics: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    def wants(self, row: FindingRow) -> bool:
        """Tell whether a finding is asked for; rubrics are chosen before."""
        pairs = (
            (self.severities, (row.severity, row.label)),
            (self.certainties, (row.certainty,)),
            (self.categories, (row.category,)),
            (self.changes, (row.change,)),
        )
        return all(not wanted or set(wanted) & set(values) for wanted, values in pairs)


def findings_of(
    title: str,
    client: str,
    present: Iterable[Assessment],
    recommendations: Recommendations,
    wanted: Wanted,
    compared: Comparison | None = None,
) -> Findings:
    """Return the findings of an audit that are asked for."""
    beside = {c.rubric: c for c in compared.rubrics} if compared else {}
    rubrics = []
    for assessed in present:
        if wanted.rubrics and assessed.rubric.id not in wanted.rubrics:
            continue
        found = beside.get(assessed.rubric.id)
        changes = {c.criterion: c for c in found.criteria} if found else {}
        rows = tuple(_row(assessed, finding, recommendations, changes) for finding in assessed.findings)
        way = distance(assessed.rubric, assessed.facts, assessed.score, assessed.findings)
        rubrics.append(
            RubricFindings(
                id=assessed.rubric.id,
                version=assessed.rubric.version,
                name=assessed.rubric.name,
                overall=_shown(assessed, assessed.score.overall.point),
                scale=assessed.rubric.scoring.scale,
                findings=tuple(row for row in rows if wanted.wants(row)),
                target="" if way.target is None else _shown(assessed, way.target),
                reachable=way.reachable,
                gaps=_gaps(assessed, way),
                slowest=tuple(f.code for f in friction(assessed)),
                moved=_moved(assessed, found.score) if found else None,
                version_before=found.version_before if found else "",
                closed=tuple(f"{assessed.rubric.id}/{c.criterion}" for c in found.of(Change.CLOSED)) if found else (),
                retired=tuple(c.id for c in found.retired) if found else (),
            )
        )
    return Findings(
        title,
        client,
        tuple(rubrics),
        compared.title if compared else "",
        compared.date if compared else "",
        compared.other_scanner if compared else False,
        compared.only_before if compared else (),
        compared.only_now if compared else (),
    )


def number(value: Fraction | None) -> float | None:
    """Return an exact number rounded to four decimals."""
    return None if value is None else round(float(value), _DECIMALS)


def _shown(assessed: Assessment, value: Fraction | None) -> str:
    return "" if value is None else show_overall(assessed.rubric, value)


def _row(
    assessed: Assessment,
    finding: Finding,
    recommendations: Recommendations,
    changes: Mapping[str, CriterionComparison],
) -> FindingRow:
    advice = recommendations.get(finding.recommendation) if finding.recommendation else None
    change = changes.get(finding.criterion)
    return FindingRow(
        key=finding.key,
        code=finding.code,
        rubric=finding.rubric,
        category=finding.category,
        question=finding.question,
        certainty=finding.certainty.value,
        severity=finding.severity.value,
        label=assessed.rubric.severity_labels.get(finding.severity, ""),
        lost=number(finding.lost) or 0.0,
        impact=number(finding.gain),
        step=finding.step.label if finding.step else "",
        step_impact=number(finding.step.gain) if finding.step else None,
        recommendation=finding.recommendation,
        action=advice.action if advice else "",
        effort_low=advice.effort_hours[0] if advice else None,
        effort_high=advice.effort_hours[1] if advice else None,
        processes=finding.processes,
        because=finding.triggered,
        not_checked=finding.unchecked,
        accepted=finding.accepted.reason if finding.accepted else "",
        accepted_until=finding.accepted.expires if finding.accepted else "",
        expired=finding.expired.expires if finding.expired else "",
        change=change.change.value if change else "",
    )


def _gaps(assessed: Assessment, way: Distance) -> tuple[GapRow, ...]:
    codes = {c.id: c.code for c in assessed.rubric.criteria()}
    return tuple(
        GapRow(
            gap.label,
            tuple(codes[name] for name in gap.criteria),
            number(gap.gain) or 0.0,
            _shown(assessed, gap.projected.point),
        )
        for gap in way.gaps
    )


def _moved(assessed: Assessment, change: ScoreChange) -> MovedScore:
    def point(interval: Interval) -> str:
        return _shown(assessed, interval.point)

    return MovedScore(
        point(change.before),
        point(change.now),
        number(change.by_rubric),
        number(change.by_client),
        number(change.by_answers),
    )
