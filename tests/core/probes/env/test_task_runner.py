import pytest

from core.model.outcome import Outcome
from core.probes.env.task_runner import PROBE
from tests.helpers.snapshots import ask


def test_task_runners() -> None:
    for files in (
        {"Makefile": "test:\n\tpytest\n"},
        {"justfile": "lint:\n    ruff check\n"},
        {"package.json": '{"scripts": {"lint": "eslint ."}}'},
        {"Taskfile.yml": "tasks:\n  build:\n    cmds: [go build]\n"},
        {"tox.ini": "[testenv]\ncommands = pytest\n"},
        {"noxfile.py": "@nox.session\ndef tests(session):\n    session.run('pytest')\n"},
        {"pom.xml": "<project/>"},
        {"build.gradle.kts": "plugins {}\n"},
        {"Rakefile": "task :spec do\nend\n"},
        {"script/test": "#!/bin/sh\nrspec\n"},
        {"pyproject.toml": "[tool.poe.tasks]\ntest = 'pytest'\n"},
        {"mix.exs": 'defp aliases() do\n  [\n    setup: ["deps.get", "ecto.setup"]\n  ]\nend\n'},
        {"composer.json": '{"scripts": {"test": "phpunit"}}'},
    ):
        assert ask(PROBE, files).outcome is Outcome.PRESENT, files


def test_evidence_is_the_target() -> None:
    answer = ask(PROBE, {"Makefile": ".PHONY: test\nGO = go\n\ntest: build\n\t$(GO) test ./...\n"})
    assert [e.place for e in answer.evidence] == ["Makefile:4"]


def test_traps() -> None:
    assert ask(PROBE, {"Makefile": "# nothing\n"}).outcome is Outcome.ABSENT
    docs = "html:\n\tsphinx-build -b html . _build\nclean:\n\trm -rf _build\n"
    assert ask(PROBE, {"docs/Makefile": docs}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"package.json": '{"scripts": {"start": "node index.js"}}'}).outcome is Outcome.ABSENT
    mix = "defp aliases do\n  []\nend\n\ndefp releases do\n  [\n    test: []\n  ]\nend\n"
    assert ask(PROBE, {"mix.exs": mix}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"manage.py": "#!/usr/bin/env python\n"}).outcome is Outcome.ABSENT


def test_cargo_tasks_kept_as_a_crate_of_a_workspace() -> None:
    manifest = '[package]\nname = "xtask"\nversion = "1.0.0"\n'
    assert ask(PROBE, {"crates/xtask/Cargo.toml": manifest}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"crates/tasks/Cargo.toml": manifest.replace("xtask", "tasks")}).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    "files",
    [
        {".vscode/tasks.json": '{\n  "tasks": [{\n    "label": "api tests",\n    "command": "dotnet"\n  }]\n}\n'},
        {"deno.json": '{\n  "tasks": {\n    "test": "deno test -A"\n  }\n}\n'},
        {"Makefile.toml": "[tasks.lint]\ncommand = 'cargo'\n"},
        {"mise.toml": "[tools]\nnode = '22'\n\n[tasks.test]\nrun = 'vitest'\n"},
        {"castor.php": "<?php\n#[AsTask(description: 'Test')]\nfunction test(): void {}\n"},
        {"build.xml": '<project>\n  <target name="test" depends="compile"/>\n</project>\n'},
        {"Earthfile": "VERSION 0.8\nlint:\n    RUN golangci-lint run\n"},
        {"ios/fastlane/Fastfile": "lane :test do\n  run_tests\nend\n"},
    ],
)
def test_tasks_in_files_of_other_runners_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {".vscode/tasks.json": '{\n  "tasks": [\n    {\n      "label": "open browser"\n    }\n  ]\n}\n'},
        {"deno.json": '{\n  "imports": {\n    "@std/testing": "jsr:@std/testing"\n  }\n}\n'},
        {"mise.toml": "[tools]\nnode = '22'\n"},
    ],
)
def test_such_files_without_a_usual_task_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
