from core.model.outcome import Confidence, Outcome
from core.probes.ci.tests import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import CI, workflow


def test_test_commands_of_many_ecosystems() -> None:
    for command in (
        "pytest -x",
        "uv run tox run -e py312",
        "python manage.py test",
        "go test ./...",
        "cargo nextest run",
        "./gradlew check",
        "mvn -B verify",
        "dotnet test --no-build",
        "bundle exec rspec",
        "vendor/bin/phpunit",
        "npx jest --ci",
        "mix test",
        "docker compose run --rm web pytest",
        "bin/rails test",
        "swift test",
    ):
        assert ask(PROBE, workflow(f"run: {command}")).outcome is Outcome.PRESENT, command


def test_a_make_target_is_followed_into_the_makefile() -> None:
    makefile = "GO ?= go\n\nbuild:\n\t$(GO) build ./...\n\ntest: build\n\t@echo testing\n\t$(GO) test ./...\n"
    answer = ask(PROBE, workflow("run: make test") | {"Makefile": makefile})
    assert answer.outcome is Outcome.PRESENT
    assert [(e.path, e.line) for e in answer.evidence] == [(CI, 6), ("Makefile", 8)]
    assert ask(PROBE, workflow("run: make build") | {"Makefile": makefile}).outcome is Outcome.ABSENT


def test_scripts_of_manifests_are_followed() -> None:
    npm = {"package.json": '{\n  "scripts": {\n    "check": "vitest run"\n  }\n}\n'}
    answer = ask(PROBE, workflow("run: npm run check") | npm)
    assert [(e.path, e.line) for e in answer.evidence] == [(CI, 6), ("package.json", 3)]
    composer = {"composer.json": '{"scripts": {"quality": ["phpunit"]}}'}
    assert ask(PROBE, workflow("run: composer quality") | composer).outcome is Outcome.PRESENT
    poe = {"pyproject.toml": "[tool.poe.tasks]\nspec = 'pytest'\n"}
    assert ask(PROBE, workflow("run: poetry run poe spec") | poe).outcome is Outcome.PRESENT


def test_a_shell_script_and_a_justfile_are_followed() -> None:
    script = {"ci/run.sh": "#!/bin/sh\nset -e\nbundle exec rspec\n"}
    assert ask(PROBE, workflow("run: ./ci/run.sh") | script).outcome is Outcome.PRESENT
    just = {"justfile": "verify:\n    cargo test\n"}
    assert ask(PROBE, workflow("run: just verify") | just).outcome is Outcome.PRESENT


def test_reusable_workflow_elsewhere_is_unproven_when_its_call_names_tests() -> None:
    call = "on: push\njobs:\n  checks:\n    uses: acme/ci/.github/workflows/run-tests.yml@v1\n"
    answer = ask(PROBE, {CI: call})
    assert (answer.outcome, answer.confidence) == (Outcome.UNPROVEN, Confidence.MEDIUM)
    assert answer.evidence[0].line == 3
    other = "on: push\njobs:\n  ship:\n    uses: acme/ci/.github/workflows/release.yml@v1\n"
    assert ask(PROBE, {CI: other}).outcome is Outcome.ABSENT


def test_traps() -> None:
    for step in (
        "run: pip install pytest",
        "run: mvn package -DskipTests",
        "run: ./gradlew build -x test",
        "run: npm run build",
        "run: echo pytest",
        "run: eslint tests",
        "name: Run pytest later\n        run: 'true'",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.ABSENT, step


def test_placeholder_script_is_not_a_test_suite() -> None:
    npm = {"package.json": '{"scripts": {"test": "echo \\"Error: no test specified\\" && exit 1"}}'}
    assert ask(PROBE, workflow("run: npm test") | npm).outcome is Outcome.ABSENT


def test_tests_that_only_exist_do_not_count() -> None:
    files = workflow("run: docker build .") | {
        "tests/test_a.py": "def test_a(): pass\n",
        "Makefile": "test:\n\tpytest\n",
    }
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_rake_task_is_followed_also_when_its_name_is_put_together() -> None:
    rake = {"lib/tasks/ci.rake": "namespace :ci do\n  task other: %w[prepare spec]\n  task prepare: :assets\nend\n"}
    for command in ("bin/rake --trace ci:${{ matrix.kind }}", "bundle exec rake ci:other"):
        answer = ask(PROBE, workflow(f"run: {command}") | rake)
        assert answer.outcome is Outcome.PRESENT, command
        assert [(e.path, e.line) for e in answer.evidence] == [(CI, 6), ("lib/tasks/ci.rake", 2)]
    assert ask(PROBE, workflow("run: bundle exec rake ci:prepare") | rake).outcome is Outcome.ABSENT


def test_more_runners_of_tests() -> None:
    for command in (
        "bin/rake jasmine:ci",
        "bundle exec parallel_rspec spec",
        "npx grunt test",
        "vendor/bin/phpspec run",
    ):
        assert ask(PROBE, workflow(f"run: {command}")).outcome is Outcome.PRESENT, command


def test_an_action_named_for_tests_counts_and_one_that_reports_them_does_not() -> None:
    for name in ("acme/github-action-tests@main", "acme/ci/run-e2e@v2", "acme/phpunit-action@v1", "acme/unit-tests@v1"):
        assert ask(PROBE, workflow(f"uses: {name}")).outcome is Outcome.PRESENT, name
    for name in ("acme/publish-tests@v1", "dorny/test-reporter@v1", "acme/setup-tests@v1", "acme/test-summary@v2"):
        assert ask(PROBE, workflow(f"uses: {name}")).outcome is Outcome.ABSENT, name


def test_a_script_that_starts_the_same_task_of_every_package() -> None:
    files = workflow("run: npm run ci") | {
        "package.json": '{"scripts": {"ci": "turbo run build && turbo run test:e2e"}}',
        "packages/app/package.json": '{"scripts": {"test:e2e": "playwright test"}}',
    }
    assert ask(PROBE, files).outcome is Outcome.PRESENT
    files["packages/app/package.json"] = '{"scripts": {"test:e2e": "echo none"}}'
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_test_script_with_arguments_and_a_template_of_azure_pipelines() -> None:
    files = {
        "azure-pipelines.yml": "trigger: [main]\njobs:\n- template: ci/unit.yml\n  parameters: {suite: api}\n",
        "ci/unit.yml": "jobs:\n- job: unit\n  steps:\n  - bash: ci/run-tests.sh ${{ parameters.suite }}\n",
        "ci/run-tests.sh": '#!/bin/sh\n./suite "$1"\n',
    }
    answer = ask(PROBE, files)
    assert answer.outcome is Outcome.PRESENT
    assert [e.place for e in answer.evidence] == ["azure-pipelines.yml:3", "ci/unit.yml:4"]
