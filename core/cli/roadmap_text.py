"""The roadmap as text for a terminal and as Markdown."""

import shutil
import textwrap
from collections.abc import Iterator

from core.cli.findings_text import hours
from core.cli.roadmap_rows import ItemRow, PhaseRow, Plan, Projected, RubricRow
from core.cli.tables import markdown_table
from core.model.judgement import split_key

_COMPLETE = "complete: takes no hours; its findings stay until the criteria are judged again"


def as_markdown(found: Plan) -> str:
    """Return the plan as Markdown, one table a phase."""
    text = [f"# Roadmap: {found.title}", "", *(f"- {line}" for line in _summary(found)), ""]
    columns = ["Action", "Severity", "Effort", "Gain", "Closes", "Requires", "Status", "Owner"]
    for phase in found.phases:
        text += [
            f"## {phase.name}: {_weeks(phase)}, {_load(phase)}",
            "",
            *(f"- {line}" for line in _after(found, phase)),
        ]
        text += ["", markdown_table(columns, [_cells(found, item) for item in phase.items])]
    if found.unplanned:
        text += ["## In no phase", ""]
        rows = [[*_cells(found, item), item.unplanned] for item in found.unplanned]
        text.append(markdown_table([*columns, "Why"], rows))
    if found.initiatives:
        text += ["## Initiatives of the client", ""]
        rows = [[i.title, i.status.value, i.owner, i.link, i.description] for i in found.initiatives]
        text.append(markdown_table(["Initiative", "Status", "Owner", "Link", "Description"], rows))
    return "\n".join(text).rstrip() + "\n"


def _cells(found: Plan, item: ItemRow) -> list[str]:
    return [
        item.title, item.severity, hours(item.effort_low, item.effort_high), _gains(found, item), _closes(found, item),
        ", ".join(item.requires), item.status, item.owner,
    ]  # fmt: skip


def as_text(found: Plan) -> list[str]:
    """Return the lines for a terminal, fitted to its width."""
    width = min(shutil.get_terminal_size().columns, 120)
    lines = [f"{found.title} - {found.client}"]
    for sentence in _summary(found):
        lines += _wrapped(sentence, width, "  ")
    for phase in found.phases:
        lines += ["", f"{phase.name} [{phase.id}]: {_weeks(phase)}, {_load(phase)}"]
        for sentence in _after(found, phase):
            lines += _wrapped(sentence, width, "  ")
        for item in phase.items:
            lines += _item(found, item, width)
    if found.unplanned:
        lines += ["", "In no phase"]
        for item in found.unplanned:
            lines += _item(found, item, width)
    if found.initiatives:
        lines += ["", "Initiatives of the client"]
        for initiative in found.initiatives:
            more = ", ".join(word for word in (initiative.owner, initiative.link) if word)
            lines += _wrapped(
                f"{initiative.id}: {initiative.title} ({initiative.status.value}) {more}".strip(), width, "    "
            )
    return lines


def _summary(found: Plan) -> Iterator[str]:
    for rubric in found.rubrics:
        yield f"{rubric.name}: {_score(rubric.today)} of {rubric.scale} today{_target(found, rubric)}"
    if found.quick_wins:
        titles = {item.recommendation: item for item in found.items()}
        wins = (f"{name} ({titles[name].effort_high:g} h)" for name in found.quick_wins[:5])
        more = f" and {len(found.quick_wins) - 5} more" if len(found.quick_wins) > 5 else ""
        yield f"quick wins: {', '.join(wins)}{more}"
    if found.accepted:
        yield f"{_many(len(found.accepted), 'finding is', 'findings are')} accepted as a risk and not planned"
    if found.without_advice:
        yield f"no recommendation closes: {', '.join(found.without_advice)}"
    if found.unknown:
        yield f"{_many(found.unknown, 'criterion is', 'criteria are')} open or unproven: no work is planned for them"
    if found.entered:
        yield "entered: " + ", ".join(f"{name} {value:g}" for name, value in sorted(found.entered.items()))


def _target(found: Plan, rubric: RubricRow) -> str:
    if not rubric.target:
        return ""
    names = {phase.id: phase.name for phase in found.phases}
    reached = f"reached after {names[rubric.reached_in]}" if rubric.reached_in else "not reached by this plan"
    return f"; target {rubric.target}, {reached}"


def _score(projected: Projected) -> str:
    between = "" if projected.low == projected.high else f" ({projected.low} to {projected.high})"
    return f"{projected.point or 'no score'}{between}"


def _weeks(phase: PhaseRow) -> str:
    return f"week {phase.starts}" if phase.starts == phase.ends else f"weeks {phase.starts}-{phase.ends}"


def _load(phase: PhaseRow) -> str:
    over = ", MORE THAN FITS" if phase.over else ""
    return f"{hours(phase.effort_low, phase.effort_high)} of {phase.capacity} h{over}"


def _after(found: Plan, phase: PhaseRow) -> Iterator[str]:
    names = {rubric.id: rubric.name for rubric in found.rubrics}
    yield "after it: " + ", ".join(f"{_score(score)} {names[name]}" for name, score in phase.projected.items())
    for item in phase.items:
        if item.conflict:
            yield f"conflict: {item.recommendation} stands before what it requires ({', '.join(item.requires)})"


def _item(found: Plan, item: ItemRow, width: int) -> Iterator[str]:
    start = f"    {item.severity:<9} {hours(item.effort_low, item.effort_high):>8}  "
    yield start + textwrap.shorten(item.title, max(20, width - len(start)), placeholder="...")
    indent = " " * len(start)
    yield from _wrapped(f"{item.recommendation}: closes {_closes(found, item)}", width, indent)
    gains = _gains(found, item)
    if gains:
        yield from _wrapped(gains, width, indent)
    if item.requires:
        yield from _wrapped(f"requires {', '.join(item.requires)}", width, indent)
    if item.unplanned:
        yield from _wrapped(item.unplanned, width, indent)
    followed = [item.owner and f"owner {item.owner}", item.link, item.due and f"due {item.due}"]
    state = _COMPLETE if item.status == "complete" else "" if item.status == "proposed" else item.status
    said = ", ".join(word for word in (state, *followed) if word)
    if said:
        yield from _wrapped(said, width, indent)


def _closes(found: Plan, item: ItemRow) -> str:
    """Return the codes of the findings an item closes, by rubric where there are several: codes repeat between them."""
    if len(found.rubrics) == 1:
        return ", ".join(item.codes)
    by_rubric: dict[str, list[str]] = {rubric.id: [] for rubric in found.rubrics}
    for key, code in zip(item.closes, item.codes, strict=True):
        by_rubric[split_key(key)[0]].append(code)
    names = {rubric.id: rubric.name for rubric in found.rubrics}
    return "; ".join(f"{', '.join(codes)} of {names[name]}" for name, codes in by_rubric.items() if codes)


def _gains(found: Plan, item: ItemRow) -> str:
    """Return what an item adds alone; where it adds nothing alone, that it is part of a step."""
    names = {rubric.id: rubric.name for rubric in found.rubrics}
    told = [f"{gain:+.2f} {names[rubric]}" for rubric, gain in item.gains.items() if gain]
    if not told:
        return "part of a step that counts when it is whole" if item.impact else "adds nothing by itself"
    return ", ".join(told)


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
