"""The worker as the window meets it: a process with two pipes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core import worker
from tests.helpers.repositories import repository

ROOT = Path(__file__).parents[2]


class Worker:
    """A running worker."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gui", "--worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def send(self, message: Any) -> None:
        assert self.process.stdin
        line = message if isinstance(message, str) else json.dumps(message)
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def answers(self) -> Iterator[dict[str, Any]]:
        """Yield answers up to the last one of a request."""
        assert self.process.stdout
        for line in self.process.stdout:
            message = json.loads(line)
            yield message
            if message["kind"] != "progress":
                return

    def ask(self, message: Any) -> dict[str, Any]:
        self.send(message)
        return list(self.answers())[-1]

    def end(self) -> int:
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture
def running() -> Iterator[Worker]:
    made = Worker()
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.communicate()


def test_requests_are_answered_in_order_until_the_input_ends(running, tmp_path):
    client = repository(tmp_path / "shop", {"a.py": "x = 1\n"}).folder
    looked = running.ask({"id": 1, "verb": "inspect", "args": {"path": str(client)}})
    assert (looked["id"], looked["kind"], looked["value"]["head"]) == (1, "result", "main")
    running.send({"id": 2, "verb": "scan", "args": {"path": str(client), "rubrics": ["unknown"], "ref": ""}})
    answers = list(running.answers())
    assert {a["phase"] for a in answers[:-1]} == {"Read history", "Index files", "Read content", "Run checks"}
    assert answers[-1]["value"]["repository"]["name"] == "shop"
    commit = answers[-1]["value"]["repository"]["commit"]
    shown = running.ask(
        {"id": "three", "verb": "show", "args": {"path": str(client), "commit": commit, "file": "a.py"}}
    )
    assert (shown["id"], shown["value"]["text"]) == ("three", "x = 1\n")
    assert running.end() == 0


def test_an_error_of_the_environment_is_told_from_a_bug(running, tmp_path):
    error = running.ask({"id": 1, "verb": "scan", "args": {"path": str(tmp_path)}})
    assert (error["kind"], error["error"], error["ours"]) == ("error", "NotARepository", False)
    assert error["advice"]
    bug = running.ask({"id": 2, "verb": "scan", "args": {}})
    assert (bug["kind"], bug["error"], bug["ours"]) == ("error", "KeyError", True)
    assert running.ask({"id": 3, "verb": "dance"})["kind"] == "error"
    assert running.ask("nonsense")["kind"] == "error"


@pytest.mark.parametrize("cancel", [{"cancel": 7}, {"id": 7, "verb": "cancel"}])
def test_a_scan_is_cancelled_and_gives_what_it_has(running, tmp_path, cancel):
    client = repository(tmp_path / "shop", {f"src/f{i}.py": "import os\n" * 50 for i in range(300)}).folder
    running.send(cancel)  # heard before the work begins: it stops at its first check, whatever the computer's speed
    last = running.ask({"id": 7, "verb": "scan", "args": {"path": str(client)}})
    assert last["kind"] == "cancelled"
    assert last["value"]["complete"] is False
    assert running.ask({"id": 7, "verb": "inspect", "args": {"path": str(client)}})["kind"] == "result"


def test_progress_is_thinned_out(tmp_path):
    import io
    import threading

    out = io.BytesIO()
    progress = worker.WorkerProgress(worker.Lines(out), 1, threading.Event())
    progress.phase("Count", 10_000)
    for _ in range(10_000):
        progress.advance()
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert 1 <= len(lines) < 200
    assert lines[0] == {"id": 1, "kind": "progress", "phase": "Count", "done": 0, "total": 10_000, "detail": ""}


GREEDY = """
import io, json, resource, threading
from core import worker
worker.limit_memory(1 << 30)
worker.VERBS["greedy"] = "builtins:greedy"
worker._function = lambda verb: lambda args, progress: bytearray(2 << 30)
out = io.BytesIO()
worker.work({"id": 1, "verb": "greedy"}, worker.Lines(out), threading.Event())
answer = json.loads(out.getvalue())
print(answer["kind"], answer["error"], answer["ours"])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_what_needs_too_much_memory_ends_with_a_sentence_and_not_the_computer():
    done = subprocess.run([sys.executable, "-c", GREEDY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["error", "MemoryError", "False"]


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="read there")
def test_a_running_worker_has_a_limit(running, tmp_path):
    running.ask({"id": 1, "verb": "inspect", "args": {"path": str(tmp_path)}})
    limits = Path(f"/proc/{running.process.pid}/limits").read_text(encoding="utf-8")
    [line] = [line for line in limits.splitlines() if line.startswith("Max address space")]
    assert line.split()[3].isdigit()


def test_every_verb_can_be_imported():
    for verb in ("inspect", "scan", "show"):
        assert verb in worker.VERBS
    for verb in worker.VERBS:
        assert callable(worker._function(verb))
