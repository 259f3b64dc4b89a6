import pytest

from core.model.outcome import Outcome
from core.probes.test.e2e import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"tests/todo.spec.ts": "import { test } from '@playwright/test';\n"},
        {"cypress/e2e/a.cy.js": "it('shows', () => {\n  cy.visit('/');\n});\n"},
        {"spec/system/a_spec.rb": "RSpec.describe 'A', type: :system do\nend\n"},
        {"test/e2e/a_test.go": "func TestA(t *testing.T) {\n}\n"},
    ],
)
def test_a_driven_system_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"src/a.test.tsx": "it('renders', () => {\n  expect(tree).toMatchSnapshot();\n});\n"},
        {"package.json": '{"devDependencies": {"@playwright/test": "^1.40"}}\n'},
        {"docs/e2e.md": "Run cy.visit('/').\n"},
    ],
)
def test_snapshots_and_declarations_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_acceptance_tests_that_ask_the_running_system() -> None:
    path = "acceptance-test/src/acceptance-test/java/shop/OrderAT.java"
    text = "class OrderAT {\n  @Test\n  public void orders() {\n    %s\n  }\n}\n"
    assert ask(PROBE, {path: text % 'given().post("/orders").then().statusCode(201);'}).outcome is Outcome.PRESENT
    assert ask(PROBE, {path: text % "assertEquals(3, new Order(1, 2).total());"}).outcome is Outcome.ABSENT
