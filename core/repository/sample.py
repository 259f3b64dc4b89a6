"""Makes the sample repository on disk."""

import shutil
import tempfile
from pathlib import Path

from core.errors import ExitCode, SightlineError
from core.repository.git_door import GitDoor
from core.repository.sample_history import Stream

_MARKS = "sample-marks"


class SampleNotMade(SightlineError):
    """The sample repository could not be written."""

    exit_code = ExitCode.ENVIRONMENT


def make_sample(folder: Path) -> Path:
    """Make the sample repository in a new folder and return the folder. The same commits each time.

    Raises:
        SampleNotMade: when the folder holds something already or cannot be written.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise SampleNotMade(
                f"The folder {folder} is not empty.", "Choose another place, or remove the folder first."
            )
        folder.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".sample-", dir=folder.resolve().parent))
        try:
            _fill(making)
            making.chmod(0o755)
            making.replace(folder)  # it is there as a whole or not at all
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as error:
        raise SampleNotMade(
            "The sample repository could not be written.", "Choose another folder.", str(error)
        ) from error
    return folder


def _fill(folder: Path) -> None:
    stream = Stream()
    door = GitDoor(folder, ours=True)
    door.run("init", "--quiet", "--template=", f"--initial-branch={stream.recipe.branch}")
    marks = folder / ".git" / _MARKS
    for part, mark in stream.segments():
        _import(door, part, marks)
        if mark is not None:
            ids = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
            stream.told(ids[f":{mark}"])
    marks.unlink()
    door.run("read-tree", "HEAD")
    for path, text in stream.files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        target.chmod(0o755 if path.endswith(".sh") else 0o644)


def _import(door: GitDoor, part: bytes, marks: Path) -> None:
    process = door.start(
        "fast-import", "--quiet", f"--import-marks-if-exists={marks}", f"--export-marks={marks}", with_input=True
    )
    assert process.stdin is not None
    process.stdin.write(part)
    status, said = process.finish()
    if status:
        raise SampleNotMade("git could not make the sample repository.", "This is a fault of ours.", said)
