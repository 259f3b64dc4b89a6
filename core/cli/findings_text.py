"""Findings as text for a terminal, as Markdown and as CSV."""

import shutil
import textwrap
from collections.abc import Iterator

from core.cli.findings_rows import FindingRow, Findings, MovedScore, RubricFindings
from core.cli.tables import csv_text, markdown_table
from core.model.outcome import Severity
from core.planning.findings import Certainty

COLUMNS = (
    "Key",
    "Code",
    "Rubric",
    "Category",
    "Finding",
    "Certainty",
    "Severity",
    "Label",
    "Points lost",
    "Impact",
    "Step",
    "Impact of step",
    "Recommendation",
    "Action",
    "Effort low (h)",
    "Effort high (h)",
    "Processes",
    "Accepted because",
    "Accepted until",
    "Expired on",
    "Change",
)
"""Columns of the CSV; Impact is in points of the rubric's overall score."""

_TITLES = {
    Certainty.GAP: "Gaps",
    Certainty.UNPROVEN: "Unproven: the repository points to it and cannot prove it",
    Certainty.OPEN: "Open: nothing and nobody answered",
}


def plain(value: float | None) -> str:
    """Return a number without needless zeros; empty for None."""
    return "" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def signed(value: float | None) -> str:
    """Return points with their sign, two decimals."""
    return "unknown" if value is None else f"{value:+.2f}"


def hours(low: float | None, high: float | None) -> str:
    """Return an effort such as `6-12 h`."""
    if low is None or high is None:
        return ""
    return f"{low:g} h" if low == high else f"{low:g}-{high:g} h"


def as_csv(found: Findings) -> str:
    """Return the findings as CSV, one a row."""
    rows = [_cells(row) for rubric in found.rubrics for row in rubric.findings]
    return csv_text(COLUMNS, rows)


def _cells(row: FindingRow) -> list[str]:
    return [
        row.key,
        row.code,
        row.rubric,
        row.category,
        row.question,
        row.certainty,
        row.severity,
        row.label,
        plain(row.lost),
        plain(row.impact),
        row.step,
        plain(row.step_impact),
        row.recommendation,
        row.action,
        plain(row.effort_low),
        plain(row.effort_high),
        "; ".join(row.processes),
        row.accepted,
        row.accepted_until,
        row.expired,
        row.change,
    ]


def as_markdown(found: Findings) -> str:
    """Return the findings as Markdown, one table a rubric."""
    text = [f"# Findings: {found.title}", ""]
    compared = bool(found.against)
    if compared:
        text += [f"Compared with {found.against}, {found.against_date}.", *(f"- {s}" for s in _not_compared(found)), ""]
    for rubric in found.rubrics:
        text += [f"## {rubric.name} {rubric.version}", "", *(f"- {s}" for s in _sentences(found, rubric)), ""]
        columns = ["Severity", "Criterion", "Finding", "Certainty", "Impact", "Action", "Effort", "Remarks"]
        rows = [
            [row.label or row.severity, row.code, row.question, row.certainty, _impact(row), row.action,
             hours(row.effort_low, row.effort_high), "; ".join(_remarks(row))]
            for row in rubric.findings
        ]  # fmt: skip
        if compared:
            columns.insert(0, "Change")
            rows = [[row.change, *cells] for row, cells in zip(rubric.findings, rows, strict=True)]
        text.append(markdown_table(columns, rows))
    return "\n".join(text).rstrip() + "\n"


def as_text(found: Findings) -> list[str]:
    """Return the lines for a terminal, fitted to its width."""
    width = min(shutil.get_terminal_size().columns, 120)
    lines = [f"{found.title} - {found.client}"]
    if found.against:
        lines += _wrapped(f"compared with {found.against}, {found.against_date}", width, "  ")
        lines += [line for sentence in _not_compared(found) for line in _wrapped(sentence, width, "  ")]
    for rubric in found.rubrics:
        lines += ["", f"{rubric.name} {rubric.version}"]
        for sentence in _sentences(found, rubric):
            lines += _wrapped(sentence, width, "  ")
        for certainty, title in _TITLES.items():
            rows = [row for row in rubric.findings if row.certainty == certainty.value]
            if rows:
                lines += ["", f"  {title} ({len(rows)})"]
            for row in rows:
                lines += _finding(row, width)
    return lines


