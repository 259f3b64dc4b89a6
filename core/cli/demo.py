"""`sightline demo`: the whole job on the sample repository, or on one of yours."""

import argparse
from pathlib import Path

from core.cli.progress_bar import close, terminal_progress
from core.cli.terminal import say
from core.errors import ExitCode
from core.version import product_version


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument(
        "--repo", type=Path, metavar="REPO", help="a repository of yours; the sample is made when left out"
    )
    parser.add_argument("--output", type=Path, default=Path("out"), metavar="DIR", help="folder for the results (out)")
    parser.add_argument("--only-sample", action="store_true", help="only make the sample repository")
    parser.epilog = (
        "Scans, writes the audit file, report and roadmap, signs both with a demonstration identity whose passphrase "
        "nobody keeps, verifies them and prints where everything is. The documents say that they are a demonstration."
    )


def run(args: argparse.Namespace) -> int:
    """Do the whole job and print where the results are."""
    from core.workflows.demonstrate import demonstrate, sample_in

    if args.only_sample:
        say(str(sample_in(args.output)))
        return int(ExitCode.DONE)
    progress = terminal_progress()
    try:
        made = demonstrate(args.output, args.repo, progress, sightline=product_version())
    finally:
        close(progress)
    state = made.scan.repository
    say(f"scanned   {made.repository} at {state.commit[:12]}: {len(made.scan.probes)} checks, {state.files:,} files")
    say(f"audit     {made.audit}")
    for path, verification in zip(made.signed, made.verified, strict=True):
        say(f"signed    {path}")
        say(f"          {verification.verdict.value}: {verification.says}")
    say(f"signer    demonstration identity, SHA-256 {made.fingerprint}")
    say(f"Look at them, or open the audit in the window: sightline {made.audit}")
    return int(max((v.exit_code for v in made.verified), default=ExitCode.DONE))
