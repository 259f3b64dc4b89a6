"""Saving what can be read of a damaged audit file into a new one; the damaged file is only read."""

import hashlib
import sqlite3
import uuid
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import insert
from sqlalchemy.engine import Connection

from core import codec
from core.audit.audit import Audit, RubricRef
from core.audit.edits import from_payload
from core.audit.trail import SNAPSHOT_KINDS, Mark, snapshot_payload
from core.model.judgement import Actor
from core.store import header, trail
from core.store.database import create, now, write_present
from core.store.present import assemble
from core.store.tables import TABLES

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was saved.

    Attributes:
        rows: rows read, by table.
        from_trail: the present audit could not be read and was made again from the trail, up to `last_entry`.
        last_entry: sequence of the last entry that could be read.
        problems: what could not be saved, one sentence each.
    """

    rows: dict[str, int]
    from_trail: bool
    last_entry: int
    problems: tuple[str, ...]


def _read_table(source: sqlite3.Connection, table: str) -> Iterator[Row]:
    """Give every row that can be read, stepping over pages that cannot, from both ends."""
    columns = f"SELECT rowid AS _rowid, * FROM {table}"  # noqa: S608 - table names are ours
    seen = 0
    try:
        for row in source.execute(f"{columns} ORDER BY rowid"):
            seen = row["_rowid"]
            yield _plain(row)
        return
    except sqlite3.DatabaseError:
        pass
    behind: list[Row] = []
    try:
        for row in source.execute(f"{columns} WHERE rowid > ? ORDER BY rowid DESC", (seen,)):
            behind.append(_plain(row))
    except sqlite3.DatabaseError:
        pass
    yield from reversed(behind)


def _plain(row: sqlite3.Row) -> Row:
    return {name: row[name] for name in row.keys() if name != "_rowid"}  # noqa: SIM118 - a Row iterates over values


def _replayed(payloads: list[Row]) -> tuple[Audit | None, int]:
    audit: Audit | None = None
    last = 0
    for row in sorted(payloads, key=lambda r: r["sequence"]):
        try:
            payload = msgspec.json.decode(row["body"] or b"{}")
            if payload.get("kind") in SNAPSHOT_KINDS:
                audit = codec.from_plain(Audit, payload["audit"])
            elif audit is None or row["sequence"] != last + 1:
                continue
            else:
                audit = from_payload(payload).apply(audit)
        except (codec.NotOurFormat, msgspec.DecodeError, KeyError, TypeError, AttributeError):
            continue
        last = row["sequence"]
    return audit, last


def recover(path: Path, output: Path, texts: Mapping[str, tuple[str, str]]) -> Recovered:
    """Save what can be read into a new file. Its trail gets an entry that says so and holds the audit as recovered.

    Args:
        path: the damaged file.
        output: the new file.
        texts: name and body of rubric files by digest, to stand in for texts that are lost.

    Raises:
        header.FileMissing: when there is no such file.
        header.Damaged: when nothing of the audit can be read.
        NotWritten: when the new file exists or cannot be written.
    """
    if not path.is_file():
        raise header.FileMissing(f"{path.name or path} is not there.", "Check the path; it is a file.")
    tables: dict[str, list[Row]] = {}
    problems: list[str] = []
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)) as source:
            source.row_factory = sqlite3.Row
            source.execute("PRAGMA trusted_schema=OFF")
            source.execute(
                "PRAGMA writable_schema=ON"
            )  # read-only, but only so does SQLite read a file that is cut short
            for table in TABLES:
                name = str(table.__tablename__)
                tables[name] = list(_read_table(source, name))
    except sqlite3.Error as error:
        raise header.Damaged(f"Nothing of {path.name} can be read.", "Use a copy of the file.", str(error)) from error
    last = max((row["sequence"] for row in tables["trail"]), default=0)
    audit, from_trail = _present(tables, last, problems)
    if audit is None:
        raise header.Damaged(f"Nothing of the audit in {path.name} can be read.", "Use a copy of the file.")
    known = {row["digest"] for row in tables["text"] if _digest(row["body"]) == row["digest"]}
    tables["text"] = [row for row in tables["text"] if row["digest"] in known]
    for ref in audit.rubrics:
        for digest in {ref.digest, ref.recommendations} & texts.keys() - known:
            known.add(digest)
            tables["text"].append({"digest": digest, "name": texts[digest][0], "body": texts[digest][1]})
    audit = _without_lost(audit, known, {row["digest"] for row in tables["scan"] if _is_sound(row)}, problems)
    blobs = {row["sha256"] for row in tables["blob"]}
    problems += [f"The attachment {a.name} is lost." for a in audit.attachments.values() if a.sha256 not in blobs]

    def seed(connection: Connection) -> None:
        _copy(connection, tables)
        write_present(connection, None, audit)
        actor = Actor("sightline", "Sightline")
        payload = snapshot_payload("recover", audit, problems=problems)
        trail.append(connection, payload, actor, now(), edit=str(uuid.uuid4()), mark=Mark.NONE)

    create(output, seed)
    return Recovered({name: len(rows) for name, rows in tables.items()}, from_trail, last, tuple(problems))


def _present(tables: dict[str, list[Row]], last: int, problems: list[str]) -> tuple[Audit | None, bool]:
    """Return the audit as recovered, and whether it was made from the trail."""
    replayed, reached = _replayed(tables["payload"])
    if replayed is not None and reached == last:
        return replayed, True
    try:
        present = assemble((row["part"], row["name"], row["value"]) for row in tables["present"])
        problems.append("The trail has gaps: the present audit was taken as it was read.")
        return present, False
    except codec.NotOurFormat:
        if replayed is not None:
            problems.append(f"Work after entry {reached} of {last} could not be read.")
        return replayed, True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _is_sound(scan: Row) -> bool:
    try:
        document = zlib.decompressobj().decompress(scan["body"], scan["size"] + 1)
    except (zlib.error, TypeError, ValueError):
        return False
    return bool(hashlib.sha256(document).hexdigest() == scan["digest"])


def _without_lost(audit: Audit, texts: set[str], scans: set[str], problems: list[str]) -> Audit:
    """Return the audit without what it cannot be opened without; judgements stay for when it is put back."""
    rubrics: list[RubricRef] = []
    for known in audit.rubrics:
        ref = known if known.json in texts else replace(known, json="")  # the text says the same
        if ref.digest not in texts:
            problems.append(f"The text of rubric {ref.id} {ref.version} is lost: choose it again.")
        elif ref.recommendations and ref.recommendations not in texts:
            problems.append(f"The recommendations of rubric {ref.id} are lost: choose the rubric again.")
            rubrics.append(replace(ref, recommendations=""))
        else:
            rubrics.append(ref)
    if audit.scan and audit.scan not in scans:
        problems.append("The adopted scan is lost: scan again.")
    scan = audit.scan if audit.scan in scans else None
    return replace(audit, rubrics=tuple(rubrics), scan=scan)


def _copy(connection: Connection, tables: dict[str, list[Row]]) -> None:
    sequences = {row["sequence"] for row in tables["trail"]}
    blobs = {row["sha256"] for row in tables["blob"]}
    for table in TABLES:
        name = str(table.__tablename__)
        rows = tables[name]
        if name in ("payload", "touched"):  # what they belong to must be there
            rows = [row for row in rows if row["sequence"] in sequences]
        elif name == "chunk":
            rows = [row for row in rows if row["sha256"] in blobs]
        if rows and name != "present":
            connection.execute(insert(table.__table__), rows)  # type: ignore[attr-defined]
