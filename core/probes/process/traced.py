"""Is every run of the process traced?"""

import re

from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import CONFIGURED
from core.probes.probe import Found, Hits, ProcessProbe, lines_of
from core.probes.process.location import home_of, matching, not_found
from core.snapshot.snapshot import Snapshot

SPAN = re.compile(
    r"\bstart_as_current_span\(|\bstart_span\(|\bstartActiveSpan\(|\b[sS]tartSpan\w*\("
    r"|\b[tT]racer\w*(?:\(\))?\.(?:Start|start|trace|wrap)\("
    r"|\bStartActivity\(|\bin_span\b|\bwith_span\b|@WithSpan\b|@Observed\b|@NewSpan\b|@[tT]raced?\b|@tracer\.\w+"
    r"|\bstart_transaction\(|\bstartTransaction\(|\bstart_child\(|#\[(?:tracing::)?instrument\b"
    r"|\bDoInSpan\w*\(|\binfo_span!|\bspan!\("
    r"|\b(?:background_task|function_trace)\(|\bspanBuilder\(|\bcapture_(?:async_func|method)\b|\bwithActiveSpan\("
)
"""A span or transaction begun in code, or a decorator that begins one."""

_FRAMEWORK = (
    r"\b(?:Flask|FastAPI|Django|Starlette|Celery|Tornado|Grpc\w*)Instrumentor\b"
    r"|\bgetNodeAutoInstrumentations\(|\bopentelemetry-instrument\b"
    r"|auto-instrumentations-node/register|-javaagent:\S*(?:opentelemetry|dd-java|elastic-apm|newrelic"
    r"|applicationinsights)"
    r"|\bAdd(?:AspNetCore|Grpc)\w*Instrumentation\(|\botelgin\.|\botelhttp\.|\botelmux\.|\botelecho\.|\bddtrace-run\b"
    r"|\buse_all\b|['\"]dd-trace/init|\btraces_?[sS]ample_?[rR]ate\b|\btracesSampleRate\b"
)


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    home = home_of(snapshot, process)
    if not home.files:
        return not_found(process)
    inside, beside = matching(snapshot, home, SPAN)
    args: dict[str, str | int] = {"process": process.name, "places": len(inside or beside)}
    if inside:
        message = "{process}: spans are started at {places} {places:place|places} where it lives."
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, inside, eligible=home.files)
    if beside:
        message = "{process}: spans are started in its files, but not in its definitions."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, beside, eligible=home.files)
    framework = lines_of(hits.of("framework"))
    if framework and any(stretch.routed for stretch in home.stretches):
        message = "{process}: only the framework's instrumentation traces its route."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, framework, eligible=home.files)
    return Found(Outcome.ABSENT, "{process}: no span is started where it lives.", args, eligible=home.files)


PROBE = ProcessProbe(
    id="process.traced",
    question="Is every run of the process traced?",
    answer=_answer,
    patterns=(Pattern("framework", _FRAMEWORK, classes=CONFIGURED, code_only=True),),
    asks=("spans started in the process's definitions and files",),
)
