import pytest

from core.model.outcome import Outcome
from core.probes.env.toolchain_pin import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".tool-versions", "nodejs 22.1.0\n"),
        ("mise.toml", "[tools]\nnode = '22'\n"),
        (".nvmrc", "22\n"),
        ("web/.node-version", "22.1.0\n"),
        (".python-version", "3.12\n"),
        (".ruby-version", "3.3.0\n"),
        ("rust-toolchain.toml", "[toolchain]\nchannel = '1.80'\n"),
        ("global.json", '{"sdk": {"version": "9.0.100"}}\n'),
        ("gradle/wrapper/gradle-wrapper.properties", "distributionUrl=https\\://example.org/gradle-8.9-bin.zip\n"),
        (".mvn/wrapper/maven-wrapper.properties", "distributionUrl=https://example.org/maven-3.9.zip\n"),
        (".terraform-version", "1.9.0\n"),
        ("Gemfile", "source 'x'\nruby '3.3.0'\n"),
        ("composer.json", '{\n  "config": {\n    "platform": {\n      "php": "8.1.0"\n    }\n  }\n}\n'),
        ("build.gradle.kts", "java {\n  toolchain {\n    languageVersion = JavaLanguageVersion.of(21)\n  }\n}\n"),
        ("app/build.gradle.kts", "kotlin {\n  jvmToolchain(21)\n}\n"),
        ("web/pom.xml", "<configuration>\n  <nodeVersion>v22.1.0</nodeVersion>\n</configuration>\n"),
        (".prototools", 'node = "22.1.0"\n'),
        ("flake.lock", "{}\n"),
        ("Pipfile", '[requires]\npython_version = "3.12"\n'),
    ],
)
def test_files_of_many_ecosystems(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.PRESENT


def test_lines_are_shown() -> None:
    assert [e.line for e in ask(PROBE, {"go.mod": "module x\n\ngo 1.23\ntoolchain go1.23.4\n"}).evidence] == [3, 4]
    package = '{\n  "name": "x",\n  "engines": {\n    "node": ">=22"\n  },\n  "packageManager": "pnpm@9.1.0"\n}\n'
    assert [e.line for e in ask(PROBE, {"package.json": package}).evidence] == [3, 6]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[project]\nrequires-python = '>=3.12'\n"),
        ("package.json", '{"engines": {"vscode": "^1.90"}}\n'),
        ("global.json", '{"msbuild-sdks": {"X": "1.0"}}\n'),
        ("node_modules/x/package.json", '{"engines": {"node": "22"}}\n'),
        ("tests/fixtures/.nvmrc", "22\n"),
        ("pom.xml", "<project>\n  <nodeVersion>${node.version}</nodeVersion>\n</project>\n"),
        ("build.gradle", "// jvmToolchain(21)\n"),
        ("composer.json", '{\n  "require": {\n    "php": "8.1.*"\n  }\n}\n'),
        ("Gemfile", "ruby file: '.ruby-version'\n"),
        ("Dockerfile", "FROM python:3.12\n"),
        ("README.md", "Needs Node 22.\n"),
    ],
)
def test_traps(path: str, text: str) -> None:
    assert ask(PROBE, {path: text}).outcome is Outcome.ABSENT


def test_versions_named_only_in_ci_do_not_count() -> None:
    assert ask(PROBE, workflow("{uses: actions/setup-node@v4, with: {node-version: 22}}")).outcome is Outcome.ABSENT


def test_an_empty_file_is_a_near_miss() -> None:
    answer = ask(PROBE, {".nvmrc": "\n"})
    assert (answer.outcome, [m.reason for m in answer.near_misses]) == (Outcome.ABSENT, ["empty"])
