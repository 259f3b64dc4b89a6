"""Rubrics that can be chosen: those that ship, and one's own from a folder."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from core import input_file
from core.errors import ExitCode, SightlineError
from core.rubric.loading import RECOMMENDATIONS, RubricError, parsed, shipped, shipped_text

LARGEST = 4 * 1024 * 1024
"""Bytes of a rubric file."""


class NoSuchRubric(SightlineError):
    """Neither a readable file nor the id of a rubric."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A rubric that can be chosen, or a file of the own folder that cannot, with the reason.

    Attributes:
        path: of an own one; None for one that ships.
        problem: why it cannot be used, one sentence; empty when it can.
    """

    id: str
    name: str
    version: str
    summary: str
    criteria: int
    text: str
    path: Path | None = None
    problem: str = ""


def own_folder() -> Path:
    """Return the folder of one's own rubrics; it need not exist."""
    return Path(platformdirs.user_data_path("Sightline", appauthor=False)) / "rubrics"


def library(folder: Path | None = None) -> tuple[LibraryEntry, ...]:
    """Return the rubrics that ship, then those of a folder by name, broken files with their problem.

    Args:
        folder: of own rubrics; `own_folder()` when None.
    """
    ships = shipped()
    return (*(_entry(shipped_text(name), name, None) for name in ships), *_own(folder or own_folder(), ships))


def rubric_text(name: str, folder: Path | None = None) -> str:
    """Return the text of the rubric that an id or a file name means; an id that ships comes first, then an own one.

    Raises:
        NoSuchRubric: when there is none, or its file cannot be used.
    """
    if name in shipped():
        return shipped_text(name)
    if Path(name).is_file():
        return read(Path(name))
    own = next((e for e in _own(folder or own_folder(), shipped()) if e.id == name), None)
    if own is not None and not own.problem:
        return own.text
    if own is not None:
        raise NoSuchRubric(f"{own.path.name if own.path else name} cannot be used: {own.problem}", "Correct the file.")
    known = ", ".join(e.id for e in library(folder) if not e.problem)
    raise NoSuchRubric(f"{name!r} is neither a file nor a rubric.", f"There are: {known}.")


def read(path: Path) -> str:
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


def _own(folder: Path, ships: tuple[str, ...]) -> Iterator[LibraryEntry]:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == RECOMMENDATIONS:
            continue
        try:
            entry = _entry(read(path), path.stem, path)
        except SightlineError as error:
            yield LibraryEntry(path.stem, path.stem, "", "", 0, "", path, error.message)
            continue
        problem = ""
        if entry.id in ships:
            problem = f"the id {entry.id} is that of a rubric that ships: give it its own"
        elif entry.id != path.stem:
            problem = f"the id is {entry.id}, the file {path.name}: name the file after the id"
        yield replace(entry, problem=entry.problem or problem)


def _entry(text: str, name: str, path: Path | None) -> LibraryEntry:
    try:
        rubric = parsed(text, f"{name}.yaml")
    except RubricError as error:
        return LibraryEntry(name, name, "", "", 0, text, path, error.message)
    return LibraryEntry(rubric.id, rubric.name, rubric.version, rubric.summary, len(rubric.criteria()), text, path)
