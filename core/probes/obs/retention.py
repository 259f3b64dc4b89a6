"""Is the retention of logs, metrics or traces set explicitly?"""

from core.matching.pattern import Pattern
from core.probes.code_use import CONFIGURED, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_SETTING = (
    r"--storage\.tsdb\.retention|--retentionPeriod=|\bretention_deletes_enabled\b|\bblock_retention\b"
    r"|\bcompactor_blocks_retention"
    r"|\blog_retention(?:_in)?(?:_days|_period)?\b|\blogs?RetentionInDays\b|\bRetentionDays\.|\blogRetention\b"
    r"|\bcloudwatch_log\w*retention\w*|\bloki\b.*\bretention|\bTRACE_RETENTION|\bLOGS?_RETENTION|\bMETRICS?_RETENTION"
    r"|\bRetentionInDays\b|\bindex_lifecycle\b|\bilm_policy\b|\bretention_period:[ \t]*\d+[hd]"
    r"|\bTimedRotatingFileHandler\(|\bretainedFileCountLimit\b|<maxHistory>|\blog_analytics_workspace_retention"
)
_CONTAINER_LOGS = r"^[ \t]*[\"']?max-(?:file|size)[\"']?:"
_LOG_FILE = r"\bretention_?in_?days\b"
_CLEANER = r"\b(?:clean|prune|purge|delete|clear)_?(?:old|expired)?_?(?:app|application|system|debug)?_?logs\b"


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = hits.of("setting", "days", "cleaner", "container-logs")
    return seen(
        hits,
        found,
        "Retention of logs, metrics or traces is set at {places} {places:place|places} in {files} {files:file|files}.",
        "No retention of logs, metrics or traces is set.",
    )


PROBE = Probe(
    id="obs.retention",
    question="Is the retention of logs, metrics or traces configured explicitly?",
    answer=_answer,
    patterns=(
        Pattern("setting", _SETTING, classes=CONFIGURED, code_only=True),
        Pattern("days", _LOG_FILE, ignore_case=True, classes=CONFIGURED, code_only=True),
        Pattern("container-logs", _CONTAINER_LOGS, paths=("**/*compose*.{yml,yaml}", "**/daemon.json"), code_only=True),
        Pattern("cleaner", _CLEANER, ignore_case=True, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
)
