"""Rows of the trail: adding one to the chain, reading pages of it, reading and purging payloads."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection, Row

from core import codec
from core.audit.published import TrailHead
from core.audit.trail import GENESIS, Mark, TrailEntry, chain_hash, label_of, payload_digest
from core.model.judgement import Actor
from core.store.tables import PayloadRow, TouchedRow, TrailRow

_TRAIL = TrailRow.__table__  # type: ignore[attr-defined]
_PAYLOAD = PayloadRow.__table__  # type: ignore[attr-defined]
_TOUCHED = TouchedRow.__table__  # type: ignore[attr-defined]


def head(connection: Connection) -> TrailHead | None:
    """Return the last entry; None when there is none."""
    row = connection.execute(select(_TRAIL).order_by(_TRAIL.c.sequence.desc()).limit(1)).first()
    return TrailHead(row.sequence, row.hash, datetime.fromisoformat(row.at)) if row else None


def append(
    connection: Connection,
    payload: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    *,
    edit: str = "",
    mark: Mark = Mark.NONE,
    keys: Sequence[str] = (),
) -> TrailHead:
    """Add one entry with its payload to the chain; a clock that was turned back does not turn the trail back."""
    last = connection.execute(
        select(_TRAIL.c.sequence, _TRAIL.c.hash, _TRAIL.c.at).order_by(_TRAIL.c.sequence.desc()).limit(1)
    ).first()
    sequence, previous, last_at = (last[0] + 1, last[1], last[2]) if last else (1, GENESIS, "")
    stamp = max(at.astimezone(UTC).isoformat(timespec="microseconds"), last_at)
    body = codec.canonical(payload)
    row = {
        "sequence": sequence,
        "at": stamp,
        "actor": actor.id,
        "actor_name": actor.name,
        "edit": edit or str(uuid.uuid4()),
        "kind": str(payload["kind"]),
        "mark": mark.value,
        "payload_digest": payload_digest(body),
        "previous": previous,
    }
    row["hash"] = chain_hash(**row)  # type: ignore[arg-type]
    connection.execute(insert(_TRAIL), row)
    connection.execute(insert(_PAYLOAD), {"sequence": sequence, "body": body, "purged_at": "", "purged_because": ""})
    if keys:
        connection.execute(insert(_TOUCHED), [{"key": key, "sequence": sequence} for key in sorted(set(keys))])
    return TrailHead(sequence, str(row["hash"]), datetime.fromisoformat(stamp))


def _entry(row: Row[Any]) -> tuple[TrailEntry, bytes | None]:
    body = row.body
    label = "" if body is None else label_of(msgspec.json.decode(body))
    entry = TrailEntry(
        sequence=row.sequence,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        actor_name=row.actor_name,
        edit=row.edit,
        kind=row.kind,
        mark=Mark(row.mark),
        payload_digest=row.payload_digest,
        previous=row.previous,
        hash=row.hash,
        label=label or row.kind,
        purged=row.purged_because or "",
    )
    return entry, body


def _joined() -> Any:
    return select(_TRAIL, _PAYLOAD.c.body, _PAYLOAD.c.purged_because).join_from(
        _TRAIL, _PAYLOAD, _TRAIL.c.sequence == _PAYLOAD.c.sequence, isouter=True
    )


def entries(connection: Connection, after: int = 0, limit: int = 1000) -> tuple[TrailEntry, ...]:
    """Return a page of the trail, oldest first, beginning behind a sequence number."""
    found = connection.execute(_joined().where(_TRAIL.c.sequence > after).order_by(_TRAIL.c.sequence).limit(limit))
    return tuple(_entry(row)[0] for row in found.all())  # an unfinished cursor would keep the file locked


def of_key(connection: Connection, key: str) -> tuple[TrailEntry, ...]:
    """Return what happened to one criterion key, oldest first."""
    touched = select(_TOUCHED.c.sequence).where(_TOUCHED.c.key == key)
    found = connection.execute(_joined().where(_TRAIL.c.sequence.in_(touched)).order_by(_TRAIL.c.sequence))
    return tuple(_entry(row)[0] for row in found.all())  # an unfinished cursor would keep the file locked


def latest(connection: Connection, limit: int) -> tuple[tuple[TrailEntry, tuple[str, ...]], ...]:
    """Return the last entries, latest first, each with the criterion keys that it touched."""
    rows = connection.execute(_joined().order_by(_TRAIL.c.sequence.desc()).limit(limit)).all()
    found = [_entry(row)[0] for row in rows]
    wanted = [entry.sequence for entry in found]
    touched = connection.execute(
        select(_TOUCHED.c.sequence, _TOUCHED.c.key).where(_TOUCHED.c.sequence.in_(wanted)).order_by(_TOUCHED.c.key)
    ).all()
    return tuple((entry, tuple(row.key for row in touched if row.sequence == entry.sequence)) for entry in found)


def raw(connection: Connection, after: int, limit: int) -> list[Row[Any]]:
    """Return a page of rows as stored, for checking the chain."""
    return list(connection.execute(_joined().where(_TRAIL.c.sequence > after).order_by(_TRAIL.c.sequence).limit(limit)))


def count(connection: Connection) -> int:
    """Return the number of entries."""
    return int(connection.execute(select(func.count()).select_from(_TRAIL)).scalar_one())


def purge_payload(connection: Connection, sequence: int, because: str, at: datetime) -> None:
    """Delete one payload and leave when and why; its digest stays in the chain."""
    connection.execute(
        update(_PAYLOAD)
        .where(_PAYLOAD.c.sequence == sequence)
        .values(body=None, purged_at=at.astimezone(UTC).isoformat(), purged_because=because)
    )
