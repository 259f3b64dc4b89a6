import pytest

from core.model.outcome import Outcome
from core.probes.doc.data_governance import PROBE
from tests.helpers.snapshots import ask

LONG = "We keep what you send us for ninety days, then it is erased. Write to us to have it erased earlier.\n"


@pytest.mark.parametrize(
    "files",
    [
        {"docs/privacy-policy.md": "# Policy\n\n" + LONG},
        {"resources/policy.md": "# Privacy Policy\n\n" + LONG},
        {"docs/ops.rst": "Operations\n==========\n\nData retention\n--------------\n\n" + LONG},
        {"templates/privacy.html": "<h1>Privacy</h1>\n"},
        {"app/tasks.py": "def delete_inactive_users(days=365):\n    pass\n"},
        {"app/models.py": "class ServiceDataRetention(db.Model):\n    days_of_retention = 7\n"},
        {"shop/management/commands/pruneusers.py": "class Command(BaseCommand):\n    pass\n"},
        {"src/jobs.ts": "export async function purgeExpiredAccounts() {\n  return 1;\n}\n"},
        {"lib/tasks/users.rake": "task anonymize_users: :environment do\nend\n"},
        {"pkg/compact/r.go": "func ApplyRetentionPolicy(ctx context.Context) error {\n\treturn nil\n}\n"},
        {"src/main/java/NotificationsCleanUpService.java": "public class NotificationsCleanUpService {\n}\n"},
        {"src/Tasks/CleanupUserDataTask.cs": "public class CleanupUserDataTask : IScheduledTask\n{\n}\n"},
        {"src/main/java/Profile.java": "class Profile {\n  private int defaultStorageTtlDays;\n}\n"},
        {"app/settings.py": "USER_CHECKOUTS_TIMEDELTA = timedelta(days=90)\n"},
    ],
)
def test_policies_and_coded_windows_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"LICENSE": "Apache License, privacy and publicity rights excluded.\n"},
        {
            "src/V.java": "import java.lang.annotation.RetentionPolicy;\n"
            "@Retention(RetentionPolicy.RUNTIME)\n@interface V {}\n"
        },
        {"src/Ttl.java": "class Ttl {\n  int metricsDayTtlDays;\n  int grNormalTTLDays;\n}\n"},
        {"src/Cache.java": "class Cache {\n  int cacheTtlDays;\n}\n"},
        {"infra/main.bicep": "httpLogs: { fileSystem: { retentionInDays: 1 } }\n"},
        {"compose.yaml": "command: --storage.tsdb.retention.time=7d\n"},
        {
            ".github/workflows/a.yml": "steps:\n  - uses: actions/upload-artifact@v4\n    with:\n"
            "      retention-days: 1\n"
        },
        {"app/log.py": "log_retention_days = 14\n"},
        {"docs/ops.md": "# Operations\n\n## Data retention of logs\n\n" + LONG},
        {"docs/ops.md": "# Operations\n\n## Data retention\n\nTo be decided.\n"},
        {"src/pages/Retention.tsx": "export function Retention({ days }) {\n  return <Chart />;\n}\n"},
        {"app/users.py": "def delete_user(id):\n    pass\n"},
    ],
)
def test_licences_telemetry_and_annotations_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
