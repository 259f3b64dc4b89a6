"""Delivery records: what the client recorded of deployments and incidents, as DORA's measurements of one service."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from core.history.recorded_delivery import Repository, commit_deployments, measure_records
from core.history.records import RecordedDelivery, RecordedDeployment, RecordedIncident, count_of, linked
from core.instruments.delivery_rows import DeploymentRow, IncidentRow, Records, read_records
from core.instruments.draft import BadRow, Draft, NotMeasured
from core.instruments.inputs import Input
from core.model.instrument import Instrument, ResultTable

_PRODUCTION = re.compile(r"(?:.*[-_/ .])?(?:production|prod|prd|live)(?:[-_/ .].*|\d*)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:.*[-_/ .])?(?:pre|non|not|no|staging|stage|test|dev|qa|sandbox)(?:[-_/ .].*)?", re.IGNORECASE)
_NAMED = 10
_SHORTEST_ID = 7


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses for a reading.

    Attributes:
        service: the one that is measured; needed where the records hold several.
        environments: names of the production environments; guessed from their names when empty.
        columns: heading by field, where a heading is none of the known names.
        zone: of times that name none.
        since: begin of the window, seconds since 1970; by the records when None.
        until: its end; the last record when None.
    """

    service: str = ""
    environments: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    since: float | None = None
    until: float | None = None


@dataclass(slots=True)
class _Chosen:
    """The rows of one service in production, and how many were left out why, by file."""

    service: str = ""
    environments: tuple[str, ...] = ()
    rows: list[DeploymentRow] = field(default_factory=list)
    deployments: dict[RecordedDeployment, RecordedDeployment] = field(default_factory=dict)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def delivery_records(
    inputs: Sequence[Input], choices: Choices, zone: tzinfo = UTC, repository: Repository | None = None
) -> Draft:
    """Return DORA's measurements from files of deployments and incidents.

    Args:
        inputs: CSV, JSON or XLSX files.
        choices: service, environments, window.
        zone: of the audit; its days count.
        repository: the audited history, for the lead time.

    Raises:
        NotMeasured: when nothing can be measured: no deployments, several services, no production environment.
    """
    records = read_records(inputs, choices.columns, choices.zone)
    if not records.deployments:
        first = f" The first problem: {records.bad[0]}." if records.bad else ""
        raise NotMeasured(f"No deployment could be read.{first}", "See which columns deployments need.")
    bad = list(records.bad)
    chosen = _chosen(records, choices)
    until = choices.until
    if until is None:
        until = max(d.at for d in chosen.deployments)
        chosen.notes.append("the window ends with the last deployment, as no commit is audited")
    if choices.since is not None and choices.since >= until:
        raise NotMeasured("The window ends before it begins.", "Choose a first day before the window's end.")
    incidents = _incidents(records, chosen, repository, bad)
    delivered = linked(chosen.deployments.values(), incidents, until)
    if late := sum(d.at > until for d in chosen.deployments) + sum(i.created > until for i in incidents):
        chosen.notes.append(f"left out, as after the end of the window: {count_of(late, 'record')}")
    source = "delivery records: " + ", ".join(
        f"{name} ({count_of(rows, 'row')})" for name, rows in records.read.items()
    )
    measured = measure_records(delivered, until, source=source, zone=zone, since=choices.since, repository=repository)
    if why := _no_incidents(records):
        chosen.notes.append(f"{why}: failures do not show")
        measured = tuple(
            replace(m, value=None, reason=why, n=0, band="", benchmark_year=None, series=())
            if m.id in _NEED_INCIDENTS and measured[0].value is not None
            else m
            for m in measured
        )
    return Draft(
        Instrument.DELIVERY_RECORDS,
        f"Delivery of {chosen.service}" if chosen.service else "Delivery",
        source,
        measured,
        (_months(delivered, measured[0].window, zone), _read_table(records, chosen, bad)),
        tuple(dict.fromkeys((*records.notes, *chosen.notes))),
        len(chosen.rows) + len(incidents),
        tuple(bad),
        tuple(inputs),
    )


