"""`sightline sign`: sign a report or roadmap, or make a signing identity."""

import argparse
from pathlib import Path

from core.cli.passphrase import VARIABLE, passphrase
from core.cli.terminal import say
from core.errors import ExitCode, SightlineError


class WrongUse(SightlineError):
    """The arguments do not fit together."""

    exit_code = ExitCode.USAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("pdf", metavar="PDF", nargs="*", type=Path, help="the documents to sign, in place")
    parser.add_argument("--identity", metavar="FILE.p12", type=Path, help="the identity to sign with (PKCS#12)")
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=Path,
        help=f"its first line is the passphrase; else {VARIABLE}, else asked",
    )
    parser.add_argument(
        "--field",
        choices=("lead", "reviewer", "client"),
        default="lead",
        help="whose field: lead certifies the document, reviewer and client counter-sign (default: lead)",
    )
    parser.add_argument("--reason", default="", metavar="TEXT", help="printed in the signature")
    parser.add_argument("--place", default="", metavar="TOWN", help="kept in the signature")
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="write the signed document here instead (one PDF only)"
    )
    new = parser.add_argument_group("making an identity")
    new.add_argument("--new-identity", metavar="FILE.p12", type=Path, help="make a self-signed identity and stop")
    new.add_argument("--name", default="", help="the name in it")
    new.add_argument("--organisation", default="", help="the organisation in it")
    new.add_argument("--rsa", action="store_true", help="RSA with 3072 bits instead of EC P-256, for old readers")
    parser.epilog = "The signature carries the time of this computer's clock; nothing is sent anywhere."


def run(args: argparse.Namespace) -> int:
    """Make an identity or sign."""
    from core.workflows.sign import make_identity, sign_file

    if args.new_identity is not None:
        if args.pdf or args.identity is not None:
            raise WrongUse("--new-identity signs nothing.", "Make the identity first, then sign with --identity.")
        secret = passphrase(args.passphrase_file, twice=True)
        made = make_identity(
            args.new_identity, args.name, secret, organisation=args.organisation, key_kind="rsa" if args.rsa else "ec"
        )
        say(f"{args.new_identity}: {made.name}, {made.key}, valid until {made.valid_until:%Y-%m-%d}")
        say(f"fingerprint (SHA-256): {made.fingerprint}")
        say("Give this fingerprint to whoever checks your signatures, by phone or letter.")
        return int(ExitCode.DONE)
    if not args.pdf:
        raise WrongUse("Nothing to sign.", "Give a PDF and --identity FILE.p12, or --new-identity FILE.p12.")
    if args.identity is None:
        raise WrongUse("No identity to sign with.", "Give --identity FILE.p12; --new-identity FILE.p12 makes one.")
    if args.output and len(args.pdf) > 1:
        raise WrongUse("--output takes one document.", "Sign the documents one by one.")
    secret = passphrase(args.passphrase_file)
    for path in args.pdf:
        signed = sign_file(
            path,
            args.identity,
            secret,
            place=args.field,
            reason=args.reason,
            location=args.place,
            output=args.output,
        )
        say(f"{signed.path}: signed by {signed.identity.name} ({args.field}) at {signed.at:%Y-%m-%d %H:%M} UTC")
    say(f"fingerprint (SHA-256): {signed.identity.fingerprint}")
    return int(ExitCode.DONE)
