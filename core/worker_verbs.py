"""The worker's verbs that look at repositories: plain arguments in, a value that the codec can write out."""

from pathlib import Path
from typing import Any

from core import codec
from core.model.process import CriticalProcess
from core.progress import Progress


def scan(args: dict[str, Any], progress: Progress) -> object:
    """Scan a commit; arguments as of `core.workflows.scan.scan`.

    `rubrics` holds ids of rubrics that ship, or objects with `name` and `text` of others. An id that does not ship adds
    no probes of its own.
    """
    from core.history.deployments import RELEASE
    from core.workflows.scan import scan as work

    return work(
        Path(args["path"]),
        args.get("ref") or None,
        excluded=tuple(args.get("excluded") or ()),
        rubrics=_rubrics(args.get("rubrics") or ()),
        processes=tuple(codec.from_plain(CriticalProcess, plain) for plain in args.get("processes") or ()),
        trust_owner=bool(args.get("trust_owner")),
        allow_outside=bool(args.get("allow_outside")),
        zone=args.get("zone") or "UTC",
        release_pattern=args.get("release_pattern") or RELEASE,
        progress=progress,
    )


def _rubrics(wanted: Any) -> tuple[Any, ...]:
    if not wanted:
        return ()
    from core.rubric.loading import parse, shipped, shipped_text

    known = shipped()
    texts = [
        (each["name"], each["text"]) if isinstance(each, dict) else (f"{each}.yaml", shipped_text(each))
        for each in wanted
        if isinstance(each, dict) or each in known
    ]
    with_probes = [(name, text) for name, text in texts if "own_probes" in text]  # parsing the others gives nothing
    return tuple(parse(text, name) for name, text in with_probes)


def inspect(args: dict[str, Any], progress: Progress) -> object:
    """Look at a repository; arguments as of `core.workflows.inspect.inspect`."""
    from core.workflows.inspect import inspect as work

    return work(
        Path(args["path"]),
        args.get("ref") or None,
        trust_owner=bool(args.get("trust_owner")),
        allow_outside=bool(args.get("allow_outside")),
        progress=progress,
    )


def matching(args: dict[str, Any], progress: Progress) -> object:
    """Count the files that path patterns leave out; arguments as of `core.workflows.inspect.matching`."""
    from core.workflows.inspect import matching as work

    return work(
        Path(args["path"]),
        args.get("ref") or None,
        tuple(args.get("patterns") or ()),
        trust_owner=bool(args.get("trust_owner")),
        allow_outside=bool(args.get("allow_outside")),
        progress=progress,
    )


def show(args: dict[str, Any], progress: Progress) -> object:
    """Return a file's text at a commit; arguments as of `core.workflows.show.show`."""
    from core.workflows.show import show as work

    progress.check()
    return work(
        Path(args["path"]),
        args["commit"],
        args["file"],
        trust_owner=bool(args.get("trust_owner")),
        allow_outside=bool(args.get("allow_outside")),
    )
