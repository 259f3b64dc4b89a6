"""The rows of the findings table as frozen values, and the pure functions that make, filter, group and order them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.model.judgement import AcceptedRisk
from core.model.work import WorkItem, WorkStatus
from core.planning.findings import Certainty, Finding
from core.rubric.rubric import Recommendation, Rubric
from core.scoring.triggers import WORST_FIRST
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.inspection import find_score
from gui.words import tr

SEVERITY_TONES: Mapping[str, str] = {"critical": "failed", "high": "failed", "medium": "partial", "low": "na"}
SEVERITY_ICONS: Mapping[str, str] = {
    "critical": "triangle-alert",
    "high": "circle-alert",
    "medium": "minus",
    "low": "chevron-down",
}
_CERTAIN_ORDER = tuple(Certainty)


class Grouping(StrEnum):
    """What the table can be grouped by."""

    NONE = "none"
    CATEGORY = "category"
    SEVERITY = "severity"


class Risk(StrEnum):
    """Which findings are shown, by whether the client accepts them."""

    ALL = "all"
    NOT_ACCEPTED = "not accepted"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the table shows it.

    Attributes:
        rank: 0 for the worst severity.
        place: position of its category in the audit, for grouping.
        score: the level's label or a percentage.
        lost: points of its category that it costs, None where the band is the unit.
        gain: points on the overall score; None when that has no point.
        effort: hours, lower and upper estimate; None without a recommendation.
        phase: name of its phase; empty when none.
        lapsed: the client accepted it until a day that is over.
    """

    finding: Finding
    rubric_name: str
    category_name: str
    place: int
    severity: str
    rank: int
    score: str
    score_tone: str
    score_icon: str
    lost: Fraction | None
    gain: Fraction | None
    action: str = ""
    effort: tuple[float, float] | None = None
    phase: str = ""
    phase_at: int = 99
    owner: str = ""
    status: WorkStatus | None = None
    accepted: AcceptedRisk | None = None
    lapsed: AcceptedRisk | None = None

    @property
    def key(self) -> str:
        """Return rubric and criterion."""
        return self.finding.key

    @property
    def tone(self) -> str:
        """Return the tone of its severity."""
        return SEVERITY_TONES[self.finding.severity.value]

    @property
    def certainty(self) -> str:
        """Return how sure it is that it is one, in a word."""
        return certainty_word(self.finding.certainty)

    @property
    def state(self) -> str:
        """Return what happens about it: accepted, lapsed, or how far the work is."""
        if self.accepted is not None:
            return tr("Accepted until {day}", day=self.accepted.expires)
        if self.lapsed is not None:
            return tr("Acceptance ended {day}", day=self.lapsed.expires)
        return status_word(self.status) if self.status else ""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        gain = tr("gains {points}", points=points(self.gain)) if self.gain else ""
        words = (self.severity, f"{self.finding.code} {self.finding.question}", self.certainty, self.score, gain)
        return ", ".join(word for word in (*words, self.phase, self.state) if word)


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group."""

    name: str
    count: int
    lost: Fraction

    @property
    def text(self) -> str:
        """Return name, number and cost of the group."""
        lost = tr("{points} points lost", points=wording.number(self.lost)) if self.lost else ""
        many = tr("1 finding") if self.count == 1 else tr("{n} findings", n=self.count)
        return "   ·   ".join(part for part in (self.name, many, lost) if part)


def certainty_word(value: Certainty) -> str:
    """Return how sure it is that something is a finding."""
    return {Certainty.GAP: tr("Gap"), Certainty.UNPROVEN: tr("Unproven"), Certainty.OPEN: tr("Open")}[value]


def status_word(value: WorkStatus) -> str:
    """Return how far a piece of work is."""
    return {
        WorkStatus.PROPOSED: tr("Proposed"),
        WorkStatus.IN_PROGRESS: tr("In progress"),
        WorkStatus.COMPLETE: tr("Complete"),
    }[value]


def points(value: Fraction | float | None) -> str:
    """Return points gained with their sign, a dash for nothing known."""
    if value is None:
        return "–"
    text = wording.number(Fraction(value))
    return text if text in ("0", "-0") or text.startswith("-") else f"+{text}"


def hours(effort: tuple[float, float]) -> str:
    """Return an estimate as people write it: `4 – 8 h`."""
    low, high = effort
    return tr("{high:g} h", high=high) if low == high else tr("{low:g} – {high:g} h", low=low, high=high)


def finding_rows(
    opened: OpenAudit, found: Iterable[Finding], phases: Mapping[str, tuple[int, str]]
) -> tuple[FindingRow, ...]:
    """Return a row for every finding.

    Args:
        opened: the audit.
        found: the findings of all its rubrics.
        phases: number and name of the phase by recommendation id.
    """
    catalogue = {r.id: r for r in opened.recommendations.recommendations}
    places = {
        (rubric.id, category.id): at
        for at, (rubric, category) in enumerate((r, c) for r in opened.rubrics.values() for c in r.categories)
    }
    return tuple(_row(opened, one, catalogue.get(one.recommendation), phases, places) for one in found)


def _row(
    opened: OpenAudit,
    finding: Finding,
    advice: Recommendation | None,
    phases: Mapping[str, tuple[int, str]],
    places: Mapping[tuple[str, str], int],
) -> FindingRow:
    rubric: Rubric = opened.rubrics[finding.rubric]
    category = next(c for c in rubric.categories if c.id == finding.category)
    score = find_score(opened, finding.key)
    criterion = rubric.criterion(finding.criterion)
    tone, icon = wording.tone_and_icon(criterion, score) if score else ("na", "circle-dashed")
    at, phase = phases.get(finding.recommendation, (99, "")) if finding.to_do else (99, "")
    work = opened.audit.work.get(finding.recommendation) if advice else None
    return FindingRow(
        finding=finding,
        rubric_name=rubric.name,
        category_name=category.name,
        place=places[finding.rubric, finding.category],
        severity=wording.severity(rubric, finding.severity),
        rank=WORST_FIRST.index(finding.severity),
        score=wording.state_word(criterion, score) if score else "",
        score_tone=tone,
        score_icon=icon,
        lost=None if rubric.scoring.strategy == "bands" else finding.lost,
        gain=finding.gain,
        action=advice.action if advice else "",
        effort=advice.effort_hours if advice else None,
        phase=phase,
        phase_at=at,
        owner=work.owner if work else "",
        status=(work or WorkItem()).status if advice and finding.to_do else None,
        accepted=finding.accepted,
        lapsed=finding.expired,
    )


# ---------------------------------------------------------------------- columns


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows, by what it orders, and how wide it begins.

    Attributes:
        order: ascending puts first what matters most.
        figure: a number, set to the right.
        shown: visible until the person chooses otherwise.
    """

    id: str
    title: str
    width: int
    text: Callable[[FindingRow], str]
    order: Callable[[FindingRow], tuple[object, ...]]
    figure: bool = False
    shown: bool = True


