import pytest

from core.model.outcome import Outcome
from core.probes.env.template import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "path",
    [
        ".env.example",
        ".env.example.sail",
        "docker/.env.sample",
        ".env.template",
        "sample.env",
        "deploy/agent.env.example",
        "hc/local_settings.py.example",
        "app/configuration_example.py",
        "config/database.yml.sample",
        "config/settings.example.yml",
        "config/application.properties.example",
        "infra/terraform.tfvars.example",
        "src/appsettings.Example.json",
        "docker-compose.example.yaml",
        "config.example.toml",
        "config/dev.sample.exs",
        "credentials.json.default",
        "config.yml.template",
        "sample_config.sh",
    ],
)
def test_files_to_copy(path: str) -> None:
    assert ask(PROBE, {path: "KEY=value\n"}).outcome is Outcome.PRESENT


def test_a_real_file_is_a_near_miss() -> None:
    answer = ask(PROBE, {".env": "KEY=value\n"})
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["a real file, not a template"]


@pytest.mark.parametrize(
    "path",
    [
        "config/default.json",
        "phpunit.xml.dist",
        ".php-cs-fixer.dist.php",
        "charts/shop/templates/config.yaml",
        ".github/ISSUE_TEMPLATE/config.yml",
        "nginx/default.conf.template",
        "openapi.example.yaml",
        "examples/app/.env.example",
        "tests/fixtures/config.example.yml",
        "docs/example.md",
        "src/template_settings.py",
        "src/settings_template.py",
        "downsample.go",
        "lib/data/example_config.py.j2",
    ],
)
def test_traps(path: str) -> None:
    assert ask(PROBE, {path: "KEY=value\n"}).outcome is Outcome.ABSENT


def test_an_empty_template_does_not_count() -> None:
    assert ask(PROBE, {".env.example": "\n"}).outcome is Outcome.ABSENT


def test_a_file_that_says_it_shows_the_configuration() -> None:
    shown = (
        "# This file shows the default configuration.\n\n# master_key = 'YOUR_KEY'\n# tls = true\n# level = 'info'\n"
    )
    assert ask(PROBE, {"config.toml": shown}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".lintconfig.toml": shown}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"config.toml": shown.replace("default configuration", "port")}).outcome is Outcome.ABSENT
