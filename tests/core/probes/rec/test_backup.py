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