_NEED_INCIDENTS = ("dora.change-fail-rate", "dora.recovery-time")


def _no_incidents(records: Records) -> str:
    """Return why failures cannot be known, empty when they can: no incident read is not no incident."""
    if not records.incidents_given:
        return "no incidents were given"
    if not records.incidents and records.unread_incidents:
        return "no incident could be read"
    return ""


def _chosen(records: Records, choices: Choices) -> _Chosen:
    """Choose the rows of one service in production.

    Raises:
        NotMeasured: when there are several services, or none of that name, or no production environment.
    """
    chosen = _Chosen()
    chosen.environments = _production(records, choices.environments)
    rows = []
    for row in records.deployments:
        if records.has_environment and row.environment.casefold() not in chosen.environments:
            chosen.left_out[row.row.file, "Other environment"] += 1
        else:
            rows.append(row)
    names = {row.service.casefold(): row.service for row in sorted(rows, key=lambda r: r.service, reverse=True)}
    wanted = choices.service.strip()
    if wanted and records.has_service and wanted.casefold() not in names:
        raise NotMeasured(f"The records hold no deployment of {wanted} to production.", f"They hold {_few(names)}.")
    if not wanted and len(names) > 1:
        raise NotMeasured(
            f"The records hold {len(names)} services: {_few(names)}.",
            "Choose one; numbers of several services together mean nothing.",
        )
    chosen.service = names.get(wanted.casefold(), wanted) if wanted else next(iter(names.values()), "")
    for row in rows:
        if records.has_service and row.service.casefold() != chosen.service.casefold():
            chosen.left_out[row.row.file, "Other service"] += 1
            continue
        deployment = RecordedDeployment(row.at, row.id, row.commit, row.succeeded, row.unplanned)
        known = chosen.deployments.pop(deployment, None)
        if known is not None:
            chosen.left_out[row.row.file, "Repeated"] += 1
            deployment = known if known.unplanned or row.unplanned is None else deployment
        else:
            chosen.rows.append(row)
        chosen.deployments[deployment] = deployment
    if len(chosen.environments) > 1:
        used = {row.environment for row in chosen.rows}
        if len(used) > 1:
            chosen.notes.append(f"{len(used)} production environments are counted together: {_few(sorted(used))}")
    elif not records.has_environment:
        chosen.notes.append("no environment is named: every deployment counts as one to production")
    return chosen


