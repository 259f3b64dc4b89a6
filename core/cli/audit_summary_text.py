"""The summary of an audit as text for a terminal."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence

from core.cli.audit_summary import CategoryLine, CriterionLine, RubricSummary, Shown, Summary, in_state
from core.scoring.result import State

_NAME = 44


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _interval(shown: Shown) -> str:
    return f"{shown.low} at worst and at best" if shown.low == shown.high else f"{shown.low} to {shown.high}"


def _head(found: Summary) -> Iterator[str]:
    yield f"{found.title} - {found.client}"
    yield f"  lead          {found.lead}"
    if found.commit:
        partial = "" if found.complete else " (partial: the scan was cancelled)"
        yield f"  repository    {found.repository} at {found.commit[:12]} ({found.ref}){partial}"
        yield f"  scanned       {found.scanned_at[:16].replace('T', ' ')} UTC"
    else:
        yield "  repository    nothing scanned yet"
    yield f"  processes     {', '.join(found.processes) or 'none recorded'}"
    if found.attachments:
        yield f"  attachments   {found.attachments}"


def _category(category: CategoryLine) -> str:
    name = textwrap.shorten(category.name, _NAME, placeholder="...")
    if category.points is None:
        return f"  {name:<{_NAME}} {'n.a.':>8}"
    point = category.points.point or "-"
    between = "" if category.points.low == category.points.high else f" {_interval(category.points)}"
    return f"  {name:<{_NAME}} {point:>8} of {category.maximum:<5}{between}".rstrip()


def _criterion(line: CriterionLine, width: int) -> Iterator[str]:
    start = f"    {line.code:<8} {f'[{line.process}] ' if line.process else ''}"
    yield start + textwrap.shorten(line.question, max(20, width - len(start)), placeholder="...")
    if line.note:
        yield f"             {line.note}"


def _list(title: str, found: Sequence[CriterionLine], width: int) -> Iterator[str]:
    if found:
        yield f"  {title} ({len(found)})"
        for line in found:
            yield from _criterion(line, width)
        yield ""


def _rubric(rubric: RubricSummary, width: int, every_criterion: bool) -> Iterator[str]:
    yield f"{rubric.name} {rubric.version}"
    point = rubric.overall.point
    if point is None:
        yield f"  no score: {rubric.reason}"
        yield f"  possible      {_interval(rubric.overall)} of {rubric.scale}"
    else:
        words = ", ".join(word for word in (rubric.grade, rubric.maturity and f"maturity: {rubric.maturity}") if word)
        yield f"  overall       {point} of {rubric.scale}   ({_interval(rubric.overall)})   {words}".rstrip()
    yield f"  reviewed      {_percent(rubric.reviewed)} of criteria"
    yield f"  completeness  {_percent(rubric.completeness)} of weight neither open nor unproven"
    yield ""
    for category in rubric.categories:
        yield _category(category)
        if every_criterion:
            for line in category.criteria:
                state = line.level or line.state
                person = " (judged)" if line.judged else ""
                process = f" [{line.process}]" if line.process else ""
                yield f"      {line.code:<8} {state + person:<24}{process} {line.key}"
    yield ""
    everything = [line for category in rubric.categories for line in category.criteria]
    yield from _list("Open: nothing and nobody answered", in_state(rubric, State.OPEN), width)
    yield from _list(
        "Unproven: the repository points to it and cannot prove it", in_state(rubric, State.UNPROVEN), width
    )
    yield from _list("Needs attention", [line for line in everything if line.note], width)


def lines(found: Summary, *, every_criterion: bool = False) -> list[str]:
    """Return the lines of the summary, fitted to the terminal's width.

    Args:
        found: the summary.
        every_criterion: list them all below their category.
    """
    width = min(shutil.get_terminal_size().columns, 120)
    text = [*_head(found), ""]
    for rubric in found.rubrics:
        text += _rubric(rubric, width, every_criterion)
    while text and not text[-1]:
        text.pop()
    return text
