"""The worker's verbs for instruments: reading files, timing a command."""

import sys
from pathlib import Path
from typing import Any

from core import codec
from core.progress import Progress


def read_files(args: dict[str, Any], progress: Progress) -> object:
    """Read files of an instrument. `args`: `paths`, `wanted`, `audited` of `core.workflows.read_files`."""
    from core.workflows.measure_delivery import AuditedDelivery
    from core.workflows.read_files import Wanted
    from core.workflows.read_files import read_files as read

    return read(
        [Path(path) for path in args["paths"]],
        codec.from_plain(Wanted, args["wanted"]),
        codec.from_plain(AuditedDelivery, args["audited"]),
        progress,
    )


def time_command(args: dict[str, Any], progress: Progress) -> object:
    """Time a command that a person agreed to.

    `args`: `measure`, `command`, `prepare`, `runs`, `limit_seconds`, `fresh`, `repository`, `commit` of the plan, and
    `agreed`: the two commands as the person read them. Details of the progress are the last lines of the output.
    """
    from core.rubric.measures import measures
    from core.workflows import timing

    _as_much_memory_as_the_system_allows()
    command, prepare = args["agreed"]
    return timing.time_command(
        timing.Plan(
            measures()[args["measure"]],
            args["command"],
            args["prepare"],
            int(args["runs"]),
            float(args["limit_seconds"]),
            bool(args["fresh"]),
            Path(args["repository"]),
            args["commit"],
        ),
        agreed=(command, prepare),
        progress=progress,
        heard=lambda output: progress.advance(0, output),
    )


def _as_much_memory_as_the_system_allows() -> None:
    """Take back the limit of `core.worker.limit_memory`: a command inherits it, and runtimes reserve far more."""
    if sys.platform.startswith("linux"):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
