from core.model.outcome import Outcome
from core.probes.ci.lint import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


def test_linters_of_many_ecosystems() -> None:
    for step in (
        "run: ruff check .",
        "run: npx eslint src",
        "uses: golangci/golangci-lint-action@v6",
        "run: bundle exec rubocop",
        "run: bundle exec rake lint",
        "run: cargo clippy -- -D warnings",
        "run: ./gradlew ktlintCheck",
        "run: dotnet format --verify-no-changes",
        "run: vendor/bin/phpstan analyse",
        "uses: pre-commit/action@v3.0.1",
        "run: mypy src",
        "run: npx tsc --noEmit",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step


def test_a_lint_script_is_followed() -> None:
    npm = {"web/package.json": '{"scripts": {"lint": "biome check ."}}'}
    answer = ask(PROBE, workflow("{run: yarn lint, working-directory: web}") | npm)
    assert [e.path for e in answer.evidence] == [CI, "web/package.json"]


def test_a_gradle_build_runs_the_checks_that_are_plugged_into_it() -> None:
    plugged = {"build.gradle": "plugins {\n  id 'java'\n}\napply plugin: 'checkstyle'\n"}
    assert ask(PROBE, workflow("run: ./gradlew build -x test") | plugged).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("run: ./gradlew build -x check") | plugged).outcome is Outcome.ABSENT
    assert ask(PROBE, workflow("run: ./gradlew assemble") | plugged).outcome is Outcome.ABSENT
    known = {"build.gradle": "plugins {\n  id 'com.diffplug.spotless' version '6.25.0' apply false\n}\n"}
    assert ask(PROBE, workflow("run: ./gradlew build") | known).outcome is Outcome.ABSENT


def test_traps() -> None:
    for step in (
        "uses: github/codeql-action/analyze@v3",
        "uses: amannn/action-semantic-pull-request@v5",
        "run: pip install ruff",
        "uses: zizmorcore/zizmor-action@v0",
        "run: pytest",
        "uses: wagoid/commitlint-github-action@v6",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT, step
    assert ask(PROBE, workflow("run: make") | {"ruff.toml": "line-length = 100\n"}).outcome is Outcome.ABSENT


def test_linters_that_run_other_linters_or_are_less_known() -> None:
    for command in (
        "bin/bundle exec pronto run -f github_status",
        "dotnet csharpier --check .",
        "vendor/bin/phpmd src text",
    ):
        assert ask(PROBE, workflow(f"run: {command}")).outcome is Outcome.PRESENT, command
