import pytest

from core.model.outcome import Outcome
from core.probes.rec.restore import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"scripts/restore.sh": "pg_restore -d shop shop.dump\n"},
        {"docs/recovery.md": "# Restoring the database\n\n```sh\npsql shop < shop.sql\n```\n"},
        {"src/Backups.cs": "public async Task RestoreBackupAsync(string path)\n{\n}\n"},
        {"ops/restore.py": "def restore_database(path):\n    pass\n"},
    ],
)
def test_commands_that_restore_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\nData can be restored.\n"},
        {"CONTRIBUTING.md": "# Queries\n\n```sh\npsql -h <host> -f query.sql > out.json\n```\n"},
    ],
)
def test_a_statement_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_an_application_that_reads_its_own_dump_again() -> None:
    assert ask(PROBE, {"src/lib.rs": "fn import_dump(path: &Path) -> Result<()> {\n"}).outcome is Outcome.PRESENT
    assert (
        ask(PROBE, {"store/s.go": "func (s *Store) RestoreFromBackup(id string) error {\n"}).outcome is Outcome.PRESENT
    )
    assert ask(PROBE, {"src/lib.rs": "fn import_documents(path: &Path) -> Result<()> {\n"}).outcome is Outcome.ABSENT


def test_a_command_of_the_application_that_is_called_restore() -> None:
    command = 'var c = cli.Command{\n\tName:  "restore",\n\tUsage: "%s",\n}\n'
    assert ask(PROBE, {"cmd/restore.go": command % "Restore from a backup archive"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"cmd/restore.go": command % "Restore a deleted item"}).outcome is Outcome.ABSENT
