import pytest

from core.model.outcome import Outcome
from core.probes.rec.backup import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"scripts/backup.sh": "pg_dump shop > shop.sql\n"},
        {"infra/main.tf": 'resource "aws_db_instance" "a" {\n  backup_retention_period = 7\n}\n'},
        {"k8s/cron.yaml": "kind: CronJob\nspec:\n  args: [mongodump]\n"},
    ],
)
def test_scripts_jobs_and_settings_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"docs/backup.md": "Run `pg_dump shop`.\n"},
        {"templates/help.html": "<pre>pg_dump shop</pre>\n"},
        {"scripts/backup.sh": "# pg_dump shop\n"},
    ],
)
def test_documents_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {"src/option.rs": "pub struct Opt {\n    pub schedule_snapshot: ScheduleSnapshot,\n}\n"},
        {"app/jobs/database_backup_job.rb": "class DatabaseBackupJob < ApplicationJob\nend\n"},
        {"src/BackupService.cs": "public async Task<Manifest> CreateBackupAsync(Options options)\n{\n}\n"},
        {"src/main/java/BackupJob.java": "public class NightlyBackupJob implements Job {\n}\n"},
        {"src/backup.ts": "export async function createBackup(): Promise<void> {\n}\n"},
        {"pkg/store/backup.go": "func (s *Store) BackupDatabase(ctx context.Context, to string) error {\n"},
    ],
)
def test_an_application_that_backs_its_own_data_up_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"src/Codes.java": "public class BackupCodeService {\n  public List<String> createBackupCodes() {\n  }\n}\n"},
        {"src/user.py": "def create_backup_codes(user):\n    return []\n"},
        {"src/ui.ts": "function restoreDatabaseBackup() {}\n"},
        {"src/test.rs": "fn assert_snapshot(value: &str) {}\n"},
    ],
)
def test_codes_for_signing_in_and_restoring_are_no_backup(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
