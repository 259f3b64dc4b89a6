"""The enhancement backlog as CSV: Sightline's own columns, or those that an issue tracker imports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from core.cli.roadmap_rows import ItemRow, Plan
from core.cli.tables import csv_text
from core.model.work import Initiative
from core.rubric.rubric import Recommendation

COLUMNS = (
    "Id", "Title", "Kind", "Phase", "Status", "Severity", "Owner", "Due", "Link", "Effort low (h)", "Effort high (h)",
    "Impact", "Gains", "Requires", "Closes", "Description", "Acceptance",
)  # fmt: skip
"""Own columns; Impact is the best gain as a share of its rubric's scale, Gains are points by rubric."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row: a recommendation of the plan or an initiative of the client's own."""

    id: str
    title: str
    kind: str
    description: str
    acceptance: tuple[str, ...] = ()
    phase: str = ""
    status: str = "proposed"
    severity: str = ""
    owner: str = ""
    due: str = ""
    link: str = ""
    effort_low: float | None = None
    effort_high: float | None = None
    impact: float | None = None
    gains: str = ""
    requires: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """Return the text of a ticket: why, what it closes, what must come before, when it is done."""
        parts = [self.description]
        if self.closes:
            parts.append(f"Closes: {', '.join(self.closes)}")
        if self.requires:
            parts.append(f"Requires: {', '.join(self.requires)}")
        if self.acceptance:
            parts.append("Done when:\n" + "\n".join(f"* {line}" for line in self.acceptance))
        parts += [f"{name}: {value}" for name, value in (("Owner", self.owner), ("Link", self.link)) if value]
        parts.append(f"From the audit's roadmap: {self.id}")
        return "\n\n".join(part for part in parts if part)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return words to find it by; none holds a blank."""
        phase = "-".join(self.phase.lower().split())
        return tuple(word for word in ("sightline", self.severity, phase) if word)


def tasks(plan: Plan, advice: Mapping[str, Recommendation]) -> tuple[Task, ...]:
    """Return everything in the backlog: the items of the plan in its order, then the initiatives."""
    names = {phase.id: phase.name for phase in plan.phases}
    return (
        *(_task(item, advice.get(item.recommendation), names.get(item.phase, "")) for item in plan.items()),
        *(_initiative(initiative) for initiative in plan.initiatives),
    )


def _task(item: ItemRow, advice: Recommendation | None, phase: str) -> Task:
    return Task(
        item.recommendation,
        item.title,
        "recommendation",
        advice.why if advice else "",
        advice.acceptance if advice else (),
        phase or "Later",
        item.status,
        item.severity,
        item.owner,
        item.due,
        item.link,
        item.effort_low,
        item.effort_high,
        item.impact,
        "; ".join(f"{rubric} {gain:+.2f}" for rubric, gain in item.gains.items()),
        item.requires,
        item.closes,
    )


def _initiative(initiative: Initiative) -> Task:
    return Task(
        initiative.id,
        initiative.title,
        "initiative",
        initiative.description,
        status=initiative.status.value,
        owner=initiative.owner,
        link=initiative.link,
    )


def as_csv(found: tuple[Task, ...], tracker: str = "") -> str:
    """Return the backlog as CSV.

    Args:
        found: its rows.
        tracker: one of `TRACKERS`; Sightline's own columns when empty.
    """
    if not tracker:
        return csv_text(COLUMNS, [_own(task) for task in found])
    columns, row = TRACKERS[tracker]
    return csv_text(columns, [row(task) for task in found if task.status != "complete"])


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _own(task: Task) -> list[str]:
    return [
        task.id, task.title, task.kind, task.phase, task.status, task.severity, task.owner, task.due, task.link,
        _plain(task.effort_low), _plain(task.effort_high), _plain(task.impact), task.gains, "; ".join(task.requires),
        "; ".join(task.closes), task.description, "; ".join(task.acceptance),
    ]  # fmt: skip


_JIRA_PRIORITY = {"critical": "Highest", "high": "High", "medium": "Medium", "low": "Low"}
_AZURE_PRIORITY = {"critical": "1", "high": "2", "medium": "3", "low": "4"}


def _jira(task: Task) -> list[str]:
    seconds = "" if task.effort_high is None else f"{task.effort_high * 3600:.0f}"
    priority = _JIRA_PRIORITY.get(task.severity, "Medium")
    return ["Task", task.title, task.body, priority, " ".join(task.labels), seconds, task.due]


def _azure(task: Task) -> list[str]:
    body = escape(task.body, quote=False).replace("\n", "<br>")
    priority = _AZURE_PRIORITY.get(task.severity, "3")
    return ["Task", task.title, body, priority, _plain(task.effort_high), "; ".join(task.labels)]


def _github(task: Task) -> list[str]:
    effort = "" if task.effort_high is None else f"\n\nEffort: {task.effort_low:g}-{task.effort_high:g} h"
    return [task.title, task.body + effort, ",".join(task.labels), task.phase]


TRACKERS: dict[str, tuple[tuple[str, ...], Callable[[Task], list[str]]]] = {
    "jira": (("Issue Type", "Summary", "Description", "Priority", "Labels", "Original Estimate", "Due Date"), _jira),
    "azure-boards": (("Work Item Type", "Title", "Description", "Priority", "Original Estimate", "Tags"), _azure),
    "github": (("title", "body", "labels", "milestone"), _github),
}
"""Columns and row of each tracker, without people: an importer refuses a name that it does not know.

Complete work is left out of them, for it would be opened again.
"""
