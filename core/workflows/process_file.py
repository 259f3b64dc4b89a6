"""Critical processes from a YAML file, for the command line."""

from pathlib import Path
from typing import Any

from core import codec, input_file
from core.errors import ExitCode, SightlineError
from core.formats.errors import NotUnderstood
from core.formats.yaml_text import load
from core.model.process import CriticalProcess


class ProcessFileError(SightlineError):
    """A file of critical processes that cannot be used."""

    exit_code = ExitCode.USAGE


_LARGEST = 4 * 1024 * 1024

_ADVICE = (
    "It is a list, or `processes:` with a list; each entry has an id, a name, and where the process lives: "
    "paths (patterns) or names (functions, routes, jobs)."
)


def read_processes(path: Path) -> tuple[CriticalProcess, ...]:
    """Return the critical processes that a YAML file lists.

    Raises:
        ProcessFileError: when it cannot be read or does not fit.
    """
    try:
        plain: Any = load(input_file.read_text(path, _LARGEST))
    except input_file.NotReadable as error:
        raise ProcessFileError(error.message, error.advice, error.details) from error
    except NotUnderstood as error:
        raise ProcessFileError(f"{path.name} cannot be read: {error}.", _ADVICE, str(error)) from error
    entries = plain.get("processes") if isinstance(plain, dict) else plain
    if not isinstance(entries, list):
        raise ProcessFileError(f"{path.name} lists no critical processes.", _ADVICE)
    found: list[CriticalProcess] = []
    for number, entry in enumerate(entries, start=1):
        known = dict(entry) if isinstance(entry, dict) else {}
        strange = set(known) - set(CriticalProcess.__slots__)
        if strange:
            raise ProcessFileError(
                f"{path.name}: process {number} has unknown fields: {', '.join(sorted(map(str, strange)))}.",
                f"Known fields: {', '.join(CriticalProcess.__slots__)}.",
            )
        try:
            found.append(codec.from_plain(CriticalProcess, known))
        except codec.NotOurFormat as error:
            raise ProcessFileError(
                f"{path.name}: process {number} cannot be used: {error.details}.", _ADVICE
            ) from error
    if len({process.id for process in found}) != len(found):
        raise ProcessFileError(f"{path.name} lists two processes with the same id.", "Give each its own.")
    return tuple(found)
