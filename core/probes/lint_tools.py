"""How linters and formatters are configured, by family of languages: plain tables."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Languages that share their tools.

    Attributes:
        languages: names as `core.snapshot.languages` has them.
        files: globs of configuration files.
        sections: sections of manifests and plug-ins of build tools.
        hooks: ids of pre-commit hooks, as a whole.
        content: globs and an expression: lines that configure one within a file that serves other ends too.
    """

    languages: tuple[str, ...]
    files: tuple[str, ...]
    sections: frozenset[str] = frozenset()
    hooks: re.Pattern[str] | None = None
    content: tuple[tuple[str, ...], str] | None = None


FAMILIES: dict[str, Family] = {
    "python": Family(
        ("Python",),
        (
            "**/{.,}ruff.toml",
            "**/.flake8",
            "**/{.,}pylintrc{,.toml}",
            "**/.pep8",
            "**/.style.yapf",
            "**/.isort.cfg",
            "**/.pycodestyle",
        ),
        frozenset(
            {
                "tool.ruff",
                "tool.black",
                "tool.isort",
                "tool.pylint",
                "tool.flake8",
                "tool.yapf",
                "tool.autopep8",
                "tool.blue",
                "flake8",
                "pycodestyle",
                "pep8",
                "isort",
                "yapf",
            }
        ),
        re.compile(r"ruff(?:-format|-check)?|black|flake8|isort|pylint|yapf|autopep8|pyupgrade|blue|autoflake"),
        (("**/tox.ini",), r"^\[(flake8|pycodestyle|pep8|isort)\]"),
    ),
    "javascript": Family(
        ("JavaScript", "TypeScript", "Vue", "Svelte"),
        (
            "**/.eslintrc{,.*}",
            "**/eslint.config.*",
            "**/.prettierrc{,.*}",
            "**/prettier.config.*",
            "**/{.,}biome.{json,jsonc}",
            "**/.jshintrc",
            "**/.jscsrc",
            "**/tslint.json",
            "**/.oxlintrc.json",
            "**/.oxfmtrc.json*",
            "**/{.,}dprint.json*",
            "**/rome.json",
        ),
        frozenset({"eslintConfig", "prettier", "xo", "standard", "semistandard", "jshintConfig"}),
        re.compile(r"eslint|prettier|biome-(?:check|ci|lint|format)|standard|oxlint"),
        (
            ("**/package.json", "**/deno.{json,jsonc}"),
            r"\"lint[\w:]*\"[ \t]*:[ \t]*(\"[^\"\n]*\b(standard|semistandard|xo|deno lint)\b|\{)",
        ),
    ),
    "go": Family(
        ("Go",),
        ("**/.golangci.{yml,yaml,toml,json}", "**/{.,}revive.toml", "**/staticcheck.conf"),
        frozenset(),
        re.compile(r"golangci-lint\S*|go-?fmt|go-(?:imports|lint|vet|staticcheck|critic)\S*|gofumpt"),
    ),
    "ruby": Family(
        ("Ruby",),
        ("**/.rubocop.{yml,yaml}", "**/.standard.{yml,yaml}", "**/.reek.yml", "**/{.,}reek.yml"),
        frozenset(),
        re.compile(r"rubocop|standardrb"),
    ),
    "php": Family(
        ("PHP",),
        (
            "**/{.,}phpcs.xml{,.dist}",
            "**/{.,}phpcs.ruleset.xml",
            "**/.php{-,_}cs{,-fixer}{,.php,.dist,.dist.php}",
            "**/phpstan{,.dist}.neon{,.dist}",
            "**/psalm.xml{,.dist}",
            "**/pint.json",
            "**/ecs.php",
            "**/phpmd.xml{,.dist}",
            "**/mago.toml",
        ),
        frozenset(),
        re.compile(r"php-?cs\S*|php-cs-fixer|phpstan|pint"),
    ),
    "jvm": Family(
        ("Java", "Kotlin", "Groovy", "Scala"),
        (
            "**/*checkstyle*.xml",
            "**/*pmd*.xml",
            "**/*spotbugs*.xml",
            "**/*findbugs*.xml",
            "**/{.,}detekt*.{yml,yaml}",
            "**/config/detekt/*.yml",
            "**/.scalafmt.conf",
            "**/.scalafix.conf",
            "**/scalastyle*.xml",
            "**/codenarc*",
            "**/eclipse*format*.xml",
            "**/*-formatter.xml",
        ),
        frozenset(
            {
                "checkstyle",
                "pmd",
                "com.diffplug.spotless",
                "com.diffplug.gradle.spotless",
                "com.github.spotbugs",
                "codenarc",
                "org.jlleitschuh.gradle.ktlint",
                "io.gitlab.arturbosch.detekt",
                "dev.detekt",
                "org.jmailen.kotlinter",
                "com.ncorti.ktfmt.gradle",
                "net.ltgt.errorprone",
                "io.spring.javaformat",
                "maven-checkstyle-plugin",
                "spotless-maven-plugin",
                "maven-pmd-plugin",
                "spotbugs-maven-plugin",
                "fmt-maven-plugin",
                "spring-javaformat-maven-plugin",
                "formatter-maven-plugin",
                "googleformatter-maven-plugin",
                "detekt-maven-plugin",
                "ktlint-maven-plugin",
                "scalafmt",
            }
        ),
        re.compile(
            r"google-java-format\S*|ktlint\S*|detekt\S*|checkstyle\S*|pretty-format-(?:java|kotlin)|scalafmt\S*"
        ),
        (
            ("**/.editorconfig", "**/ruleset*.xml", "**/*ruleset.xml"),
            r"^[ \t]*(ktlint_|ij_java_)|<rule[ \t]+ref=\"(category|rulesets)/java|pmd\.sourceforge\.net/ruleset",
        ),
    ),
    "dotnet": Family(
        ("C#", "F#", "Visual Basic"),
        (
            "**/stylecop.json",
            "**/*.ruleset",
            "**/.globalconfig",
            "**/.csharpierrc{,.*}",
            "**/*.globalconfig",
            "**/fantomas-config.json",
        ),
        frozenset({"EnableNETAnalyzers"}),
        re.compile(r"dotnet-format|csharpier"),
        (
            ("**/.editorconfig", "**/Directory.{Build,Packages}.{props,targets}", "**/*.{csproj,fsproj,vbproj}"),
            r"^[ \t]*(dotnet_(diagnostic|style|naming|sort|analyzer)|csharp_|fsharp_|visual_basic_)"
            r"|Include=\"(StyleCop\.Analyzers|SonarAnalyzer\.CSharp|Roslynator\.\w+|CSharpier\.MsBuild"
            r"|Meziantou\.Analyzer)"
            r"|<(EnforceCodeStyleInBuild)>true|<AnalysisMode>",
        ),
    ),
    "rust": Family(
        ("Rust",),
        ("**/{.,}rustfmt.toml", "**/{.,}clippy.toml"),
        frozenset({"lints"}),
        re.compile(r"clippy|fmt|rustfmt|cargo-(?:fmt|clippy)"),
        (("**/Cargo.toml",), r"^\[(workspace\.)?lints"),
    ),
    "elixir": Family(("Elixir", "Erlang"), ("**/.credo.exs", "**/.formatter.exs", "**/elvis.config"), frozenset()),
    "swift": Family(
        ("Swift", "Objective-C"),
        ("**/.swiftlint.yml", "**/.swiftformat", "**/.swift-format", "**/.clang-format"),
        frozenset(),
        re.compile(r"swiftlint|swiftformat|swift-format"),
    ),
    "c": Family(
        ("C", "C++"),
        ("**/.clang-{format,tidy}", "**/CPPLINT.cfg", "**/.cppcheck*", "**/.uncrustify.cfg"),
        frozenset(),
        re.compile(r"clang-format|clang-tidy|cpplint|cppcheck|uncrustify"),
    ),
    "dart": Family(("Dart",), ("**/analysis_options.yaml",), frozenset()),
    "terraform": Family(
        ("Terraform", "Bicep"),
        ("**/.tflint.hcl", "**/bicepconfig.json"),
        frozenset(),
        re.compile(r"terraform[_-](?:fmt|tflint|validate)|tofu[_-]fmt|tflint"),
    ),
    "shell": Family(("Shell",), ("**/.shellcheckrc",), frozenset(), re.compile(r"shellcheck\S*|shfmt\S*|bashate")),
    "powershell": Family(("PowerShell",), ("**/PSScriptAnalyzerSettings.psd1",), frozenset()),
    "lua": Family(
        ("Lua",),
        ("**/.luacheckrc", "**/{.,}stylua.toml", "**/selene.toml"),
        frozenset(),
        re.compile(r"luacheck|stylua\S*"),
    ),
    "perl": Family(("Perl",), ("**/.perlcriticrc", "**/.perltidyrc"), frozenset()),
    "r": Family(("R",), ("**/.lintr",), frozenset(), re.compile(r"lintr|style-files")),
    "julia": Family(("Julia",), ("**/.JuliaFormatter.toml",), frozenset()),
    "haskell": Family(
        ("Haskell",),
        ("**/.hlint.{yaml,yml}", "**/fourmolu.yaml", "**/.stylish-haskell.yaml"),
        frozenset(),
        re.compile(r"hlint|ormolu|fourmolu"),
    ),
    "clojure": Family(
        ("Clojure",), ("**/.clj-kondo/config.edn", "**/{.,}cljfmt.edn"), frozenset(), re.compile(r"clj-kondo|cljfmt")
    ),
}
"""By name of the family; a repository's main languages decide which one is asked."""

FAMILY_OF: dict[str, str] = {language: name for name, family in FAMILIES.items() for language in family.languages}
"""Family by language; SQL, HTML and CSS belong to none."""
