from core.model.outcome import Outcome
from core.probes.ci.coverage import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


def test_uploads_and_coverage_runs() -> None:
    for step in (
        "uses: codecov/codecov-action@v5",
        "run: coverage run -m pytest",
        "run: pytest --cov=app",
        "run: go test -coverprofile=c.out ./...",
        "run: npx jest --coverage",
        "run: npx nyc mocha",
        "run: ./gradlew test jacocoTestReport",
        "run: cargo llvm-cov",
        "run: 'dotnet test --collect:\"XPlat Code Coverage\"'",
        "run: vendor/bin/phpunit --coverage-clover c.xml",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step


def test_options_in_configuration_count_when_ci_runs_the_tool() -> None:
    config = {"pytest.ini": "[pytest]\naddopts = -q --cov=app\n"}
    answer = ask(PROBE, workflow("run: pytest") | config)
    assert [(e.path, e.line) for e in answer.evidence][-1] == ("pytest.ini", 2)
    assert ask(PROBE, workflow("run: make") | config).outcome is Outcome.ABSENT


def test_jacoco_of_maven_counts_when_ci_runs_maven() -> None:
    pom = "<project><plugin><artifactId>jacoco-maven-plugin</artifactId></plugin></project>"
    assert ask(PROBE, workflow("run: mvn verify") | {"pom.xml": pom}).outcome is Outcome.PRESENT


def test_a_declared_tool_that_ci_never_runs_is_a_near_miss() -> None:
    answer = ask(PROBE, workflow("run: pytest") | {"requirements-dev.txt": "pytest\npytest-cov==5.0\n"})
    assert answer.outcome is Outcome.ABSENT
    assert [(m.path, m.line) for m in answer.near_misses] == [("requirements-dev.txt", 2)]


def test_settings_of_a_collector_and_collated_results_count() -> None:
    for command in ("dotnet test --settings:src/coverlet.runsettings", "bin/rake simplecov:collate_results"):
        assert ask(PROBE, workflow(f"run: {command}")).outcome is Outcome.PRESENT, command
    assert ask(PROBE, workflow("run: dotnet test --settings ci.runsettings")).outcome is Outcome.ABSENT
