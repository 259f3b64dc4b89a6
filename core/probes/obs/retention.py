"""Is the retention of logs, metrics or traces set explicitly?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CONFIGURED, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_SETTING = (
    r"--storage\.tsdb\.retention|--retentionPeriod=|\bretention_deletes_enabled\b|\bblock_retention\b"
    r"|\bcompactor_blocks_retention"
    r"|\blog_retention(?:_in)?(?:_days|_period)?\b|\blogs?RetentionInDays\b|\bRetentionDays\.|\blogRetention\b"
    r"|\bcloudwatch_log\w*retention\w*|\bloki\b.*\bretention|\bTRACE_RETENTION|\bLOGS?_RETENTION|\bMETRICS?_RETENTION"
    r"|\bRetentionInDays\b|\bindex_lifecycle\b|\bilm_policy\b|\bretention_period:[ \t]*\d+[hd]"
    r"|\b(?:Timed)?RotatingFileHandler\(|\bretainedFileCountLimit\b|<maxHistory>|\blog_analytics_workspace_retention"
    # Libraries of logging: log4j, log4net, NLog, logback, lumberjack, winston, loguru, tracing, Ruby's loggers, Monolog
    r"|<DefaultRolloverStrategy\b|\bMaxBackupIndex\b|\b[mM]axSizeRollBackups\b|\bmaxArchiveFiles\b|\bmax-history\b"
    r"|\blumberjack\.Logger\{|\bnew[ \t]*\(?(?:\w+\.)?DailyRotateFile\b|\blogger\.add\([^\n]*\bretention[ \t]*="
    r"|\.max_log_files\(|\bappenders\.rolling_file\b"
    r"|\bLogger\.new\([^,\n]+,[ \t]*(?:\d+|[\"']?(?:daily|weekly|monthly)\b)"
    r"|\btype:[ \t]*[\"']?rotating_file\b|^[ \t]*(?:SystemMaxUse|MaxRetentionSec)[ \t]*="
)
_ROTATED = r"^[ \t]*(?:rotate|maxage)[ \t]+\d+"
_LOGROTATE = ("**/*logrotate*/**", "**/*logrotate*", "**/logrotate.d/**")
_CONTAINER_LOGS = r"^[ \t]*[\"']?max-(?:file|size)[\"']?:"
_LOG_FILE = r"\bretention_?in_?days\b"
_CLEANER = (
    r"\b(?:clean|prune|purge)_?(?:old|expired)?_?(?:app|application|system|debug)?_?logs\b"
    r"|\b(?:clear|delete)_?(?:old|expired)_?(?:app|application|system|debug)?_?logs\b|\bdelete_?log_?files?(?:_?task)?\b"
    r"|\btasks\.(?:delete|clear)_logs\b"
)
_PAGE = re.compile(r"\.(?:vue|svelte|jsx|tsx|html?|twig|erb|haml)$", re.IGNORECASE)
_PASSED_ON = re.compile(r"^[ \t]*(?:import|export)\b.*\bfrom\b")
_TOLD = re.compile(
    r"log(?!in|ic|o\b)|metric|trac(?:e|ing)|telemetry|monitor|insights|observab|prometheus|loki|elastic|audit|span",
    re.IGNORECASE,
)
_REACH = 20


def _is_of_telemetry(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether what is kept for some days is telemetry: of infrastructure, or so named by the lines around."""
    if snapshot.file_class(hit.path) is FileClass.INFRASTRUCTURE:
        return True
    near = snapshot.lines(hit.path)[max(0, hit.line - 1 - _REACH) : hit.line + 2]
    return _TOLD.search("\n".join((hit.path, *near))) is not None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    days = [hit for hit in hits.of("days") if _is_of_telemetry(snapshot, hit)]
    cleaners = [hit for hit in hits.of("cleaner") if not (_PAGE.search(hit.path) or _PASSED_ON.search(hit.text))]
    found = [*hits.of("setting"), *days, *cleaners, *hits.of("container-logs", "logrotate")]
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
        Pattern("logrotate", _ROTATED, paths=_LOGROTATE, code_only=True),
        Pattern("cleaner", _CLEANER, ignore_case=True, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
)
