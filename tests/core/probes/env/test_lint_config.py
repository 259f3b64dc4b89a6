import pytest

from core.model.outcome import Outcome
from core.probes.env.lint_config import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

CODE = {
    "py": {"src/app.py": "x = 1\n" * 50},
    "ts": {"src/app.ts": "let x = 1;\n" * 50},
    "go": {"main.go": "package main\n" * 50},
    "rb": {"app/a.rb": "x = 1\n" * 50},
    "php": {"src/A.php": "<?php $x = 1;\n" * 50},
    "java": {"src/main/java/A.java": "class A {}\n" * 50},
    "cs": {"src/A.cs": "class A {}\n" * 50},
    "rs": {"src/main.rs": "fn main() {}\n" * 50},
    "tf": {"main.tf": "locals {}\n" * 50},
}
HOOK = "repos:\n- repo: https://x\n  hooks:\n  - id: {}\n"


@pytest.mark.parametrize(
    ("language", "path", "text"),
    [
        ("py", "ruff.toml", "line-length = 100\n"),
        ("py", "pyproject.toml", "[tool.black]\nline-length = 100\n"),
        ("py", "setup.cfg", "[flake8]\nmax-line-length = 100\n"),
        ("py", ".pre-commit-config.yaml", HOOK.format("ruff")),
        ("ts", "eslint.config.js", "export default [];\n"),
        ("ts", "biome.json", "{}\n"),
        ("ts", "package.json", '{"eslintConfig": {}}\n'),
        ("ts", "package.json", '{\n  "scripts": {\n    "lint": "standard"\n  }\n}\n'),
        ("go", ".golangci.yml", "linters: {}\n"),
        ("rb", ".rubocop.yml", "AllCops: {}\n"),
        ("php", "phpstan.neon", "parameters:\n"),
        ("java", "config/checkstyle/checkstyle.xml", "<module/>\n"),
        ("java", "build.gradle", "plugins {\n  id 'com.diffplug.spotless' version '6'\n}\n"),
        ("java", "ruleset.xml", '<ruleset>\n  <rule ref="category/java/design.xml"/>\n</ruleset>\n'),
        ("cs", ".editorconfig", "[*.cs]\ndotnet_sort_system_directives_first = true\n"),
        ("rs", "rustfmt.toml", "max_width = 100\n"),
        ("rs", "Cargo.toml", '[package]\nname = "a"\n\n[lints.clippy]\nall = "deny"\n'),
        ("tf", ".pre-commit-config.yaml", HOOK.format("terraform_tflint")),
    ],
)
def test_configuration_for_the_main_language(language: str, path: str, text: str) -> None:
    assert ask(PROBE, CODE[language] | {path: text}).outcome is Outcome.PRESENT


def test_the_section_of_a_manifest_is_shown_by_line() -> None:
    files = CODE["py"] | {"pyproject.toml": '[project]\nname = "a"\n\n[tool.ruff]\nline-length = 100\n'}
    assert [(e.path, e.line) for e in ask(PROBE, files).evidence] == [("pyproject.toml", 4)]


@pytest.mark.parametrize(
    ("language", "path", "text"),
    [
        ("py", ".editorconfig", "[*]\nindent_size = 4\n"),
        ("py", "mypy.ini", "[mypy]\nstrict = true\n"),
        ("cs", ".editorconfig", "[*.cs]\nindent_size = 4\n"),
        ("ts", "tsconfig.json", "{}\n"),
        ("ts", "package.json", '{"devDependencies": {"eslint": "9"}}\n'),
        ("py", "node_modules/x/.flake8", "[flake8]\n"),
        ("java", "ruleset.xml", "<ruleset/>\n"),
    ],
)
def test_traps(language: str, path: str, text: str) -> None:
    assert ask(PROBE, CODE[language] | {path: text}).outcome is Outcome.ABSENT


def test_a_linter_for_a_small_part_of_the_code_is_a_near_miss() -> None:
    files = CODE["py"] | {"web/tiny.js": "x\n", ".eslintrc.json": "{}\n"}
    answer = ask(PROBE, files)
    assert answer.outcome is Outcome.ABSENT
    assert [miss.reason for miss in answer.near_misses] == ["not for a main language"]


def test_a_repository_of_several_languages_has_several_main_ones() -> None:
    files = CODE["py"] | CODE["go"] | {".golangci.yml": "linters: {}\n"}
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_linter_that_only_ci_names_does_not_count() -> None:
    assert ask(PROBE, CODE["py"] | workflow("run: ruff check .")).outcome is Outcome.ABSENT
