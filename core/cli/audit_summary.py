"""What `sightline audit show` says about an audit, as values; the JSON form is this, word for word."""

from dataclasses import dataclass
from fractions import Fraction

from core.audit.rating import blockers
from core.model.judgement import key
from core.rubric.rubric import Criterion, Rubric
from core.scoring.result import CriterionScore, Interval, State
from core.scoring.rounding import show
from core.workflows.open import OpenAudit

SUMMARY_FORMAT = ("sightline-summary", 1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A score as printed: at worst, as known (None when nothing is), at best."""

    low: str
    point: str | None
    high: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion, or one critical process of it.

    Attributes:
        state: rated, unproven, open or n.a.
        level: label of the level in force; empty where there is none.
        judged: a person's level is in force.
        note: what is particular about it: a draft, a judgement that the scan no longer agrees with.
    """

    key: str
    code: str
    question: str
    state: str
    level: str
    judged: bool
    reviewed: bool
    severity: str
    process: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category. `points` is None when it is not applicable."""

    id: str
    name: str
    points: Shown | None
    maximum: str
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class RubricSummary:
    """One rubric. Reviewed and completeness are shares, 0..1.

    Attributes:
        maturity: name of the level that is reached, empty where there is none.
        reason: why there is no score, when there is none.
    """

    id: str
    version: str
    name: str
    overall: Shown
    scale: str
    grade: str
    maturity: str
    reviewed: float
    completeness: float
    categories: tuple[CategoryLine, ...]
    drafts: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One audit."""

    id: str
    title: str
    client: str
    lead: str
    repository: str
    commit: str
    ref: str
    scanned_at: str
    complete: bool
    processes: tuple[str, ...]
    attachments: int
    rubrics: tuple[RubricSummary, ...]


def _shown(interval: Interval, decimals: int, boundaries: tuple[Fraction, ...] = ()) -> Shown:
    def text(value: Fraction) -> str:
        return show(value, decimals, boundaries)

    return Shown(text(interval.low), None if interval.point is None else text(interval.point), text(interval.high))


def _scanned(criterion: Criterion, level: int | None) -> str:
    return "nothing" if level is None else f"“{criterion.levels[level].label}”"


def _lines_of(
    opened: OpenAudit, rubric: Rubric, score: CriterionScore, drafts: dict[str, str]
) -> tuple[CriterionLine, ...]:
    criterion = rubric.criterion(score.criterion)
    found = []
    for part in score.processes or (score,):
        name = key(rubric.id, criterion.id, part.process)
        note = drafts.get(name, "")
        if not note and part.judged and not part.reviewed:
            judgement = opened.audit.judgements.get(name)
            if judgement is not None and judgement.carried_from:
                note = f"carried over, judged on {judgement.carried_from}: review it again"
            else:
                before = judgement.scan_level if judgement is not None else None
                note = (
                    f"the scan said {_scanned(criterion, before)} when this was judged and now says "
                    f"{_scanned(criterion, part.scan_level)}: review it again"
                )
        found.append(
            CriterionLine(
                name,
                criterion.code,
                criterion.question,
                part.state.value,
                "" if part.level is None else criterion.levels[part.level].label,
                part.judged,
                part.reviewed,
                rubric.severity_labels.get(part.severity, part.severity.value),
                part.process or "",
                note,
            )
        )
    return tuple(found)


def _rubric(opened: OpenAudit, rubric: Rubric) -> RubricSummary:
    score = opened.scores[rubric.id]
    drafts = {blocker.key: blocker.why for blocker in blockers(opened.audit, rubric, score)}
    names = {level.level: level.name for level in rubric.maturity}
    decimals = rubric.scoring.decimals
    boundaries = tuple(Fraction(grade.from_score) for grade in rubric.grades)
    categories = tuple(
        CategoryLine(
            category.id,
            category.name,
            _shown(found.points, decimals) if found.applicable else None,
            show(found.maximum, 0),
            tuple(line for one in found.criteria for line in _lines_of(opened, rubric, one, drafts)),
        )
        for category, found in zip(rubric.categories, score.categories, strict=True)
    )
    return RubricSummary(
        rubric.id,
        rubric.version,
        rubric.name,
        _shown(score.overall, decimals, boundaries),
        show(score.scale, 0),
        score.grade,
        "" if score.maturity is None else names.get(score.maturity, str(score.maturity)),
        round(float(score.reviewed), 4),
        round(float(score.completeness), 4),
        categories,
        tuple(drafts),
        score.reason,
    )


def summary(opened: OpenAudit) -> Summary:
    """Return what there is to say about an open audit."""
    audit, scan = opened.audit, opened.scan
    return Summary(
        audit.id,
        audit.details.title,
        audit.details.client,
        audit.details.lead.name,
        scan.repository.name if scan else "",
        scan.repository.commit if scan else "",
        scan.repository.ref if scan else "",
        scan.finished_at.isoformat() if scan else "",
        scan.complete if scan else False,
        tuple(p.id for p in audit.processes),
        len(audit.attachments),
        tuple(_rubric(opened, rubric) for rubric in opened.rubrics.values()),
    )


def in_state(rubric: RubricSummary, state: State) -> tuple[CriterionLine, ...]:
    """Return the criteria of a rubric that are in a state, in order."""
    return tuple(line for category in rubric.categories for line in category.criteria if line.state == state.value)
