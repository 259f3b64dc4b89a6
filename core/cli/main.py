"""The `sightline` command: finds the verb, runs it, turns errors into one sentence and an exit code."""

import argparse
import contextlib
import errno
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from core.cli.terminal import prepare, warn
from core.errors import ExitCode, SightlineError
from core.progress import Cancelled
from core.version import product_version

VERBS: tuple[tuple[str, str, str], ...] = (
    ("scan", "core.cli.scan", "scan a repository and print what was found"),
    ("search", "core.cli.search", "repeat a scan's recorded search and compare what it finds"),
    ("audit", "core.cli.audit", "create an audit file, show it, judge criteria in it"),
    ("measure", "core.cli.measure", "bring in numbers: delivery records, CI logs, surveys, drills, timed commands"),
    ("findings", "core.cli.findings", "list what is not fully met and what closing it is worth; accept risks"),
    ("roadmap", "core.cli.roadmap", "show the plan over all rubrics, change it, give the backlog to a tracker"),
    ("report", "core.cli.report", "write the report and the roadmap as PDF, or the published audit as JSON"),
    ("sign", "core.cli.sign", "sign a PDF, or make a signing identity"),
    ("verify", "core.cli.verify", "verify a signed PDF and re-compute what it says"),
    ("rubric", "core.cli.rubric", "check a rubric file"),
    ("probes", "core.cli.probes", "list what the scanner asks, what counts, and how often it is right"),
    ("demo", "core.cli.demo", "make the sample repository and do the whole job on it"),
)
"""Verb, module, one-line help; in the order of an audit."""

ACTIONS: dict[str, tuple[str, ...]] = {
    "findings": ("list", "accept"),
    "roadmap": (
        "show", "move", "later", "phase", "status", "owner", "link", "due", "initiative", "enter",
    ),
}  # fmt: skip
"""Actions of the verbs whose first action may be left out: `sightline findings FILE`."""

_OUTPUT_LOST = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)

_EPILOG = """\
Without a verb the window opens; `sightline /path/to/repository` opens it on that repository.

exit codes:
  0   done; for verify: valid (an unknown signer is a printed warning)
  1   our fault: a bug; please report what was printed
  2   wrong usage
  3   your environment: not a repository, a missing file, a wrong passphrase
  4   done, but incomplete: cancelled and kept, a level kept as a draft, checks that could not run, or nobody
      read the output to its end
  10  verify --require-signer: valid, but signed by somebody else
  11  verify: changed or broken; search: the search gives another answer than the scan recorded
  12  verify: not signed, or not signed as expected; search: another answer, but the scanner changed too
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sightline",
        description="Audit how software is built and run: scan a local git repository, judge it against a rubric, "
        "hand over a signed report. Works offline; never writes into the repository, never runs anything from it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"sightline {product_version()}")
    parser.add_argument("--debug", action="store_true", help="show details of an error (before the verb)")
    return parser


def _with_action(argv: list[str]) -> list[str]:
    """Return the arguments with the verb's first action where none is named."""
    place = next((n for n, a in enumerate(argv) if not a.startswith("-")), len(argv))
    actions = ACTIONS.get(argv[place], ()) if place < len(argv) else ()
    following = argv[place + 1 :]
    if not actions or not following or following[0] in (*actions, "-h", "--help"):
        return argv
    return [*argv[: place + 1], actions[0], *following]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    argv = _with_action(list(sys.argv[1:] if argv is None else argv))
    parser = _parser()
    verbs = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    wanted = next((a for a in argv if not a.startswith("-")), None)
    for name, module, summary in VERBS:
        sub = verbs.add_parser(
            name, help=summary, description=summary, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name == wanted:  # only the wanted verb's module is imported: `sightline scan` must not load the PDF engine
            importlib.import_module(module).add(sub)
    args = parser.parse_args(argv)
    prepare()
    code: int | None = None
    try:
        code = int(importlib.import_module({verb: module for verb, module, _ in VERBS}[args.verb]).run(args))
        sys.stdout.flush()  # here, where a full disk or a reader that left can still be told apart from success
        return code
    except SightlineError as error:
        warn(f"sightline: {error.message}")
        if error.advice:
            warn(f"  {error.advice}")
        if args.debug:
            if error.details:
                warn(*error.details.splitlines())
            traceback.print_exc()
        return int(error.exit_code)
    except (Cancelled, KeyboardInterrupt):
        warn("sightline: cancelled.")
        return int(ExitCode.INCOMPLETE)
    except BrokenPipeError:
        _give_up_output()
        return int(ExitCode.INCOMPLETE) if code is None else code
    except OSError as error:
        if error.errno not in _OUTPUT_LOST or error.filename is not None:
            return _our_fault(error)
        _give_up_output()
        warn(f"sightline: the output could not be written: {os.strerror(error.errno or 0)}.")
        return int(ExitCode.ENVIRONMENT)
    except Exception as error:  # noqa: BLE001 - the edge: everything else is a bug of ours
        return _our_fault(error)


def _our_fault(error: Exception) -> int:
    warn(f"sightline: this is a bug in Sightline: {type(error).__name__}: {error}")
    traceback.print_exc()
    return int(ExitCode.OUR_FAULT)


def _give_up_output() -> None:
    """Lead what is still buffered nowhere, or the interpreter would complain about it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        output = sys.stdout.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), output)
