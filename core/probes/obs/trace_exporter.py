"""Do traces have a destination: an exporter, an agent, a collector pipeline?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CONFIGURED, declared, files_of, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_CODE = (
    r"\bOTLP(?:Trace|Span)?Exporter(?:Base)?\(|\bOTLPTraceExporter\b.*\(|\botlptrace(?:grpc|http)?\.New\w*\("
    r"|\bAddOtlpExporter\(|\bOtlp(?:Grpc|Http)SpanExporter\b|\bopentelemetry_otlp::"
    r"|\bOpenTelemetry::Exporter::OTLP::Exporter\b"
    r"|\bJaegerExporter\(|\bjaeger\.New\(|\bjaegercfg\.|\bjaeger\.NewRemoteReporter"
    r"|\bZipkin(?:Span)?Exporter\(|\bzipkin\.New\("
    r"|\bAzureMonitorTraceExporter\(|\bUseAzureMonitor\(|\bconfigure_azure_monitor\(|\bCloudTraceSpanExporter\("
    r"|\bapplicationInsights\b.*\bsetup\(|\bappInsights\.setup\(|\bconnectionString\b.*\bAPPLICATIONINSIGHTS"
    r"|\.setup\(.*[cC]onnectionString|\bOTLPTraceExporter\b"
)
_SETTING = (
    r"\bOTEL_EXPORTER_OTLP_(?:TRACES_)?ENDPOINT\b|\bOTEL_TRACES_EXPORTER[\"']?[ \t]*[:=][ \t]*[\"']?(?:otlp"
    r"|jaeger|zipkin)"
    r"|\bOTEL_EXPORTER_(?:JAEGER|ZIPKIN)_|\bDD_AGENT_HOST\b|\bDD_TRACE_AGENT_URL\b"
    r"|\bAPPLICATIONINSIGHTS_CONNECTION_STRING\b"
    r"|\bELASTIC_APM_SERVER_URL\b|\bAWS_XRAY_DAEMON_ADDRESS\b|\bJAEGER_(?:AGENT_HOST|ENDPOINT)\b"
    r"|\bmanagement\.(?:otlp\.tracing|zipkin\.tracing)\.endpoint\b|\bspring\.zipkin\.base-url\b|\botlp_endpoint\b"
)
_STARTER = (
    r"\bopentelemetry-exporter-(?:zipkin|otlp)\b|\bzipkin-reporter-brave\b|\bspring-boot-starter-zipkin\b"
    r"|\bspring-cloud-(?:starter|sleuth)-zipkin\b"
)
_TRACE_PIPELINE = r"^[ \t]+traces(?:/[\w-]+)?:[ \t]*$"
_EXPORTERS = r"^[ \t]+exporters:[ \t]*(?:\[.*)?$"
_COLLECTOR = ("**/*.{yml,yaml}", "**/*.{yml,yaml}.{tmpl,tpl,j2}")


_NAMED = re.compile(r"[\w/.-]+")
_TO_NOWHERE = re.compile(r"(?:debug|logging|nop|console|stdout|spanmetrics|servicegraph)(?:/.*)?")
_REACH = 15


def _leaves(snapshot: Snapshot, pipeline: Hit) -> bool:
    """Tell whether a collector's pipeline of traces has an exporter that is more than its own console."""
    lines = snapshot.lines(pipeline.path)[pipeline.line : pipeline.line + _REACH]
    outer = len(pipeline.text) - len(pipeline.text.lstrip())
    named: list[str] = []
    inside = False
    for line in lines:
        bare = line.partition("#")[0].strip()
        if bare and len(line) - len(line.lstrip()) <= outer:
            break
        if bare.startswith("exporters:"):
            inside = True
            named += _NAMED.findall(bare.removeprefix("exporters:"))
        elif inside and bare.startswith("- "):
            named += _NAMED.findall(bare[2:])
        elif bare:
            inside = inside and not bare.endswith(":") and "[" not in bare
            named += _NAMED.findall(bare) if inside else []
    return not named or any(not _TO_NOWHERE.fullmatch(name) for name in named)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    piped = files_of(hits.of("trace-pipeline")) & files_of(hits.of("exporters"))
    collector = tuple(hit for hit in hits.of("trace-pipeline") if hit.path in piped and _leaves(snapshot, hit))
    found = (*hits.of("code"), *hits.of("setting"), *collector, *hits.of("starter"))
    return seen(
        hits,
        found,
        "A destination for traces is set at {places} {places:place|places} in {files} {files:file|files}.",
        "No trace exporter, agent address or collector pipeline is set.",
    )


PROBE = Probe(
    id="obs.trace-exporter",
    question="Is a destination for traces configured (other than the console)?",
    answer=_answer,
    patterns=(
        Pattern("code", _CODE, classes=CONFIGURED, code_only=True),
        Pattern("setting", _SETTING, classes=CONFIGURED, code_only=True),
        Pattern("trace-pipeline", _TRACE_PIPELINE, paths=_COLLECTOR, classes=CONFIGURED),
        Pattern("exporters", _EXPORTERS, paths=_COLLECTOR, classes=CONFIGURED),
        Pattern("starter", _STARTER, paths=("**/{pom.xml,build.gradle,build.gradle.kts}",), code_only=True),
        declared(r"exporter-otlp|exporter-jaeger|exporter-zipkin|otlptrace"),
    ),
    classes=CONFIGURED,
)
