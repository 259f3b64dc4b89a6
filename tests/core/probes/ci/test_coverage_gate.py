import pytest

from core.model.outcome import Outcome
from core.probes.ci.coverage_gate import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.coverage.report]\nfail_under = 91\n"),
        (".coveragerc", "[report]\nfail_under = 80\n"),
        ("setup.cfg", "[tool:pytest]\naddopts = --cov=shop --cov-fail-under=80\n"),
        (
            "jest.config.js",
            "module.exports = {\n  coverageThreshold: {\n    global: {\n      lines: 80,\n    },\n  },\n};\n",
        ),
        ("package.json", '{\n  "jest": {\n    "coverageThreshold": {"global": {"branches": 70}}\n  }\n}\n'),
        ("vitest.config.ts", "export default {\n  coverage: {\n    thresholds: { lines: 80 },\n  },\n};\n"),
        (".nycrc.json", '{\n  "check-coverage": true,\n  "lines": 90\n}\n'),
        ("pom.xml", "<project>\n<artifactId>jacoco-maven-plugin</artifactId>\n<minimum>0.80</minimum>\n</project>\n"),
        ("build.gradle", "jacocoTestCoverageVerification {\n  violationRules {\n    minimum = 0.8\n  }\n}\n"),
        ("spec/spec_helper.rb", "SimpleCov.start do\n  minimum_coverage 90\nend\n"),
        ("mix.exs", "test_coverage: [\n  summary: [threshold: 80]\n]\n"),
        ("Shop.Tests/Shop.Tests.csproj", "<Project>\n<Threshold>80</Threshold>\n</Project>\n"),
        (".testcoverage.yml", "threshold:\n  total: 80\n"),
        ("codecov.yml", "coverage:\n  status:\n    project:\n      default:\n        target: 80%\n"),
        (".github/codecov.yml", "coverage:\n  status:\n    patch:\n      default: {target: 90}\n"),
    ],
)
def test_numbers_in_many_ecosystems(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "step",
    [
        "run: pytest --cov --cov-fail-under=80",
        "run: coverage report --fail-under=80",
        "run: npx c8 --check-coverage --lines 90 npm test",
        "run: cargo llvm-cov --fail-under-lines 80",
        "run: dotnet test /p:CollectCoverage=true /p:Threshold=80",
        "run: vendor/bin/pest --coverage --min=80",
        "{uses: vladopajic/go-test-coverage@v2, with: {threshold-total: 80}}",
    ],
)
def test_numbers_in_commands_of_ci(step: str) -> None:
    assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT


def test_targets_of_codecov_without_a_number_are_near_misses() -> None:
    text = "coverage:\n  status:\n    project:\n      default: {{{}}}\n"
    for settings, reason in (
        ("target: auto, threshold: 1%", "follows what there was before, no number"),
        ("target: 80%, informational: true", "informational only"),
        ("target: 0%", "follows what there was before, no number"),
    ):
        answer = ask(PROBE, {".codecov.yml": text.format(settings)})
        assert (answer.outcome, [m.reason for m in answer.near_misses]) == (Outcome.ABSENT, [reason]), settings
    only = {"codecov.yml": "coverage:\n  range: 60..80\n  status:\n    project:\n      default: {threshold: 0.1}\n"}
    assert ask(PROBE, only).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[tool.coverage.report]\nfail_under = 0\n"),
        ("pyproject.toml", "[tool.coverage.report]\n# fail_under = 90\n"),
        ("docs/testing.md", "Keep fail_under = 90.\n"),
        ("package.json", '{\n  "scripts": {\n    "test": "jest --coverage"\n  }\n}\n'),
        ("build.gradle", "dependencies {\n  minimum = 3\n}\n"),
        ("vite.config.ts", "export default {\n  chunks: { threshold: 100 },\n};\n"),
    ],
)
def test_traps(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.ABSENT


def test_measuring_alone_is_no_gate() -> None:
    assert ask(PROBE, workflow("run: pytest --cov", "uses: codecov/codecov-action@v5")).outcome is Outcome.ABSENT
