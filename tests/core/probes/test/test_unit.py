import pytest

from core.model.outcome import Outcome
from core.probes.test.unit import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"tests/test_a.py": "def test_a():\n    assert 1\n"},
        {"src/a.spec.ts": "describe('a', () => {\n  it('works', () => {});\n});\n"},
        {"pkg/a_test.go": "func TestA(t *testing.T) {\n}\n"},
        {"src/test/java/ATest.java": "class ATest {\n  @Test\n  void a() {}\n}\n"},
        {"spec/a_spec.rb": "RSpec.describe A do\n  it 'works' do\n  end\nend\n"},
        {"tests/Unit/ATest.php": "<?php\nclass ATest extends TestCase {\n  public function test_a() {}\n}\n"},
    ],
)
def test_tests_of_own_code_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"tests/data/sample.json": "{}\n"},
        {"src/a.py": "def tested():\n    pass\n"},
        {"vendor/x/a_test.go": "func TestA(t *testing.T) {\n}\n"},
        {"test/run.sh": 'test "$a" == "$b"\n'},
    ],
)
def test_data_and_sources_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_browser_tests_and_written_examples_are_no_unit_tests() -> None:
    case = "test('signs in', async ({ page }) => {\n});\n"
    answer = ask(PROBE, {"packages/app/e2e/login.spec.ts": case, ".skills/write-e2e/SKILL.md": case})
    assert answer.outcome is Outcome.ABSENT
    assert [miss.path for miss in answer.near_misses] == ["packages/app/e2e/login.spec.ts"]
    assert ask(PROBE, {"src/name.test.ts": case}).outcome is Outcome.PRESENT


def test_a_module_of_tests_in_the_file_that_it_tests() -> None:
    text = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn works() {}\n}\n"
    assert ask(PROBE, {"src/util.rs": text}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/util.rs": "fn a() {}\n"}).outcome is Outcome.ABSENT
