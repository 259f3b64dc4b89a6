"""Does a circuit breaker keep a failing dependency from taking the application with it?"""

import re

from core.formats.source import code_only
from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, calls, declared, is_declaration, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_LIBRARY = (
    r"\bgobreaker\.|\bpybreaker\.|@circuit\b|\baiobreaker\.|\bpurgatory\.|\bnew (?:Opossum|CircuitBreaker)\("
    r"|\bopossum\(|\bcircuitBreaker\(handleAll\b|@(?:Hystrix|Circuit)\w*\b"
    r"|\bCircuitBreaker(?:Registry|Factory|Config|Policy|StrategyOptions|Builder|Async|Aspect)\w*\b"
    r"|\.(?:Add|Advanced)?CircuitBreaker(?:Async)?\(|\bAddStandardResilienceHandler\(|\bAddStandardHedgingHandler\("
    r"|\bHystrixCommand\b|\bhystrix\.(?:Go|Do)\w*\(|\bSphU\.entry\(|@SentinelResource\b|\bStoplight\(|\bCircuitbox\b"
    r"|\bSemian\b|\bCB2\b|:fuse\.(?:install|ask|melt|run)\(|\bExternalService\.CircuitBreaker\b|\bganesha\b|\bfailsafe\.CircuitBreaker\b"
    r"|\bcircuitbreaker\.(?:New|Builder|With)\w*|\bbreaker\.(?:Execute|Fire|fire|Call|Run)\("
)
_OWN = (
    r"\b(?:class|struct|interface|type|def|func|function|object|trait|module|impl)[ \t]+(?:\([^)\n]*\)[ \t]*)?"
    r"\w*(?:circuit_?breaker|breaker_?board)\w*"
    r"|\b(?:const|let|var|val|def|func|function|fn|fun|static|bool|boolean)[ \t]+(?:\([^)\n]*\)[ \t]*)?"
    r"(?:is|open|close|trip|reset|half_?open)_?circuit(?:_?(?:open|closed|broken))?\b"
)
_PEER = (
    r"\b(?:def|func|function|fn|fun|void|bool|boolean)[ \t]+(?:\([^)\n]*\)[ \t]*)?"
    r"mark_?(?:as_?)?(?:offline|down|unhealthy|unavailable|dead)\b"
)
"""A client that remembers that its peer is down."""
_RECOVERS = re.compile(r"back[-_]?off|re[-_]?connect|health[-_]?check|re[-_]?try[-_]?after", re.IGNORECASE)
_FAILS_FAST = re.compile(r"\b(?:case|when|if)\b[^\n]*\b(?:is_?)?(?:offline|down|unhealthy|unavailable|dead)\b", re.I)
_CONFIG = (
    r"\bresilience4j\.circuitbreaker\b|^[ \t]*circuitbreaker:[ \t]*$|^[ \t]*-?[ \t]*name:[ \t]*CircuitBreaker[ \t]*$"
    r"|^[ \t]*outlierDetection:|^[ \t]*outlier_detection:|^[ \t]*circuit_breakers:|\bcircuitBreaker:[ \t]*$"
    r"|\bspring\.cloud\.circuitbreaker\b|\bhystrix\.command\b|\bpassiveHealthCheck:"
)
_BREAKS = re.compile(
    r"half[-_ ]?open|fail\w*[-_]?(?:count|threshold|rate|ratio|percent\w*|max|min|limit)|\btrip(?:ped|s)?\b"
    r"|cool[-_]?down|reset[-_]?time\w*|recovery[-_]?time\w*|\.OPEN\b|\bis_?open\b|\bConsecutiveFailures\b",
    re.IGNORECASE,
)
_CURRENT = re.compile(r"\bamp(?:s|eres?)\b|[a-z]Amps?(?:eres?)?\b|\bvolts?\b|voltage|\bwatts?\b", re.IGNORECASE)
"""What flows through breakers of the electrical kind."""

_OF_A_DEPLOYMENT = re.compile(r"deployment_?circuit_?breaker|circuit_?breaker.*\brollback\b", re.IGNORECASE)
_NEAR = 4


def _deployment(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a breaker rolls a container deployment back (ECS): that guards no call."""
    near = "\n".join(snapshot.lines(hit.path)[hit.line - 1 : hit.line + _NEAR])
    return bool(_OF_A_DEPLOYMENT.search(hit.text) or re.search(r"\brollback[ \t]*[:=]", near))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    own: list[Hit] = []
    near: list[Hit] = []
    for hit in hits.of("own"):
        text = snapshot.text(hit.path) or ""
        (own if _BREAKS.search(text) and not _CURRENT.search(text) else near).append(hit)
    for hit in hits.of("peer"):
        text = code_only(hit.path, snapshot.text(hit.path) or "")
        (own if _RECOVERS.search(text) and _FAILS_FAST.search(text) else near).append(hit)
    config = [hit for hit in hits.of("config") if not _deployment(snapshot, hit)]
    found = [hit for hit in (*calls(hits.of("library")), *config, *own) if not _OF_A_DEPLOYMENT.search(hit.text)]
    answer = seen(
        hits,
        found,
        "Circuit breakers are used or configured at {places} {places:place|places} in {files} {files:file|files}.",
        "No circuit breaker guards a call.",
    )
    if any(not is_declaration(hit) for hit in found):
        return answer
    reasons = [(hit.path, hit.line, "the words, but nothing that opens on failures") for hit in near]
    return Found(answer.outcome, answer.message, near_misses=(*reasons, *answer.near_misses))


PROBE = Probe(
    id="rel.circuit-breaker",
    question="Does a circuit breaker guard calls that may fail?",
    answer=_answer,
    patterns=(
        Pattern("library", _LIBRARY, classes=CODE, code_only=True),
        Pattern("config", _CONFIG, classes=CONFIGURED, code_only=True),
        Pattern("peer", _PEER, ignore_case=True, classes=CODE, code_only=True),
        Pattern("own", _OWN, ignore_case=True, classes=CODE, code_only=True),
        declared(r"gobreaker|pybreaker|opossum|resilience4j|stoplight|circuitbox|polly|cockatiel"),
    ),
    classes=CONFIGURED,
)
