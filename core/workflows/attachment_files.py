"""Files on their way into an audit, and whether those in it are still what was attached."""

import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import codec, input_file
from core.audit.audit import Audit
from core.errors import ExitCode, SightlineError

if TYPE_CHECKING:
    from core.store.database import Connection


_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class NotUsable(SightlineError):
    """Something that was handed in cannot be used here."""

    exit_code = ExitCode.USAGE


def read_file(path: Path, largest: int) -> bytes:
    """Return the bytes of a file that is to be attached.

    Raises:
        NotUsable: when it has more than `largest` bytes, is a device or a pipe, or cannot be read.
    """
    try:
        return input_file.read(path, largest, "Check that it is a file and that you may read it.")
    except input_file.NotReadable as error:
        advice = "Attach the part that matters, or a smaller copy." if "larger" in error.message else error.advice
        raise NotUsable(error.message, advice, error.details) from error


def writable(payload: object) -> None:
    """Make sure that a value can be kept, before it is put in force.

    Raises:
        NotUsable: when it holds half a character (an unpaired surrogate, as bytes that are no UTF-8 become) or what is
            no number: neither has a form in JSON.
    """
    try:
        codec.canonical(payload)
    except ValueError as error:
        raise NotUsable(
            "This holds characters or numbers that cannot be saved.",
            "Write plain text (UTF-8) and ordinary numbers.",
            str(error),
        ) from error


def printed_name(name: str) -> str:
    """Return the name of a file as text: what is no character, or would steer a line (UAX #9), is escaped."""
    return "".join(
        c.encode("unicode_escape").decode("ascii")
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _DIRECTIONS
        else c
        for c in name
    )


def unreadable(audit: Audit, read: "Callable[[Callable[[Connection], Any]], Any]") -> tuple[str, ...]:
    """Return what is wrong with the attachments of an audit, one sentence each; purged ones are as they should be.

    Args:
        audit: the audit.
        read: runs a function with the connection to its file.
    """
    from core.store import attachments

    kept = set(read(attachments.digests))
    found = []
    for attachment in audit.attachments.values():
        if attachment.sha256 in kept:
            try:
                read(partial(attachments.get, sha256=attachment.sha256))
            except attachments.AttachmentUnreadable as error:
                found.append(f"{attachment.name}: {error.message}")
        elif not read(partial(attachments.is_purged, sha256=attachment.sha256)):
            found.append(f"{attachment.name}: its bytes are not in the file.")
    return tuple(found)
