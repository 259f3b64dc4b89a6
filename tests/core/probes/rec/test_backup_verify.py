import pytest

from core.model.outcome import Outcome
from core.probes.rec.backup_verify import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"scripts/backup.sh": "pg_dump shop | gzip > shop.gz\ngunzip -t shop.gz\n"},
        {"scripts/backup.sh": "mongodump --archive=a.gz\nsha256sum a.gz > a.sha\n"},
        {"scripts/nightly.sh": "restic backup /data\nrestic -r s3 check\n"},
        {"ops/verify.sh": "pg_verifybackup /backups/base\n"},
        {"app/management/commands/dump.py": "def verify_backup(path):\n    return path\n"},
        {"src/backup.ts": "const sum = createHash('sha256').update(file);\n"},
        {"infra/main.tf": 'resource "aws_backup_restore_testing_plan" "a" {\n}\n'},
        {"scripts/mirror.sh": "git bundle create a.bundle --all\ngit bundle verify a.bundle\n"},
    ],
)
def test_checks_of_backups_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"scripts/backup.sh": "set -e\npg_dump shop > shop.sql || exit 1\n"},
        {"scripts/install.sh": "curl -O https://example.org/x.tgz\nsha256sum -c x.sha\n"},
        {"lib/copy.py": "# keep a backup\nbackup_file = copy(path)\nsum = hashlib.sha256(data)\n"},
        {"docs/backup.md": "Run `restic check` after every backup.\n"},
    ],
)
def test_exit_codes_and_other_checksums_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_backup_code_of_an_account_is_no_backup() -> None:
    files = {"src/login.ts": "import { verifyBackupCode } from './verify-backup-code';\nverify_backup_code(user);\n"}
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_sums_of_what_is_published_are_no_check_of_a_backup() -> None:
    script = (
        "# back-up the old one\nbackup=old\ntar -czf app.tar.gz app\nshasum -a 512 app.tar.gz > app.tar.gz.sha512\n"
    )
    assert ask(PROBE, {"tools/releasing/release.sh": script}).outcome is Outcome.ABSENT
