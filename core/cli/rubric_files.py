"""Rubrics as the command line names them: the id of one that ships, or a file."""

from pathlib import Path

from core import input_file
from core.errors import ExitCode, SightlineError
from core.rubric.loading import shipped, shipped_text

LARGEST = 4 * 1024 * 1024
"""Bytes of a rubric file."""


class NoSuchRubric(SightlineError):
    """Neither a readable file nor the id of a rubric that ships."""

    exit_code = ExitCode.USAGE


def read_rubric_file(path: Path) -> str:
    """Return the text of a rubric file.

    Raises:
        NoSuchRubric: when it cannot be read as text, is too large or empty.
    """
    try:
        text = input_file.read_text(path, LARGEST)
    except input_file.NotReadable as error:
        raise NoSuchRubric(error.message, error.advice, error.details) from error
    if not text.strip():
        raise NoSuchRubric(f"{path.name} is empty.", "Write the rubric, or choose another file.")
    return text


def rubric_text(name: str) -> str:
    """Return the text of the rubric that an id or a file name means; an id that ships comes first.

    Raises:
        NoSuchRubric: when there is neither.
    """
    if name in shipped():
        return shipped_text(name)
    path = Path(name)
    if not path.exists():
        raise NoSuchRubric(f"{name!r} is neither a file nor a rubric.", f"There are: {', '.join(shipped())}.")
    return read_rubric_file(path)
