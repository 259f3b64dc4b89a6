"""DORA's measurements from a git history, as a proxy that says so (definitions: docs of `dora.*`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from itertools import compress
from statistics import median, quantiles

from core.history import messages
from core.history.benchmarks import BAND_YEAR, band
from core.history.commits import History
from core.history.deployments import RELEASE, Deployment, Tag, first_parent_deployments, releases
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
from core.history.records import count_of
from core.model.measurement import Measurement

REPAIR_DAYS = 7
"""A patch release made of fixes within so many days marks the release before it as failed."""
_CHECK_EVERY = 10_000

SUBJECTS_DAYS = 3 * 365
"""How far back it matters what subjects say: the trend's two years, and a year for changes that waited."""

UNITS = {
    "dora.deployment-frequency": "deployment days per week",
    "dora.deployments-per-month": "per month",
    "dora.lead-time": "hours",
    "dora.change-fail-rate": "share",
    "dora.recovery-time": "hours",
    "dora.rework-rate": "share",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A deployment that had to be repaired, and the one that repaired it."""

    failed: Deployment
    repair: Deployment


@dataclass(frozen=True, slots=True)
class Delivery:
    """The deployments of a history and what is known of each.

    Attributes:
        source: in words, with the refs meant.
        by_tags: deployments are releases.
        failures: by deployment, in order.
        rework: patch releases made only of fixes and reverts.
        counted: marks of the commits of the default branch and of the releases.
        reached: marks of the commits that a deployment contains.
        notes: what was left out or set apart.
    """

    history: History
    deployments: tuple[Deployment, ...]
    source: str
    by_tags: bool
    failures: tuple[Failure, ...]
    rework: frozenset[int]
    counted: bytearray
    reached: bytearray
    notes: tuple[str, ...]
    zone: tzinfo


def delivery(
    history: History,
    tip: int,
    tags: Sequence[Tag],
    until: int,
    reverted: Mapping[int, Sequence[bytes]],
    branch: str = "the default branch",
    zone: tzinfo = UTC,
    pattern: str = RELEASE,
) -> Delivery:
    """Return the deployments of a history.

    Args:
        history: commits of the default branch and of the tags.
        tip: the default branch.
        tags: all tags.
        until: the committer date of the audited commit; nothing after it counts.
        reverted: ids that each reverting commit (by number) names.
        branch: the default branch's name, for the record.
        zone: the audit's time zone, in which a day is a day.
        pattern: of release tags.
    """
    tagged = releases(history, tags, until, pattern)
    by_tags = any(d.at > until - WINDOW_DAYS * DAY for d in tagged.deployments)
    deployments, reached = tagged.deployments, tagged.reached
    if not by_tags:
        deployments, reached = first_parent_deployments(history, tip, until)
    notes = []
    if not by_tags:
        notes.append("changes squashed into one commit show no time before their merge")
    if tagged.pre_releases:
        notes.append(f"{tagged.pre_releases} pre-releases do not count as deployments")
    if tagged.misdated:
        notes.append(f"{len(tagged.misdated)} tags dated before their commit are left out")
    counted = bytearray(map(max, tagged.reached, reached)) if not by_tags else bytearray(reached)
    history.mark(counted, [tip])
    late = sum(at > until for at in compress(history.committed, counted))
    if late:
        notes.append(f"{late} commits dated after the audited commit are left out")
    rework = frozenset(d.number for d in deployments if _is_patch(d) and _only_repairs(history, d))
    source = "git history: release tags" if by_tags else f"git history: commits of {branch} (first parent)"
    failures = _failures(history, deployments, rework, reverted)
    return Delivery(history, deployments, source, by_tags, failures, rework, counted, reached, tuple(notes), zone)


def _is_patch(deployment: Deployment) -> bool:
    return deployment.version is not None and bool(deployment.version.patch)


def _only_repairs(history: History, deployment: Deployment) -> bool:
    """Tell whether a release brought at least one fix or revert and beside those only housekeeping, merges and bots."""
    repairs = 0
    for number in deployment.brought:
        flags = history.flags[number]
        if flags & (messages.FIX | messages.REVERT):
            repairs += 1
        elif not (flags & (messages.HOUSEKEEPING | messages.BOT) or history.is_merge(number)):
            return False
    return repairs > 0


def _failures(
    history: History,
    deployments: Sequence[Deployment],
    rework: frozenset[int],
    reverted: Mapping[int, Sequence[bytes]],
) -> tuple[Failure, ...]:
    found: dict[int, Failure] = {}
    previous: dict[tuple[str, int, int], Deployment] = {}
    for deployment in deployments:
        if deployment.version is None:
            continue
        line = (deployment.version.part, deployment.version.major, deployment.version.minor)
        before = previous.get(line)
        if before and deployment.number in rework and deployment.at - before.at <= REPAIR_DAYS * DAY:
            found[before.number] = Failure(before, deployment)
        previous[line] = deployment
    if reverted:
        short = _by_short_id(history, reverted)
        wanted = {*reverted, *short.values()}
        home = {number: d for d in deployments for number in d.brought if number in wanted}
        for number, names in reverted.items():
            repair = home.get(number)
            for name in names:
                culprit = short.get(name)
                failed = home.get(culprit) if culprit is not None else None
                if failed and repair and failed.at < repair.at:
                    known = found.get(failed.number)
                    if known is None or repair.at < known.repair.at:
                        found[failed.number] = Failure(failed, repair)
    order = {d.number: position for position, d in enumerate(deployments)}
    return tuple(sorted(found.values(), key=lambda f: order[f.failed.number]))


def _by_short_id(history: History, reverted: Mapping[int, Sequence[bytes]]) -> dict[bytes, int]:
    wanted = {name for names in reverted.values() for name in names}
    found = {name: history.number[name] for name in wanted if name in history.number}
    missing = wanted - found.keys()
    lengths = {len(name) for name in missing}
    if missing:
        for position, (commit, number) in enumerate(history.number.items()):
            if not position % _CHECK_EVERY:
                history.check()
            for length in lengths:
                if commit[:length] in missing:
                    found[commit[:length]] = number
    return found


def measure(delivered: Delivery, until: int, *, shallow: bool = False) -> dict[str, Measurement]:
    """Return the measurements over the 365 days that end at an instant, each with its trend by quarter.

    Args:
        delivered: of `delivery`.
        until: the committer date of the audited commit.
        shallow: the history is cut off, so nothing is measurable.
    """
    first = _first_commit(delivered)
    start = max(until - WINDOW_DAYS * DAY, first)
    window = (iso(start), iso(until))
    reason = ""
    here = [d for d in delivered.deployments if start <= d.at <= until]
    if shallow:
        reason = "the history is shallow: it was cloned without its past"
    elif until - first < SHORTEST_DAYS * DAY:
        reason = f"the history is shorter than {SHORTEST_DAYS} days"
    elif len(here) < FEWEST_DEPLOYMENTS:
        what = "releases" if delivered.by_tags else "commits of the default branch"
        reason = f"only {len(here)} {what} in the window, at least {FEWEST_DEPLOYMENTS} are needed"
    confidence = "medium" if delivered.by_tags else "low"
    base = Measurement(
        "", None, "", delivered.source, window, confidence=confidence, benchmark_year=BAND_YEAR, notes=delivered.notes
    )
    coverage = None if reason else _coverage(delivered, start, until)
    results = {}
    for name, compute in _COMPUTE.items():
        delivered.history.check()
        blank = replace(base, id=name, unit=UNITS[name])
        if reason:
            results[name] = replace(blank, reason=reason)
            continue
        measured = compute(delivered, start, until, blank)
        if measured.value is None:
            results[name] = replace(measured, benchmark_year=None)
            continue
        series = _trend(delivered, compute, blank, until, first)
        banded = measured.band or band(name, measured.value)
        results[name] = replace(
            measured, band=banded, benchmark_year=BAND_YEAR if banded else None, coverage=coverage, series=series
        )
    return results


def _first_commit(delivered: Delivery) -> int:
    return min((at for at in compress(delivered.history.committed, delivered.counted) if at > 0), default=0)


def _within(delivered: Delivery, start: int, until: int) -> list[Deployment]:
    return [d for d in delivered.deployments if start <= d.at <= until]


def _frequency(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Median number of days with a deployment over the whole weeks of the window, counted back from its end."""
    here = _within(delivered, start, until)
    value = days_per_week((d.at for d in here), start, until, delivered.zone)
    note = f"{len(here)} deployments, {per_month(len(here), start, until):.1f} a month"
    a_week = len(here) / max(1.0, (until - start) / DAY) * 7
    return replace(
        blank,
        value=value,
        n=len(here),
        notes=(note, *blank.notes),
        band=band("dora.deployment-frequency", max(value, a_week)),
    )


def _deployments_per_month(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Deployments of the window by its months, a month of mean length."""
    count = len(_within(delivered, start, until))
    return replace(blank, value=per_month(count, start, until), n=count)


def _lead_time(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Author date of each change to the first deployment that contains it; merges are no changes."""
    history = delivered.history
    spans, negative, bots = [], 0, 0
    for deployment in _within(delivered, start, until):
        for number in deployment.brought:
            if history.is_merge(number):
                continue
            span = (deployment.at - history.authored[number]) / 3600
            if span < 0:
                negative += 1
                continue
            spans.append(span)
            bots += bool(history.flags[number] & messages.BOT)
    notes = list(blank.notes)
    if negative:
        notes.append(f"left out, as authored after their deployment: {count_of(negative, 'commit')}")
    if bots:
        notes.append(f"by bots: {bots} of {count_of(len(spans), 'commit')}")
    if not spans:
        return replace(blank, reason="no change reached a deployment in the window", notes=tuple(notes))
    p90 = quantiles(spans, n=10, method="inclusive")[8] if len(spans) > 1 else spans[0]
    return replace(blank, value=median(spans), p90=p90, n=len(spans), notes=tuple(notes))


def _coverage(delivered: Delivery, start: int, until: int) -> float | None:
    """Return the share of the window's changes that a deployment contains."""
    history = delivered.history
    dated = compress(enumerate(history.committed), delivered.counted)
    changes = [n for n, at in dated if start <= at <= until and history.known[n] and not history.is_merge(n)]
    reached = delivered.reached
    return sum(reached[n] for n in changes) / len(changes) if changes else None


def _change_fail_rate(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Share of deployments that were repaired: by a patch release of fixes within 7 days, or by a later revert."""
    here = _within(delivered, start, until)
    if not here:
        return replace(blank, reason="no deployment in the window")
    failed = {f.failed.number for f in delivered.failures}
    notes = blank.notes if delivered.by_tags else ("without releases only reverts show a failure", *blank.notes)
    return replace(blank, value=sum(d.number in failed for d in here) / len(here), n=len(here), notes=notes)


def _recovery_time(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Median time from a failed deployment to the one that repaired it."""
    spans = [(f.repair.at - f.failed.at) / 3600 for f in delivered.failures if start <= f.failed.at <= until]
    if not spans:
        return replace(blank, reason="no failed deployment shows in the window")
    return replace(blank, value=median(spans), n=len(spans))


def _rework_rate(delivered: Delivery, start: int, until: int, blank: Measurement) -> Measurement:
    """Share of releases that are patch releases made only of fixes and reverts."""
    if not delivered.by_tags:
        return replace(blank, reason="rework shows only in release tags, and there are none in the window")
    here = _within(delivered, start, until)
    if not here:
        return replace(blank, reason="no deployment in the window")
    return replace(blank, value=sum(d.number in delivered.rework for d in here) / len(here), n=len(here))


_Compute = Callable[[Delivery, int, int, Measurement], Measurement]

_COMPUTE: dict[str, _Compute] = {
    "dora.deployment-frequency": _frequency,
    "dora.deployments-per-month": _deployments_per_month,
    "dora.lead-time": _lead_time,
    "dora.change-fail-rate": _change_fail_rate,
    "dora.recovery-time": _recovery_time,
    "dora.rework-rate": _rework_rate,
}


def _trend(
    delivered: Delivery, compute: _Compute, blank: Measurement, until: int, first: int
) -> tuple[tuple[str, float | None], ...]:
    """Return the metric by calendar quarter of the audit's time zone, up to two years, the last one up to the end."""

    def value(begin: float, stop: float) -> float | None:
        delivered.history.check()
        return compute(delivered, int(begin), int(stop), blank).value

    return trend(value, until, first, delivered.zone)
