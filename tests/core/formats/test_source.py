import pytest

from core.formats.source import code_only, in_prose

PYTHON = '''"""Tracing with opentelemetry is planned."""
import opentelemetry  # opentelemetry is used here
name = load("opentelemetry")
# opentelemetry
query = """
    use opentelemetry here
"""
raise ValueError("please install the opentelemetry package before you start")
'''


@pytest.mark.parametrize(
    ("line", "reason"),
    [(1, "string"), (2, None), (3, None), (4, "comment"), (6, "string"), (8, "string")],
)
def test_python_matches_are_told_from_prose(line: int, reason: str | None) -> None:
    assert in_prose("app/main.py", PYTHON, line, "opentelemetry") == reason


@pytest.mark.parametrize(
    ("path", "text", "line", "reason"),
    [
        ("a.ts", "// Sentry.init({})\nSentry.init({})\n", 1, "comment"),
        ("a.ts", "// Sentry.init({})\nSentry.init({})\n", 2, None),
        ("a.tsx", "/* one\n * Sentry.init\n */\n", 2, "comment"),
        ("A.java", "/**\n * Sentry.init(x)\n */\nclass A { void f() { Sentry.init(x); } }\n", 2, "comment"),
        ("A.java", "/**\n * Sentry.init(x)\n */\nclass A { void f() { Sentry.init(x); } }\n", 4, None),
        ("a.go", 'x := "a" // Sentry.init\n', 1, "comment"),
        ("a.rb", "# Sentry.init do |config|\nSentry.init do |config|\nend\n", 1, "comment"),
        ("a.rb", "# Sentry.init do |config|\nSentry.init do |config|\nend\n", 2, None),
        ("a.php", "<?php\n// Sentry.init\nSentry.init;\n", 2, "comment"),
        ("a.php", "<?php\n// Sentry.init\nSentry.init;\n", 3, None),
        ("a.cs", "/// <summary>Sentry.init</summary>\nSentry.init();\n", 1, "comment"),
        ("a.kt", "/* Sentry.init */ fun f() { Sentry.init() }\n", 1, None),
        ("a.rs", "//! Sentry.init\nfn main() {}\n", 1, "comment"),
        ("a.ex", '@moduledoc """\nSentry.init\n"""\n', 2, "string"),
        ("a.yml", "a: 1 # Sentry.init\n", 1, "comment"),
        ("a.yml", 'a: "b # Sentry.init"\n', 1, None),
        ("main.tf", "# Sentry.init\n", 1, "comment"),
        ("Dockerfile", "RUN x#Sentry.init\n", 1, None),
        ("LICENSE", "# Sentry.init\n", 1, None),
    ],
)
def test_comments_of_each_language(path: str, text: str, line: int, reason: str | None) -> None:
    assert in_prose(path, text, line, "Sentry.init") == reason


def test_a_fragment_that_stands_on_the_line_twice_is_code_when_one_of_them_is() -> None:
    assert in_prose("a.py", "retry()  # retry()\n", 1, "retry()") is None
    assert in_prose("a.py", "go()  # retry() or retry()\n", 1, "retry()") == "comment"


def test_a_whole_line_as_fragment_is_prose_only_when_nothing_else_stands_there() -> None:
    assert in_prose("a.py", "x = 1\n    # all comment\n", 2, "    # all comment") == "comment"
    assert in_prose("a.py", "x = 1  # half\n", 1, "x = 1  # half") is None


def test_blanked_text_keeps_every_column() -> None:
    text = "a = 1  # note\nb = 2\n"
    assert code_only("a.py", text) == "a = 1        \nb = 2\n"


@pytest.mark.parametrize(
    ("text", "line", "answer"),
    [
        ("/* a */\nimport kafka\n", 2, None),
        ("/* a\nimport kafka\n*/\n", 2, "comment"),
        ("let glob = 'src/*';\nimport kafka\n", 2, None),
        ("const page = `\nimport kafka\n`\n", 2, "string"),
        ("const page = `a`\nimport kafka\n", 2, None),
        ("import kafka // kafka\n", 1, None),
        ("// import kafka\n", 1, "comment"),
    ],
)
def test_a_line_is_judged_from_what_is_open_before_it(text, line, answer):
    assert in_prose("a.ts", text, line, "import kafka") == answer
