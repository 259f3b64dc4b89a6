"""Findings as rows: what is the case, what it costs, by when it should be closed, what to do; grouped by severity."""

from dataclasses import dataclass

from core.audit.published import PublishedFinding
from core.model.outcome import Severity
from core.report import words
from core.report.action_rows import names as action_names
from core.report.book import Book, RubricBook
from core.report.category_page import criterion_row
from core.report.steps import names_by_criterion, steps


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with its criterion's text and its action.

    Attributes:
        issue: what is the case today: the level's meaning.
        basis: what that rests on: the auditor's reason, else what the scan found.
        effect: points on the overall score when it alone were met.
        recommendation: name of the recommendation among those printed, R1, R2 ...; empty when none is.
    """

    name: str
    finding: PublishedFinding
    rubric: RubricBook
    code: str
    question: str
    issue: str
    basis: str
    processes: str
    severity: str
    tone: str
    effect: str
    step: str
    recommendation: str
    action: str
    effort: str
    owner: str
    when: str
    evidence: tuple[int, ...]
    accepted: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity, with the rubric's word for it and the time within which they should be closed."""

    severity: str
    tone: str
    label: str
    deadline: str
    rows: tuple[FindingRow, ...]


def groups(book: Book, rubric: RubricBook) -> tuple[FindingGroup, ...]:
    """Return the known gaps of a rubric by severity, the worst first; empty groups are left out."""
    rows = [row for row in findings(book, rubric) if row.finding.certainty == "gap"]
    found = []
    for severity in words.SEVERITIES:
        own = tuple(row for row in rows if row.finding.severity == severity.value)
        if own:
            found.append(
                FindingGroup(
                    severity.value,
                    words.SEVERITY_TONE[severity.value],
                    rubric.severity(severity.value),
                    rubric.rubric.deadlines.get(severity, ""),
                    own,
                )
            )
    return tuple(found)


def findings(book: Book, rubric: RubricBook) -> tuple[FindingRow, ...]:
    """Return the findings of a rubric, the most severe first."""
    names, actions = book.finding_names(), action_names(book)
    planned = {name: item for item in book.published.roadmap.items for name in item.closes}
    phases = {phase.id: phase for phase in book.published.roadmap.phases}
    taken = names_by_criterion(steps(book, rubric))
    scores = {scored.criterion: scored for _, _, scored in rubric.criteria()}
    rows = []
    for finding in rubric.published.findings:
        criterion, scored = rubric.rubric.criterion(finding.criterion), scores[finding.criterion]
        advice = book.recommendation(finding.recommendation)
        item = planned.get(f"{rubric.rubric.id}/{finding.criterion}")
        risk = rubric.decision(finding.criterion).accepted_risk
        phase = phases.get(item.phase or "") if item else None
        level, row = rubric.level(criterion, scored.level), criterion_row(book, rubric, criterion, scored)
        rows.append(
            FindingRow(
                name=names[(rubric.rubric.id, finding.criterion)],
                finding=finding,
                rubric=rubric,
                code=criterion.code,
                question=criterion.question,
                issue=level.meaning if level else "",
                basis=row.basis,
                processes=", ".join(book.process_name(name) for name in finding.processes),
                severity=rubric.severity(finding.severity),
                tone=words.SEVERITY_TONE[finding.severity],
                effect="" if finding.gain is None else words.gain(finding.gain),
                step=taken.get(finding.criterion, ""),
                recommendation=actions.get(finding.recommendation, ""),
                action=advice.action if advice else "",
                effort=words.hours(*advice.effort_hours) if advice else "",
                owner=item.owner if item else "",
                when=phase.name if phase else "",
                evidence=row.evidence,
                accepted="" if risk is None else f"Risk accepted until {risk.expires}: {risk.reason}",
            )
        )
    return tuple(rows)


def category_priority(rubric: RubricBook, category: str) -> tuple[str, str]:
    """Return the worst severity of a category's known gaps that nobody accepted, in the rubric's word, and its tone."""
    severities = {
        f.severity
        for f in rubric.published.findings
        if f.category == category and f.certainty == "gap" and not f.accepted
    }
    worst = next((s for s in words.SEVERITIES if s.value in severities), None)
    if worst is None:
        return "", ""
    return rubric.rubric.severity_labels.get(Severity(worst), worst.value.capitalize()), worst.value
