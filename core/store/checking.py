"""Checking the chain of the trail, and whether the present audit is what the trail leads to."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy.engine import Row

from core import codec
from core.audit.audit import Audit
from core.audit.edits import from_payload
from core.audit.published import TrailHead
from core.audit.trail import GENESIS, SNAPSHOT_KINDS, ChainReport, chain_hash, payload_digest
from core.progress import Progress
from core.store import trail
from core.store.database import Database, read_present

Call = Callable[[Callable[[Database], Any]], Any]

PAGE = 2000
MOST_PROBLEMS = 20
LATEST = 100
"""How many entries are checked whenever an audit is opened."""


def _rows(call: Call, after: int, last: int) -> Iterator[list[Row[Any]]]:
    while after < last:

        def page(database: Database, start: int = after) -> list[Row[Any]]:
            with database.read() as connection:
                return trail.raw(connection, start, min(PAGE, last - start))

        rows = call(page)
        if not rows:
            return
        yield rows
        after = rows[-1].sequence


class _Chain:
    def __init__(self, sequence: int, previous: str, at: str) -> None:
        self.sequence, self.previous, self.at = sequence, previous, at
        self.problems: list[str] = []
        self.purged = 0

    def follow(self, row: Row[Any]) -> None:
        """Check one row against the one before and against its payload."""
        try:
            self._follow(row)
        except (TypeError, ValueError):  # SQLite keeps any type in any column
            self._tell(f"Entry {row.sequence} is not as Sightline writes it.")
        self.sequence, self.previous, self.at = row.sequence, row.hash, row.at

    def _follow(self, row: Row[Any]) -> None:
        if row.sequence != self.sequence + 1:
            missing = row.sequence - self.sequence - 1
            self._tell(f"{missing} entries before entry {row.sequence} are missing.")
        elif row.previous != self.previous:
            self._tell(f"Entry {row.sequence} does not follow from the entry before it: rows were changed or swapped.")
        own = chain_hash(
            row.sequence,
            row.at,
            row.actor,
            row.actor_name,
            row.edit,
            row.kind,
            row.mark,
            row.payload_digest,
            row.previous,
        )
        if own != row.hash:
            self._tell(f"Entry {row.sequence} was changed.")
        if row.at < self.at:
            self._tell(f"Entry {row.sequence} is earlier than the entry before it.")
        if row.body is not None:
            if payload_digest(row.body) != row.payload_digest:
                self._tell(f"What entry {row.sequence} did was changed.")
        elif row.purged_because:
            self.purged += 1
        else:
            self._tell(f"What entry {row.sequence} did is missing, and no purge says why.")

    def _tell(self, problem: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


class _Replay:
    """The audit that the trail leads to; None while it cannot be known."""

    def __init__(self) -> None:
        self.audit: Audit | None = None
        self.error = ""

    def follow(self, row: Row[Any]) -> None:
        if row.body is None:
            self.audit = None  # purged: a later entry holds a whole audit again
            return
        try:
            payload = msgspec.json.decode(row.body)
            if payload.get("kind") in SNAPSHOT_KINDS:
                self.audit = codec.from_plain(Audit, payload["audit"])
            elif self.audit is not None:
                self.audit = from_payload(payload).apply(self.audit)
        except (codec.NotOurFormat, msgspec.DecodeError, KeyError, AttributeError, TypeError) as error:
            self.audit, self.error = None, f"Entry {row.sequence} cannot be understood: {error}"


def check_all(call: Call, progress: Progress) -> ChainReport:
    """Check the whole chain up to the present head, page by page, so that saving goes on meanwhile.

    Args:
        call: runs a function with the database where its connection lives.
        progress: advanced by entries.
    """

    def start(database: Database) -> tuple[TrailHead | None, Audit]:
        with database.read() as connection:
            return trail.head(connection), read_present(connection)

    head, present = call(start)
    if head is None:
        return ChainReport(0, None, ("The trail is empty.",))
    progress.phase("Checking the audit trail", head.sequence)
    chain, replayed, checked = _Chain(0, GENESIS, ""), _Replay(), 0
    for rows in _rows(call, 0, head.sequence):
        for row in rows:
            chain.follow(row)
            replayed.follow(row)
        checked += len(rows)
        progress.advance(len(rows))
        progress.check()
    problems = list(chain.problems)
    if replayed.error:
        problems.append(replayed.error)
    agrees = None if replayed.audit is None else replayed.audit == present
    if agrees is False:
        problems.append("The audit is not what its trail leads to: it was changed without an entry.")
    return ChainReport(checked, head, tuple(problems), chain.purged, agrees)


def check_latest(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the last entries of the trail, as far as they show it."""
    with database.read() as connection:
        head = trail.head(connection)
        if head is None:
            return ("The trail is empty.",)
        rows = trail.raw(connection, max(0, head.sequence - LATEST - 1), LATEST + 1)
    first = rows[0]
    if first.sequence == 1:
        chain = _Chain(0, GENESIS, "")
    else:
        chain = _Chain(first.sequence - 1, first.previous, "")
    for row in rows:
        chain.follow(row)
    return tuple(chain.problems)
