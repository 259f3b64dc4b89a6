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


@pytest.mark.parametrize(
    "files",
    [
        {"tests/common/service.rs": "let app = actix_web::test::init_service(create_app()).await;\n"},
        {"test/shop_web/cart_test.exs": "defmodule ShopWeb.CartTest do\n  use ShopWeb.ConnCase, async: true\nend\n"},
        {"server/tests/it/queue.rs": "#[tokio::test]\nasync fn consumes() {\n}\n"},
        {"test/apps_test.exs": 'defmodule AppsTest do\n  describe "integration" do\n  end\nend\n'},
        {"src/test/java/PayTest.java": '@Tag("integration")\nclass PayTest {\n}\n'},
    ],
)
def test_a_service_in_the_test_or_a_tag_says_integration(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_name_in_a_test_says_nothing() -> None:
    files = {"test/unit_test.exs": "defmodule T do\n  use ExUnit.Case\n  # integration with Stripe\nend\n"}
    assert ask(PROBE, files).outcome is Outcome.ABSENT


SERVICES = """on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    services:
      db:
        image: postgres:17
    steps:
      - uses: actions/checkout@v4%s
      - run: go test ./...
"""


def test_tests_that_ci_runs_beside_services_of_their_own() -> None:
    case = {"cmd/user_test.go": "func TestUser(t *testing.T) {\n}\n"}
    assert ask(PROBE, case | {".github/workflows/ci.yml": SERVICES % ""}).outcome is Outcome.PRESENT
    other = "\n        with: {repository: shop/client}"
    assert ask(PROBE, case | {".github/workflows/ci.yml": SERVICES % other}).outcome is Outcome.ABSENT


def test_a_project_named_for_integration_tests_counts() -> None:
    test = "[Test]\npublic void should_answer()\n{\n}\n"
    assert ask(PROBE, {"src/Shop.Integration.Test/ApiTests/CommandFixture.cs": test}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/Shop.Core.Test/CommandFixture.cs": test}).outcome is Outcome.ABSENT


def test_any_trait_that_names_integration() -> None:
    text = 'public class A {\n  [Fact]\n  [Trait("%s", "%s")]\n  public async Task B() {}\n}\n'
    assert ask(PROBE, {"Shop.Tests/UnitTest1.cs": text % ("Integration", "Integration")}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"Shop.Tests/UnitTest1.cs": text % ("Fast", "Fast")}).outcome is Outcome.ABSENT
