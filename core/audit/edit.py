"""What an edit is: a change as a value, and what it says it touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

from core.audit.audit import Audit
from core.model.judgement import split_key

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit touched, so that views refresh only that.

    Attributes:
        keys: criterion keys whose judgement, draft, note or attachments changed.
        everything: scan, rubric or processes changed: re-score all.
        parts: other parts by name (`details`, `phases`, `placements`, `text`, `report`, `entered`, `results`, `work`,
            `initiatives`, `drill`).
    """

    keys: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.keys | other.keys, self.parts | other.parts, self.everything or other.everything)


class Edit(Protocol):
    """A change as a value. `kind` names it in the trail."""

    kind: ClassVar[str]

    def apply(self, audit: Audit) -> Audit:
        """Return the audit after the change."""

    def inverse(self, audit: Audit) -> "Edit":
        """Return the edit that takes this one back, given the audit before it."""

    def label(self) -> str:
        """Return what undo calls it, such as `score OBS-01`."""

    def changes(self) -> Changes:
        """Return what it touches."""


def with_entry(mapping: Mapping[str, V], name: str, value: V | None) -> dict[str, V]:
    """Return a mapping with one entry changed; None takes it away."""
    changed = dict(mapping)
    if value is None:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed


def short(name: str) -> str:
    """Return a criterion key as labels show it."""
    _, criterion, process = split_key(name)
    return f"{criterion} ({process})" if process else criterion
