"""Pure functions from scores to the words, figures, tones and icons that are shown."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from core.model.judgement import split_key
from core.model.outcome import Confidence, Outcome, Severity
from core.model.scan import RepositoryState
from core.rubric.rubric import Criterion, Rubric
from core.scoring.arithmetic import show_overall
from core.scoring.result import CategoryScore, CriterionScore, Interval, RubricScore, State
from core.scoring.rounding import show
from core.workflows.open import OpenAudit
from gui.words import tr

_GOOD = Fraction(4, 5)
_FAIR = Fraction(1, 2)


def number(value: Fraction | int, boundaries: Iterable[Fraction | Decimal] = ()) -> str:
    """Return an exact number rounded half up to one decimal, whole numbers without it."""
    text = show(Fraction(value), 1, boundaries)
    return text.removesuffix(".0")


def span(interval: Interval) -> str:
    """Return the interval as `low – high`, empty when it is a single value."""
    return "" if interval.low == interval.high else f"{number(interval.low)} – {number(interval.high)}"


def percent(share: Fraction) -> str:
    """Return a share as a whole percentage; neither 0 nor 100 unless it is exactly that."""
    whole = int(share * 100 + Fraction(1, 2))
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return tr("{whole} %", whole=whole)


def place(repository: RepositoryState) -> str:
    """Return the branch or tag that was scanned, empty when a bare commit was."""
    found = repository.branch or repository.ref
    return "" if repository.commit.startswith(found) else found


def first_rubric(opened: OpenAudit) -> str:
    """Return the id of the rubric that is named first in the audit."""
    wanted = [ref.id for ref in opened.audit.rubrics if ref.id in opened.scores]
    return wanted[0] if wanted else next(iter(opened.scores))


def overall(rubric: Rubric, score: RubricScore) -> str:
    """Return the overall score as printed, a dash when nothing is known."""
    if score.overall.point is None:
        return "–"
    return show_overall(rubric, score.overall.point)


def overall_span(rubric: Rubric, score: RubricScore) -> str:
    """Return the interval of the overall score, empty when it is a single value."""
    low, high = score.overall.low, score.overall.high
    return "" if low == high else f"{show_overall(rubric, low)} – {show_overall(rubric, high)}"


def share_tone(share: Fraction | None) -> str:
    """Return the tone of a score as a share of its maximum."""
    if share is None:
        return "na"
    return "passed" if share >= _GOOD else "partial" if share >= _FAIR else "failed"


def category_tone(score: CategoryScore) -> str:
    """Return the tone of a category's score."""
    if not score.applicable or score.points.point is None or not score.maximum:
        return "na"
    return share_tone(score.points.point / score.maximum)


def of_maximum(rubric: Rubric, maximum: str) -> str:
    """Return what a category's score is out of; on a scale of levels nobody counts points."""
    return (
        tr("of {maximum}", maximum=maximum)
        if rubric.scoring.show == "level"
        else tr("of {maximum} points", maximum=maximum)
    )


def category_pill(score: CategoryScore) -> str:
    """Return the points of a category, or why there are none."""
    if not score.applicable:
        return tr("n.a.")
    if score.points.point is None:
        return "–"
    return f"{number(score.points.point)} / {number(score.maximum)}"


def with_codes(label: str, keys: Iterable[str], rubrics: Mapping[str, Rubric]) -> str:
    """Return an edit's label with the codes of its criteria (OBS-04) in place of their ids."""
    for key in keys:
        rubric_id, criterion_id, _ = split_key(key)
        if rubric_id in rubrics:
            found = next((c for c in rubrics[rubric_id].criteria() if c.id == criterion_id), None)
            if found is not None:
                label = re.sub(rf"(?<![\w-]){re.escape(criterion_id)}(?![\w-])", found.code, label)
    return label


def severity(rubric: Rubric, value: Severity) -> str:
    """Return a severity in the rubric's own word."""
    own = rubric.severity_labels.get(value)
    return (
        own
        or {
            Severity.CRITICAL: tr("Critical"),
            Severity.HIGH: tr("High"),
            Severity.MEDIUM: tr("Medium"),
            Severity.LOW: tr("Low"),
        }[value]
    )


def method(criterion: Criterion) -> str:
    """Return how a criterion is judged when the scan does not, in one word."""
    return {
        "interview": tr("Interview"),
        "review": tr("Reading"),
        "measure": tr("Measure"),
        "scan": tr("Open"),
    }[criterion.method]


def rating_tone(rating: Fraction) -> str:
    """Return the tone of a rating: 1 is met, 0 is not met, between is partly."""
    return "passed" if rating >= 1 else "failed" if rating <= 0 else "partial"


def tone_and_icon(criterion: Criterion, score: CriterionScore) -> tuple[str, str]:
    """Return the tone of a criterion's state, and its icon, which tells the same without colour."""
    if score.state is State.NOT_APPLICABLE:
        return "na", "minus"
    if score.state is State.UNPROVEN:
        return "manual", "circle-help"
    if score.state is State.OPEN:
        people = criterion.method in ("interview", "review")
        return ("manual", "user" if criterion.method == "interview" else "eye") if people else ("na", "circle-dashed")
    tone = rating_tone(score.rating.point if score.rating.point is not None else score.rating.low)
    return tone, {"passed": "check", "failed": "x", "partial": "circle-alert"}[tone]


def level_label(criterion: Criterion, level: int | None) -> str:
    """Return the label of a level, empty for none."""
    return criterion.levels[level].label if level is not None and 0 <= level < len(criterion.levels) else ""


def state_word(criterion: Criterion, score: CriterionScore) -> str:
    """Return what a criterion's state is called."""
    if score.state is State.NOT_APPLICABLE:
        return tr("n.a.")
    if score.state is State.UNPROVEN:
        return tr("Unproven")
    if score.state is State.OPEN:
        return method(criterion)
    label = level_label(criterion, score.level)
    if label:
        return label
    return percent(score.rating.point) if score.rating.point is not None else tr("Open")


def outcome(value: Outcome) -> tuple[str, str, str]:
    """Return tone, icon and word of a probe's outcome."""
    return {
        Outcome.PRESENT: ("passed", "check", tr("Present")),
        Outcome.PARTIAL: ("partial", "circle-alert", tr("Partial")),
        Outcome.ABSENT: ("failed", "x", tr("Absent")),
        Outcome.UNPROVEN: ("manual", "circle-help", tr("Unproven")),
        Outcome.NOT_APPLICABLE: ("na", "minus", tr("Not applicable")),
        Outcome.ERROR: ("na", "triangle-alert", tr("Could not run")),
    }[value]


def confidence(value: Confidence) -> str:
    """Return how sure a probe is."""
    return {
        Confidence.HIGH: tr("high confidence"),
        Confidence.MEDIUM: tr("medium confidence"),
        Confidence.LOW: tr("low confidence"),
    }[value]
