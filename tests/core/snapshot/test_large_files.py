"""A file over 1 MiB leaves an absence unproven only where it could have held what was asked for."""

import pytest

from core.snapshot.entry import LARGEST_FILE
from core.snapshot.file_class import FileClass
from core.snapshot.large_files import LARGEST_SETTINGS, by_name
from tests.helpers.snapshots import snapshot

FILL = "# " + "x" * 98 + "\n"
MANIFEST = "apiVersion: apps/v1\nkind: Deployment\n"
STACK = '{"Resources": {"A": {"Type": "AWS::SQS::Queue"}},\n'
PAD = " " * 200 + "\n"


def _doubted(path: str, head: str, globs: list[str], classes: list[str] | None = None) -> bool:
    text = head + FILL * (LARGEST_FILE // len(FILL) + 1)
    shot = snapshot({path: text, "a.py": "a = 1\n"})
    return shot.searched(["needle"], globs, classes or [])[1]


EVERY = [kind.value for kind in FileClass]


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("src/all.ts", "export const a = 1\n"),
        ("main.tf", ""),
        ("infra/main.bicep", ""),
        (".github/workflows/ci.yml", ""),
        (".circleci/words.json", "["),
        ("deploy/bundle.yaml", MANIFEST),
        ("bundle.yaml", "# generated\n" + MANIFEST),
        ("cdk/stack.json", STACK),
        ("azure/all.json", '{"$schema": "https://schema.management.azure.com/x/deploymentTemplate.json#"}'),
        ("ops/site.yaml", "- hosts: all\n"),
        ("rules/all.yaml", "groups:\n- name: a\n"),
        ("board.json", '{"title": "a", "panels": [\n'),
        ("everything.yml", "services:\n  web: {image: a}\n"),
        ("values-prod.yaml", "a: 1\n"),
        ("web/appsettings.Production.json", "{}\n"),
        ("config/package.json", "{}\n"),
    ],
)
def test_settings_and_code_leave_doubt(path: str, head: str) -> None:
    assert _doubted(path, head, [], EVERY)


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("package-lock.json", '{"lockfileVersion": 3}\n'),
        ("deploy/pnpm-lock.yaml", "lockfileVersion: 9\n"),
        ("src/cities.json", '[{"name": "A"},\n'),
        ("src/borders.json", '{"type": "FeatureCollection", "features": [\n'),
        ("app/locales/de.yaml", "hello: Hallo\n"),
        ("messages.json", '{"hello": "Hallo",\n'),
        ("api.yaml", "openapi: 3.0.0\npaths:\n  /jobs:\n"),
        ("rates.csv", "a,b\n"),
        ("dump.sql", "INSERT INTO a VALUES (1);\n"),
        ("web/icons.svg", "<svg>\n"),
        ("test/fixtures/bundle.yaml", MANIFEST),
        ("vendor/x/bundle.yaml", MANIFEST),
        ("examples/all.yaml", MANIFEST),
    ],
)
def test_data_leaves_none(path: str, head: str) -> None:
    assert not _doubted(path, head, [], EVERY)


def test_only_a_question_that_would_have_read_the_file_is_in_doubt() -> None:
    assert _doubted("bundle.yaml", MANIFEST, ["**/*.{yml,yaml}"])
    assert not _doubted("bundle.yaml", MANIFEST, ["**/*.tf"])
    assert not _doubted("bundle.yaml", MANIFEST, [], ["source"])
    assert _doubted("bundle.yaml", MANIFEST, [], ["configuration"])


def test_a_question_that_says_nothing_of_files_is_not_in_doubt_by_infrastructure() -> None:
    assert not _doubted("deploy/bundle.yaml", MANIFEST, [])
    assert _doubted("bundle.yaml", MANIFEST, [])
    assert _doubted("deploy/all.py", "a = 1\n", [])


def test_the_marks_count_only_at_the_beginning_and_settings_end_at_a_size() -> None:
    assert not _doubted("late.yaml", PAD * 400 + "a: 1\n" + FILL * 700 + MANIFEST, [])
    assert by_name("huge.yaml", LARGEST_SETTINGS + 1) is False
    assert by_name("huge.py", LARGEST_SETTINGS + 1) is True
    assert by_name("some.yaml", LARGEST_FILE + 1) is None
