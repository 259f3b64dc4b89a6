"""Verify a signed report: its signatures, what is embedded, the audit file and the repository behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core import input_file
from core.audit.published import CitedEvidence, Published
from core.errors import ExitCode, SightlineError
from core.progress import Progress
from core.report.content import Check, Result, check_content
from core.report.identity import plain_fingerprint
from core.report.verifying import Signature, Verdict, read_certificate, verify_signatures

LARGEST_PDF = 500 * 1024 * 1024

_TRAIL, _LINES = "Trail of the audit file", "Cited lines"
_ASKED = (_TRAIL, _LINES)
"""Checks that run only when somebody asks for them: what was asked for and could not be checked is no success."""


class CannotRead(SightlineError):
    """A file that verification needs cannot be read."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The whole answer.

    Attributes:
        says: the verdict in one sentence.
        signers_as_required: False when a required signer is missing; None when none was required.
    """

    verdict: Verdict
    says: str
    signatures: tuple[Signature, ...]
    checks: tuple[Check, ...]
    signers_as_required: bool | None = None

    @property
    def exit_code(self) -> ExitCode:
        """Return what the command line answers."""
        if self.verdict is Verdict.CHANGED:
            return ExitCode.CHANGED
        if self.verdict is Verdict.NOT_AS_EXPECTED:
            return ExitCode.NOT_AS_EXPECTED
        if self.signers_as_required is False:
            return ExitCode.UNKNOWN_SIGNER
        if any(c.name in _ASKED and c.result is Result.NOT_CHECKED for c in self.checks):
            return ExitCode.INCOMPLETE
        return ExitCode.DONE


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        CannotRead: when it is missing, not readable or too large.
    """
    try:
        return input_file.read(path, LARGEST_PDF)
    except input_file.NotReadable as error:
        raise CannotRead(error.message, error.advice, error.details) from error


def verify(
    path: Path,
    progress: Progress,
    *,
    required: Sequence[str] = (),
    trusted: Sequence[Path] = (),
    audit: Path | None = None,
    repository: Path | None = None,
) -> Verification:
    """Verify a report.

    Args:
        path: the PDF.
        progress: told of each step; may cancel.
        required: fingerprints (SHA-256) of certificates that must be among the signers'.
        trusted: certificate files (PEM or DER) of known signers, or of authorities that vouch for them.
        audit: the audit file whose trail must contain the report's head.
        repository: the repository whose files must hold the cited lines.

    Raises:
        CannotRead: when a file cannot be read.
        NotAPdf: when the file is no PDF.
        Cancelled: when the person asked to stop.
    """
    progress.phase("signatures")
    data = read_file(path)
    certificates = [read_certificate(read_file(file)) for file in trusted]
    signed = verify_signatures(data, expected=required, trusted=certificates)
    progress.check()
    if signed.verdict is Verdict.CHANGED:
        return Verification(signed.verdict, signed.says, signed.signatures, ())
    content = check_content(data, progress)
    checks = list(content.checks)
    if content.published is not None:
        if audit is not None:
            progress.phase("audit file")
            checks.append(_isolated(_TRAIL, lambda p: _trail(p, audit), content.published))
        if repository is not None:
            progress.phase("repository")
            checks.append(_isolated(_LINES, lambda p: _cited_lines(p, repository, progress), content.published))
    failed = next((check for check in checks if check.result is Result.FAILED), None)
    verdict: Verdict = signed.verdict
    says = signed.says
    foreign = signed.verdict is Verdict.NOT_AS_EXPECTED and content.published is None  # nothing of ours to be changed
    if failed is not None and not foreign:
        verdict, says = Verdict.CHANGED, f"{failed.name}: {failed.says}"
    signers = {plain_fingerprint(s.signer.fingerprint) for s in signed.signatures if s.signer}
    as_required = {plain_fingerprint(text) for text in required} <= signers if required else None
    return Verification(verdict, says, signed.signatures, tuple(checks), as_required)


def _isolated(name: str, check: Callable[[Published], Check], published: Published) -> Check:
    """Run one check against the outside; what stands in its way is said, and is no verdict about the report."""
    try:
        return check(published)
    except SightlineError as error:
        return Check(name, Result.NOT_CHECKED, str(error))


def _later(entries: int) -> str:
    if not entries:
        return "nothing came later"
    return f"{entries} {'entry' if entries == 1 else 'entries'} came later"


def _snippets(count: int) -> str:
    return "The one snippet is" if count == 1 else f"All {count} snippets are"


def _trail(published: Published, path: Path) -> Check:
    from core.workflows.open import open_audit

    name, head = _TRAIL, published.trail
    with open_audit(path) as opened:
        if opened.audit.id != published.id:
            return Check(name, Result.FAILED, "The audit file is that of another audit.")
        found = next(iter(opened.trail(head.sequence - 1, 1)), None)
        present = opened.trail_head()
        if found is None or found.hash != head.hash:
            return Check(name, Result.FAILED, "The trail of the audit file does not contain the head in this report.")
    later = present.sequence - head.sequence
    return Check(name, Result.PASSED, f"It contains entry {head.sequence} of this report; {_later(later)}.")


def _cited_lines(published: Published, path: Path, progress: Progress) -> Check:
    from core.repository.blobs import Blobs
    from core.repository.opening import opened
    from core.repository.tree import read_tree
    from core.snapshot.masking import MASKER_VERSION
    from core.snapshot.snapshot import Snapshot

    name, scanned = _LINES, published.scanned
    if scanned is None or not published.evidence:
        return Check(name, Result.NOT_CHECKED, "The report cites no lines of a repository.")
    with opened(path) as repository:
        entries, raw = read_tree(repository, scanned.repository.commit)
        blobs = {cited.blob for cited in published.evidence}
        wanted = [entry for entry in entries if entry.blob in blobs]
        with Blobs(repository, raw) as reader:
            snapshot = Snapshot(scanned.repository.commit, wanted, reader)
            by_blob = {entry.blob: entry.path for entry in wanted}
            same_masks = scanned.masker == MASKER_VERSION
            for cited in published.evidence:
                progress.check()
                problem = _differs(cited, snapshot, by_blob, published, same_masks)
                if problem:
                    return Check(name, Result.FAILED, f"{cited.name}: {problem}")
    if published.options.hide_snippets or not same_masks:
        return Check(name, Result.PASSED, f"All {len(published.evidence)} files are in the commit; lines not compared.")
    return Check(name, Result.PASSED, f"{_snippets(len(published.evidence))} in the commit as embedded.")


def _differs(cited: CitedEvidence, snapshot: object, by_blob: dict[str, str], published: Published, masks: bool) -> str:
    from core.snapshot.snapshot import Snapshot

    assert isinstance(snapshot, Snapshot)
    hidden = published.options.hide_paths
    path = by_blob.get(cited.blob, "") if hidden else cited.path
    entry = snapshot.entries.get(path)
    if entry is None or entry.blob != cited.blob:
        return "The file is not in the commit with this content."
    if published.options.hide_snippets or not masks:
        return ""
    again = snapshot.evidence(path, cited.line, cited.end_line)
    return "" if again.snippet == cited.snippet else "The lines in the repository are not those printed."
