"""What people decide about a criterion: drafts, judgements, not applicable, accepted risk."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SHORTEST_JUSTIFICATION = 20


def key(rubric: str, criterion: str, process: str | None = None) -> str:
    """Return the name under which everything about a criterion (of one process) is kept."""
    return f"{rubric}/{criterion}" + (f"@{process}" if process else "")


def split_key(name: str) -> tuple[str, str, str | None]:
    """Return rubric, criterion and process of a key."""
    rubric, _, rest = name.partition("/")
    criterion, _, process = rest.partition("@")
    return rubric, criterion, process or None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who works on an audit, as they name themselves."""

    id: str
    name: str
    organisation: str = ""
    role: str = ""


class Kind(StrEnum):
    """How a judgement stands to the scan."""

    ANSWER = "answer"
    CONFIRMATION = "confirmation"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Draft:
    """A level chosen but not yet effective: it differs from the scan's and lacks its justification.

    Attributes:
        proposed: where it comes from when nobody chose it here: "version 1.0, judged on 2026-05-12"; empty otherwise.
    """

    level: int
    justification: str = ""
    ticked: tuple[int, ...] = ()
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The auditor's level for a criterion.

    Attributes:
        level: index into the criterion's levels, 0 the worst.
        kind: an answer, a confirmation or an override.
        scan_level: what the scan said when it was judged; None when it said nothing.
        scan_outcome: state of the criterion when judged (`rated`, `unproven`, `open`).
        ticked: indices of the `met_only_if` conditions the auditor ticked.
        actor: id of who judged.
        at: when, UTC.
        carried_from: date of an earlier audit that this was carried over from, ISO 8601, or empty.
    """

    level: int
    kind: Kind
    actor: str
    at: datetime
    scan_level: int | None = None
    scan_state: str = ""
    justification: str = ""
    ticked: tuple[int, ...] = ()
    carried_from: str = ""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A person's decision that a criterion does not apply, with the reason."""

    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AcceptedRisk:
    """A finding that the client accepts until a date: out of the roadmap, not out of the report."""

    reason: str
    expires: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that supports a judgement; its bytes are kept by SHA-256 in the audit file."""

    id: str
    sha256: str
    name: str
    media_type: str
    size: int
    actor: str
    at: datetime
    caption: str = ""
