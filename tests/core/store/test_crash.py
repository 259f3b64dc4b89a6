"""What is left after the process was killed or the disk was full; the children run in processes of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.progress import Silent
from core.workflows.open import open_audit
from tests.helpers.audits import PINNED, new_audit

ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from core.workflows import edit
from core.workflows.open import open_audit
from tests.helpers.audits import PINNED

opened = open_audit(Path(sys.argv[1]))
assert not opened.read_only, opened.read_only_reason
n = int(opened.audit.notes.get(PINNED, "0"))
while True:
    n += 1
    opened.do(edit.note(opened, PINNED, str(n)))
    opened.do(edit.set_text(f"block {n % 50}", "x" * (n % 3000)))
    assert opened.wait_saved(60)
    print(n, flush=True)
"""

FULL_DISK = """
import resource, sys
from pathlib import Path
from core.workflows import edit
from core.workflows.open import open_audit, SaveState
from tests.helpers.audits import PINNED

file = Path(sys.argv[1])
opened = open_audit(file)
opened.do(edit.note(opened, PINNED, "before"))
assert opened.wait_saved(60)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 64 * 1024, hard))
attachment = opened.put_attachment(b"z" * 3_000_000, "large.bin")
opened.do(edit.attach(opened, PINNED, attachment))
opened.do(edit.note(opened, PINNED, "after"))
assert not opened.wait_saved(60)
print(opened.save_state, "|", opened.save_error)
print(opened.audit.notes[PINNED], [e.label for e in opened.history(PINNED)])
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
opened.retry()
assert opened.wait_saved(60)
print(opened.save_state, "|", opened.save_error)
opened.close()
"""


def child(code: str, file: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, str(file)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    new_audit(tmp_path).close()
    file = tmp_path / "a.sightline"
    for acknowledged in (1, 2, 3, 7, 11, 23):
        writer = child(WRITER, file)
        assert writer.stdout is not None
        last = 0
        for _ in range(acknowledged):
            last = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.communicate()[0].split()
        last = max([last, *map(int, rest)])
        with open_audit(file) as opened:
            assert not opened.read_only
            assert int(opened.audit.notes[PINNED]) >= last
            report = opened.verify_trail(Silent())
            assert (report.problems, report.state_agrees) == ((), True)
            assert opened.quick_check() == ()
    assert [p.name for p in tmp_path.iterdir()] == ["a.sightline"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_full_disk_keeps_the_work_and_says_so(tmp_path: Path) -> None:
    new_audit(tmp_path).close()
    file = tmp_path / "a.sightline"
    out, err = child(FULL_DISK, file).communicate(timeout=90)
    lines = out.splitlines()
    assert len(lines) == 3, err
    assert lines[0].startswith("failed | a.sightline was not saved:")
    assert "save a copy" in lines[0]
    assert lines[1] == "after ['note on pinned']"
    assert lines[2] == "saved | "
    with open_audit(file) as opened:
        assert opened.audit.notes == {PINNED: "after"}
        (attachment,) = opened.audit.attachments
        assert opened.attachment_bytes(attachment) == b"z" * 3_000_000
        assert opened.verify_trail(Silent()).holds
