"""A probe's answer with everything needed to check it again."""

import string
from dataclasses import dataclass, field

from core.model.evidence import Evidence, NearMiss, Searched
from core.model.outcome import Confidence, Outcome


class _Plural(string.Formatter):
    """Fills places; `{n:file|files}` becomes the first word when n is 1, else the second."""

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, _, many = format_spec.partition("|")
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_PLURAL = _Plural()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence kept apart from its numbers, so that it can be rendered in another language later.

    Attributes:
        id: the English sentence with `{name}` places, and `{name:file|files}` for a word that follows a number; it is
            the key of the message catalogue.
        args: values for the places.
    """

    id: str
    args: dict[str, str | int] = field(default_factory=dict)

    def render(self) -> str:
        """Return the English sentence."""
        return _PLURAL.vformat(self.id, (), self.args)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one probe says about one repository (or one critical process of it).

    Attributes:
        probe: the probe's id.
        outcome: the answer.
        summary: one neutral sentence with the numbers, in English.
        message: the same, for translation.
        evidence: strongest first; at most 50.
        evidence_total: how many there were.
        skipped_source: an eligible source or configuration file could not be read, so "absent" is not proven.
    """

    probe: str
    outcome: Outcome
    summary: str
    message: Message
    confidence: Confidence = Confidence.LOW
    evidence: tuple[Evidence, ...] = ()
    evidence_total: int = 0
    near_misses: tuple[NearMiss, ...] = ()
    near_misses_total: int = 0
    searched: Searched = field(default_factory=Searched)
    skipped_source: bool = False
