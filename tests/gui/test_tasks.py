"""Background work: a real process, its lines, its cancelling and its death."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from core.errors import SightlineError
from gui import tasks
from gui.tasks import Task, Tasks

_WORKER = """
import json, sys, time
request = json.loads(sys.stdin.readline())
def say(kind, **fields): print(json.dumps({"id": request["id"], "kind": kind, **fields}), flush=True)
"""


def run(parent: QObject, script: str) -> tuple[Tasks, Task, dict[str, list[Any]]]:
    """Start a worker made of a script and collect what its task tells."""
    made = Tasks(parent, [sys.executable, "-c", _WORKER + script])
    task = made.start("scan", path="/somewhere")
    heard: dict[str, list[Any]] = {"progressed": [], "done": [], "failed": [], "cancelled": []}
    for name, values in heard.items():
        getattr(task, name).connect(values.append)
    return made, task, heard


@pytest.fixture
def parent(qapp: QObject) -> Iterator[QObject]:
    made = QObject()
    yield made
    for each in made.findChildren(Tasks):
        each.stop_all()


def test_progress_and_result(qtbot: QtBot, parent: QObject) -> None:
    script = """
say("progress", phase="Index files", done=3, total=9, detail="a.py")
print("a library talks")
say("result", value={"args": request["args"], "large": "x" * 300000})
"""
    made, task, heard = run(parent, script)
    with qtbot.waitSignal(task.ended, timeout=20000):
        pass
    assert [(m["phase"], m["done"], m["total"]) for m in heard["progressed"]] == [("Index files", 3, 9)]
    assert heard["done"][0]["args"] == {"path": "/somewhere"}
    assert len(heard["done"][0]["large"]) == 300000
    assert (heard["failed"], heard["cancelled"], made.running) == ([], [], ())


def test_an_error_keeps_its_words(qtbot: QtBot, parent: QObject) -> None:
    script = 'say("error", message="Not a repository.", advice="Choose another folder.", details="x")'
    _, task, heard = run(parent, script)
    with qtbot.waitSignal(task.ended, timeout=20000):
        pass
    error = heard["failed"][0]
    assert isinstance(error, SightlineError)
    assert (error.message, error.advice, error.details) == ("Not a repository.", "Choose another folder.", "x")


def test_a_worker_that_dies_is_said_with_what_it_printed(qtbot: QtBot, parent: QObject) -> None:
    _, task, heard = run(parent, 'sys.stderr.write("out of memory"); sys.exit(9)')
    with qtbot.waitSignal(task.ended, timeout=20000):
        pass
    assert "ended unexpectedly (code 9)" in heard["failed"][0].message
    assert heard["failed"][0].details == "out of memory"


def test_cancel_is_a_message_first(qtbot: QtBot, parent: QObject) -> None:
    script = """
say("progress", phase="Run checks", done=0, total=None, detail="")
if json.loads(sys.stdin.readline())["verb"] == "cancel": say("cancelled", value={"kept": 812})
"""
    _, task, heard = run(parent, script)
    qtbot.waitUntil(lambda: bool(heard["progressed"]), timeout=20000)
    with qtbot.waitSignal(task.ended, timeout=20000):
        task.cancel()
    assert heard["cancelled"] == [{"kept": 812}]


def test_a_worker_that_does_not_listen_is_ended(qtbot: QtBot, parent: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "TERMINATE_AFTER", 20)
    monkeypatch.setattr(tasks, "KILL_AFTER", 200)
    script = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
say("progress", phase="Run checks", done=0, total=None, detail="")
while True: time.sleep(60)
"""
    _, task, heard = run(parent, script)
    qtbot.waitUntil(lambda: bool(heard["progressed"]), timeout=20000)
    with qtbot.waitSignal(task.ended, timeout=20000):
        task.cancel()
    assert (heard["cancelled"], heard["failed"]) == ([None], [])


def test_a_missing_program_is_said(qtbot: QtBot, parent: QObject) -> None:
    made = Tasks(parent, ["/nowhere/sightline"])
    failures: list[SightlineError] = []
    task = made.start("scan")
    task.failed.connect(failures.append)
    qtbot.waitUntil(lambda: not task.running, timeout=20000)
    assert [f.message for f in failures] in ([], ["The worker process could not be started."])


def test_our_own_worker_answers(qtbot: QtBot, parent: QObject) -> None:
    task = Tasks(parent).start("no such verb")
    with qtbot.waitSignal(task.failed, timeout=30000) as blocker:
        pass
    assert "no such verb" in blocker.args[0].message