def _column(
    name: str,
    title: str,
    width: int,
    text: Callable[[FindingRow], str],
    order: Callable[[FindingRow], object] | None = None,
    **options: bool,
) -> Column:
    by = order or (lambda row: (not text(row), text(row).casefold()))
    return Column(name, title, width, text, lambda row: (by(row),), **options)


COLUMNS: tuple[Column, ...] = (
    _column("severity", "Severity", 88, lambda r: r.severity, lambda r: r.rank),
    _column("code", "Code", 64, lambda r: r.finding.code),
    _column("criterion", "Criterion", 300, lambda r: r.finding.question),
    _column("category", "Category", 160, lambda r: r.category_name, lambda r: r.place, shown=False),
    _column("rubric", "Rubric", 150, lambda r: r.rubric_name, shown=False),
    _column(
        "certainty",
        "Certainty",
        92,
        lambda r: r.certainty,
        lambda r: _CERTAIN_ORDER.index(r.finding.certainty),
        shown=False,
    ),
    _column(
        "score",
        "Score",
        110,
        lambda r: r.score,
        lambda r: (r.finding.rating.point is None, r.finding.rating.point or r.finding.rating.low),
    ),
    _column("phase", "Phase", 104, lambda r: r.phase, lambda r: (r.phase_at, r.phase)),
    _column(
        "lost",
        "Lost",
        48,
        lambda r: "–" if r.lost is None else wording.number(r.lost),
        lambda r: -(r.lost or 0),
        figure=True,
    ),
    _column("gain", "Gain", 52, lambda r: points(r.gain), lambda r: -(r.gain or 0), figure=True),
    _column("recommendation", "Recommendation", 240, lambda r: r.action, shown=False),
    _column("owner", "Owner", 110, lambda r: r.owner, shown=False),
    _column("status", "Status", 150, lambda r: r.state, shown=False),
    _column(
        "effort",
        "Effort",
        78,
        lambda r: hours(r.effort) if r.effort else "",
        lambda r: r.effort[1] if r.effort else float("inf"),
        figure=True,
    ),
)


