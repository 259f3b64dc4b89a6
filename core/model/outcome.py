"""What a probe can answer, and how sure it is."""

from enum import StrEnum


class Outcome(StrEnum):
    """A probe's answer. Unknown is never disguised as absent."""

    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    UNPROVEN = "unproven"
    NOT_APPLICABLE = "not applicable"
    ERROR = "error"


class Confidence(StrEnum):
    """How an answer was found: parsed configuration (high), code outside comments (medium), text match (low)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Severity(StrEnum):
    """How bad it is when a criterion is not met."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
