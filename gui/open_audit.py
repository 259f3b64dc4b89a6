"""What the window needs of an open audit: the shape of `core.workflows.open.OpenAudit`, without importing the store."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from core.audit.audit import Audit, ScanRef
from core.audit.edits import Changes, Edit
from core.model.judgement import Actor, Attachment
from core.model.scan import Scan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.result import RubricScore


class OpenAudit(Protocol):
    """An audit that is open; every attribute is for reading, every change goes through `do`."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def actor(self) -> Actor: ...  # noqa: D102
    @property
    def rubrics(self) -> Mapping[str, Rubric]: ...  # noqa: D102
    @property
    def recommendations(self) -> Recommendations: ...  # noqa: D102
    @property
    def scan(self) -> Scan | None: ...  # noqa: D102
    @property
    def scores(self) -> Mapping[str, RubricScore]: ...  # noqa: D102
    @property
    def read_only(self) -> bool: ...  # noqa: D102
    @property
    def read_only_reason(self) -> str: ...  # noqa: D102
    @property
    def save_state(self) -> str: ...  # noqa: D102
    @property
    def save_error(self) -> str: ...  # noqa: D102

    def do(self, edit: Edit) -> Changes:
        """Apply an edit and queue it for the file."""

    def put_attachment(self, source: Path | bytes, name: str, media_type: str = "") -> Attachment:
        """Put bytes into the file."""

    def attachment_bytes(self, attachment_id: str) -> bytes:
        """Return the bytes of an attachment."""

    def put_scan(self, scan: Scan) -> ScanRef:
        """Put a scan's record into the file."""

    def history(self, key: str) -> Any:
        """Return the trail of one criterion, oldest first."""

    def subscribe(self, listener: Callable[[str, str], None]) -> None:
        """Call the listener with (state, message) after every write, from the store thread."""

    def retry(self) -> None:
        """Try to write again what could not be written."""

    def save_copy(self, path: Path) -> None:
        """Write a whole copy of the audit elsewhere."""

    def close(self) -> None:
        """Finish writing and close the file."""
