"""What the client does about findings: the state of a recommendation, and initiatives of their own."""

from dataclasses import dataclass
from enum import StrEnum


class WorkStatus(StrEnum):
    """How far an improvement is; it is carried over into the next audit."""

    PROPOSED = "proposed"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """The state of one recommendation at the client's.

    Attributes:
        owner: person or team.
        link: address or path of the ticket or document that follows it.
        due: ISO date, empty when none was agreed.
    """

    status: WorkStatus = WorkStatus.PROPOSED
    owner: str = ""
    link: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Initiative:
    """An improvement that the client plans and no recommendation names; a row of the enhancement backlog."""

    id: str
    title: str
    description: str = ""
    owner: str = ""
    link: str = ""
    status: WorkStatus = WorkStatus.PROPOSED
