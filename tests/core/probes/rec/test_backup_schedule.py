import pytest

from core.model.outcome import Outcome
from core.probes.rec.backup_schedule import PROBE
from tests.helpers.snapshots import ask

NIGHTLY = "on:\n  schedule:\n    - cron: '0 2 * * *'\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"


@pytest.mark.parametrize(
    "files",
    [
        {"deploy/crontab": "0 2 * * * root /usr/local/bin/backup.sh\n"},
        {"k8s/b.yaml": "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: pg\nspec:\n  args: [pg_dump, shop]\n"},
        {"k8s/b.yaml": "apiVersion: velero.io/v1\nkind: Schedule\nmetadata:\n  name: daily-backup\n"},
        {"infra/main.tf": 'resource "aws_db_instance" "a" {\n  backup_retention_period = 7\n}\n'},
        {"infra/main.bicep": "properties: {\n  backup: {\n    backupRetentionDays: 7\n  }\n}\n"},
        {".github/workflows/b.yml": NIGHTLY + "      - run: ./scripts/backup.sh\n"},
        {"app/jobs.py": "scheduler.add_job(backup_database, 'cron', hour=2)\n"},
        {"routes/console.php": "<?php\nSchedule::command('backup:run')->daily();\n"},
        {"src/jobs.ts": "cron.schedule('0 2 * * *', () => backupDatabase());\n"},
        {"src/Jobs.java": 'class Jobs {\n  @Scheduled(cron = "0 0 2 * * *")\n  void backup() {\n  }\n}\n'},
        {"systemd/backup.timer": "[Timer]\nOnCalendar=daily\n"},
        {"compose.yaml": "services:\n  backup:\n    image: x/pg-backup\n    environment:\n      SCHEDULE: '@daily'\n"},
    ],
)
def test_what_backs_up_by_the_clock_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"scripts/backup.sh": "#!/bin/sh\npg_dump shop > shop.sql\n"},
        {"infra/main.tf": 'resource "aws_db_instance" "a" {\n  backup_retention_period = 0\n}\n'},
        {"deploy/crontab": "0 2 * * * root /usr/local/bin/report.sh\n"},
        {".github/workflows/a.yml": NIGHTLY + "      - run: pytest\n"},
        {
            ".github/workflows/b.yml": "on: workflow_dispatch\njobs:\n  a:\n    steps:\n"
            "      - run: ./scripts/backup.sh\n"
        },
        {"docs/backup.md": "Backups run at `0 2 * * *` by cron.\n"},
        {"k8s/a.yaml": "apiVersion: batch/v1\nkind: CronJob\nspec:\n  args: [report]\n---\nkind: Job\n# backup\n"},
    ],
)
def test_what_is_run_by_hand_or_is_no_backup_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_backup_that_is_switched_off_is_a_near_miss() -> None:
    answer = ask(PROBE, {"infra/main.tf": 'resource "aws_db_instance" "a" {\n  backup_retention_period = 0\n}\n'})
    assert [(miss.line, miss.reason) for miss in answer.near_misses] == [(2, "switched off")]


def test_an_application_that_takes_snapshots_by_a_setting() -> None:
    assert ask(PROBE, {"src/option.rs": "    pub schedule_snapshot: ScheduleSnapshot,\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/option.rs": "    pub snapshot_dir: PathBuf,\n"}).outcome is Outcome.ABSENT


def test_an_application_that_plans_its_own_backups_counts() -> None:
    task = "new ScheduledTask { Interval = GetBackupInterval(), TypeName = typeof(BackupCommand).FullName },\n"
    assert ask(PROBE, {"src/Jobs/TaskManager.cs": task}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/Backup.cs": "public class BackupCommand : Command {}\n"}).outcome is Outcome.ABSENT
