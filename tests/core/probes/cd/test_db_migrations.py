import pytest

from core.model.outcome import Outcome
from core.probes.cd.db_migrations import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    ("tool", "path"),
    [
        ("Django", "shop/orders/migrations/0001_initial.py"),
        ("Alembic", "migrations/versions/0370_add_index.py"),
        ("Rails", "db/migrate/20240101000000_create_users.rb"),
        ("Flyway", "src/main/resources/db/migration/V1__init.sql"),
        ("Prisma", "prisma/migrations/20240101_init/migration.sql"),
        ("golang-migrate", "db/000001_init.up.sql"),
        ("EF Core", "Data/Migrations/20240101000000_Init.cs"),
        ("Laravel", "database/migrations/2024_01_01_000000_create_users_table.php"),
        ("Ecto", "priv/repo/migrations/20240101000000_init.exs"),
        ("numbered scripts", "server/migrations/20240101-add-users.js"),
        ("numbered scripts", "config/Migrations/20240101000000_AddUsers.php"),
        ("numbered scripts", "migration/src/m20240101_000001_create_users.rs"),
        ("Doctrine", "apps/files/lib/Migration/Version1000Date20240101.php"),
    ],
)
def test_tools(tool: str, path: str) -> None:
    answer = ask(PROBE, {path: "CREATE TABLE orders (id int)\n"})
    assert (answer.outcome, answer.summary) == (Outcome.PRESENT, f"1 versioned migration ({tool}).")


@pytest.mark.parametrize(
    "path",
    ["core/Updates/5.0.0-b1.php", "src/main/data/upgrade/lts/4.2.2.3/schema_update.sql", "sql/updates/mysql/4.0.1.sql"],
)
def test_a_script_for_each_release_counts_when_it_changes_the_schema(path: str) -> None:
    change = "ALTER TABLE visits ADD COLUMN seen INT;\n"
    assert ask(PROBE, {path: change}).summary == "1 versioned migration (by release)."
    assert ask(PROBE, {path: "VALUES (1);\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {f"{path.rpartition('/')[0].rpartition('/')[0]}/tables.sql": change}).outcome is Outcome.ABSENT


def test_liquibase_is_known_by_its_content() -> None:
    changelog = "databaseChangeLog:\n- changeSet: {id: 1}\n"
    assert (
        ask(PROBE, {"src/main/resources/db/changelog/db.changelog-master.yaml": changelog}).outcome is Outcome.PRESENT
    )
    assert ask(PROBE, {"changelog.yaml": "- 1.0: first\n"}).outcome is Outcome.ABSENT


def test_the_newest_of_the_fullest_folder_is_shown_first() -> None:
    files = {f"a/migrations/000{n}_x.py": "" for n in range(1, 4)} | {"b/migrations/0001_initial.py": ""}
    answer = ask(PROBE, files)
    assert [e.path for e in answer.evidence] == [
        "a/migrations/0003_x.py",
        "b/migrations/0001_initial.py",
        "a/migrations/0001_x.py",
    ]


def test_traps() -> None:
    answer = ask(
        PROBE, {"db/schema.sql": "create table a (id int);\n", "docs/migrations/guide.md": "# How to migrate\n"}
    )
    assert answer.outcome is Outcome.ABSENT
    assert [m.path for m in answer.near_misses] == ["db/schema.sql"]
    assert ask(PROBE, {"app/migrations/__init__.py": ""}).outcome is Outcome.ABSENT


def test_migrations_of_diesel_for_each_database() -> None:
    files = {
        f"migrations/{kind}/2018-01-14-171611_create/up.sql": "CREATE TABLE a (b INT);\n"
        for kind in ("mysql", "sqlite")
    }
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_migrations_of_prisma_in_a_folder_of_their_own() -> None:
    files = {f"packages/database/migration/2023032920593{n}_init/migration.sql": "SELECT 1;\n" for n in range(3)}
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_scripts_in_a_folder_named_after_a_release_by_date() -> None:
    path = "database/migration/R2016_07_12/rename-topic.sql"
    assert ask(PROBE, {path: "ALTER TABLE topic RENAME TO event;\n"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {path: "SELECT 1;\n"}).outcome is Outcome.ABSENT
