"""Where a passphrase comes from: a file, the environment, or the person at the terminal; never the command line."""

import getpass
import os
import sys
from pathlib import Path

from core.errors import ExitCode, SightlineError

VARIABLE = "SIGHTLINE_PASSPHRASE"


class NoPassphrase(SightlineError):
    """No passphrase was given and nobody can be asked."""

    exit_code = ExitCode.USAGE


def passphrase(file: Path | None, *, twice: bool = False) -> str:
    """Return the passphrase.

    Args:
        file: its first line is the passphrase.
        twice: ask a second time, for a new identity.

    Raises:
        NoPassphrase: when there is none, or the two differ.
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n", 1)[0].removesuffix("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise NoPassphrase(f"{file.name} cannot be read.", "Check the name and the permissions.") from error
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise NoPassphrase("No passphrase was given.", f"Use --passphrase-file, or set {VARIABLE}.")
    typed = getpass.getpass("Passphrase: ")
    if twice and getpass.getpass("Once more: ") != typed:
        raise NoPassphrase("The two passphrases differ.", "Try again.")
    return typed
