"""Makefile, justfile, Taskfile, tox and nox into named tasks."""

from core.formats.tasks import parse_justfile, parse_makefile, parse_noxfile, parse_taskfile, parse_tox


def test_makefile_targets_needs_variables_and_continuations() -> None:
    text = """GO ?= go
.PHONY: test build
build: deps ## Build it
\t@$(GO) build \\
\t\t-o app ./...
deps:
\tgo mod download
test: build
\t$(MAKE) lint
\t$(GO) test ./...
lint: ; golangci-lint run
x := not a target
"""
    file = parse_makefile("Makefile", text)
    assert [(t.name, t.line) for t in file.tasks] == [("build", 3), ("deps", 6), ("test", 8), ("lint", 11)]
    assert file.commands("build") == (("go mod download", 7), ("go build  -o app ./...", 4))
    assert [c for c, _ in file.commands("test")] == [
        "go mod download", "go build  -o app ./...", "golangci-lint run", "$(MAKE) lint", "go test ./...",
    ]  # fmt: skip
    assert file.commands("none") == ()


def test_targets_that_need_each_other_end() -> None:
    assert parse_makefile("Makefile", "a: b\n\techo a\nb: a\n\techo b\n").commands("a")


def test_justfile_and_taskfile() -> None:
    just = parse_justfile(
        "justfile", "default: test\ntest filter='': build\n    cargo test {{filter}}\nbuild:\n    cargo build\n"
    )
    assert [c for c, _ in just.commands("test")] == ["cargo build", "cargo test {{filter}}"]
    text = (
        "version: '3'\ntasks:\n  test:\n    deps: [build]\n    cmds:\n      - go test ./...\n"
        "      - task: lint\n  build: go build\n  lint: {cmds: [go vet]}\n"
    )
    task = parse_taskfile("Taskfile.yml", text)
    assert [c for c, _ in task.commands("test")] == ["go vet", "go build", "go test ./..."]


def test_tox_in_its_three_homes() -> None:
    ini = "[tox]\nenvlist = py\n[testenv]\ncommands =\n    pytest {posargs}\n[testenv:lint]\ncommands = ruff check\n"
    assert [(t.name, t.line, t.commands[0][0]) for t in parse_tox("tox.ini", ini).tasks] == [
        ("testenv", 3, "pytest {posargs}"),
        ("lint", 6, "ruff check"),
    ]
    native = (
        '[tool.tox.env_run_base]\ncommands = [["pytest", "-q"]]\n[tool.tox.env.lint]\ncommands = [["ruff", "check"]]\n'
    )
    assert [(t.name, t.line, t.commands[0][0]) for t in parse_tox("pyproject.toml", native).tasks] == [
        ("testenv", 1, "pytest -q"),
        ("lint", 3, "ruff check"),
    ]
    legacy = '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ncommands = pytest\n"""\n'
    assert parse_tox("pyproject.toml", legacy).tasks[0].commands[0][0] == "pytest"


def test_nox_sessions_are_read_not_run() -> None:
    text = "import nox\n@nox.session\ndef tests(session):\n    session.install('.')\n    session.run('pytest', '-q')\n"
    file = parse_noxfile("noxfile.py", text)
    assert [(t.name, t.line, t.commands) for t in file.tasks] == [("tests", 3, (("pytest -q", 5),))]
