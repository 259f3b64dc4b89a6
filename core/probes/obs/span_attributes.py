"""Does code put business or request context on spans?"""

import re

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CODE, seen
from core.probes.probe import Found, Hits, Probe, absent
from core.snapshot.snapshot import Snapshot

_RECEIVER = (
    r"(?:\b\w*[Ss]pan\w*|\b[Aa]ctivity|current_span\(\)|currentSpan\(\)|Span\.current\(\)|getActiveSpan\(\)"
    r"|Activity\.Current)"
)
_SETTER = r"(?:set_?[aA]ttributes?|SetAttributes?|set_?[tT]ag|SetTag|[aA]dd_?[tT]ag|AddTag|set_?[dD]ata|add_attributes)"
_ATTRIBUTE = _RECEIVER + r"\)?[?!]{0,2}(?:\.|->)" + _SETTER + r"\("
_OTHER = (
    r"\btrace\.WithAttributes\(|@SpanAttribute\b|@SpanTag\b|\bTracer\.set_attributes?\b"
    r"|\bstart_as_current_span\(.*\battributes=|\bopentracing\.Tags?\{"
)
_TECHNICAL = re.compile(
    r"\([ \t]*[\"'](?:http|db|net|rpc|otel|error|exception|messaging|server|url|span|component|peer|graphql)\b"
    r"|\b(?:ext|semconv|SpanAttributes|SemanticAttributes)\."
)
"""Keys that instrumentation sets by itself: they say nothing of the business."""


_PAGE = re.compile(r"\bcreateElement\(|\bDOMDocument\b|\bquerySelector|\bgetElement\w*\(|\bDocumentBuilder\b")
_TRACED = re.compile(
    r"telemetry|opentracing|trac(?:er|ing)\b|dd-?trace|datadog|sentry|x-?ray|zipkin|jaeger", re.IGNORECASE
)


def _of_a_page(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a span is an element of a page: its file builds pages and has nothing of tracing."""
    text = snapshot.text(hit.path) or ""
    return _PAGE.search(text) is not None and _TRACED.search(text) is None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    all_hits = [hit for hit in hits.of("attribute", "other") if not _of_a_page(snapshot, hit)]
    own = tuple(hit for hit in all_hits if not _TECHNICAL.search(hit.text))
    if not own and all_hits:
        near = [(hit.path, hit.line, "technical key") for hit in all_hits]
        return absent("Only technical attributes are set on spans.", near, confidence=Confidence.MEDIUM)
    return seen(
        hits,
        own,
        "Spans get attributes at {places} {places:place|places} in {files} {files:file|files}.",
        "No code sets span attributes.",
    )


PROBE = Probe(
    id="obs.span-attributes",
    question="Does code put business or request context on spans?",
    answer=_answer,
    patterns=(
        Pattern("attribute", _ATTRIBUTE, classes=CODE, code_only=True),
        Pattern("other", _OTHER, classes=CODE, code_only=True),
    ),
    classes=CODE,
)
