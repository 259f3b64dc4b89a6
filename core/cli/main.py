"""The `sightline` command: finds the verb, runs it, turns errors into one sentence and an exit code."""

import argparse
import importlib
import sys
import traceback
from collections.abc import Sequence

from core.errors import ExitCode, SightlineError
from core.progress import Cancelled
from core.version import product_version

VERBS: tuple[tuple[str, str, str], ...] = (
    ("scan", "core.cli.scan", "scan a repository and print what was found"),
    ("search", "core.cli.search", "repeat a scan's recorded search and compare what it finds"),
    ("audit", "core.cli.audit", "create an audit file, show it, judge criteria in it"),
    ("report", "core.cli.report", "write the report and the roadmap as PDF, or the published audit as JSON"),
    ("sign", "core.cli.sign", "sign a PDF, or make a signing identity"),
    ("verify", "core.cli.verify", "verify a signed PDF and re-compute what it says"),
    ("rubric", "core.cli.rubric", "check a rubric file"),
    ("probes", "core.cli.probes", "list what the scanner asks, what counts, and how often it is right"),
    ("demo", "core.cli.demo", "make the sample repository and do the whole job on it"),
)
"""Verb, module, one-line help; in the order of an audit."""

_EPILOG = """\
Without a verb the window opens; `sightline /path/to/repository` opens it on that repository.

exit codes:
  0   done; for verify: valid (an unknown signer is a printed warning)
  1   our fault: a bug; please report what was printed
  2   wrong usage
  3   your environment: not a repository, a missing file, a wrong passphrase
  4   done, but incomplete: cancelled and kept, or checks that could not run
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
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
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
    try:
        return int(importlib.import_module({verb: module for verb, module, _ in VERBS}[args.verb]).run(args))
    except SightlineError as error:
        print(f"sightline: {error.message}", file=sys.stderr)
        if error.advice:
            print(f"  {error.advice}", file=sys.stderr)
        if args.debug:
            traceback.print_exc()
        return int(error.exit_code)
    except (Cancelled, KeyboardInterrupt):
        print("sightline: cancelled.", file=sys.stderr)
        return int(ExitCode.INCOMPLETE)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.DONE)
    except Exception as error:  # noqa: BLE001 - the edge: everything else is a bug of ours
        print(f"sightline: this is a bug in Sightline: {type(error).__name__}: {error}", file=sys.stderr)
        traceback.print_exc()
        return int(ExitCode.OUR_FAULT)
