"""What the dashboard shows of one rubric, as frozen values made from scores alone: none of it waits for planning."""

from dataclasses import dataclass
from fractions import Fraction

from core.charts.bars import Bar
from core.model.outcome import Severity
from core.planning.findings import Certainty, below, certainty
from core.rubric.rubric import Category, Rubric
from core.scoring.arithmetic import show_overall
from core.scoring.result import CategoryScore, CriterionScore
from core.scoring.triggers import WORST_FIRST
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.rows import is_done
from gui.words import tr

_CHART_TONES = {"passed": "good", "partial": "fair", "failed": "poor"}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One category with its score; shares run from 0 to 1, from where the scale begins to the category's maximum.

    Attributes:
        point: None where nothing is known yet, or nothing applies: then no bar is drawn.
        target: the rubric's, None where it has none.
    """

    rubric: str
    category: str
    name: str
    shown: str
    of: str
    span: str
    point: float | None
    low: float
    high: float
    target: float | None
    tone: str
    applicable: bool = True

    @property
    def id(self) -> str:
        """Return what names the row for good."""
        return self.category

    @property
    def note(self) -> str:
        """Return why there is no bar, empty where there is one."""
        if not self.applicable:
            return tr("Not applicable")
        return tr("Not scored yet") if self.point is None else ""

    @property
    def whole(self) -> str:
        """Return what may be cut in the row."""
        span = tr("between {span}", span=self.span) if self.span and self.applicable else ""
        return "\n".join(part for part in (self.name, self.note or f"{self.shown} {self.of}", span) if part)

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return self.whole.replace("\n", ", ")

    @property
    def bar(self) -> Bar:
        """Return it as the charts draw it."""
        tone = _CHART_TONES.get(self.tone, "")
        return Bar(self.name, self.point, self.low, self.high, self.shown, tone, self.target)


@dataclass(frozen=True, slots=True)
class MapRow:
    """One category with its gaps by severity, worst first."""

    rubric: str
    category: str
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of one rubric.

    Attributes:
        share: overall interval as shares of the scale, 0..1; the point is None when nothing is known.
        target: on the same, None without one.
        gaps: gaps that nobody accepted as a risk, by severity, worst first.
        severities: the rubric's words for them.
    """

    rubric: str
    name: str
    overall: str
    of: str
    span: str
    known: str
    grade: str
    grade_meaning: str
    share: tuple[float, float | None, float]
    target: float | None
    target_shown: str
    reviewed: int
    criteria: int
    open: int
    unproven: int
    gaps: tuple[int, ...]
    severities: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    profile: tuple[Bar, ...]
    map: tuple[MapRow, ...]


def overview(opened: OpenAudit, rubric_id: str, day: str) -> Overview:
    """Return the figures of a rubric.

    Args:
        opened: the audit.
        rubric_id: one of its rubrics.
        day: ISO date; a risk accepted until an earlier one counts as a gap again.
    """
    rubric, score = opened.rubrics[rubric_id], opened.scores[rubric_id]
    lowest, long = rubric.scoring.lowest, score.scale - rubric.scoring.lowest
    target = None if rubric.scoring.target is None else Fraction(rubric.scoring.target)
    rows = tuple(
        _score_row(rubric, category, scored, target)
        for category, scored in zip(rubric.categories, score.categories, strict=True)
    )
    leaves = [leaf for criterion in score.criteria() for leaf in (criterion.processes or (criterion,))]
    gaps = [
        [found for found in scored.criteria if is_gap(opened, rubric_id, found, day)] for scored in score.categories
    ]
    unsure = [certainty(found) for found in score.criteria() if below(found)]
    point = score.overall.point
    return Overview(
        rubric=rubric_id,
        name=rubric.name,
        overall=wording.overall(rubric, score),
        of=tr("of {scale}", scale=wording.number(score.scale)),
        span=wording.overall_span(rubric, score),
        known=wording.percent(score.completeness),
        grade=score.grade,
        grade_meaning=score.grade_meaning or score.reason,
        share=(
            float((score.overall.low - lowest) / long),
            None if point is None else float((point - lowest) / long),
            float((score.overall.high - lowest) / long),
        ),
        target=None if target is None else float((target - lowest) / long),
        target_shown="" if target is None else show_overall(rubric, target),
        reviewed=sum(1 for leaf in leaves if is_done(leaf)),
        criteria=len(leaves),
        open=unsure.count(Certainty.OPEN),
        unproven=unsure.count(Certainty.UNPROVEN),
        gaps=tuple(sum(by_severity(each)[at] for each in gaps) for at in range(len(WORST_FIRST))),
        severities=tuple(wording.severity(rubric, severity) for severity in WORST_FIRST),
        rows=tuple(sorted(rows, key=_lowest_first)),
        profile=tuple(row.bar for row in rows if row.applicable),
        map=tuple(
            MapRow(rubric_id, category.id, category.name, by_severity(found))
            for category, found in zip(rubric.categories, gaps, strict=True)
        ),
    )


def is_gap(opened: OpenAudit, rubric_id: str, score: CriterionScore, day: str) -> bool:
    """Tell whether a criterion is a finding that is certain and that nobody accepted as a risk."""
    if not below(score) or certainty(score) is not Certainty.GAP:
        return False
    risk = opened.audit.accepted_risks.get(f"{rubric_id}/{score.criterion}")
    return risk is None or bool(risk.expires and risk.expires < day)


def by_severity(found: list[CriterionScore]) -> tuple[int, ...]:
    """Return how many there are of each severity, worst first."""
    counts = dict.fromkeys(WORST_FIRST, 0)
    for score in found:
        counts[Severity(score.severity)] += 1
    return tuple(counts.values())


def _lowest_first(row: ScoreRow) -> tuple[int, float]:
    return (0 if row.point is not None else 1 if row.applicable else 2, row.point or 0.0)


def _score_row(rubric: Rubric, category: Category, scored: CategoryScore, target: Fraction | None) -> ScoreRow:
    scoring = rubric.scoring
    begin = scoring.lowest if scored.applicable else Fraction(0)
    whole = (scored.maximum or Fraction(1)) - begin
    point = scored.points.point if scored.applicable else None
    return ScoreRow(
        rubric=rubric.id,
        category=category.id,
        name=category.name,
        shown="–" if point is None else wording.number(point),
        of=tr("of {maximum}", maximum=wording.number(scored.maximum)),
        span=wording.span(scored.points) if scored.applicable else "",
        point=None if point is None else float((point - begin) / whole),
        low=float((scored.points.low - begin) / whole),
        high=float((scored.points.high - begin) / whole),
        target=None if target is None else float((target - scoring.lowest) / (scoring.scale - scoring.lowest)),
        tone=wording.category_tone(scored),
        applicable=scored.applicable,
    )
