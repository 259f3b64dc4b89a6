"""Do tests assert what happens when a dependency fails?"""

import re
from itertools import takewhile

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import TESTS, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_FAILING = (
    r"\bside_effect[ \t]*=[ \t]*\[?(?:\w+\.)*\w*(?:Timeout|Connection|Connect|Network|Request|HTTP|Http"
    r"|Client|Api|API|Operational|Runtime"
    r"|OS|IO|Service|Server|SSL|Socket|Read|Curl|Redis|S3|DB|Database|Transport|Exception)\w*(?:Error"
    r"|Exception|Timeout)?\b"
    r"|\bexc=(?:\w+\.)*\w*(?:Timeout|Error|Exception)|\b(?:Connect|Read|Request)Timeout\b"
    r"|\bConnectTimeoutException\b|\bSocketTimeoutException\b"
    r"|\bECONNREFUSED\b|\bETIMEDOUT\b|\bECONNRESET\b|\.replyWithError\(|\.networkError\("
    r"|\.timeout\(\)\.reply|\bnetworkErrorOnce\("
    r"|\bthenThrow\(|\bdoThrow\(|\bwillThrow\w*\(|\bandThrow\(|\.Throws(?:Async)?(?:<|\()|\bThrowsAsync\("
    r"|\bwillThrowException\("
    r"|\bmockRejected(?:Value|ValueOnce)\(|\brejects\(new|\.rejects\.toThrow|\.to_timeout\b|\.to_raise\("
    r"|\band_raise\(|\bHttp::response\([^)\n]*,[ \t]*[45]\d\d"
    r"|\bnew (?:Connect|Server|Request)Exception\(|\bnew Response\([45]\d\d|\bWithFixedDelay\("
    r"|\.withStatus\(5\d\d\)|\baServerError\(|\brespondWith\w*Error\("
    r"|\bstatus_?code[ \t]*=[ \t]*50\d\b|\bstatus=50\d\b|\.reply\(50\d\b|\bctx\.status\(50\d\b"
    r"|\bhttp\.Status(?:InternalServerError|ServiceUnavailable|BadGateway|GatewayTimeout)\b"
    r"|\bResponseTemplate::new\(5\d\d|\.with_status\(5\d\d|\bBypass\.down\(|\bReq\.Test\.transport_error\("
    r"|\b(?:Plug\.Conn\.)?(?:send_)?resp\((?:\w+, ?)?5\d\d\b"
    r"|\bMint\.TransportError\b|\bHTTPoison\.Error\b|:econnrefused\b"
    r"|\bSetReturnError|\btoxiproxy\b|\bcontext\.DeadlineExceeded\b|\bcodes\.(?:Unavailable"
    r"|DeadlineExceeded)\b|\bWillReturnError\("
)
_NAMED = (
    r"\bdef test_\w*(?:timeout|timed_out|unavailable|unreachable|connection_(?:error|refused|fail)"
    r"|network_error|api_error|server_error"
    r"|service_down|db_down|database_down|outage|_5xx|_50\d)\w*"
    r"|\bfunc Test\w*(?:Timeout|Unavailable|Unreachable|ConnectionRefused|NetworkError|ServerError"
    r"|QueryError|APIError)\w*\("
    r"|\b(?:it|test)\([\"'`][^\"'`\n]*\b(?:times? out|timeout|unavailable|unreachable|network error"
    r"|connection (?:error|refused)|is down)\b"
    r"|\bvoid \w*(?:Timeout|TimesOut|Unavailable|Inaccessible|Unreachable|ConnectionRefused|ServerError)\w*\("
    r"|\bfunction (?:test|it)_?\w*(?:timeout|unavailable|cant_make_the_call|server_error|connection)\w*\("
    r"|^[ \t]*it [\"'][^\"'\n]*\b(?:times out|timeout|unavailable|unreachable|connection (?:error|refused)|is down)\b"
)

_INPUT = re.compile(
    r"(?:NotFound|DoesNotExist|Argument|Validation|Invalid|Unauthori[sz]ed|Forbidden|Key)\w*(?:Exception|Error)\b"
)
"""Errors that tell of input, not of a dependency."""


_ASSERTED = re.compile(r"\.rejects\.toThrow|\bAssert\.Throws")
_DEPENDENCY = re.compile(
    r"time[ds]?[- _]?out|network|connect|socket|unavailable|unreachable|refused|\bHttp|\bSql|\bIO|\bDb|5\d\d\b|ECONN"
    r"|is down|(?:Download|Upload|Remote|Transport)\w*(?:Exception|Error)"
    r"|mockReject|reject\w*\(|replyWithError|\bnock\(|\bdownstream|\bgateway|ThrowsAsync\(|\.Throws\(|\.Throws<(?!.*=>)",
    re.IGNORECASE,
)
_REACH = 15


def _of_dependency(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether an asserted failure is a dependency's, by what the lines before make fail."""
    if not _ASSERTED.search(hit.text) or _DEPENDENCY.search(_ASSERTED.sub("", hit.text)):
        return True
    before = snapshot.lines(hit.path)[max(0, hit.line - 1 - _REACH) : hit.line - 1]
    return any(_DEPENDENCY.search(line) for line in before)


_FAILS = re.compile(
    r"rais|throw|error|exception|side_effect|reject|abort|fail|mock|stub|fake|patch|\b50\d\b|unavail|refus|\b(?:Err|err)\b|down|delay|sleep"
    r"|cancel|deadline|disconnect|retr(?:y|ies)",
    re.IGNORECASE,
)
_CASE = re.compile(r"^[ \t]*(?:(?:async )?def test|(?:it|test|specify)[ (]|func Test|@Test\b|\[(?:Fact|Test)|#\[test)")
_LONGEST = 30


def _makes_fail(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether the body of a case that is named after a failure has one: a setting may be called timeout too."""
    following = snapshot.lines(hit.path)[hit.line : hit.line + _LONGEST]
    body = [*takewhile(lambda line: not _CASE.match(line), following)]
    return any(_FAILS.search(line) for line in body)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    failing = [hit for hit in hits.of("failing") if not _INPUT.search(hit.text) and _of_dependency(snapshot, hit)]
    return seen(
        hits,
        [*failing, *(hit for hit in hits.of("named") if _makes_fail(snapshot, hit))],
        "Failing dependencies are tested at {places} {places:place|places} in {files} {files:file|files}.",
        "No test asserts what happens when a dependency fails.",
    )


PROBE = Probe(
    id="test.error-paths",
    question="Do tests assert how failures of dependencies are handled?",
    answer=_answer,
    patterns=(
        Pattern("failing", _FAILING, classes=TESTS, code_only=True),
        Pattern("named", _NAMED, classes=TESTS, code_only=True),
    ),
    classes=TESTS,
)
