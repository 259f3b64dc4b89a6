"""Does application code define metrics of its own?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, declared, files_of, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_DEFINED = (
    r"\b(?:prometheus|promauto)\.(?:With\(.*\)\.)?New(?:Counter|Gauge|Histogram|Summary|Desc)\w*\(|\bpromauto\.With\("
    r"|\b\w*[mM]eter\w*\)?\.(?:create_?(?:counter|histogram|gauge|up_down_counter|observable_\w+)"
    r"|create(?:Counter|Histogram|Gauge|UpDownCounter|Observable\w+)|Create(?:Counter|Histogram"
    r"|Observable\w+)(?:<\w+>)?"
    r"|(?:Int64|Float64)(?:Observable)?(?:UpDown)?(?:Counter|Histogram|Gauge)|counterBuilder|histogramBuilder|gaugeBuilder)\("
    r"|\bnew (?:\w+\.)?(?:Counter|Gauge|Histogram|Summary)\(\{|\bnew (?:StatsD|HotShots)\(|\bnew Meter\("
    r"|\b(?:Counter|Timer|Gauge|DistributionSummary)\.builder\(|\b(?:Counter|Gauge|Histogram|Summary)\.build\("
    r"|\b(?:meterRegistry|metricRegistry|registry|metrics)\.(?:counter|timer|gauge|histogram|meter)\("
    r"|@Timed\b|@Counted\b|@Metered\b|\bMetrics\.Create(?:Counter|Gauge|Histogram)\(|\bStatsD\.(?:increment"
    r"|measure|gauge)\b"
    r"|\b(?:statsd|statsd_client|dogstatsd)\.(?:timing|incr|increment|gauge|histogram|decr|distribution|set)\("
    r"|\bstats\.(?:timing|incr|increment|gauge|histogram|decr)\("
    r"|\bPrometheus::Client|\bYabeda\.configure|\bgetOrRegister(?:Counter|Gauge|Histogram)\(|\bCollectorRegistry\b"
    r"|\bregister_(?:int_)?(?:counter|gauge|histogram)(?:_vec)?!|\bmetrics::(?:counter|gauge|histogram)!"
    r"|\bUseHttpMetrics\(|\bMapMetrics\(|\bUseMetricServer\(|\bnew (?:Kestrel)?MetricServer\("
    r"|\bDotNetRuntimeStatsBuilder\b"
    r"|\bInstrumentator\(|['\"]express-prom-bundle['\"]|\bPrometheusExporter::(?:Middleware|Instrumentation|Client)\b"
    r"|\bactix_web_prom\b|\bPrometheusMetricLayer\b|\bPromEx\b"
    r"|\bTelemetry\.Metrics\b|\.trackMetric\(|\bGetMetric\(|\bput_metric_data\(|\bnew PutMetricDataCommand\("
)
_PYTHON_CLASS = r"\b(?:Counter|Gauge|Histogram|Summary)(?:\(|,[ \t]*$)"
_PYTHON_LIBRARY = (
    r"^[ \t]*(?:from|import)[ \t]+(?:prometheus_client|django_prometheus|aioprometheus|starlette_exporter)\b"
)


_CONSTRUCTED = re.compile(r"\bnew (?:Counter|Gauge|Histogram|Summary)\(\{")
_DESCRIBED = re.compile(r"\bhelp\b")
_REACH = 8


def _is_component(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a new Counter is part of a page: a metric has a help text."""
    near = "\n".join(snapshot.lines(hit.path)[hit.line - 1 : hit.line + _REACH])
    return _CONSTRUCTED.search(hit.text) is not None and _DESCRIBED.search(near) is None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    # Python's Counter is also a collection: it is a metric only where the library is imported.
    with_library = files_of(hits.of("python-library"))
    own = tuple(hit for hit in hits.of("python-class") if hit.path in with_library)
    defined = tuple(hit for hit in hits.of("defined") if not _is_component(snapshot, hit))
    return seen(
        hits,
        (*defined, *own),
        "Metrics are defined or recorded at {places} {places:place|places} in {files} {files:file|files}.",
        "Application code defines no metrics.",
    )


PROBE = Probe(
    id="obs.metrics",
    question="Does application code define its own metrics?",
    answer=_answer,
    patterns=(
        Pattern("defined", _DEFINED, classes=CODE, code_only=True),
        Pattern("python-class", _PYTHON_CLASS, classes=CODE, code_only=True, paths=("**/*.py",)),
        Pattern("python-library", _PYTHON_LIBRARY, classes=CODE, paths=("**/*.py",)),
        declared(r"prometheus|statsd|micrometer|opentelemetry-sdk-metrics|prom-client|yabeda"),
    ),
    classes=CODE,
)