def _production(records: Records, named: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the production environments, in lower case.

    Raises:
        NotMeasured: when the records have none of them.
    """
    if not records.has_environment:
        return ()
    present = {row.environment.casefold(): row.environment for row in records.deployments}
    if named:
        wanted = {name.strip().casefold() for name in named}
    else:
        wanted = {name for name in present if _PRODUCTION.fullmatch(name) and not _BEFORE.fullmatch(name)}
    found = tuple(sorted(wanted & set(present)))
    if not found:
        raise NotMeasured(
            f"No deployment goes to {_few(named) if named else 'an environment called production'}.",
            f"The records name {_few(present.values())}; say which is production.",
        )
    return found


def _incidents(
    records: Records, chosen: _Chosen, repository: Repository | None, bad: list[BadRow]
) -> list[RecordedIncident]:
    """Return the incidents of the service, each once, with the deployment that they name."""
    mine: list[IncidentRow] = []
    seen = set()
    for row in records.incidents:
        if row.service and chosen.service and row.service.casefold() != chosen.service.casefold():
            chosen.left_out[row.row.file, "Other service"] += 1
            continue
        same = tuple(sorted(row.row.cells.items()))
        if same in seen:
            chosen.left_out[row.row.file, "Repeated"] += 1
            continue
        seen.add(same)
        mine.append(row)
    causes = _causes({row.cause for row in mine if row.cause}, records, chosen, repository)
    found = []
    for row in mine:
        cause = causes.get(row.cause) if row.cause else None
        if row.cause and row.cause not in causes:
            bad.append(row.row.bad(f"it names {row.cause[:60]!r}, which is not among the deployments"))
        elif row.cause and cause is None:
            chosen.left_out[row.row.file, "Other environment"] += 1
        else:
            found.append(RecordedIncident(row.created, row.resolved, cause, row.planned))
    return found


def _causes(
    names: Collection[str], records: Records, chosen: _Chosen, repository: Repository | None
) -> dict[str, RecordedDeployment | None]:
    """Return the deployment that each text names by id or commit; None for one outside of what is measured."""
    if not names:
        return {}
    by_id: dict[str, RecordedDeployment] = {}
    by_commit: dict[str, RecordedDeployment] = {}
    for deployment in sorted(chosen.deployments.values(), key=lambda d: (not d.succeeded, d), reverse=True):
        by_id[deployment.id.casefold()] = deployment  # the first successful one is written last
        by_commit[deployment.commit] = deployment
    elsewhere = {row.id.casefold() for row in records.deployments} | {row.commit for row in records.deployments}
    found: dict[str, RecordedDeployment | None] = {}
    open_names = []
    for name in names:
        known = by_id.get(name.casefold()) or by_commit.get(name.lower()) or _by_short(name.lower(), by_commit)
        if known is not None:
            found[name] = known
        elif name.casefold() in elsewhere:
            found[name] = None
        else:
            open_names.append(name)
    if open_names and repository is not None and not repository.shallow:
        found.update(commit_deployments(chosen.deployments.values(), repository.history, open_names))
    return found


def _by_short(name: str, by_commit: Mapping[str, RecordedDeployment]) -> RecordedDeployment | None:
    """Return the one deployment whose commit begins like a name, or the other way round."""
    if len(name) < _SHORTEST_ID:
        return None
    like = {
        d
        for commit, d in by_commit.items()
        if len(commit) >= _SHORTEST_ID and (commit.startswith(name) or name.startswith(commit))
    }
    return like.pop() if len(like) == 1 else None


def _months(delivered: RecordedDelivery, window: tuple[str, str], zone: tzinfo) -> ResultTable:
    """Return deployments and incidents by calendar month of the window."""
    begin, end = (datetime.fromisoformat(part).timestamp() for part in window)
    counted: dict[str, list[int]] = {}
    for deployment in delivered.within(begin, end):
        month = datetime.fromtimestamp(deployment.at, zone).strftime("%Y-%m")
        row = counted.setdefault(month, [0, 0, 0])
        caused = delivered.incidents.get(deployment, ())
        row[0] += deployment.succeeded
        row[1] += bool(caused)
        row[2] += len(caused)
    rows = tuple((month, *map(str, counted[month])) for month in sorted(counted))
    note = "Months without a deployment are not listed; an incident stands with the deployment that caused it."
    return ResultTable("Deployments by month", ("Month", "Deployments", "Caused an incident", "Incidents"), rows, note)


_LEFT_OUT = ("Other service", "Other environment", "Repeated")


def _read_table(records: Records, chosen: _Chosen, bad: Sequence[BadRow]) -> ResultTable:
    """Return how many rows of each file count, and why others do not."""
    unusable = Counter(row.file for row in bad)
    rows = []
    for name, count in records.read.items():
        left_out = [chosen.left_out[name, why] for why in _LEFT_OUT]
        rows.append(tuple(map(str, (name, count, count - sum(left_out) - unusable[name], *left_out, unusable[name]))))
    return ResultTable("Records that were read", ("File", "Rows", "Counted", *_LEFT_OUT, "Unusable"), tuple(rows))


def _few(names: Iterable[str]) -> str:
    shown = sorted({name or "(no name)" for name in names})
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    return ", ".join(shown[:_NAMED]) + more
