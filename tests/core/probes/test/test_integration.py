import pytest

from core.model.outcome import Outcome
from core.probes.test.integration import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"tests/conftest.py": "from testcontainers.postgres import PostgresContainer\n"},
        {"src/test/java/A.java": "@SpringBootTest\nclass A {\n}\n"},
        {
            "tests/Feature/ATest.php": "<?php\nclass ATest extends TestCase {\n  use RefreshDatabase;\n"
            "  public function test_a() {}\n}\n"
        },
        {"test/integration/a_test.go": "func TestA(t *testing.T) {\n}\n"},
        {"hc/tests/test_a.py": "from django.test import TestCase\n"},
    ],
)
def test_real_components_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_a.py": "def test_a():\n    assert 1\n"},
        {"tests/integration/a.test.ts": "jest.mock('../db');\nit('works', () => {});\n"},
    ],
)
def test_mocked_folders_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
