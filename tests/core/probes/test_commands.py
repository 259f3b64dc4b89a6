from core.probes.commands import all_commands, spelled
from tests.helpers.snapshots import snapshot
from tests.helpers.workflows import workflow


def commands(files: dict[str, str]) -> list[tuple[str, str, int]]:
    """Return (text, path, line) of every command that CI runs."""
    return [(c.text, c.source[0], c.source[1]) for _, _, _, c in all_commands(snapshot(files))]


def test_lines_are_joined_split_and_cleaned() -> None:
    text = "# comment\necho hello\nmake a && make b\npytest \\\n  -q\ncat x | sort; ./run\n"
    assert list(spelled(text, 10)) == [
        ("make a", 12),
        ("make b", 12),
        ("pytest -q", 13),
        ("sort", 15),
        ("./run", 15),
    ]


def test_only_one_step_is_followed() -> None:
    files = workflow("run: make ci") | {"Makefile": "ci:\n\t./ci.sh\n", "ci.sh": "#!/bin/sh\npytest\n"}
    assert [text for text, _, _ in commands(files)] == ["make ci", "./ci.sh"]


def test_folders_are_respected() -> None:
    files = workflow("run: make -C web test", "{run: npm test, working-directory: api}") | {
        "Makefile": "test:\n\ttrue-root\n",
        "web/Makefile": "test:\n\tjest\n",
        "api/package.json": '{"scripts": {"test": "vitest"}}',
        "package.json": '{"scripts": {"test": "root"}}',
    }
    assert commands(files)[1:] == [
        ("jest", "web/Makefile", 2),
        ("npm test", ".github/workflows/ci.yml", 7),
        ("vitest", "api/package.json", 1),
    ]


def test_tox_environments_by_name() -> None:
    tox = {"tox.ini": "[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check\n"}
    assert [t for t, _, _ in commands(workflow("run: tox -e lint") | tox)] == ["tox -e lint", "ruff check"]
    assert [t for t, _, _ in commands(workflow("run: tox") | tox)] == ["tox", "pytest", "ruff check"]


def test_inputs_of_actions_that_take_a_command() -> None:
    step = "{uses: nick-fields/retry@v3, with: {command: make e2e}}"
    assert [t for t, _, _ in commands(workflow(step))] == ["make e2e"]


def test_scripts_that_call_each_other_end() -> None:
    npm = {"package.json": '{"scripts": {"a": "npm run b", "b": "npm run a && jest"}}'}
    assert "jest" in [t for t, _, _ in commands(workflow("run: npm run a") | npm)]


def test_a_script_is_found_in_the_folder_that_a_step_went_to() -> None:
    text = "jobs:\n  build:\n    docker: [{image: a}]\n    steps:\n      - run: cd ci && ./run-tests.sh all\n"
    shot = snapshot({".circleci/config.yml": text, "ci/run-tests.sh": "#!/bin/sh\ncd ..\ndotnet test\n"})
    texts = [command.text for _, _, _, command in all_commands(shot)]
    assert texts == ["./run-tests.sh all", "dotnet test"]


def test_a_gradle_task_that_only_runs_a_command_is_followed_into_its_script() -> None:
    text = "pipeline:\n- id: a\n  commands:\n  - cmd: ./gradlew fullAcceptanceTest --stacktrace\n"
    gradle = 'task fullAcceptanceTest(type: Exec) {\n  commandLine "bash", "-c", "./shop.sh acceptance-tests"\n}\n'
    script = "#!/bin/bash\ndocker-compose up -d postgres\n"
    shot = snapshot({"delivery.yaml": text, "build.gradle": gradle, "shop.sh": script})
    texts = [command.text for _, _, _, command in all_commands(shot)]
    assert texts == [
        "./gradlew fullAcceptanceTest --stacktrace",
        "./shop.sh acceptance-tests",
        "docker-compose up -d postgres",
    ]
