from core.model.outcome import Outcome
from core.probes.env.one_command import PROBE
from tests.helpers.snapshots import ask


def test_set_up_tasks_and_scripts() -> None:
    for files in (
        {"Makefile": "bootstrap:\n\tpip install -r requirements.txt\n"},
        {"Makefile": "install-tools-local:\n\tgo install ./tools\n"},
        {"justfile": "setup:\n    npm ci\n"},
        {"bin/setup": "#!/usr/bin/env ruby\nsystem 'bundle install'\n"},
        {"script/bootstrap": "#!/bin/sh\nnpm ci\n"},
        {"package.json": '{"scripts": {"setup": "npm ci && npm run db"}}'},
        {"composer.json": '{"scripts": {"app:init": "@php scripts/init.php"}}'},
        {".devcontainer/devcontainer.json": "{}"},
        {"flake.nix": "{}"},
        {"tox.ini": "[testenv]\ncommands = pytest\n"},
        {"compose.yaml": "services:\n  web: {build: .}\n"},
        {"uv.lock": "", "pyproject.toml": "[project]\nname = 'a'\n"},
    ):
        assert ask(PROBE, files).outcome is Outcome.PRESENT, files


def test_traps() -> None:
    for files in (
        {"README.md": "1. pip install -r requirements.txt\n2. createdb app\n"},
        {"Makefile": "install:\n\tinstall -m 755 app /usr/local/bin\n"},
        {"Makefile": "build:\n\tgo build\n"},
        {"docker-compose.prod.yml": "services:\n  web: {image: app}\n"},
        {"upgrade.sh": "#!/bin/sh\npip install -r requirements.txt\n"},
        {"package.json": '{"scripts": {"db:setup": "knex migrate:latest"}}'},
        {"patterns/a/Makefile": "setup:\n\tterraform init\n"},
    ):
        assert ask(PROBE, files).outcome is Outcome.ABSENT, files


def test_an_alias_of_mix_that_fetches_what_is_needed() -> None:
    aliases = "defp aliases do\n    [\n      %s\n    ]\n  end\n"
    set_up = aliases % 'setup: ["deps.get", "assets.setup"],'
    assert ask(PROBE, {"mix.exs": set_up}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"mix.exs": aliases % '"assets.setup": ["bun.install"],'}).outcome is Outcome.ABSENT
