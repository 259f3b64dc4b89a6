import pytest

from core.model.outcome import Outcome
from core.probes.rec.restore_drill import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

NIGHTLY = "on:\n  schedule:\n    - cron: '0 2 * * *'\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
PUSH = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
CI = ".github/workflows/a.yml"


@pytest.mark.parametrize(
    "files",
    [
        {CI: NIGHTLY + "      - run: pg_restore -d scratch latest.dump\n"},
        {CI: NIGHTLY + "      - run: ./ops/restore-drill.sh\n"},
        {CI: PUSH + "      - name: Test database restore\n        run: ./ops/check.sh\n"},
        {"k8s/drill.yaml": "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: restore-drill\n"},
        {"infra/main.tf": 'resource "aws_backup_restore_testing_plan" "a" {\n}\n'},
        {CI: PUSH + "      - run: pytest\n", "tests/test_dr.py": "def test_restore_from_backup():\n    assert True\n"},
        {CI: PUSH + "      - run: npx vitest run\n", "test/dr.test.ts": "it('backup and restore keeps orders', go);\n"},
        {CI: PUSH + "      - run: go test ./...\n", "dr_test.go": "func TestBackupRestore(t *testing.T) {\n}\n"},
    ],
)
def test_restores_that_run_by_themselves_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"docs/dr.md": "# Drill\n\nWe plan to run a restore drill every quarter.\n"},
        {"ops/restore-drill.sh": "pg_restore -d scratch latest.dump\n"},
        {CI: PUSH + "      - run: dotnet restore\n      - uses: actions/cache/restore@v4\n"},
        {CI: PUSH + "      - name: Restore cache\n        run: pg_restore -d test seed.dump\n"},
        {"tests/test_dr.py": "def test_restore_from_backup():\n    assert True\n"},
    ],
)
def test_plans_scripts_and_caches_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_test_that_nothing_runs_is_a_near_miss() -> None:
    answer = ask(PROBE, {"tests/test_dr.py": "def test_restore_from_backup():\n    assert True\n"})
    assert [miss.reason for miss in answer.near_misses] == ["a test that no pipeline runs"]


def test_a_backup_of_a_settings_file_that_is_put_back_is_no_drill() -> None:
    files = {CI: PUSH + "      - run: vendor/bin/phpunit\n"}
    case = "<?php\nclass T {\n    public function backupRestoreRoundTripsTheFile(): void\n    {\n    }\n}\n"
    assert ask(PROBE, files | {"tests/Unit/DotenvEditorTest.php": case}).outcome is Outcome.ABSENT
    assert ask(PROBE, files | {"tests/Unit/BackupServiceTest.php": case}).outcome is Outcome.PRESENT
    case = case.replace("TheFile", "TheDatabase")
    assert ask(PROBE, files | {"tests/Unit/MaintenanceTest.php": case}).outcome is Outcome.PRESENT


def test_a_record_that_is_restored_with_an_error_of_the_database_is_no_drill() -> None:
    files = workflow("run: npx jest")
    files["src/a.test.ts"] = "test('maps a failure during restore to DatabaseError', async () => {});\n"
    assert ask(PROBE, files).outcome is Outcome.ABSENT
