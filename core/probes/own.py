"""A rubric's own pattern probes as ordinary probes."""

from typing import Protocol

from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, Hits, Probe, lines_of
from core.snapshot.snapshot import Snapshot


class OwnProbe(Protocol):
    """What a rubric says of a probe it brings along (`core.rubric.rubric.OwnProbe` has this shape)."""

    @property
    def name(self) -> str:
        """Short name, unique in the rubric."""

    @property
    def question(self) -> str:
        """One sentence that is answered yes or no."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """Expressions; one line that matches answers yes."""

    @property
    def near_patterns(self) -> tuple[str, ...]:
        """Expressions whose lines are shown as near misses."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Path globs in which a line counts."""

    @property
    def classes(self) -> tuple[str, ...]:
        """File classes in which a line counts."""

    @property
    def applies_to(self) -> tuple[str, ...]:
        """Path globs of which one file must exist for the question to make sense."""

    @property
    def code_only(self) -> bool:
        """Whether comments and prose strings do not count."""

    @property
    def proves(self) -> bool:
        """Whether a match proves the answer; else it is unproven."""


def own_probe(rubric: str, own: OwnProbe) -> Probe:
    """Return a rubric's own probe as a probe with the id `own.<rubric>.<name>`."""
    counting = tuple(
        Pattern(f"pattern-{i}", regex, False, own.classes, own.paths, own.code_only)
        for i, regex in enumerate(own.patterns, 1)
    )
    near = tuple(Pattern(f"near-{i}", regex, False, (), own.paths) for i, regex in enumerate(own.near_patterns, 1))
    confidence = Confidence.MEDIUM if own.code_only else Confidence.LOW

    def answer(_snapshot: Snapshot, hits: Hits) -> Found:
        places = lines_of(hits.of(*(p.name for p in counting)))
        misses = tuple((hit.path, hit.line, "looks similar") for hit in hits.of(*(p.name for p in near)))
        files = len({path for path, _, _ in places})
        if places:
            return Found(
                Outcome.PRESENT if own.proves else Outcome.UNPROVEN,
                "{lines} {lines:line|lines} in {files} {files:file|files} {lines:matches|match}.",
                {"lines": len(places), "files": files},
                confidence,
                places,
                misses,
            )
        return Found(Outcome.ABSENT, "No line matches.", {}, confidence, (), misses)

    return Probe(
        id=f"own.{rubric}.{own.name}",
        question=own.question,
        answer=answer,
        patterns=counting + near,
        paths=own.paths,
        classes=own.classes,
        applies_to=(lambda snapshot: bool(snapshot.files(globs=own.applies_to))) if own.applies_to else None,
        unless=f"no file matches {', '.join(own.applies_to)}",
    )
