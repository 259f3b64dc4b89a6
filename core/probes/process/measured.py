"""Are the process's duration, throughput or errors measured?"""

import re

from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import Place
from core.probes.probe import Found, Hits, ProcessProbe
from core.probes.process.location import home_of, matching, not_found
from core.snapshot.snapshot import Snapshot

_METRIC = re.compile(
    r"\bstart_transaction\(|\bstartTransaction\(|@Timed\b|@Counted\b|@Metered\b|@\w*(?:timer|metrics?"
    r"|histogram)\w*(?:\.\w+)?\("
    r"|\.(?:observe|Observe|inc|Inc|record|Record|increment|Increment|incr|timing|histogram|gauge|distribution)\("
    r"|\b(?:statsd|metrics|meter|prometheus|StatsD|Metrics)(?:\.|::)\w+|\bWithLabelValues\(|\btrackMetric\("
    r"|\bput_metric\w*\("
    r"|\bmeterRegistry\.|\bmetricRegistry\.|\bset_measurement\(|\bTimer\.\w+\(|\.time\(\)[ \t]*(?:as|:|\{"
    r"|$)|:telemetry\.(?:execute|span)"
)
_CLOCK = re.compile(
    r"\bperf_counter\(|\bmonotonic\(|\bperformance\.now\(|\bStopwatch\b|\btime\.Since\(|\bnanoTime\("
    r"|\bmicrotime\(|\bduration(?:_ms|Ms|Millis)?\b"
    r"|\bstart_as_current_span\(|\bstartActiveSpan\(|\bstartSpan\(|\b[tT]racer\.Start\(|\bStartActivity\("
)


_COMMON = re.compile(r"(?<![A-Z_])\.(?:record|Record|increment|Increment|timing|gauge|distribution|observe|Observe)\(")
_LIBRARY = re.compile(
    r"metric|\bmeter|micrometer|prometheus|prom-client|statsd|telemetry|datadog|newrelic|new_relic|appsignal|counter|histogram",
    re.IGNORECASE,
)


def _of_metrics(snapshot: Snapshot, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places without words that other things have too, where their file has nothing of metrics."""
    kept = []
    for path, first, last in places:
        line = snapshot.lines(path)[first - 1]
        common = _COMMON.search(line) and not _METRIC.search(_COMMON.sub("", line))
        if not common or _LIBRARY.search(snapshot.text(path) or ""):
            kept.append((path, first, last))
    return tuple(kept)


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    home = home_of(snapshot, process)
    if not home.files:
        return not_found(process)
    inside, beside = (_of_metrics(snapshot, places) for places in matching(snapshot, home, _METRIC))
    timed, _ = matching(snapshot, home, _CLOCK)
    args: dict[str, str | int] = {"process": process.name, "places": len(inside)}
    if inside:
        message = "{process}: measured at {places} {places:place|places} where it lives."
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, inside, eligible=home.files)
    if timed:
        message = "{process}: its time is taken, but no metric or transaction records it."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, timed, eligible=home.files)
    if beside:
        message = "{process}: metrics are recorded in its files, but not in its definitions."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, beside, eligible=home.files)
    return Found(Outcome.ABSENT, "{process}: nothing measures it where it lives.", args, eligible=home.files)


PROBE = ProcessProbe(
    id="process.measured",
    question="Are duration, throughput or errors of the process measured?",
    answer=_answer,
    asks=("transactions, timers and metrics in the process's definitions and files",),
)
