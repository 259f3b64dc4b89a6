"""Are messages, webhooks and jobs kept when they fail for good?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, calls, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_WORD = (
    r"\bdead[-_]?letter\w*|[a-z0-9_]dead_?letter\w*|\bdlq\b|\bdlq[-_.]\w|[-_.]dlq\b|\bredrive_?(?:policy|allow)\w*"
    r"|\bx-dead-letter-\w+|\bparking[-_]?lot[-_]?(?:queue|topic)"
    r"|\b(?:re_?send|re_?deliver|re_?play)_?webhook\w*|\bwebhook_?(?:event|delivery|call|log)s?_?re_?(?:send|deliver|play|try)\b"
)
_NAMES = (
    r"\w+(?:DLQ|Dlq)\b|\bDLQ\w+|\bDltHandler\b|\bDltStrategy\b|@RetryableTopic\b|\bmax_delivery_count\b|\bmaxDeliveryCount\b"
    r"|\bFailedJobRegistry\b|\brequeue_job\(|\bSidekiq::DeadSet\b|\bDeadSet\.new\b|\bsidekiq_retries_exhausted\b"
    r"|\bResque::Failure\.\w+|\bqueue:retry\b|\bArtisan::call\(['\"]queue:retry|\bFailedJobProvider\w*|[qQ]ueue\w*\.getFailed\("
    r"|\bmount[ (](?:GoodJob::Engine|Sidekiq::Web|MissionControl::Jobs::Engine)\b|\bOban\.retry_(?:all_)?jobs?\("
    r"|\b_error_queue\b|\bUseMessageRetry\b.*\berror|\bInMemoryOutbox\b.*\bdead|\bErrorQueueName\b"
)
_REPLAY = (
    r"\b(?:def|func|function|fun|fn|async|class|task|public|private|static|void)\b[^=\n]*\b"
    r"(?:replay|re_?queue|re_?drive|re_?deliver)(?:_\w*|all|stuck|lost|unsent)?"
    r"(?:failed|dead|webhook|event|message|letter|job|deliver|task)\w*"
    r"[ \t]*[(:{]"
    r"|\b(?:def|func|function|fun|fn|async|class|public|private|void)\b[^=\n]*\b"
    r"(?:re_?(?:process|submit|run|try)_?(?:all_?)?failed_?(?:job|task|message|event|deliver)|re_?process_?(?:dead|job))"
    r"\w*[ \t]*[(:{]"
)
_ENCODED = re.compile(r"[A-Za-z0-9+/=]{120}")
"""Data in Base64: any letters may stand in it."""


_EVENTS = re.compile(r"replay(?:_?all)?_?events?", re.IGNORECASE)
_FAILS = re.compile(r"fail|dead|webhook|undeliver|lost|stuck", re.IGNORECASE)


def _is_of_history(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether events are replayed to rebuild a state from its history, not because they failed."""
    return _EVENTS.search(hit.text) is not None and _FAILS.search(snapshot.text(hit.path) or "") is None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    replays = [hit for hit in hits.of("replay") if not _is_of_history(snapshot, hit)]
    named = [hit for hit in hits.of("word", "names") if not _ENCODED.search(hit.text)]
    found = calls((*named, *replays))
    return seen(
        hits,
        found,
        "What fails for good is kept or replayed at {places} {places:place|places} in {files} {files:file|files}.",
        "Nothing keeps messages, webhooks or jobs that fail for good.",
    )


PROBE = Probe(
    id="rel.dead-letter",
    question="Are messages, webhooks or jobs that fail for good kept to be inspected or replayed?",
    answer=_answer,
    patterns=(
        Pattern("word", _WORD, ignore_case=True, classes=CONFIGURED, code_only=True),
        Pattern("names", _NAMES, classes=CONFIGURED, code_only=True),
        Pattern("replay", _REPLAY, ignore_case=True, classes=CODE, code_only=True),
    ),
    classes=CONFIGURED,
)
