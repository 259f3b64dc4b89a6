"""An open audit: the present value in memory, every edit queued to the file at once."""

import hashlib
import mimetypes
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core import codec
from core.audit.audit import Audit, RubricRef, ScanRef
from core.audit.edits import Changes, Edit, to_payload
from core.audit.facts import facts
from core.audit.published import TrailHead
from core.audit.trail import ChainReport, Mark, TrailEntry
from core.errors import SightlineError
from core.model.judgement import Actor, Attachment
from core.model.scan import SCAN_FORMAT, Scan
from core.progress import Progress
from core.rubric.loading import digest, shipped_recommendations_text
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import RubricScore
from core.scoring.score import rescore, score
from core.store.save_state import SaveState
from core.workflows import kept_rubrics
from core.workflows.attachment_files import NotUsable, printed_name, read_file, unreadable, writable

if TYPE_CHECKING:  # SQLModel is loaded when a file is opened, not when a window is
    from core.store.database import Connection, Database
    from core.store.opening import Opened

LARGEST_ATTACHMENT = 200 * 1024 * 1024
"""Bytes."""

T = TypeVar("T")
Clock = Callable[[], datetime]


class ReadOnly(SightlineError):
    """An audit that is open for reading was to be changed."""


class OpenAudit:
    """An open audit. It lives on one thread (the window's main thread); a store thread writes the file.

    Attributes:
        path: the audit file.
        audit: the present value; replaced by every edit.
        actor: who works on it.
        rubrics: the rubrics that the audit uses, by id, in its order.
        recommendations: those that the rubrics share.
        scan: the adopted scan, or None.
        scores: by rubric id, always those of `audit`.
        trail_problems: what is wrong with the latest entries of the trail, found when it was opened.
    """

    def __init__(self, path: Path, opened: "Opened", actor: Actor | None, clock: Clock | None = None) -> None:
        from core.store.checking import check_latest
        from core.store.writer import Store

        self.path = path
        self._opened = opened
        self._clock = clock or (lambda: datetime.now(UTC))
        self.audit: Audit = opened.database.present()
        self.trail_problems = check_latest(opened.database)
        self.actor = actor or self.audit.details.lead
        self._store = Store(opened.database)
        self._closed = False
        self.rubrics: dict[str, Rubric] = {}
        self.recommendations = Recommendations(recommendations=())
        self.scan: Scan | None = None
        self._scans: dict[str, Scan] = {}
        try:
            self._load_rubrics()
            self.scan = self.scan_record(self.audit.scan) if self.audit.scan else None
        except BaseException:
            self.close()
            raise
        self.scores: dict[str, RubricScore] = {}
        self._score_all()

    # ------------------------------------------------------------------ state

    @property
    def read_only(self) -> bool:
        """Return whether it can only be read."""
        return bool(self._opened.reason)

    @property
    def read_only_reason(self) -> str:
        """Return why it can only be read, one or two sentences; empty when it can be changed."""
        return self._opened.reason

    @property
    def save_state(self) -> SaveState:
        """Return whether everything is on the disk."""
        return self._store.state

    @property
    def save_error(self) -> str:
        """Return why the last write failed; empty when it did not."""
        return self._store.error

    def subscribe(self, listener: Callable[[SaveState, str], None]) -> None:
        """Call the listener with state and message whenever the save state changes, from the store thread."""
        self._store.subscribe(listener)

    def facts(self, rubric_id: str) -> Facts:
        """Return what scoring is told about one rubric."""
        return facts(self.audit, self.rubrics[rubric_id], self.scan)

    # ------------------------------------------------------------------ changing

    def do(self, edit: Edit, mark: Mark = Mark.NONE) -> Changes:
        """Put an edit in force at once, re-score what it touches and queue it for the file.

        Args:
            edit: the change.
            mark: whether it takes an earlier edit back or does it again; shown in the trail.

        Raises:
            NotUsable: when it holds what no file can keep.
            ReadOnly: when the audit can only be read.
        """
        from core.store.writes import Commit

        self._writable()
        before, after, changes, payload = self.audit, edit.apply(self.audit), edit.changes(), to_payload(edit)
        writable(payload)
        keys = tuple(sorted(changes.keys))
        commit = Commit(before, after, payload, keys, str(uuid.uuid4()), self.actor, self._clock(), mark)
        self._store.submit(commit)
        self.audit = after
        self._follow(before, changes)
        return changes

    def _follow(self, before: Audit, changes: Changes) -> None:
        if self.audit.rubrics != before.rubrics:
            self._load_rubrics()
        if self.audit.scan != before.scan:
            self.scan = self.scan_record(self.audit.scan) if self.audit.scan else None
        if changes.everything:
            self._score_all()
        elif changes.keys:
            for name, rubric in self.rubrics.items():
                touched = tuple(key for key in changes.keys if key.startswith(f"{name}/"))
                if touched:
                    known = facts(self.audit, rubric, self.scan)
                    self.scores[name] = rescore(rubric, known, self.scores[name], touched)

    def _score_all(self) -> None:
        self.scores = {
            name: score(rubric, facts(self.audit, rubric, self.scan)) for name, rubric in self.rubrics.items()
        }

    def _writable(self) -> None:
        if self.read_only:
            raise ReadOnly("This audit can only be read.", self.read_only_reason)

    def put_attachment(self, source: Path | bytes, name: str, media_type: str = "", caption: str = "") -> Attachment:
        """Queue the bytes of a file for the audit file and return what an `AttachEvidence` edit needs.

        Args:
            source: the file, or its bytes.
            name: how people call it.
            media_type: guessed from the name when empty.
            caption: what it shows.

        Raises:
            NotUsable: when it is larger than 200 MB or cannot be read.
            ReadOnly: when the audit can only be read.
        """
        from core.store.writes import PutBlob

        self._writable()
        name = printed_name(name)
        data = source if isinstance(source, bytes) else read_file(source, LARGEST_ATTACHMENT)
        if len(data) > LARGEST_ATTACHMENT:
            raise NotUsable(f"{name} is larger than {LARGEST_ATTACHMENT >> 20} MB.", "Attach the part that matters.")
        sha256 = hashlib.sha256(data).hexdigest()
        self._store.submit(PutBlob(sha256, data))
        guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Attachment(str(uuid.uuid4()), sha256, name, guessed, len(data), self.actor.id, self._clock(), caption)

    def put_scan(self, scan: Scan) -> ScanRef:
        """Queue a scan's record for the audit file and return what an `AdoptScan` edit needs.

        Raises:
            ReadOnly: when the audit can only be read.
        """
        from core.store.writes import PutScan

        self._writable()
        document = codec.document(*SCAN_FORMAT, scan)
        name = hashlib.sha256(document).hexdigest()
        self._scans[name] = scan
        self._store.submit(PutScan(name, document))
        return ScanRef(scan.id, name, scan.repository.commit, scan.finished_at, scan.complete)

    def put_rubric(self, text: str, recommendations: str = "") -> RubricRef:
        """Queue a rubric's text for the audit file and return what an `AdoptRubrics` edit needs.

        Args:
            text: the rubric file, YAML.
            recommendations: the recommendations file; the shipped one when empty.

        Raises:
            RubricError: when it is not a rubric.
            ReadOnly: when the audit can only be read.
        """
        from core.store.writes import PutText

        self._writable()
        ref, texts = kept_rubrics.kept(text, "rubric", recommendations or shipped_recommendations_text())
        for name, (file, body) in texts.items():
            self._store.submit(PutText(name, file, body))
        return ref

    def purge(self, because: str, *, sequences: Sequence[int] = (), attachments: Sequence[str] = ()) -> None:
        """Delete for good what entries of the trail did, or the bytes of attachments; digests and reason stay.

        Args:
            because: the reason; it cannot be left out and is kept.
            sequences: entries whose payload goes.
            attachments: SHA-256 of attachments whose bytes go.

        Raises:
            NotUsable: without a reason.
            ReadOnly: when the audit can only be read.
        """
        from core.store.writes import Purge

        self._writable()
        if not because.strip():
            raise NotUsable("A purge needs a reason.", "Write why this must be deleted; the reason is kept.")
        self._store.submit(
            Purge(tuple(sequences), tuple(attachments), because.strip(), str(uuid.uuid4()), self.actor, self._clock())
        )
        self._store.call(lambda database: database.shrink_log())

    # ------------------------------------------------------------------ reading the file

    def attachment_bytes(self, attachment_id: str) -> bytes:
        """Return the bytes of an attachment, hashed again.

        Raises:
            AttachmentUnreadable: when they were purged or changed, or the audit has no such attachment.
        """
        from core.store import attachments

        attachment = self.audit.attachments.get(attachment_id)
        if attachment is None:
            raise attachments.AttachmentUnreadable("This attachment is not in the audit.", "Attach the file again.")
        return self._read(lambda connection: attachments.get(connection, attachment.sha256))

    def unreadable_attachments(self) -> tuple[str, ...]:
        """Return what is wrong with attachments, one sentence each; purged ones are as they should be."""
        return unreadable(self.audit, self._read)

    def history(self, key: str) -> tuple[TrailEntry, ...]:
        """Return what happened to one criterion key, oldest first."""
        from core.store import trail

        return self._read(lambda connection: trail.of_key(connection, key))

    def trail(self, after: int = 0, limit: int = 1000) -> tuple[TrailEntry, ...]:
        """Return a page of the trail, oldest first, beginning behind a sequence number."""
        from core.store import trail

        return self._read(lambda connection: trail.entries(connection, after, limit))

    def latest(self, limit: int) -> tuple[tuple[TrailEntry, tuple[str, ...]], ...]:
        """Return the last entries of the trail, latest first, each with the criterion keys that it touched."""
        from core.store import trail

        return self._read(lambda connection: trail.latest(connection, limit))

    def trail_head(self) -> TrailHead:
        """Return the last entry of the trail once everything is saved: what a signed report anchors.

        Raises:
            NotWritten: when not everything could be saved.
        """
        from core.store import trail
        from core.store.database import NotWritten

        if not self.wait_saved(60):
            raise NotWritten("Not everything is saved yet.", "Retry, or save a copy elsewhere.", self.save_error)
        found = self._read(trail.head)
        if found is None:
            raise NotWritten("The trail of this audit is empty.", "Use a copy of the file.")
        return found

    def scan_record(self, scan_digest: str) -> Scan:
        """Return a scan that the file keeps.

        Raises:
            Damaged: when it is missing or was changed.
        """
        from core.store.header import Damaged
        from core.store.writes import read_scan

        if scan_digest not in self._scans:
            document = self._read(lambda connection: read_scan(connection, scan_digest))
            if document is None or hashlib.sha256(document).hexdigest() != scan_digest:
                raise Damaged("The scan in this audit is missing or was changed.", "Use a copy, or recover the file.")
            self._scans[scan_digest] = codec.read_document(Scan, *SCAN_FORMAT, document)
        return self._scans[scan_digest]

    def text(self, text_digest: str) -> str:
        """Return a rubric or recommendations file that the audit file keeps.

        Raises:
            Damaged: when it is missing or was changed.
        """
        from core.store.header import Damaged
        from core.store.writes import read_text

        found = self._read(lambda connection: read_text(connection, text_digest))
        if found is None or digest(found[1]) != text_digest:
            raise Damaged(
                "A rubric text in this audit is missing or was changed.",
                "Use a copy, or recover the file.",
                text_digest,
            )
        return found[1]

    def verify_trail(self, progress: Progress) -> ChainReport:
        """Check the whole trail and that it leads to the present audit. May be called from any thread."""
        from core.store.checking import check_all

        report = check_all(self._store.call, progress)
        return replace(report, problems=(*report.problems, *kept_rubrics.differing(self.audit.rubrics, self.text)))

    def quick_check(self) -> tuple[str, ...]:
        """Return what is wrong with the file's structure; nothing when it is sound."""
        return self._store.call(lambda database: database.quick_check())

    def _read(self, read: "Callable[[Connection], T]") -> T:
        def run(database: "Database") -> T:
            with database.read() as connection:
                return read(connection)

        return self._store.call(run)

    def _load_rubrics(self) -> None:
        self.rubrics, self.recommendations = kept_rubrics.load(self.audit.rubrics, self.text)

    # ------------------------------------------------------------------ saving

    def wait_saved(self, timeout: float) -> bool:
        """Wait until everything is on the disk; False after `timeout` seconds or when a write failed."""
        return self._store.wait_saved(timeout)

    def retry(self) -> None:
        """Try again what could not be written."""
        self._store.retry()

    def save_copy(self, path: Path) -> None:
        """Write a whole copy, with everything done so far, also while the file itself cannot be written.

        Raises:
            NotWritten: when the copy cannot be written.
            NotUsable: when it is the audit's own file.
        """
        if path.absolute() == self.path.absolute():
            raise NotUsable("A copy needs another name than the audit itself.", "Choose another name or folder.")
        self._store.save_copy(path)

    def close(self, *, discard: bool = False) -> None:
        """Write what is left and leave one file behind.

        Args:
            discard: give up what cannot be written instead of raising.

        Raises:
            NotWritten: when something could not be written; the audit stays open.
        """
        if not self._closed:
            self._store.close(discard=discard)
            self._closed = True
            self._opened.release()

    def __enter__(self) -> "OpenAudit":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.close()
        finally:
            self.close(discard=True)  # who leaves the block is told of what failed, and cannot try again
