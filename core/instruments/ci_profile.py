"""CI profile: where the pipeline spends its time, how often caches hit, and how often only a repetition passes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median, quantiles

from core.history.periods import iso
from core.history.records import count_of
from core.instruments.archives import unpacked
from core.instruments.ci_logs import Step
from core.instruments.ci_runs import ListedRun, LoggedRun, logged_runs, sort_inputs
from core.instruments.ci_steps import Kind
from core.instruments.draft import BadRow, Draft, NotMeasured
from core.instruments.inputs import Input
from core.instruments.junit_runs import FlakyTest, JUnitRun, flaky_tests, read_junit
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement

UNITS = {
    "ci.duration-p50": "minutes",
    "ci.duration-p95": "minutes",
    "ci.install-share": "share",
    "ci.cache-hit-rate": "share",
    "ci.image-build": "minutes",
    "ci.retry-to-pass": "share",
    "ci.flaky-tests": "tests",
    "ci.failure-rate": "share",
}
_SLOWEST = 15
_MOST_ROWS = 30
_FEW = 10
"""Fewer runs than this give little confidence."""


def ci_profile(inputs: Sequence[Input]) -> Draft:
    """Return the profile of a pipeline.

    Args:
        inputs: log archives, logs, lists of runs (JSON or CSV), JUnit XML.

    Raises:
        NotMeasured: when none of them can be used.
    """
    bad: list[BadRow] = []
    logs, results, listed, notes = sort_inputs(unpacked(inputs, bad), bad)
    logged = logged_runs(logs, bad)
    tested = _with_commits(read_junit(results, bad), listed)
    if not (logged or listed or tested):
        first = f" The first problem: {bad[0]}." if bad else ""
        raise NotMeasured(
            f"No run of a pipeline could be read.{first}",
            "Choose log archives, logs with timestamps, a list of runs as JSON, or JUnit XML.",
        )
    parts = (
        (len(logged), "run", "in logs"),
        (len(listed), "run", "listed"),
        (len(tested), "JUnit file", ""),
    )
    said = ", ".join(f"{count_of(number, noun)} {where}".strip() for number, noun, where in parts if number)
    source = f"pipeline: {said} ({_names(inputs)})"
    flaky = flaky_tests(tested)
    blank = Measurement("", None, "", source, _window(logged, listed), confidence="medium")
    measured = (
        *_durations(logged, listed, blank),
        *_steps(logged, blank),
        *_results(logged, listed, blank),
        _flaky(flaky, tested, blank),
    )
    by_id = {m.id: replace(m, unit=UNITS[m.id], confidence="low" if m.n < _FEW else m.confidence) for m in measured}
    tables = (
        _share_table(logged),
        _slowest_table(logged),
        _cache_table(logged),
        _retry_table(listed),
        _flaky_table(flaky),
    )
    return Draft(
        Instrument.CI_PROFILE,
        "Profile of the pipeline",
        source,
        tuple(by_id[name] for name in UNITS),
        tuple(table for table in tables if table.rows),
        notes,
        len(logged) + len(listed) + len(tested),
        tuple(bad),
        tuple(inputs),
    )


def _names(inputs: Sequence[Input]) -> str:
    tops = list(dict.fromkeys(given.name.split("/")[0] for given in inputs))
    return ", ".join(tops[:3]) + (f" and {len(tops) - 3} more" if len(tops) > 3 else "")


def _with_commits(tested: Sequence[JUnitRun], listed: Iterable[ListedRun]) -> tuple[JUnitRun, ...]:
    """Return JUnit files with the commit of the listed run whose number a part of their path is."""
    commits = {run.id: run.commit for run in listed if run.id}

    def commit(name: str) -> str:
        words = name.replace("-", "/").replace("_", "/").replace(".", "/").split("/")
        return next((commits[word] for word in words if word in commits), "")

    return tuple(run if run.commit else replace(run, commit=commit(run.name)) for run in tested)


def _window(logged: Iterable[LoggedRun], listed: Iterable[ListedRun]) -> tuple[str, str]:
    begins = [run.started for run in logged] + [run.started for run in listed]
    ends = [run.ended for run in logged] + [run.ended or run.started for run in listed]
    return (iso(min(begins)), iso(max(ends))) if begins else ("", "")


def _durations(
    logged: Sequence[LoggedRun], listed: Sequence[ListedRun], blank: Measurement
) -> tuple[Measurement, Measurement]:
    """Return the median and 95th percentile of runs that passed or failed, by the list where there is one."""
    minutes = [(r.ended - r.started) / 60 for r in listed if r.ended is not None and r.passed is not None]
    note = "from the list of runs, from start to end"
    if not minutes:
        minutes = [(run.ended - run.started) / 60 for run in logged]
        note = "from the logs, from the first line of a run to its last"
    names = ("ci.duration-p50", "ci.duration-p95")
    if not minutes:
        p50, p95 = (replace(blank, id=name, reason="neither logs nor a list of completed runs") for name in names)
        return p50, p95
    high = quantiles(minutes, n=20, method="inclusive")[18] if len(minutes) > 1 else minutes[0]
    found = replace(blank, n=len(minutes), notes=(note,))
    return replace(found, id=names[0], value=median(minutes)), replace(found, id=names[1], value=high)


def _all_steps(logged: Iterable[LoggedRun]) -> list[Step]:
    return [step for run in logged for job in run.jobs for step in job.steps]


def _steps(logged: Sequence[LoggedRun], blank: Measurement) -> tuple[Measurement, ...]:
    """Return the share of installation, the cache hits and the time of image builds, all from logs."""
    steps = _all_steps(logged)
    total = sum(step.seconds for step in steps)
    caches = [cache.hit for run in logged for job in run.jobs for cache in job.caches]
    images = [step.seconds / 60 for step in steps if step.kind is Kind.IMAGE]
    install = replace(blank, id="ci.install-share", reason="no job logs")
    if total > 0:
        spent = sum(step.seconds for step in steps if step.kind is Kind.INSTALL)
        install = replace(install, value=spent / total, reason="", n=len(logged))
        mixed = sum(step.seconds for step in steps if step.kind is Kind.MIXED) / total
        if mixed >= 0.01:
            install = replace(install, notes=(f"steps that do several things at once take {mixed:.0%}, counted apart",))
    cached = replace(blank, id="ci.cache-hit-rate", reason="the logs show no restore of a cache")
    if caches:
        cached = replace(cached, value=sum(caches) / len(caches), reason="", n=len(caches))
    image = replace(blank, id="ci.image-build", reason="the logs show no build of an image")
    if images:
        image = replace(image, value=median(images), reason="", n=len(images))
    return install, cached, image


def _repeated(listed: Iterable[ListedRun]) -> list[tuple[ListedRun, int]]:
    """Return the runs that passed only when repeated on the same commit, with the number of tries."""
    groups: dict[tuple[str, str, str], list[ListedRun]] = defaultdict(list)
    for run in listed:
        if run.passed is not None and run.commit:
            groups[run.workflow, run.commit, run.event].append(run)
    found = []
    for runs in groups.values():
        failures = 0
        for run in sorted(runs, key=lambda r: (r.started, r.attempt)):
            if run.passed and (run.attempt > 1 or failures):
                found.append((run, max(run.attempt, failures + 1)))
            failures = 0 if run.passed else failures + 1
    return found


def _results(
    logged: Sequence[LoggedRun], listed: Sequence[ListedRun], blank: Measurement
) -> tuple[Measurement, Measurement]:
    """Return the shares of runs that passed only when repeated, and that failed."""
    ended = [run for run in listed if run.passed is not None]
    retry = replace(blank, id="ci.retry-to-pass", reason="needs a list of runs with attempts and commits")
    failure = replace(blank, id="ci.failure-rate", reason="neither the logs nor a list tell how runs ended")
    apart = len(listed) - len(ended)
    notes = (f"left out, as cancelled or skipped: {count_of(apart, 'run')}",) if apart else ()
    if ended:
        repeated = len(_repeated(ended))
        retry = replace(retry, value=repeated / len(ended), reason="", n=len(ended), notes=notes)
        failed = sum(not run.passed for run in ended)
        return retry, replace(failure, value=failed / len(ended), reason="", n=len(ended), notes=notes)
    known = [run.failed for run in logged if run.failed is not None]
    if known:
        failure = replace(failure, value=sum(known) / len(known), reason="", n=len(known), notes=("from the logs",))
    return retry, failure


def _flaky(flaky: Sequence[FlakyTest], tested: Sequence[JUnitRun], blank: Measurement) -> Measurement:
    """Return the number of flaky tests; it is known only where the same commit was tested more than once."""
    found = replace(blank, id="ci.flaky-tests", window=("", ""), n=len(tested))
    if not tested:
        return replace(found, reason="no JUnit files")
    commits = [(run.name.rpartition("/")[2], run.commit) for run in tested if run.commit]
    again = len(commits) > len(set(commits))
    if not again and not flaky:
        return replace(found, reason="no commit was tested twice, so that no test could show it")
    unnamed = sum(not run.commit for run in tested)
    notes = (f"without a commit, so compared only with themselves: {count_of(unnamed, 'file')}",) if unnamed else ()
    return replace(found, value=float(len(flaky)), notes=notes)


def _share_table(logged: Sequence[LoggedRun]) -> ResultTable:
    steps = _all_steps(logged)
    total = sum(step.seconds for step in steps) or 1.0
    spent: dict[Kind, float] = defaultdict(float)
    for step in steps:
        spent[step.kind] += step.seconds
    ordered = sorted(spent.items(), key=lambda pair: (-pair[1], pair[0]))
    runs = max(1, len(logged))
    rows = tuple((k.value.capitalize(), f"{s / 60 / runs:.1f}", f"{s / total:.4f}") for k, s in ordered)
    note = "Minutes of all jobs of a run together, mean of the runs; jobs that run side by side both count."
    return ResultTable("Where the time goes", ("What", "Minutes a run", "Share"), rows, note, 2)


def _slowest_table(logged: Sequence[LoggedRun]) -> ResultTable:
    by_name: dict[tuple[str, str, Kind], list[float]] = defaultdict(list)
    for run in logged:
        for job in run.jobs:
            for step in job.steps:
                by_name[job.name, step.name, step.kind].append(step.seconds / 60)
    ordered = sorted(by_name.items(), key=lambda pair: (-median(pair[1]), pair[0]))[:_SLOWEST]
    rows = tuple(
        (job, step, kind.value, f"{median(m):.1f}", f"{max(m):.1f}", str(len(m))) for (job, step, kind), m in ordered
    )
    return ResultTable("Slowest steps", ("Job", "Step", "What", "Median minutes", "Longest", "Times"), rows)


def _cache_table(logged: Sequence[LoggedRun]) -> ResultTable:
    uses: dict[str, list[bool]] = defaultdict(list)
    for run in logged:
        for job in run.jobs:
            for cache in job.caches:
                uses[cache.key].append(cache.hit)
    ordered = sorted(uses.items(), key=lambda pair: (sum(pair[1]) / len(pair[1]), pair[0]))[:_MOST_ROWS]
    rows = tuple((key, str(len(hits)), str(sum(hits)), f"{sum(hits) / len(hits):.4f}") for key, hits in ordered)
    note = "A restore from an older key counts as a hit; hashes in keys are left out."
    return ResultTable("Restores of caches by key", ("Key", "Restores", "Hits", "Share"), rows, note, 3)


def _retry_table(listed: Sequence[ListedRun]) -> ResultTable:
    found = sorted(_repeated(listed), key=lambda pair: (-pair[1], pair[0].started))[:_MOST_ROWS]
    rows = tuple((run.workflow or "-", run.commit[:10], iso(run.started)[:10], str(tries)) for run, tries in found)
    return ResultTable("Runs that passed only when repeated", ("Workflow", "Commit", "Day", "Tries"), rows)


def _flaky_table(flaky: Sequence[FlakyTest]) -> ResultTable:
    rows = tuple(
        (test.name, str(test.failed), str(test.passed), ", ".join(c[:10] for c in test.commits[:3]) or "-")
        for test in flaky[:_MOST_ROWS]
    )
    more = f"The {_MOST_ROWS} that failed most often, of {len(flaky)}." if len(flaky) > _MOST_ROWS else ""
    return ResultTable("Flaky tests", ("Test", "Failed", "Passed", "Commits"), rows, more)
