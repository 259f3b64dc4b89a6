"""What can be written to an audit file: values that may be tried again, on the file or on a copy of it."""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from core.audit.audit import Audit
from core.audit.trail import Mark, snapshot_payload
from core.model.judgement import Actor
from core.store import attachments, trail
from core.store.database import read_present, write_present
from core.store.tables import ScanRow, TextRow, TrailRow

_TEXT = TextRow.__table__  # type: ignore[attr-defined]
_SCAN = ScanRow.__table__  # type: ignore[attr-defined]
_TRAIL = TrailRow.__table__  # type: ignore[attr-defined]

LARGEST_SCAN = 512 * 1024 * 1024
"""Largest scan document in bytes that is unpacked: a stranger's file must not fill the memory."""


class Write(Protocol):
    """One transaction. Writing it twice leaves the same rows as writing it once."""

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""


@dataclass(frozen=True, slots=True)
class PutText:
    """Keep the text of a rubric or of recommendations under its digest."""

    digest: str
    name: str
    body: str

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""
        if connection.execute(select(_TEXT.c.digest).where(_TEXT.c.digest == self.digest)).first() is None:
            connection.execute(insert(_TEXT), {"digest": self.digest, "name": self.name, "body": self.body})


@dataclass(frozen=True, slots=True)
class PutScan:
    """Keep a scan document under its digest."""

    digest: str
    document: bytes

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""
        if connection.execute(select(_SCAN.c.digest).where(_SCAN.c.digest == self.digest)).first() is None:
            packed = zlib.compress(self.document, 6)
            connection.execute(insert(_SCAN), {"digest": self.digest, "size": len(self.document), "body": packed})


@dataclass(frozen=True, slots=True)
class PutBlob:
    """Keep the bytes of an attachment under their SHA-256."""

    sha256: str
    data: bytes

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""
        attachments.put(connection, self.sha256, self.data)


@dataclass(frozen=True, slots=True)
class Commit:
    """One edit: what changed in the present audit, and its chained entry."""

    before: Audit | None
    after: Audit
    payload: dict[str, Any]
    keys: tuple[str, ...]
    edit: str
    actor: Actor
    at: datetime
    mark: Mark = Mark.NONE

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""
        last = connection.execute(select(_TRAIL.c.edit).order_by(_TRAIL.c.sequence.desc()).limit(1)).scalar()
        if last == self.edit:  # the commit went through although its answer was lost
            return
        write_present(connection, self.before, self.after)
        trail.append(connection, self.payload, self.actor, self.at, edit=self.edit, mark=self.mark, keys=self.keys)


@dataclass(frozen=True, slots=True)
class Purge:
    """Delete payloads and attachment bytes for good; digests, when and why stay. Its entry holds the present audit."""

    sequences: tuple[int, ...]
    blobs: tuple[str, ...]
    because: str
    edit: str
    actor: Actor
    at: datetime

    def write(self, connection: Connection) -> None:
        """Write it inside an open transaction."""
        for sequence in self.sequences:
            trail.purge_payload(connection, sequence, self.because, self.at)
        for sha256 in self.blobs:
            attachments.purge(connection, sha256, self.because, self.at)
        payload = snapshot_payload(
            "purge",
            read_present(connection),
            reason=self.because,
            sequences=list(self.sequences),
            blobs=list(self.blobs),
        )
        trail.append(connection, payload, self.actor, self.at, edit=self.edit)


def read_text(connection: Connection, digest: str) -> tuple[str, str] | None:
    """Return name and body of a kept text, or None."""
    row = connection.execute(select(_TEXT.c.name, _TEXT.c.body).where(_TEXT.c.digest == digest)).first()
    return (row[0], str(row[1])) if row else None


def read_scan(connection: Connection, digest: str) -> bytes | None:
    """Return a kept scan document, or None.

    Raises:
        ValueError: when it cannot be unpacked.
    """
    row = connection.execute(select(_SCAN.c.size, _SCAN.c.body).where(_SCAN.c.digest == digest)).first()
    if row is None:
        return None
    if row[0] > LARGEST_SCAN:
        raise ValueError("scan too large")
    try:
        return zlib.decompressobj().decompress(row[1], row[0] + 1)
    except zlib.error as error:
        raise ValueError("scan cannot be unpacked") from error
