"""What a probe is, and the small kit to build its answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from core.matching.pattern import Hit, Pattern
from core.model.answer import Answer, Message
from core.model.evidence import MOST_EVIDENCE, MOST_NEAR_MISSES, Evidence, NearMiss, Searched
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Hits:
    """What the content pass found for one probe.

    Attributes:
        kept: hits that count, by pattern name, in path order.
        dropped: hits that do not, each with its reason (comment, test, documentation only, vendored, example).
    """

    kept: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    dropped: tuple[tuple[Hit, str], ...] = ()

    def of(self, *names: str) -> tuple[Hit, ...]:
        """Return the kept hits of some patterns, or of all when none is named."""
        wanted = names or tuple(self.kept)
        return tuple(hit for name in wanted for hit in self.kept.get(name, ()))


@dataclass(frozen=True, slots=True)
class Found:
    """What a probe's function returns; the runner turns it into an `Answer`.

    Attributes:
        outcome: the answer.
        message: one neutral sentence; places in braces are filled from `args`.
        evidence: (path, first line, last line), strongest first.
        near_misses: (path, line, reason).
        eligible: paths in which the thing could have been; None means by the probe's declared classes and paths.
    """

    outcome: Outcome
    message: str
    args: dict[str, str | int] = field(default_factory=dict)
    confidence: Confidence = Confidence.HIGH
    evidence: tuple[tuple[str, int, int], ...] = ()
    near_misses: tuple[tuple[str, int, str], ...] = ()
    eligible: tuple[str, ...] | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """One yes/no question to the repository.

    Attributes:
        id: such as `ci.dependency-cache`; also its file, test and help anchor.
        question: one sentence that is answered yes or no.
        answer: the pure function.
        patterns: matched in the one content pass.
        paths: path globs of the files it looks at, for the record of what was searched; empty means all.
        classes: values of `FileClass` it looks at; empty means all.
        asks: what it asks of parsed files, in words, for the record.
        applies_to: None, or decides whether the question makes sense here; `unless` then says why not.
    """

    id: str
    question: str
    answer: Callable[[Snapshot, Hits], Found]
    patterns: tuple[Pattern, ...] = ()
    paths: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    applies_to: Callable[[Snapshot], bool] | None = None
    unless: str = ""


@dataclass(frozen=True, slots=True)
class ProcessProbe:
    """One yes/no question about one critical process; `answer` is pure."""

    id: str
    question: str
    answer: Callable[[Snapshot, Hits, CriticalProcess], Found]
    patterns: tuple[Pattern, ...] = ()
    paths: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def lines_of(hits: Iterable[Hit]) -> tuple[tuple[str, int, int], ...]:
    """Return hits as evidence places, each line once, in the order given."""
    return tuple(dict.fromkeys((hit.path, hit.line, hit.line) for hit in hits))


def present(message: str, evidence: Iterable[tuple[str, int, int]], **rest: object) -> Found:
    """Return a yes with its evidence; keyword arguments are those of `Found`."""
    return Found(Outcome.PRESENT, message, evidence=tuple(evidence), **rest)  # type: ignore[arg-type]


def absent(message: str, near_misses: Iterable[tuple[str, int, str]] = (), **rest: object) -> Found:
    """Return a no with what only looked like it; keyword arguments are those of `Found`."""
    return Found(Outcome.ABSENT, message, near_misses=tuple(near_misses), **rest)  # type: ignore[arg-type]


def to_answer(
    probe: Probe | ProcessProbe, found: Found, snapshot: Snapshot, dropped: Iterable[tuple[Hit, str]]
) -> Answer:
    """Turn what a probe's function returned into a full answer with snippets and the record of the search."""
    evidence: list[Evidence] = [snapshot.evidence(*place) for place in found.evidence[:MOST_EVIDENCE]]
    cited = {(path, line) for path, first, last in found.evidence for line in range(first, last + 1)}
    looked_like_it = (*found.near_misses, *((hit.path, hit.line, reason) for hit, reason in dropped))
    near = [place for place in dict.fromkeys(looked_like_it) if place[:2] not in cited]  # never both counted and not
    searched, skipped_source = snapshot.searched(
        patterns=tuple(p.regex for p in probe.patterns) + (found.asked or probe.asks),
        paths=probe.paths,
        classes=probe.classes,
        eligible=found.eligible,
    )
    message = Message(found.message, found.args)
    return Answer(
        probe=probe.id,
        outcome=found.outcome,
        summary=message.render(),
        message=message,
        confidence=found.confidence,
        evidence=tuple(evidence),
        evidence_total=len(found.evidence),
        near_misses=tuple(
            NearMiss(path, line, snapshot.masked_line(path, line), reason)
            for path, line, reason in near[:MOST_NEAR_MISSES]
        ),
        near_misses_total=len(near),
        searched=searched,
        skipped_source=skipped_source,
    )


def failed(probe: Probe | ProcessProbe, error: Exception) -> Answer:
    """Return the answer of a probe that raised: an error, never an absence."""
    message = Message("The check could not run: {error}.", {"error": f"{type(error).__name__}: {error}"[:300]})
    return Answer(probe.id, Outcome.ERROR, message.render(), message, searched=Searched())
