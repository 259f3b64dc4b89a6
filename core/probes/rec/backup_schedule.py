"""Are backups made on a schedule that the repository sets?"""

import re

from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.clocks import CLOCK, in_pipelines, timed
from core.probes.code_use import CONFIGURED, spread
from core.probes.declared import declared_hits, set_hits
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.rec.backup import KINDS, PAGES, SETTINGS
from core.snapshot.snapshot import Snapshot

_SUBJECT = re.compile(
    r"back[-_ ]?ups?(?![a-z])|Back[uU]p|\bpg_?dump(?:all)?\b|\bmysqldump\b|\bmongodump\b|\bpg_basebackup\b|\bwal-g\b"
    r"|\bpgbackrest\b|\brestic\b|\bborg(?:matic)? |\bdump[-_]?(?:db|database)\b|\bsave[-_]?database\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bback[-_ ]?ups?\b", re.IGNORECASE)
_RUNS = re.compile(
    r"^(?:[^\s=]+[ \t]+){0,2}[\w./:-]*back[-_]?up[\w./:-]*(?:[ \t]|$)|\bpg_?dump(?:all)?\b|\bmysqldump\b|\bmongodump\b"
    r"|\bpg_basebackup\b|\brestic\b.*\bbackup\b|\bborg create\b|\b(?:dump|save)[-_]?(?:db|database)\b",
    re.IGNORECASE,
)
_MANAGED = (
    r"\b(?:backup_retention_(?:period|days)|preferred_backup_window|backup_window|logical_backup_schedule"
    r"|automatic_backup_retention_days|snapshot_retention_limit)[\"']?[ \t]*[=:]"
    r"|\b(?:backupRetention(?:Period|Days)|BackupRetentionPeriod|backupRetentionIntervalInHours)\b"
    r"|\bresource[ \t]+\"(?:aws_backup_plan|aws_dlm_lifecycle_policy|azurerm_(?:data_protection_)?backup_policy\w*"
    r"|google_gke_backup_backup_plan|mongodbatlas_cloud_backup_schedule)\""
    r"|^[ \t]*(?:backup_configuration|automated_backup_policy|point_in_time_recovery)\b"
    r"|\bAWS::Backup::BackupPlan\b|\bAWS::DLM::LifecyclePolicy\b|/backupPolicies\b|\bPointInTimeRecoveryEnabled\b"
    r"|^kind:[ \t]*[\"']?(?:ScheduledBackup|BackupSchedule|PerconaXtraDBClusterBackup)\b"
    r"|\bvelero (?:create schedule|schedule create)\b|\b\w*BACKUP_(?:SCHEDULE|CRON\w*|INTERVAL|FREQUENCY)\b"
    r"|\bbackup_(?:schedule|cron|interval|frequency)\b[\"']?[ \t]*[=:]|\benableLogicalBackup:[ \t]*true\b"
    r"|\bschedule_snapshot\b|\bSCHEDULE_SNAPSHOT\b|\bauto_?backup_?(?:interval|cron|schedule)\b|\bautoBackupInterval\b"
    r"|\b(?:get)?[bB]ackup(?:Interval|Schedule|Cron)\b|\btypeof\(\w*Backup(?:Command|Job|Task)\)"
    r"|\bBackupPlan\.daily\w*|\bBackupPlanRule\b|\baddRule\(BackupPlanRule"
)
_OFF = re.compile(r"[=:][ \t]*[\"']?(?:0|false|disabled|null|none)\b", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    managed = [hit for hit in hits.of("managed") if not _OFF.search(hit.text) and not PAGES.search(hit.path)]
    managed += (*declared_hits(snapshot, *KINDS), *set_hits(snapshot, *SETTINGS))
    off = [(hit.path, hit.line, "switched off") for hit in hits.of("managed") if _OFF.search(hit.text)]
    clocks = timed(snapshot, hits.of("clock"), _SUBJECT)
    places = dict.fromkeys((*lines_of(managed), *in_pipelines(snapshot, _NAMED, _RUNS), *clocks))
    if not places:
        return absent("No schedule makes backups.", off)
    message = "Backups are scheduled at {places} {places:place|places}."
    return present(message, spread(places), args={"places": len(places)}, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="rec.backup-schedule",
    question="Are backups made on a schedule that the repository defines?",
    answer=_answer,
    patterns=(Pattern("managed", _MANAGED, classes=CONFIGURED, code_only=True), CLOCK),
    classes=CONFIGURED,
    asks=("steps of scheduled pipelines that make backups",),
)
