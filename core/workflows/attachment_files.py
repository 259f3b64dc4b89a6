"""Files on their way into an audit, and whether those in it are still what was attached."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.audit.audit import Audit
from core.errors import ExitCode, SightlineError

if TYPE_CHECKING:
    from core.store.database import Connection


class NotUsable(SightlineError):
    """Something that was handed in cannot be used here."""

    exit_code = ExitCode.USAGE


def read_file(path: Path, largest: int) -> bytes:
    """Return the bytes of a file that is to be attached.

    Raises:
        NotUsable: when it has more than `largest` bytes or cannot be read.
    """
    try:
        if path.stat().st_size > largest:
            raise NotUsable(
                f"{path.name} is larger than {largest >> 20} MB.",
                "Attach the part that matters, or a smaller copy.",
            )
        return path.read_bytes()
    except OSError as error:
        raise NotUsable(
            f"{path.name} cannot be read.", "Check that it is a file and that you may read it.", str(error)
        ) from error


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
