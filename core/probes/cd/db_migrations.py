"""Are changes of the database's schema kept as versioned migrations?"""

import re
from collections import Counter

from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import own_files
from core.snapshot.snapshot import Snapshot

_BY_RELEASE = "by release"
# Tool, where its migrations lie, and how the file's name must look.
_TOOLS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Django", ("**/migrations/*.py",), r"\d{4}_\w+\.py$"),
    (
        "Alembic",
        ("**/{alembic,migrations}/versions/*.py", "**/{alembic,migrations}/**/versions/*.py"),
        r"^(?!__init__).+\.py$",
    ),
    ("Rails", ("**/db/migrate/*.rb", "**/db/*_migrate/*.rb"), r"^\d+_"),
    ("Flyway", ("**/*.sql", "**/db/migration/**/*.{java,kt}"), r"^[VU]\d[\d._]*__"),
    (
        "Liquibase",
        (
            "**/*changelog*.{xml,yml,yaml,json,sql}",
            "**/{liquibase,changelog,changelogs,changesets}/**/*.{xml,yml,yaml,sql}",
        ),
        r".",
    ),
    ("Prisma", ("**/prisma/migrations/*/migration.sql", "**/{migration,migrations}/*/migration.{sql,ts}"), r"."),
    ("golang-migrate", ("**/*.up.sql",), r"^\d+"),
    ("Diesel", ("**/migrations/**/up.sql",), r"."),
    ("EF Core", ("**/Migrations/*.cs",), r"^\d{14}_\w+\.cs$"),
    ("Laravel", ("**/database/migrations/**/*.php",), r"^\d{4}_\d\d_\d\d"),
    ("Doctrine", ("**/{migrations,migration}/**/Version*.php",), r"^Version\d+"),
    ("Ecto", ("**/priv/**/migrations/*.exs",), r"^\d+_"),
    (
        "numbered scripts",
        (
            "**/{migrations,migration,migrate}/**/*.{sql,cql,js,ts,mjs,cjs,php,go,py,rs,rb,java,kt,cs,exs}",
            "**/dbup/**/*.sql",
        ),
        r"^(\d{3,}|[Vv]\d+|\d+[-_.]|m\d{6,}_|(Script|Version|Migration)\d{3,})",
    ),
    ("Drizzle", ("**/drizzle/*.sql", "**/drizzle/**/migration.sql"), r"."),
    ("Atlas or Sqitch", ("**/atlas.sum", "**/sqitch.plan"), r"."),
    (_BY_RELEASE, ("**/{updates,update,upgrades,upgrade,migrations,migration}/**/*.{sql,cql,php}",), r"."),
)

_RELEASE = re.compile(r"/(?:\w*[_-])?[vVrR]?\d+(?:[._]\d+)+(?:[-._][\w.]+)?(?:/[^/]+)?\.(?:sql|cql|php)$")
"""A release in the file's name or in that of its folder: `Updates/5.0.0-b1.php`, `upgrade/4.2.1/schema_update.sql`."""
_CHANGES_SCHEMA = re.compile(
    r"migration|\b(?:ALTER|CREATE|DROP) (?:TABLE|INDEX|TYPE|COLUMN)\b|\bADD COLUMN\b", re.IGNORECASE
)
_DATABASE = re.compile(
    r"\b(?:up|down|forward|reverse)\b|table|column|quer|knex|sequelize|\bsql|schema|goose|mongo|collection|\bdb\b|database",
    re.IGNORECASE,
)
"""What a numbered script in a programming language says when it changes a database and not, say, settings."""
_LIQUIBASE = re.compile(r"databaseChangeLog|changeSet|--liquibase formatted", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    by_tool: dict[str, list[str]] = {}
    taken: set[str] = set()
    for tool, globs, name in _TOOLS:
        shape = re.compile(name)
        for path in own_files(snapshot, globs):
            if path in taken or not shape.search(path.rpartition("/")[2]):
                continue
            if tool == "Liquibase" and not _LIQUIBASE.search(snapshot.text(path) or ""):
                continue
            if tool == _BY_RELEASE and not _is_of_release(path, snapshot.text(path) or ""):
                continue
            scripted = tool == "numbered scripts" and not path.endswith(".sql")
            if scripted and not _DATABASE.search(snapshot.text(path) or ""):
                continue
            taken.add(path)
            by_tool.setdefault(tool, []).append(path)
    count = sum(map(len, by_tool.values()))
    if count:
        evidence = [(path, 1, 1) for paths in by_tool.values() for path in _ends_by_folder(paths)]
        return present(
            "{count} versioned {count:migration|migrations} ({tools}).",
            evidence,
            args={"count": count, "tools": ", ".join(by_tool)},
        )
    dumps = own_files(snapshot, ("**/schema.{rb,sql,prisma}", "**/structure.sql", "**/init*.sql", "**/*dump*.sql"))
    return absent("No versioned database migration.", [(path, 1, "a schema alone, without versions") for path in dumps])


def _is_of_release(path: str, text: str) -> bool:
    """Tell whether a script changes the schema from one release of the product to the next."""
    return bool(_RELEASE.search(path) and _CHANGES_SCHEMA.search(text))


def _ends_by_folder(paths: list[str]) -> list[str]:
    """Return the last path of each folder, the fullest folder first, then the first path of each."""
    last = {path.rpartition("/")[0]: path for path in sorted(paths)}
    sizes = Counter(path.rpartition("/")[0] for path in paths)
    first = {path.rpartition("/")[0]: path for path in sorted(paths, reverse=True)}
    folders = [folder for folder, _ in sizes.most_common()]
    return list(dict.fromkeys([*(last[folder] for folder in folders), *(first[folder] for folder in folders)]))


PROBE = Probe(
    id="cd.db-migrations",
    question="Are changes of the database's schema kept as versioned migrations?",
    answer=_answer,
    paths=tuple(glob for _, globs, _ in _TOOLS for glob in globs),
    asks=("names of migration files",),
)
