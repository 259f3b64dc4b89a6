"""Rows of deployment and incident records, whatever the tool that exported them calls its columns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TypeVar

from core.instruments.draft import BadRow, NotMeasured
from core.instruments.inputs import Input
from core.instruments.instants import NoInstant, instant
from core.instruments.rows import Row, Table, read_tables

T = TypeVar("T")

DEPLOYMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("deployment_id", "id", "deployment", "number", "iid", "name"),
    "service": ("service", "application", "app", "component", "project", "repository", "repo"),
    "environment": ("environment", "environment.name", "env", "stage", "target_environment", "target"),
    "finished_at": (
        *("finished_at", "deployable.finished_at", "finished", "completed_at", "deployed_at", "ended_at"),
        *("end_time", "deploy_time", "deployment_time", "timestamp", "time", "date", "updated_at", "created_at"),
    ),
    "commit": ("commit", "commit_sha", "commit_id", "sha", "head_sha", "git_sha", "git_commit", "revision"),
    "result": ("result", "status", "state", "outcome", "conclusion"),
    "planned": ("planned", "is_planned"),
    "unplanned": ("unplanned", "hotfix", "is_hotfix"),
}
"""Names of columns by field, the best first; case, blanks and dashes do not count."""

INCIDENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("incident_id", "id", "incident", "key", "number"),
    "service": DEPLOYMENT_COLUMNS["service"],
    "created_at": ("created_at", "created", "opened_at", "started_at", "detected_at", "start_time", "start", "begin"),
    "resolved_at": ("resolved_at", "resolved", "closed_at", "recovered_at", "ended_at", "end_time", "end"),
    "deployment": ("deployment", "deployment_id", "caused_by", "caused_by_deployment", "change"),
    "commit": ("commit", "commit_sha", "sha", "caused_by_commit"),
    "planned": ("planned", "is_planned", "maintenance"),
}

_SUCCEEDED = frozenset(
    [
        "success",
        "succeeded",
        "successful",
        "ok",
        "passed",
        "pass",
        "done",
        "complete",
        "completed",
        "deployed",
        "finished",
        "healthy",
        "active",
        "inactive",
        "true",
        "1",
        "yes",
        "green",
        "released",
    ]
)
_FAILED = frozenset(
    [
        "failure",
        "failed",
        "fail",
        "error",
        "errored",
        "cancelled",
        "canceled",
        "aborted",
        "timedout",
        "rolledback",
        "rollback",
        "skipped",
        "rejected",
        "false",
        "0",
        "no",
        "red",
        "unsuccessful",
        "degraded",
    ]
)
_RUNNING = frozenset(
    ["pending", "queued", "running", "inprogress", "waiting", "created", "blocked", "started", "scheduled"]
)
_YES = frozenset(["yes", "y", "true", "1", "planned", "scheduled", "x", "ja", "oui", "si"])
_NO = frozenset(["no", "n", "false", "0", "unplanned", "-", "nein", "non"])


@dataclass(frozen=True, slots=True)
class DeploymentRow:
    """A deployment as a row says it; `at` in seconds since 1970."""

    row: Row
    id: str
    service: str
    environment: str
    at: float
    commit: str
    succeeded: bool
    unplanned: bool | None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as a row says it; `cause` is the text that names a deployment or a commit."""

    row: Row
    service: str
    created: float
    resolved: float | None
    cause: str
    planned: bool


