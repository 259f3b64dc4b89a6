"""What a scan is asked to look at, as the window keeps it until the scan is adopted."""

from dataclasses import dataclass
from typing import Any

from core import codec
from core.workflows.open import OpenAudit


@dataclass(frozen=True, slots=True)
class ScanRequest:
    """Repository, commit and choices of one scan.

    Attributes:
        repository: folder on this computer.
        ref: branch, tag or commit; empty for what is checked out.
        excluded: path patterns that are left out.
        trust_owner: the repository belongs to another user, and the auditor said to read it all the same.
        allow_outside: objects may lie outside the folder (alternates, a `.git` file that points elsewhere).
    """

    repository: str
    ref: str = ""
    excluded: tuple[str, ...] = ()
    trust_owner: bool = False
    allow_outside: bool = False

    def arguments(self, opened: OpenAudit) -> dict[str, Any]:
        """Return the arguments of the worker's `scan` for an open audit: its own rubric texts, processes and zone."""
        rubrics = [{"name": f"{ref.id}.yaml", "text": opened.text(ref.digest)} for ref in opened.audit.rubrics]
        return {
            "path": self.repository,
            "ref": self.ref,
            "excluded": list(self.excluded),
            "rubrics": rubrics,
            "processes": [codec.to_plain(process) for process in opened.audit.processes],
            "zone": opened.audit.time_zone,
            "trust_owner": self.trust_owner,
            "allow_outside": self.allow_outside,
        }


def repeated(opened: OpenAudit) -> ScanRequest | None:
    """Return the request that scans what this audit scanned last, or None when it never scanned anything."""
    if not opened.audit.repository:
        return None
    ref = opened.scan.repository.ref if opened.scan else ""
    return ScanRequest(opened.audit.repository, ref, opened.audit.excluded)
