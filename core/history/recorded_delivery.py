"""DORA's measurements from recorded deployments and incidents of one service, exact where the records are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from itertools import compress
from statistics import median, quantiles

from core.history import messages
from core.history.benchmarks import BAND_YEAR, band
from core.history.commits import History
from core.history.delivery import UNITS
from core.history.periods import (
    DAY,
    FEWEST_DEPLOYMENTS,
    SHORTEST_DAYS,
    WINDOW_DAYS,
    days_per_week,
    iso,
    per_month,
    trend,
)
from core.history.records import RecordedDelivery, RecordedDeployment, count_of
from core.model.measurement import Measurement

_SHORTEST_ID = 7
_QUIET_DAYS = 14


@dataclass(frozen=True, slots=True)
class Repository:
    """The history that tells what each deployment brought.

    Attributes:
        tip: number of the default branch's commit.
        shallow: it is cut off, so what a deployment brought cannot be known.
    """

    history: History
    tip: int
    shallow: bool = False


@dataclass(slots=True)
class _Brought:
    """What the deployments brought, by deployment: hours each change waited; and what could not be counted."""

    spans: dict[RecordedDeployment, list[float]] = field(default_factory=dict)
    negative: int = 0
    bots: int = 0
    unknown: int = 0
    baseline: RecordedDeployment | None = None
    reached: bytearray = field(default_factory=bytearray)


def measure_records(
    delivered: RecordedDelivery,
    until: float,
    *,
    source: str,
    zone: tzinfo,
    since: float | None = None,
    repository: Repository | None = None,
    notes: Sequence[str] = (),
) -> tuple[Measurement, ...]:
    """Return the measurements of a window, each with its trend by quarter.

    Args:
        delivered: from `linked`.
        until: end of the window: the committer date of the audited commit.
        source: what the records are, in words.
        zone: the audit's time zone, in which a day is a day.
        since: begin of the window; 365 days before its end, or where the records begin, when None.
        repository: for the lead time, which cannot be measured without.
        notes: printed with each number.
    """
    instants = [d.at for d in delivered.deployments] + [
        i.created for found in delivered.incidents.values() for i in found
    ]
    first = min(instants, default=until)
    start = max(until - WINDOW_DAYS * DAY, first) if since is None else since
    here = delivered.successful(start, until)
    reason = ""
    if until - start < SHORTEST_DAYS * DAY:
        reason = f"the records cover fewer than {SHORTEST_DAYS} days of the window"
    elif len(here) < FEWEST_DEPLOYMENTS:
        reason = f"only {count_of(len(here), 'deployment')} in the window, at least {FEWEST_DEPLOYMENTS} are needed"
    said = [*notes, *delivered.notes]
    if here and until - max(instants) > _QUIET_DAYS * DAY:
        said.append(f"nothing is recorded in the last {int((until - max(instants)) // DAY)} days of the window")
    blank = Measurement("", None, "", source, (iso(start), iso(until)), confidence="high", notes=tuple(said))
    metrics = _Metrics(delivered, zone, blank, None if reason else repository)
    found = []
    for name, unit in UNITS.items():
        if reason:
            found.append(replace(blank, id=name, unit=unit, reason=reason))
            continue
        measured = replace(metrics.measure(name, start, until), id=name, unit=unit)
        if measured.value is not None:
            series = trend(lambda a, b, name=name: metrics.measure(name, a, b).value, until, min(first, start), zone)  # type: ignore[misc]
            banded = measured.band or band(name, measured.value)
            coverage = metrics.coverage(start, until)
            year = BAND_YEAR if banded else None
            measured = replace(measured, band=banded, benchmark_year=year, coverage=coverage, series=series)
        found.append(measured)
    return tuple(found)


class _Metrics:
    """The metrics between any two instants."""

    def __init__(
        self, delivered: RecordedDelivery, zone: tzinfo, blank: Measurement, repository: Repository | None
    ) -> None:
        self._delivered = delivered
        self._zone = zone
        self._blank = blank
        self._repository = repository
        usable = repository is not None and not repository.shallow
        self._brought = _brought(delivered, repository) if repository is not None and usable else None
        self._compute = {
            "dora.deployment-frequency": self._frequency,
            "dora.deployments-per-month": self._deployments_per_month,
            "dora.lead-time": self._lead_time,
            "dora.change-fail-rate": self._change_fail_rate,
            "dora.recovery-time": self._recovery_time,
            "dora.rework-rate": self._rework_rate,
        }

    def measure(self, name: str, start: float, until: float) -> Measurement:
        """Return one metric between two instants."""
        return self._compute[name](start, until)

    def coverage(self, start: float, until: float) -> float | None:
        """Return the share of the default branch's changes in the window that a deployment contains."""
        if self._repository is None or self._brought is None:
            return None
        history, reached = self._repository.history, self._brought.reached
        dated = compress(enumerate(history.committed), history.reachable(self._repository.tip))
        changes = [n for n, at in dated if start <= at <= until and history.known[n] and not history.is_merge(n)]
        return sum(reached[n] for n in changes) / len(changes) if changes else None

    def _noted(self, *notes: str) -> Measurement:
        return replace(self._blank, notes=(*notes, *self._blank.notes))

    def _frequency(self, start: float, until: float) -> Measurement:
        here = self._delivered.successful(start, until)
        value = days_per_week((d.at for d in here), start, until, self._zone)
        a_week = len(here) / max(1.0, (until - start) / DAY) * 7
        note = f"{count_of(len(here), 'deployment')}, {per_month(len(here), start, until):.1f} a month"
        banded = band("dora.deployment-frequency", max(value, a_week))
        return replace(self._noted(note), value=value, n=len(here), band=banded)

    def _deployments_per_month(self, start: float, until: float) -> Measurement:
        here = self._delivered.successful(start, until)
        return replace(self._blank, value=per_month(len(here), start, until), n=len(here))

    def _lead_time(self, start: float, until: float) -> Measurement:
        if self._brought is None:
            shallow = self._repository is not None and self._repository.shallow
            why = "the history is shallow: it was cloned without its past" if shallow else _NO_HISTORY
            return replace(self._blank, reason=why)
        here = self._delivered.successful(start, until)
        spans = [span for d in here for span in self._brought.spans.get(d, ())]
        notes = list(self._blank.notes)
        if self._brought.baseline in here:
            notes.append("what the first recorded deployment brought is left out: it may have been deployed before")
        if self._brought.negative:
            notes.append(f"left out, as authored after their deployment: {count_of(self._brought.negative, 'commit')}")
        if self._brought.bots:
            notes.append(f"by bots: {count_of(self._brought.bots, 'commit')}")
        if self._brought.unknown:
            notes.append(f"without a commit of this history: {count_of(self._brought.unknown, 'deployment')}")
        found = replace(self._blank, notes=tuple(notes), confidence="medium" if self._brought.unknown else "high")
        if not spans:
            return replace(found, reason="no change of this history reached a recorded deployment in the window")
        p90 = quantiles(spans, n=10, method="inclusive")[8] if len(spans) > 1 else spans[0]
        return replace(found, value=median(spans), p90=p90, n=len(spans))

    def _change_fail_rate(self, start: float, until: float) -> Measurement:
        here = self._delivered.within(start, until)
        if not here:
            return replace(self._blank, reason="no deployment in the window")
        failed = sum(d in self._delivered.incidents for d in here)
        note = f"{failed} of {len(here)} deployments caused an incident"
        return replace(self._noted(note), value=failed / len(here), n=len(here))

    def _recovery_time(self, start: float, until: float) -> Measurement:
        caused = [(d, i) for d in self._delivered.within(start, until) for i in self._delivered.incidents.get(d, ())]
        spans = [(i.resolved - d.at) / 3600 for d, i in caused if i.resolved is not None and i.resolved <= until]
        positive = [span for span in spans if span >= 0]
        notes = list(self._blank.notes)
        if len(spans) < len(caused):
            notes.append(f"not resolved at the end of the window: {count_of(len(caused) - len(spans), 'incident')}")
        if len(positive) < len(spans):
            notes.append(
                f"left out, as resolved before their deployment: {count_of(len(spans) - len(positive), 'incident')}"
            )
        found = replace(self._blank, notes=tuple(notes))
        if not positive:
            return replace(found, reason="no incident caused by a deployment was resolved in the window")
        return replace(found, value=median(positive), n=len(positive))

    def _rework_rate(self, start: float, until: float) -> Measurement:
        repairs = self._delivered.repairs
        here = self._delivered.within(start, until)
        if repairs is None:
            return replace(self._blank, reason="neither unplanned deployments nor incidents are recorded")
        if not here:
            return replace(self._blank, reason="no deployment in the window")
        found = self._blank
        if not self._delivered.exact_repairs:
            note = "the last deployment before an incident was resolved counts as its unplanned repair"
            found = replace(self._noted(note), confidence="medium")
        return replace(found, value=sum(d in repairs for d in here) / len(here), n=len(here))


