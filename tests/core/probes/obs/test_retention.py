import pytest

from core.model.outcome import Outcome
from core.probes.obs.retention import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'resource "aws_cloudwatch_log_group" "a" {\n  retention_in_days = 30\n}\n'},
        {"compose.yaml": "services:\n  p:\n    command:\n      - --storage.tsdb.retention.time=30d\n"},
        {"compose.yml": "x-logging:\n  driver: json-file\n  options:\n    max-size: 50m\n    max-file: '4'\n"},
        {"infra/main.bicep": "resource w 'x' = {\n  properties: { retentionInDays: 90 }\n}\n"},
        {"config/logging.rb": 'Logging.appenders.rolling_file("file", age: "daily", keep: 7)\n'},
        {"src/main/resources/log4j2.xml": '<Configuration>\n  <DefaultRolloverStrategy max="10"/>\n</Configuration>\n'},
        {"src/log.ts": "const t = new (DailyRotateFile)({ maxFiles: '14d' });\n"},
        {"packaging/app.logrotate": "/var/log/app/*.log {\n  daily\n  rotate 14\n}\n"},
        {"src/Tasks/DeleteLogFileTask.cs": "public class DeleteLogFileTask : IScheduledTask {}\n"},
        {"app/config.py": 'CELERY = {"task": "shop.tasks.delete_logs", "schedule": crontab(hour=0)}\n'},
        {"app/jobs/CleanLogs.php": "<?php\nclass CleanLogs extends Job {}\n"},
    ],
)
def test_set_retention_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"infra/main.tf": 'resource "aws_db_instance" "a" {\n  backup_retention_period = 7\n}\n'},
        {"config/global.ini.php": "; <?php exit; ?>\n[Deletelogs]\ndelete_logs_older_than = 180\n"},
        {"app/Visits.php": "<?php\n$days = $config->Deletelogs['delete_logs_older_than'];\n"},
        {
            "ui/Privacy.vue": "<DeleteOldLogs />\n",
            "ui/index.ts": "export { default as DeleteOldLogs } from './a.vue';\n",
        },
        {"config/upload.yml": "max-size: 50m\n"},
        {"README.md": "Set retention_in_days = 30.\n"},
        {"infra/main.tf": "# retention_in_days = 30\n"},
    ],
)
def test_business_data_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
