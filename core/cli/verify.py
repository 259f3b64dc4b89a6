"""`sightline verify`: check a signed document and compute again what it says."""

import argparse
import string
import sys
from pathlib import Path

from core import codec
from core.cli.progress_bar import close, terminal_progress
from core.cli.terminal import say, warn
from core.errors import ExitCode, SightlineError


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("pdf", metavar="PDF", type=Path, help="the signed report or roadmap")
    parser.add_argument(
        "--require-signer",
        action="append",
        default=[],
        metavar="FINGERPRINT",
        help="SHA-256 fingerprint of a certificate that must have signed; may be repeated",
    )
    parser.add_argument(
        "--trust",
        action="append",
        default=[],
        type=Path,
        metavar="CERT.pem",
        help="certificate of a known signer or of an authority; may be repeated",
    )
    parser.add_argument("--audit", type=Path, metavar="FILE", help="compare with the trail of this audit file")
    parser.add_argument("--repo", type=Path, metavar="PATH", help="compare every cited line with this repository")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")


class NotAFingerprint(SightlineError):
    """A required signer that no certificate can be."""

    exit_code = ExitCode.USAGE


def _fingerprint(text: str) -> str:
    plain = "".join(c for c in text if c not in ": -")
    if len(plain) != 64 or not all(c in string.hexdigits for c in plain):  # SHA-256
        raise NotAFingerprint(
            f"{text!r} is not a SHA-256 fingerprint.", "It has 64 hexadecimal digits; `sightline verify` prints it."
        )
    return plain


def run(args: argparse.Namespace) -> int:
    """Verify and print the answer."""
    from core.report.verifying import Verdict
    from core.workflows.verify import verify

    required = [_fingerprint(text) for text in args.require_signer]
    progress = terminal_progress()
    try:
        found = verify(
            args.pdf,
            progress,
            required=required,
            trusted=args.trust,
            audit=args.audit,
            repository=args.repo,
        )
    finally:
        close(progress)
    if args.json:
        sys.stdout.write(codec.document("sightline-verification", 1, found).decode() + "\n")
        return int(found.exit_code)
    say(f"{args.pdf}: {found.verdict.value.upper()}")
    say(f"  {found.says}")
    for signature in found.signatures:
        who = (
            f"{signature.signer.name}, {signature.signer.organisation}".rstrip(", ")
            if signature.signer
            else "unreadable"
        )
        at = f"{signature.at:%Y-%m-%d %H:%M} UTC by the signer's clock" if signature.at else "no time"
        say(f"  {signature.place}: {who}; {at}; {'known' if signature.known else 'unknown'} signer")
        if signature.signer:
            say(f"    fingerprint (SHA-256): {signature.signer.fingerprint}")
        if signature.problem:
            say(f"    {signature.problem}")
    for check in found.checks:
        say(f"  {check.result.value}: {check.name}. {check.says}")
    if found.signers_as_required is False:
        say("  The required signer is not among the signers.")
    elif found.verdict is Verdict.UNKNOWN_SIGNER:
        warn("sightline: the signer is unknown; use --require-signer or --trust.")
    if found.exit_code in (ExitCode.DONE, ExitCode.INCOMPLETE) and "not checked" in [c.result for c in found.checks]:
        warn("sightline: some checks could not run; see `not checked` above.")
    return int(found.exit_code)
