"""Is performance monitoring switched on?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import declares
from core.snapshot.snapshot import Snapshot

_SAMPLING = r"\b(?:sentry_)?(?:traces|profiles|profile_session)_?sample_?rate\b|\btraces_?sampler\b"
SAMPLES_NOTHING = re.compile(
    r"sample_?rate[\"']?[ \t]*[:=][ \t]*[\"']?(?:0(?:\.0*)?(?![\d.])|null|nil|None|undefined|false)", re.IGNORECASE
)
"""A share of traces of none: the error tracker tracks errors only."""

_AGENT = (
    r"""\bnewrelic\.(?:agent\.initialize|NewApplication)\(|\brequire\(['\"]newrelic['\"]\)"""
    r"""|\bimport ['\"]newrelic['\"]|\bnewrelic-admin run-program|\bnewrelic_rpm\b"""
    r"""|\bddtrace-run\b|\bimport ddtrace\b|['\"]dd-trace(?:/init)?['\"]|\bddtracer?\.Start\("""
    r"""|\bDatadog\.configure\b"""
    r"|\belasticapm\.|\bElasticAPM\(|\belastic-apm-node\b|\bapm\.NewTracer\w*\("
    r"|\bElasticApmAttacher\b"
    r"|-javaagent:\S*(?:newrelic|dd-java-agent|datadog|elastic-?apm|applicationinsights|appdynamics|dynatrace|skywalking"
    r"|pinpoint|scouter|glowroot|instana|pyroscope)"
    r"|\bappInsights\.setup\(|\bapplicationInsights\b.*\bsetup\(|\bsetAutoCollectPerformance\("
    r"|\bAddApplicationInsightsTelemetry\("
    r"|\bscout_apm\b|\bScoutApm\b|\bAppsignal\b|\bappsignal\.start|\bSkylight(?:\.|::)|\bconfig\.skylight\b"
    r"|@instana/collector|\binstana\.\w+\(|\bINSTANA_\w+|\bDynaKube\b|\bdynatrace/oneagent\b|\bDT_TENANT\b"
    r"|\boneagent\b"
)
_PROFILER = (
    r"\bpyroscope\.|\bPyroscope\.|\bgooglecloudprofiler\.start"
    r"|\bprofiler\.Start\(|\bebpf-profiler\b|\bparca-agent\b|\bcodeguru_profiler"
)


_PUBLISHED = re.compile(r"(?:^|/)config/(?:packages/(?:\w+/)?)?sentry\.(?:php|ya?ml)$")
"""Settings that a framework's package publishes: nothing reads them once the package is gone."""


def samples(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a share of traces is more than none, and set for an error tracker that is installed."""
    if SAMPLES_NOTHING.search(hit.text):
        return False
    return _PUBLISHED.search(hit.path) is None or bool(declares(snapshot, ("sentry/*",)))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    sampled = [hit for hit in hits.of("sampling") if samples(snapshot, hit)]
    return seen(
        hits,
        [*sampled, *hits.of("agent", "profiler")],
        "Performance monitoring is enabled at {places} {places:place|places} in {files} {files:file|files}.",
        "No performance monitoring is enabled.",
    )


PROBE = Probe(
    id="obs.apm",
    question="Is application performance monitoring or continuous profiling enabled?",
    answer=_answer,
    patterns=(
        Pattern("sampling", _SAMPLING, ignore_case=True, classes=CONFIGURED, code_only=True),
        Pattern("agent", _AGENT, classes=CONFIGURED, code_only=True),
        Pattern("profiler", _PROFILER, classes=CONFIGURED, code_only=True),
        declared(r"newrelic|ddtrace|dd-trace|elastic-?apm|scout_apm|appsignal|skylight|pyroscope"),
    ),
    classes=CONFIGURED,
)