_NO_HISTORY = "the repository's history was not at hand, and it tells which changes a deployment holds"


def _brought(delivered: RecordedDelivery, repository: Repository) -> _Brought:
    """Return what each deployment was the first to contain; merges are no changes."""
    history = repository.history
    numbers = _numbers(history, {d.commit for d in delivered.deployments if d.succeeded})
    marks = bytearray(len(history))
    found = _Brought(reached=marks)
    for deployment in delivered.deployments:
        if not deployment.succeeded:
            continue
        number = numbers.get(deployment.commit)
        if number is None:
            found.unknown += 1
            continue
        brought = history.mark(marks, [number])
        if found.baseline is None:
            found.baseline = deployment
            continue
        spans = found.spans[deployment] = []
        for commit in brought:
            if history.is_merge(commit):
                continue
            span = (deployment.at - history.authored[commit]) / 3600
            if span < 0:
                found.negative += 1
            else:
                spans.append(span)
                found.bots += bool(history.flags[commit] & messages.BOT)
    return found


def _numbers(history: History, names: Iterable[str]) -> dict[str, int]:
    """Return the number of each commit that is named in full, or in short by one commit alone."""
    found: dict[str, int] = {}
    short: dict[bytes, str] = {}
    for name in names:
        number = history.number.get(name.encode("ascii", "replace"))
        if number is not None and history.known[number]:
            found[name] = number
        elif len(name) >= _SHORTEST_ID:
            short[name.encode("ascii", "replace")] = name
    lengths = {len(name) for name in short}
    twice = set()
    for commit, number in history.number.items() if short else ():
        for length in lengths:
            written = short.get(commit[:length]) if length < len(commit) else None
            if written is not None and history.known[number]:
                if written in found:
                    twice.add(written)
                found[written] = number
    return {name: number for name, number in found.items() if name not in twice}


def commit_deployments(
    deployments: Iterable[RecordedDeployment], history: History, names: Iterable[str]
) -> dict[str, RecordedDeployment]:
    """Return the first successful deployment that contains each of some commits."""
    ordered = sorted(d for d in deployments if d.succeeded)
    wanted = {number: name for name, number in _numbers(history, names).items()}
    numbers = _numbers(history, {d.commit for d in ordered})
    marks = bytearray(len(history))
    found = {}
    for deployment in ordered:
        number = numbers.get(deployment.commit)
        for commit in history.mark(marks, [number]) if number is not None else ():
            if commit in wanted:
                found[wanted[commit]] = deployment
    return found