def _finding(row: FindingRow, width: int) -> Iterator[str]:
    change = f"{row.change:<10} " if row.change else ""
    start = f"    {row.code:<8} {row.severity:<9} {change}"
    yield start + textwrap.shorten(row.question, max(20, width - len(start)), placeholder="...")
    effort = hours(row.effort_low, row.effort_high)
    action = f"{row.recommendation}: {row.action} {effort}".strip(": ") if row.recommendation else "no recommendation"
    yield from _wrapped(f"{_impact(row)}. {action}", width, " " * 13)
    for remark in _remarks(row):
        yield from _wrapped(remark, width, " " * 13)


def _impact(row: FindingRow) -> str:
    alone = "no score yet" if row.impact is None else f"{row.impact:+.2f} alone"
    if row.step and row.step_impact is not None:
        return f"{row.step_impact:+.2f} with the step to “{row.step}”"
    if row.lost:
        return f"{alone}, {row.lost:.2f} of its category lost"
    return "nothing alone: a later band needs it" if row.impact == 0 else alone


def _remarks(row: FindingRow) -> Iterator[str]:
    if row.because:
        yield f"severity: {'; '.join(row.because)}"
    if row.not_checked:
        yield f"not checked: {'; '.join(row.not_checked)}"
    if row.processes:
        yield f"processes: {', '.join(row.processes)}"
    if row.accepted:
        yield f"accepted until {row.accepted_until}: {row.accepted}"
    if row.expired:
        yield f"the risk was accepted until {row.expired}; that has passed, and it counts again"


def _sentences(found: Findings, rubric: RubricFindings) -> Iterator[str]:
    score = f"{rubric.overall} of {rubric.scale}" if rubric.overall else "no score yet"
    target = f", target {rubric.target}" if rubric.target else ""
    yield f"overall {score}{target}; listed: {_counts(rubric)}"
    if rubric.moved is not None:
        yield from _movement(rubric, rubric.moved)
    if rubric.gaps:
        way = "; ".join(f"{_way(gap.label, gap.criteria)} {gap.gain:+.2f} -> {gap.projected}" for gap in rubric.gaps)
        end = "" if rubric.reachable else "; that is all there is, and the target is not reached"
        yield f"blocks the target: {way}{end}"
    if rubric.slowest:
        yield f"slows developers down most: {', '.join(rubric.slowest)}"


def _way(label: str, criteria: tuple[str, ...]) -> str:
    return criteria[0] if len(criteria) == 1 else f"“{label}” ({', '.join(criteria)})"


def _counts(rubric: RubricFindings) -> str:
    gaps = [row for row in rubric.findings if row.certainty == Certainty.GAP.value]
    words = [f"{n} {severity.value}" for severity in Severity if (n := sum(r.severity == severity.value for r in gaps))]
    text = f"{len(gaps)} gap{'' if len(gaps) == 1 else 's'}" + (f" ({', '.join(words)})" if words else "")
    for certainty in (Certainty.UNPROVEN, Certainty.OPEN):
        count = sum(row.certainty == certainty.value for row in rubric.findings)
        text += f", {count} {certainty.value}" if count else ""
    return text


def _movement(rubric: RubricFindings, moved: MovedScore) -> Iterator[str]:
    yield f"overall {moved.before or 'no score'} then, {moved.now or 'no score'} now"
    if moved.by_rubric is not None or moved.by_client is not None:
        yield (
            f"{signed(moved.by_client)} by the client, {signed(moved.by_rubric)} by the rubric "
            f"({rubric.version_before} -> {rubric.version}), {signed(moved.by_answers)} by questions that only one of "
            "the two audits answers"
        )
    if rubric.closed:
        yield f"closed ({len(rubric.closed)}): {', '.join(key.partition('/')[2] for key in rubric.closed)}"
    if rubric.retired:
        yield f"asked no more ({len(rubric.retired)}): {', '.join(rubric.retired)}"


def _not_compared(found: Findings) -> Iterator[str]:
    if found.other_scanner:
        yield "the scanner asks otherwise than it did: a change may also come from that"
    if found.only_before:
        yield f"not compared, only in the earlier audit: {', '.join(found.only_before)}"
    if found.only_now:
        yield f"not compared, only in this audit: {', '.join(found.only_now)}"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
