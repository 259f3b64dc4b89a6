"""Dependency manifests of every ecosystem into one model."""

import pytest

from core.formats import bundler, cargo, composer, go, gradle, maven, mix, npm, nuget, python
from core.formats.errors import NotUnderstood
from core.formats.manifest import Dependency, Manifest


def rows(manifest: Manifest) -> list[tuple[str, str, int, str]]:
    return [(d.name, d.version, d.line, d.scope) for d in manifest.dependencies]


def test_npm() -> None:
    text = (
        '{\n  "name": "web",\n  "scripts": {\n    "test": "jest"\n  },\n  "dependencies": {\n'
        '    "react": "^19"\n  },\n  "devDependencies": {\n    "jest": "30"\n  }\n}\n'
    )
    manifest = npm.parse("package.json", text)
    assert (manifest.name, manifest.scripts, manifest.script_lines) == ("web", {"test": "jest"}, {"test": 4})
    assert rows(manifest) == [("react", "^19", 7, "runtime"), ("jest", "30", 10, "development")]
    with pytest.raises(NotUnderstood):
        npm.parse("package.json", "[1]")


def test_pyproject_of_every_tool() -> None:
    text = """[project]
name = "app"
dependencies = ["Flask>=3", "sentry-sdk[flask]==2.0"]
[project.optional-dependencies]
redis = ["redis"]
test = ["pytest"]
[dependency-groups]
dev = ["ruff", {include-group = "x"}]
[tool.poetry.dependencies]
python = "^3.11"
celery = {version = "5.4"}
[tool.poetry.group.dev.dependencies]
mypy = "*"
[tool.poe.tasks]
test = "pytest -q"
lint = {cmd = "ruff check"}
"""
    manifest = python.parse("pyproject.toml", text)
    assert rows(manifest) == [
        ("flask", ">=3", 3, "runtime"),
        ("sentry-sdk", "==2.0", 3, "runtime"),
        ("redis", "", 5, "optional"),
        ("pytest", "", 6, "development"),
        ("ruff", "", 8, "development"),
        ("celery", "5.4", 11, "runtime"),
        ("mypy", "*", 13, "development"),
    ]
    assert manifest.scripts == {"test": "pytest -q", "lint": "ruff check"}
    assert "tool.poe" in manifest.sections


def test_requirements_pipfile_and_setup_cfg() -> None:
    text = (
        "# c\n-r base.txt\nDjango==5.0 ; python_version > '3'\ncelery[redis]>=5 \\\n"
        "    --hash=sha256:aa\ngit+https://example.com/x\n"
    )
    manifest = python.parse("requirements.txt", text)
    assert (rows(manifest), manifest.sections) == (
        [("django", "==5.0", 3, "runtime"), ("celery", ">=5", 4, "runtime")],
        ("hashes",),
    )
    assert rows(python.parse("requirements-dev.txt", "pytest\n")) == [("pytest", "", 1, "development")]
    assert rows(python.parse("Pipfile", '[packages]\nflask = "*"\n')) == [("flask", "*", 2, "runtime")]
    assert rows(python.parse("setup.cfg", "[options]\ninstall_requires =\n  flask>=3\n")) == [
        ("flask", ">=3", 3, "runtime")
    ]


def test_maven_leaves_comments_out_and_names_plugins() -> None:
    text = """<project><artifactId>app</artifactId><dependencies>
<!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
<dependency>
  <groupId>io.sentry</groupId><artifactId>sentry</artifactId><version>7.0</version>
</dependency>
<dependency><groupId>org.junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency>
</dependencies><build><plugins><plugin><artifactId>jacoco-maven-plugin</artifactId></plugin></plugins></build></project>
"""
    manifest = maven.parse("pom.xml", text)
    assert rows(manifest) == [("io.sentry:sentry", "7.0", 3, "runtime"), ("org.junit:junit", "", 6, "development")]
    assert (manifest.name, manifest.sections) == ("app", ("jacoco-maven-plugin",))


def test_gradle_in_both_languages_and_its_catalogue() -> None:
    groovy = (
        "plugins {\n  id 'java'\n}\ndependencies {\n  // implementation 'no:no:1'\n"
        "  implementation 'io.sentry:sentry:7.0'\n  testImplementation('junit:junit')\n}\n"
    )
    manifest = gradle.parse("build.gradle", groovy)
    assert rows(manifest) == [("io.sentry:sentry", "7.0", 6, "runtime"), ("junit:junit", "", 7, "development")]
    assert manifest.sections == ("java",)
    kotlin = 'dependencies {\n  implementation(platform("io.x:bom:1"))\n  api(libs.sentry.core)\n}\n'
    assert rows(gradle.parse("build.gradle.kts", kotlin)) == [
        ("io.x:bom", "1", 2, "runtime"),
        ("libs.sentry.core", "", 3, "runtime"),
    ]
    catalogue = '[libraries]\nsentry = { module = "io.sentry:sentry", version = "7" }\n'
    assert rows(gradle.parse("gradle/libs.versions.toml", catalogue)) == [("io.sentry:sentry", "", 2, "runtime")]


def test_go_leaves_indirect_requirements_out() -> None:
    text = (
        "module example.com/a\n\ngo 1.22\n\nrequire (\n\tgithub.com/x/y v1.2.3\n"
        "\tgithub.com/z v1 // indirect\n)\n\nrequire go.uber.org/zap v1.0.0\n"
    )
    manifest = go.parse("go.mod", text)
    assert rows(manifest) == [("github.com/x/y", "v1.2.3", 6, "runtime"), ("go.uber.org/zap", "v1.0.0", 10, "runtime")]
    assert (manifest.name, manifest.sections) == ("example.com/a", ("go",))


def test_cargo_bundler_composer_nuget_and_mix() -> None:
    crates = '[package]\nname = "a"\n[dependencies]\nserde = { version = "1" }\n[dev-dependencies]\nproptest = "1"\n'
    assert rows(cargo.parse("Cargo.toml", crates)) == [
        ("serde", "1", 4, "runtime"),
        ("proptest", "1", 6, "development"),
    ]
    gems = "gem 'rails', '~> 8'\ngroup :development, :test do\n  gem \"rspec-rails\"\nend\n# gem 'no'\ngem 'puma'\n"
    assert rows(bundler.parse("Gemfile", gems)) == [
        ("rails", "~> 8", 1, "runtime"),
        ("rspec-rails", "", 3, "development"),
        ("puma", "", 6, "runtime"),
    ]
    php = composer.parse(
        "composer.json", '{\n"require": {\n"a/b": "1"\n},\n"scripts": {\n"test": ["phpunit", "pint"]\n}\n}'
    )
    assert (rows(php), php.scripts) == ([("a/b", "1", 3, "runtime")], {"test": "phpunit\npint"})
    project = '<Project>\n<ItemGroup>\n<PackageReference Include="Serilog" Version="4.0" />\n</ItemGroup>\n</Project>'
    assert nuget.parse("App.csproj", project).dependencies == (Dependency("Serilog", 3, "4.0"),)
    assert nuget.parse("App.Tests.csproj", project).dependencies[0].scope == "development"
    elixir = '  {:phoenix, "~> 1.7"},\n  # {:no, "1"},\n  {:credo, "~> 1.7", only: [:dev, :test]}\n'
    assert rows(mix.parse("mix.exs", elixir)) == [
        ("phoenix", "~> 1.7", 1, "runtime"),
        ("credo", "~> 1.7", 3, "development"),
    ]
