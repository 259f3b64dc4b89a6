"""What to do, by priority: every recommendation of the roadmap once, with the finding names that it closes."""

from dataclasses import dataclass

from core.audit.published import PublishedItem
from core.model.judgement import split_key
from core.model.outcome import Severity
from core.report import words
from core.report.book import Book
from core.report.plan_page import ItemRow, every_row
from core.rubric.rubric import Recommendation


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One recommendation: R1, R2 ... in the printed order.

    Attributes:
        findings: names of the findings that it closes.
        timeline: how long it takes once begun; empty where no recommendation is known.
        phase: name of the phase in which it is planned, empty when it did not fit.
    """

    name: str
    row: ItemRow
    recommendation: Recommendation | None
    findings: str
    timeline: str
    phase: str


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The recommendations of one severity; labels and deadlines are those of the rubrics that have words for them."""

    severity: str
    tone: str
    label: str
    deadline: str
    rows: tuple[ActionRow, ...]


def _ordered(book: Book) -> list[PublishedItem]:
    place = {severity.value: number for number, severity in enumerate(words.SEVERITIES)}
    return sorted(book.published.roadmap.items, key=lambda item: place.get(item.severity, len(place)))


def names(book: Book) -> dict[str, str]:
    """Return R1, R2 ... by recommendation, the most urgent first."""
    return {item.recommendation: f"R{number}" for number, item in enumerate(_ordered(book), start=1)}


def groups(book: Book) -> tuple[ActionGroup, ...]:
    """Return every recommendation of the roadmap by the worst severity that it closes."""
    named, findings = names(book), book.finding_names()
    phases = {phase.id: phase.name for phase in book.published.roadmap.phases}
    rows = every_row(book)
    found = []
    for severity in words.SEVERITIES:
        own = tuple(
            ActionRow(
                name=named[item.recommendation],
                row=rows[item.recommendation],
                recommendation=rows[item.recommendation].recommendation,
                findings=", ".join(_closed(item, findings)),
                timeline=_weeks(rows[item.recommendation].recommendation),
                phase=phases.get(item.phase or "", ""),
            )
            for item in _ordered(book)
            if item.severity == severity.value
        )
        if own:
            label, deadline = _words(book, severity)
            found.append(ActionGroup(severity.value, words.SEVERITY_TONE[severity.value], label, deadline, own))
    return tuple(found)


def _closed(item: PublishedItem, findings: dict[tuple[str, str], str]) -> list[str]:
    keys = [split_key(name)[:2] for name in item.closes]
    return list(dict.fromkeys(findings[key] for key in keys if key in findings))


def _weeks(recommendation: Recommendation | None) -> str:
    if recommendation is None:
        return ""
    low, high = recommendation.timeline_weeks
    return (
        words.many(int(low), "week")
        if low == high and low == int(low)
        else f"{words.plain(low)} to {words.plain(high)} weeks"
    )


def _words(book: Book, severity: Severity) -> tuple[str, str]:
    """Return the label with every rubric's own word for it, and the deadlines that rubrics set, each once."""
    labels = [r.rubric.severity_labels[severity] for r in book.rubrics if severity in r.rubric.severity_labels]
    common = severity.value.capitalize()
    other = [label for label in dict.fromkeys(labels) if label.lower() != severity.value]
    deadlines = dict.fromkeys(r.rubric.deadlines[severity] for r in book.rubrics if severity in r.rubric.deadlines)
    return f"{common} ({', '.join(other)})" if other else common, "; ".join(deadlines)
