"""Is the system's data backed up by a script, a job or a setting?"""

import re

from core.matching.pattern import Pattern
from core.probes.code_use import CODE, CONFIGURED, calls, seen
from core.probes.declared import declared_hits, set_hits
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_COMMAND = (
    r"\bpg_dump(?:all)?\b|\bmysqldump\b|\bmongodump\b|\bmariabackup\b|\bxtrabackup\b|\bpg_basebackup\b|\bwal-g\b"
    r"|\bpgbackrest\b|\brestic backup\b"
    r"|\bborg create\b|\blitestream replicate\b|\bvelero (?:install|backup|schedule)\b|\bsqlite3\b.*\.backup\b"
    r"|\bBGSAVE\b|\bcockroach dump\b"
)
_DECLARED = (
    r"\b(?:backup_retention_(?:period|days)|backup_window|point_in_time_recovery|aws_backup_plan"
    r"|backup_configuration|automated_backup_policy|preferred_backup_window"
    r"|azurerm_(?:backup_policy\w*|data_protection_backup_\w+|recovery_services_vault)|google_gke_backup\w*"
    r"|enable_velero|geo_redundant_backup_enabled)\b"
    r"|\bbackupRetention(?:Period|Days)\b|\bAWS::Backup::|\bMicrosoft\.(?:RecoveryServices|DataProtection)/"
    r"|\bBackupRetentionPeriod\b|\bbackupPolicy\b"
    r"|^[ \t]*kind:[ \t]*(?:ScheduledBackup|BackupSchedule|VolumeSnapshot|PostgresBackup|EtcdBackup)\b"
    r"|\bvelero\.io/v1\b|\bspatie/laravel-backup\b.*\brun|\bbackup:run\b"
    r"|\bPointInTimeRecoveryEnabled\b"
)
_OWN = (
    r"\b(?:def|fn|func|function|fun|class|struct|defmodule)[ \t]+(?:\([^)\n]*\)[ \t]*)?[\w.]*"
    r"(?:(?:create|make|run|perform|take|schedule|start)_?(?:full_?|daily_?|nightly_?)?"
    r"(?:db|database|data|instance|system|site|volume)_?backup"
    r"|back_?up_?(?:the_?)?(?:db|database|all_?data|instance|volume|site)\b|(?:database|db|system|site)_?backup_?"
    r"(?:job|task|command|service|worker|manager|runner)?\b)|\b(?:schedule|scheduled|periodic|automatic|auto)_?snapshots?\b"
    r"|\b(?:def|fn|func|function|fun|public|private|protected|internal|static|async|suspend|export)\b[^=;(\n]*\b"
    r"(?:create|make|run|perform|take|start|write)_?(?:full_?|auto_?|daily_?)?backup"
    r"(?:_?(?:async|file|archive|zip))?[ \t]*[(<]"
    r"|\b(?:class|interface|struct|object|module|defmodule)[ \t]+[\w.:]*backup_?"
    r"(?:service|manager|job|task|worker|command|runner|engine|controller|scheduler|handler)\b"
)
"""An application that backs up or snapshots its own data."""
_READS = re.compile(r"restore|verif|delete|remove|list|prune", re.IGNORECASE)

KINDS = (
    "aws::backup::backupplan", "aws::dlm::lifecyclepolicy", "microsoft.recoveryservices/vaults/backuppolic",
    "microsoft.dataprotection/backupvaults/backuppolic", "microsoft.sql/servers/databases/backup",
)  # fmt: skip
"""What a cloud declares to back up on a schedule."""

SETTINGS = ("backupretentionperiod", "backupretentiondays", "pointintimerecoveryenabled", "snapshotretentionlimit")
"""Settings of data stores that keep backups, in lower case."""

PAGES = re.compile(r"\.(?:html?|html-fragment|svg|erb|haml|twig)$", re.IGNORECASE)
"""Pages for readers: what they show is not run."""


_SCHEMA_ONLY = re.compile(r"\bpg_dump\b.*[ \t](?:--schema-only|-s)\b|\bmysqldump\b.*[ \t](?:--no-data|-d)\b")
_OFF = re.compile(
    r"\b(?:\w*retention\w*|enable_velero|PointInTimeRecoveryEnabled)[\"']?[ \t]*[=:][ \t]*[\"']?(?:0|false)\b",
    re.IGNORECASE,
)
"""Nothing is kept, or the backup is switched off."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    own = [hit for hit in calls(hits.of("own")) if not _READS.search(hit.text)]
    command = [hit for hit in hits.of("command") if not _SCHEMA_ONLY.search(hit.text)]
    declared = [hit for hit in hits.of("declared-backup") if not _OFF.search(hit.text)]
    modelled = (*declared_hits(snapshot, *KINDS), *set_hits(snapshot, *SETTINGS))
    found = [hit for hit in (*command, *declared, *modelled, *own) if not PAGES.search(hit.path)]
    return seen(
        hits,
        found,
        "Backups are made or configured at {places} {places:place|places} in {files} {files:file|files}.",
        "No script, job or setting backs up data.",
    )


PROBE = Probe(
    id="rec.backup",
    question="Is the system's data backed up by a script, a job or a setting?",
    answer=_answer,
    patterns=(
        Pattern("command", _COMMAND, classes=CONFIGURED, code_only=True),
        Pattern("declared-backup", _DECLARED, classes=CONFIGURED, code_only=True),
        Pattern("own", _OWN, ignore_case=True, classes=CODE, code_only=True),
    ),
    classes=CONFIGURED,
)
