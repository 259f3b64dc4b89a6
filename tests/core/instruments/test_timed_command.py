import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from core.instruments.draft import NotMeasured
from core.instruments.timed_command import Ended, Run, check, clean, measure, run_once
from core.progress import Cancelled, Silent

SOURCE = "3 runs at commit 0123"


def ran(*runs: Run, command: str = "make test"):
    return measure("local.test-time", "minutes", command, runs, [r.output.decode() for r in runs], source=SOURCE)


def test_the_median_of_the_runs_counts() -> None:
    draft = ran(*(Run(seconds, 0, Ended.BY_ITSELF, b"ok\n") for seconds in (30.0, 66.0, 60.0)))
    (found,) = draft.measurements
    assert (found.id, found.value, found.unit, found.n) == ("local.test-time", 1.0, "minutes", 3)
    assert draft.notes[0] == "Median 60.00 s, from 30.00 to 66.00 s, standard deviation 19.29 s, n = 3."
    assert draft.tables[0].rows[0] == ("1", "30.00", "exit code 0", "yes")


def test_a_failure_is_never_timed_as_success() -> None:
    draft = ran(Run(60.0, 0, Ended.BY_ITSELF), Run(1.0, 2, Ended.BY_ITSELF, b"no such target\n"))
    (found,) = draft.measurements
    assert (found.value, found.n) == (1.0, 1)
    assert found.notes == ("1 of 2 runs failed and are not counted",)
    assert draft.tables[1].title == "Last lines of run 2"
    assert draft.tables[1].rows == (("no such target",),)

    (found,) = ran(Run(1.0, 2, Ended.BY_ITSELF), Run(9.0, -9, Ended.TIME_LIMIT)).measurements
    assert found.value is None
    assert found.reason == "the command failed in all 2 runs: exit code 2, stopped at the time limit after 9 s"


def test_a_command_runs_in_the_folder_and_says_how_it_ended(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    done = run_once("ls; pwd; echo problem >&2; exit 3", tmp_path, 60, Silent())
    assert (done.exit_code, done.ended, done.succeeded) == (3, Ended.BY_ITSELF, False)
    assert clean(done.output, tmp_path) == "there\nCOPY\nproblem\n"


def test_a_command_has_no_input_to_wait_for(tmp_path: Path) -> None:
    assert run_once("read line || echo nothing", tmp_path, 60, Silent()).output == b"nothing\n"


def test_settings_of_ours_do_not_reach_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_PASSPHRASE", "secret")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    assert run_once("echo [$SIGHTLINE_PASSPHRASE$GIT_DIR]", tmp_path, 60, Silent()).output == b"[]\n"


def test_the_time_limit_ends_the_command_and_all_that_it_started(tmp_path: Path) -> None:
    done = run_once("sleep 600 & echo $! > child; wait", tmp_path, 0.3, Silent())
    assert done.ended is Ended.TIME_LIMIT
    assert not done.succeeded
    assert gone(int((tmp_path / "child").read_text()))


def test_cancelling_ends_the_command_and_all_that_it_started(tmp_path: Path) -> None:
    class Cancelling(Silent):
        def check(self) -> None:
            if (tmp_path / "child").exists() and (tmp_path / "child").read_text().strip():
                raise Cancelled

    with pytest.raises(Cancelled):
        run_once("trap '' TERM; sleep 600 & echo $! > child; exec 2>&-; sleep 600", tmp_path, 60, Cancelling())
    assert gone(int((tmp_path / "child").read_text()))


def test_a_server_that_a_command_leaves_behind_is_ended(tmp_path: Path) -> None:
    done = run_once("sleep 600 >/dev/null 2>&1 & echo $!", tmp_path, 60, Silent())
    assert done.succeeded
    assert gone(int(done.output))


def test_a_command_does_not_outlive_the_application(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from core.instruments.timed_command import run_once; from core.progress import Silent\n"
        "run_once('sleep 600 & echo $! > child; mv child ready; wait', pathlib.Path(sys.argv[1]), 60, Silent())"
    )
    application = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parents[3])
    until = monotonic() + 60
    while not (tmp_path / "ready").exists() and monotonic() < until:
        os.sched_yield()
    application.kill()
    application.wait()
    assert gone(int((tmp_path / "ready").read_text()))


def gone(process: int) -> bool:
    """Wait until a process that was ended is over; False when it still runs after ten seconds."""
    until = monotonic() + 10
    while not _over(process):
        if monotonic() > until:
            return False
        os.sched_yield()
    return True


def _over(process: int) -> bool:
    """Tell whether a process is over; one that only waits to be taken note of is."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        pass
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_output_is_heard_while_the_command_runs_and_stays_whole(tmp_path: Path) -> None:
    heard: list[bytes] = []

    class UntilHeard(Silent):
        def check(self) -> None:
            if heard:
                (tmp_path / "go").touch()

    waiting = "echo first; while ! test -e go; do sleep 0.02; done; echo second"
    run = run_once(waiting, tmp_path, 60, UntilHeard(), heard.append)
    assert heard[0] == b"first\n"
    assert run.output == b"first\nsecond\n"


def test_long_output_keeps_its_beginning_and_end(tmp_path: Path) -> None:
    done = run_once("echo first; yes line | head -n 100000; echo last", tmp_path, 60, Silent())
    assert len(done.output) < 70_000
    assert done.output.startswith(b"first\n")
    assert done.output.endswith(b"last\n")
    assert b"bytes left out" in done.output


def test_kept_output_has_no_secrets_and_no_control_characters() -> None:
    token = "ghp_" + "a1B2" * 9
    kept = clean(f"\x1b[31mtoken {token}\x1b[0m\r\n".encode() + b"\xff", Path("/tmp/x"))
    assert token not in kept
    assert "\x1b" not in kept
    draft = ran(Run(1.0, 0, Ended.BY_ITSELF, b""), command=f"deploy --token={token}")
    assert token not in repr(draft)
    assert token.encode() not in draft.inputs[0].data


@pytest.mark.parametrize(
    ("command", "runs", "limit"),
    [("", 3, 60.0), ("x", 0, 60.0), ("x", 21, 60.0), ("x", 3, 0.0), ("x", 3, float("inf"))],
)
def test_what_makes_no_sense_is_refused(command: str, runs: int, limit: float) -> None:
    with pytest.raises(NotMeasured):
        check(command, runs, limit)
