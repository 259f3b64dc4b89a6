"""Bytes of attachments: in chunks of 1 MiB under their SHA-256, hashed again when read, purged to a tombstone."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from core.errors import SightlineError
from core.store.tables import BlobRow, ChunkRow

CHUNK = 1 << 20
LARGEST = 200 * CHUNK
"""Largest attachment in bytes."""

_BLOB = BlobRow.__table__  # type: ignore[attr-defined]
_CHUNK = ChunkRow.__table__  # type: ignore[attr-defined]


class AttachmentUnreadable(SightlineError):
    """The bytes are gone, purged, or no longer what was attached."""


def put(connection: Connection, sha256: str, data: bytes) -> None:
    """Keep bytes under their digest; bytes that are there already are not kept twice."""
    known = connection.execute(select(_BLOB.c.purged_at).where(_BLOB.c.sha256 == sha256)).first()
    if known is not None and not known[0]:
        return
    if known is None:
        connection.execute(insert(_BLOB), {"sha256": sha256, "size": len(data), "purged_at": "", "purged_because": ""})
    else:  # attached again after a purge
        connection.execute(update(_BLOB).where(_BLOB.c.sha256 == sha256).values(purged_at="", purged_because=""))
    for seq, start in enumerate(range(0, len(data), CHUNK)):
        connection.execute(insert(_CHUNK), {"sha256": sha256, "seq": seq, "body": data[start : start + CHUNK]})


def get(connection: Connection, sha256: str) -> bytes:
    """Return bytes by their digest.

    Raises:
        AttachmentUnreadable: when they were purged, are missing, or do not have that digest any more.
    """
    row = connection.execute(select(_BLOB).where(_BLOB.c.sha256 == sha256)).first()
    if row is None:
        raise AttachmentUnreadable("The bytes of this attachment are not in the file.", "Attach the file again.")
    if row.purged_at:
        raise AttachmentUnreadable(
            f"This attachment was purged on {row.purged_at[:10]}: {row.purged_because}", "Only its digest was kept."
        )
    parts = connection.execute(select(_CHUNK.c.body).where(_CHUNK.c.sha256 == sha256).order_by(_CHUNK.c.seq))
    data = b"".join(parts.scalars())
    if hashlib.sha256(data).hexdigest() != sha256:
        raise AttachmentUnreadable(
            "This attachment is no longer what was attached: its bytes were changed.",
            "Do not rely on it; attach the original again.",
            f"SHA-256 should be {sha256}",
        )
    return data


def purge(connection: Connection, sha256: str, because: str, at: datetime) -> None:
    """Delete bytes and leave digest, size, when and why."""
    connection.execute(delete(_CHUNK).where(_CHUNK.c.sha256 == sha256))
    connection.execute(
        update(_BLOB)
        .where(_BLOB.c.sha256 == sha256)
        .values(purged_at=at.astimezone(UTC).isoformat(), purged_because=because)
    )


def digests(connection: Connection) -> tuple[str, ...]:
    """Return the digests of all attachments that were not purged."""
    return tuple(connection.execute(select(_BLOB.c.sha256).where(_BLOB.c.purged_at == "")).scalars())


def is_purged(connection: Connection, sha256: str) -> bool:
    """Return whether bytes were purged."""
    return bool(connection.execute(select(_BLOB.c.purged_at).where(_BLOB.c.sha256 == sha256)).scalar())
