"""Does the application or its configuration set up distributed tracing?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, declared, seen
from core.probes.obs.apm import samples
from core.probes.probe import Found, Hits, Probe, absent
from core.snapshot.snapshot import Snapshot

_SDK = (
    r"\b(?:TracerProvider|NodeTracerProvider|WebTracerProvider|NodeSDK|BasicTracerProvider"
    r"|SdkTracerProvider)(?:\.builder)?\("
    r"|\bset_tracer_provider\(|\bOpenTelemetry::SDK\.configure|\bAddOpenTelemetry\(|\.WithTracing\("
    r"|\bregisterInstrumentations\(|\bgetNodeAutoInstrumentations\(|\botel\.SetTracerProvider\("
    r"|\b(?:sdktrace|tracesdk|trace)\.NewTracerProvider\(|\bregisterOTel\("
    r"|\bglobal::set_tracer_provider\(|\btracing_opentelemetry::layer"
    r"|\bOpentelemetry(?:Phoenix|Ecto)\.setup|\w+Instrumentor\(\)\.instrument"
    r"|\bAutoConfiguredOpenTelemetrySdk\b|\b_?OTelSDKConfigurator\(|\bTracerProviderBuilder\("
    r"|\bSdk::registerGlobal|Globals::tracerProvider"
)
_VENDOR = (
    r"\bopentracing\.SetGlobalTracer\("
    r"|\bjaegercfg\.|\bjaeger_client\b.*\bConfig|\bjaeger\.NewTracer\("
    r"""|\bddtrace\.(?:patch|auto)|\bimport ddtrace\.auto|\btracer\.init\(|['\"]dd-trace(?:/init)?['\"]\)?\.init"""
    r"""|['\"]dd-trace/init['\"]|\bDatadog\.configure\b"""
    r"|\bxray_recorder\.configure\(|\bAWSXRay\.(?:capture|express|open)|\bXRayMiddleware\(|\bpatch_all\(\)"
    r"|\bzipkin\.NewTracer\(|\bBraveTracer\b|\bTracing\.newBuilder\(\)"
    r"|\bappInsights\.setup\(|\bapplicationInsights\b.*\bsetup\(|\bnew ApplicationInsights\("
    r"|\bAddApplicationInsightsTelemetry\(|\.setDistributedTracingMode\("
    r"""|\belasticapm\.contrib|\bElasticAPM\(|\bapm\.NewTracer\w*\(|\belastic-apm-node['\"]\)\.start"""
)
_SENTRY = (
    r"\btraces_?sample_?rate\b|\btraces_?sampler\b|\bbrowserTracingIntegration\(|\bBrowserTracing\("
    r"|\benableTracing\b"
)
_AGENT = (
    r"\bopentelemetry-instrument\b"
    r"|\bopentelemetry-javaagent|-javaagent:\S*(?:opentelemetry|dd-java-agent|elastic-apm"
    r"|applicationinsights|newrelic)"
    r"|\bddtrace-run\b|@opentelemetry/auto-instrumentations-node/register"
    r"|\binstrumentation\.opentelemetry\.io/inject"
    r"|\bOTEL_DOTNET_AUTO_HOME\b|\bCORECLR_ENABLE_PROFILING\b|\bnewrelic-admin run-program\b"
    r"|\btracing_config\b|\bTracing: *Active\b"
)
_SPRING = r"\bspring\.sleuth\.|\bspring\.zipkin\.|\bmanagement\.tracing\.|\bmanagement\.zipkin\."
"""Settings that Spring ignores unless a tracing library is declared."""
_STARTER = (
    r"\bmicrometer-tracing-bridge-\w+|\bspring-cloud-(?:starter-)?sleuth\S*|\bquarkus-opentelemetry\b"
    r"|\bmicronaut-tracing\S*"
    r"|\bopentelemetry-spring-boot-starter\b|\bspring-boot-starter-(?:opentelemetry|zipkin)\b"
)
"""Frameworks that trace as soon as they are declared."""


_PATCHES_ALL = re.compile(r"\bpatch_all\(\)")
_OF_TRACING = re.compile(r"xray|ddtrace")
_SPANS = (
    r"\bGlobalTracer\b|\bbuildSpan\(|\bstart_as_current_span\(|\bstart_span\(|\bstartSpan\(|\bstartActiveSpan\("
    r"|\bspanBuilder\("
    r"|\bopentracing\.StartSpan|\btracer\.Start\(|\bTracer\.with_span\b|\bActivitySource\b.*\bStartActivity\("
    r"|\bin_span\("
)
"""Calls of a tracing interface: they do nothing until somebody sets up a tracer."""


def _traces(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a call of patch_all() is a tracer's, not that of a library for green threads."""
    return not _PATCHES_ALL.search(hit.text) or _OF_TRACING.search(snapshot.text(hit.path) or "") is not None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    traced = hits.of("starter")
    vendor = [hit for hit in hits.of("vendor") if _traces(snapshot, hit)]
    sampled = [hit for hit in hits.of("sentry") if samples(snapshot, hit)]
    found = [*hits.of("sdk"), *vendor, *hits.of("agent"), *sampled, *traced, *(hits.of("spring") if traced else ())]
    if not found and (spans := hits.of("spans")):
        near = [(hit.path, hit.line, "makes spans, but no tracer is set up here") for hit in spans]
        return absent("No code or configuration sets up tracing.", near)
    return seen(
        hits,
        found,
        "Tracing is set up at {places} {places:place|places} in {files} {files:file|files}.",
        "No code or configuration sets up tracing.",
    )


PROBE = Probe(
    id="obs.tracing",
    question="Is distributed tracing set up in code or configuration?",
    answer=_answer,
    patterns=(
        Pattern("sdk", _SDK, classes=CONFIGURED, code_only=True),
        Pattern("vendor", _VENDOR, classes=CONFIGURED, code_only=True),
        Pattern("sentry", _SENTRY, ignore_case=True, classes=CONFIGURED, code_only=True),
        Pattern("agent", _AGENT, classes=CONFIGURED, code_only=True),
        Pattern("spring", _SPRING, classes=CONFIGURED, code_only=True),
        Pattern("starter", _STARTER, paths=("**/{pom.xml,*.gradle,*.gradle.kts}",), code_only=True),
        Pattern("spans", _SPANS, classes=CODE, code_only=True),
        declared(r"opentelemetry|jaeger|zipkin|ddtrace|dd-trace|xray|opentracing|elastic-?apm"),
    ),
    classes=CONFIGURED,
)
