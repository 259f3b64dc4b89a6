"""A probe's answer with everything needed to check it again."""

from dataclasses import dataclass, field

from core.model.evidence import Evidence, NearMiss, Searched
from core.model.outcome import Confidence, Outcome


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence kept apart from its numbers, so that it can be rendered in another language later.

    Attributes:
        id: the English sentence with `{name}` places; it is the key of the message catalogue.
        args: values for the places.
    """

    id: str
    args: dict[str, str | int] = field(default_factory=dict)

    def render(self) -> str:
        """Return the English sentence."""
        return self.id.format(**self.args)


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