@dataclass(slots=True)
class Records:
    """All rows of the files.

    Attributes:
        has_service: deployments say of which service they are; `has_environment` likewise where to.
        incidents_given: a file of incidents was read; `unread_incidents`: some of its rows are unusable.
        read: number of rows by file.
    """

    deployments: list[DeploymentRow] = field(default_factory=list)
    incidents: list[IncidentRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    has_service: bool = False
    has_environment: bool = False
    incidents_given: bool = False
    unread_incidents: bool = False


def read_records(
    inputs: Iterable[Input], columns: Mapping[str, str] | None = None, zone: tzinfo | None = None
) -> Records:
    """Return the deployments and incidents of files.

    Args:
        inputs: CSV, JSON or XLSX.
        columns: heading by field, where a heading is none of the known names.
        zone: of times that name none; without it such rows are refused.

    Raises:
        NotMeasured: when no file holds deployments, or a named column is nowhere.
    """
    columns = dict(columns or {})
    strange = set(columns) - set(DEPLOYMENT_COLUMNS) - set(INCIDENT_COLUMNS)
    if strange:
        known = ", ".join(dict.fromkeys((*DEPLOYMENT_COLUMNS, *INCIDENT_COLUMNS)))
        raise NotMeasured(f"There is no field {min(strange)}.", f"Fields: {known}.")
    records = Records()
    tables: list[Table] = []
    for given in inputs:
        try:
            tables += read_tables(given)
        except NotMeasured as error:
            records.bad.append(BadRow.whole(given.name, error))
    if columns and not any(table.column(heading) for heading in columns.values() for table in tables):
        raise NotMeasured(f"No file has a column {next(iter(columns.values()))}.", "Check the heading.")
    for table in tables:
        _read(table, columns, zone, records)
    return records


def _read(table: Table, named: Mapping[str, str], zone: tzinfo | None, records: Records) -> None:
    find = _finder(table, named)
    incidents = {name: find(name, names) for name, names in INCIDENT_COLUMNS.items()}
    deployments = {name: find(name, names) for name, names in DEPLOYMENT_COLUMNS.items()}
    records.bad += table.bad
    records.notes += table.notes
    records.read[table.file] = len(table.rows) + len(table.bad)
    if incidents["created_at"] and incidents["resolved_at"]:
        records.incidents_given = True
        for row in table.rows:
            records.unread_incidents |= not _take(
                records.incidents, records.bad, row, lambda row: _incident(row, incidents, zone)
            )
        records.unread_incidents |= bool(table.bad)
    elif deployments["finished_at"] and any(deployments[n] for n in ("environment", "commit", "result", "service")):
        if deployments["finished_at"].casefold() in ("created_at", "updated_at"):
            records.notes.append(f"{table.file}: {deployments['finished_at']} is taken for the end of a deployment")
        if not deployments["result"]:
            records.notes.append(f"{table.file} has no column for the result: every deployment counts as successful")
        records.has_service |= bool(deployments["service"])
        records.has_environment |= bool(deployments["environment"])
        for row in table.rows:
            _take(records.deployments, records.bad, row, lambda row: _deployment(row, deployments, zone))
    elif table.rows:
        del records.read[table.file]  # it is no source, and none of its rows counts
        records.bad.append(
            BadRow(
                table.file,
                0,
                "its columns are neither those of deployments (service, environment, finished_at, commit, result) nor "
                "those of incidents (service, created_at, resolved_at, deployment or commit, planned)",
            )
        )


def _finder(table: Table, named: Mapping[str, str]) -> Callable[[str, tuple[str, ...]], str]:
    return lambda field_name, names: (
        (table.column(named[field_name]) if field_name in named else "") or table.column(*names)
    )


class _Unusable(Exception):
    """A row cannot be used; the message is the reason."""


def _take(into: list[T], bad: list[BadRow], row: Row, read: Callable[[Row], T]) -> bool:
    """Read one row; tell whether it could be used."""
    try:
        into.append(read(row))
    except (NoInstant, _Unusable) as error:
        bad.append(row.bad(str(error)))
        return False
    return True


def _deployment(row: Row, columns: Mapping[str, str], zone: tzinfo | None) -> DeploymentRow:
    def cell(name: str) -> str:
        return row.cells.get(columns[name], "") if columns[name] else ""

    succeeded = _succeeded(cell("result")) if columns["result"] else True
    finished = instant(cell("finished_at"), zone).timestamp()
    planned, unplanned = _yes(cell("planned"), "planned"), _yes(cell("unplanned"), "unplanned")
    if unplanned is None and planned is not None:
        unplanned = not planned
    identity = cell("id") if columns["id"] != columns["commit"] else ""
    return DeploymentRow(
        row, identity, cell("service"), cell("environment"), finished, cell("commit").lower(), succeeded, unplanned
    )


def _incident(row: Row, columns: Mapping[str, str], zone: tzinfo | None) -> IncidentRow:
    def cell(name: str) -> str:
        return row.cells.get(columns[name], "") if columns[name] else ""

    created = instant(cell("created_at"), zone).timestamp()
    resolved = instant(cell("resolved_at"), zone).timestamp() if cell("resolved_at") else None
    if resolved is not None and resolved < created:
        raise _Unusable("it was resolved before it began")
    planned = _yes(cell("planned"), "planned") or False
    return IncidentRow(row, cell("service"), created, resolved, cell("deployment") or cell("commit").lower(), planned)


def _word(text: str) -> str:
    return "".join(c for c in text.casefold() if c not in " _-") or text


def _succeeded(text: str) -> bool:
    word = _word(text)
    if word in _SUCCEEDED:
        return True
    if word in _FAILED:
        return False
    if word in _RUNNING:
        raise _Unusable(f"it is not finished ({text[:40]})")
    raise _Unusable(f"{text[:40]!r} is no known result" if text else "it has no result")


def _yes(text: str, column: str) -> bool | None:
    if not text:
        return None
    word = _word(text)
    if word not in _YES | _NO:
        raise _Unusable(f"{text[:40]!r} in the column {column} is neither yes nor no")
    return word in _YES