# ---------------------------------------------------------------------- arranging


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which rows are shown and how: the filters (empty: all), the group and the order.

    Attributes:
        category: `rubric/category`.
    """

    text: str = ""
    rubric: str = ""
    category: str = ""
    severity: str = ""
    certainty: str = ""
    risk: Risk = Risk.ALL
    grouping: Grouping = Grouping.NONE
    column: int = -1
    descending: bool = False

    @property
    def filters(self) -> bool:
        """Tell whether something may be left out."""
        chosen = self.rubric or self.category or self.severity or self.certainty
        return bool(self.text.strip() or chosen or self.risk is not Risk.ALL)


def arranged(rows: Iterable[FindingRow], how: Arrangement) -> tuple[FindingRow | Heading, ...]:
    """Return the rows that are shown, ordered, with a heading above each group."""
    kept = [row for row in rows if _wanted(row, how)]
    if how.column >= 0:
        kept.sort(key=COLUMNS[how.column].order, reverse=how.descending)
    if how.grouping is Grouping.NONE:
        return tuple(kept)
    by_category = how.grouping is Grouping.CATEGORY
    groups: dict[int, list[FindingRow]] = {}
    for row in kept:
        groups.setdefault(row.place if by_category else row.rank, []).append(row)
    found: list[FindingRow | Heading] = []
    for _, members in sorted(groups.items()):
        # Rubrics have their own words for one severity, and scales of their own: points of several have no sum.
        names = dict.fromkeys(row.category_name if by_category else row.severity for row in members)
        lost = sum((row.lost or Fraction(0) for row in members), Fraction(0)) if by_category else Fraction(0)
        found += [Heading(" / ".join(names), len(members), lost), *members]
    return tuple(found)


def _wanted(row: FindingRow, how: Arrangement) -> bool:
    if how.rubric and row.finding.rubric != how.rubric:
        return False
    if how.category and f"{row.finding.rubric}/{row.finding.category}" != how.category:
        return False
    if how.severity and row.finding.severity.value != how.severity:
        return False
    if how.certainty and row.finding.certainty.value != how.certainty:
        return False
    if how.risk is not Risk.ALL and (row.accepted is not None) != (how.risk is Risk.ACCEPTED):
        return False
    words = how.text.casefold().split()
    if not words:
        return True
    held = " ".join(
        (row.finding.code, row.finding.question, row.category_name, row.rubric_name, row.action, row.owner, row.phase)
    ).casefold()
    return all(word in held for word in words)


def table_text(rows: Iterable[FindingRow], columns: Iterable[int]) -> str:
    """Return rows as tab-separated text with a line of titles; no cell can be taken for a formula."""
    chosen = [COLUMNS[number] for number in columns]
    lines = ["\t".join(tr(column.title) for column in chosen)]
    lines += ["\t".join(_plain(column.text(row), column.figure) for column in chosen) for row in rows]
    return "\n".join(lines) + "\n"


def _plain(text: str, figure: bool) -> str:
    cell = " ".join(text.split())
    return f"'{cell}" if not figure and cell.startswith(("=", "+", "-", "@")) else cell
