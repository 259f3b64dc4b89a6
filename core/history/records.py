"""Deployments and incidents of one service as the client recorded them, and which caused which."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class RecordedDeployment:
    """A deployment to production as the client recorded it.

    Attributes:
        at: when it finished, seconds since 1970.
        unplanned: it was made to repair what users saw; None where the records do not say.
    """

    at: float
    id: str
    commit: str
    succeeded: bool = True
    unplanned: bool | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RecordedIncident:
    """An incident as the client recorded it.

    Attributes:
        created: seconds since 1970; `resolved` too, None while it is open.
        deployment: what caused it; None where the records name nothing.
        planned: announced work, which is no failure.
    """

    created: float
    resolved: float | None
    deployment: RecordedDeployment | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class RecordedDelivery:
    """The deployments and incidents of one service, linked.

    Attributes:
        deployments: those that count, oldest first: the successful ones, and failed ones that an incident names.
        incidents: by the deployment that caused them.
        repairs: deployments made to repair what users saw; None where nothing tells.
        notes: what was left out.
    """

    deployments: tuple[RecordedDeployment, ...]
    incidents: Mapping[RecordedDeployment, tuple[RecordedIncident, ...]]
    repairs: frozenset[RecordedDeployment] | None
    exact_repairs: bool
    notes: tuple[str, ...]

    def successful(self, start: float, until: float) -> list[RecordedDeployment]:
        """Return the successful deployments between two instants."""
        return [d for d in self.deployments if d.succeeded and start <= d.at <= until]

    def within(self, start: float, until: float) -> list[RecordedDeployment]:
        """Return the deployments that count between two instants."""
        return [d for d in self.deployments if start <= d.at <= until]


def linked(
    deployments: Iterable[RecordedDeployment], incidents: Iterable[RecordedIncident], until: float
) -> RecordedDelivery:
    """Return deployments and incidents up to an instant; an incident without a link goes to the deployment before it.

    Args:
        deployments: of one service, to production, each once.
        incidents: of the same service.
        until: nothing after it counts.
    """
    known = sorted(d for d in deployments if d.at <= until)
    happened = [i for i in incidents if i.created <= until]
    successes = [d for d in known if d.succeeded]
    instants = [d.at for d in successes]
    by_cause: dict[RecordedDeployment, list[RecordedIncident]] = defaultdict(list)
    announced = before_all = 0
    for incident in happened:
        place = bisect_right(instants, incident.created)
        cause = incident.deployment or (successes[place - 1] if place else None)
        if incident.planned:
            announced += 1
        elif cause is None or cause.at > until:
            before_all += 1
        else:
            by_cause[cause].append(incident)
    failed = [d for d in known if not d.succeeded]
    notes = []
    if apart := sum(d not in by_cause for d in failed):
        notes.append(f"not counted, as they failed and caused no incident: {count_of(apart, 'deployment')}")
    if announced:
        notes.append(f"announced work is no failure: {count_of(announced, 'incident')}")
    if before_all:
        notes.append(f"left out, as before the first deployment: {count_of(before_all, 'incident')}")
    exact = any(d.unplanned is not None for d in known)
    repairs = _repairs(successes, instants, by_cause, exact) if exact or happened else None
    counted = tuple(d for d in known if d.succeeded or d in by_cause)
    return RecordedDelivery(counted, {d: tuple(i) for d, i in by_cause.items()}, repairs, exact, tuple(notes))


def _repairs(
    successes: Sequence[RecordedDeployment],
    instants: Sequence[float],
    by_cause: Mapping[RecordedDeployment, Sequence[RecordedIncident]],
    exact: bool,
) -> frozenset[RecordedDeployment]:
    """Return what was recorded as unplanned, else the last deployment before each incident was resolved."""
    if exact:
        return frozenset(d for d in successes if d.unplanned)
    found = set()
    for cause, incidents in by_cause.items():
        for incident in incidents:
            place = bisect_right(instants, incident.resolved) if incident.resolved is not None else 0
            repair = successes[place - 1] if place else None
            if repair is not None and repair != cause and repair.at > incident.created:
                found.add(repair)
    return frozenset(found)


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun: "1 incident", "2 incidents"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
