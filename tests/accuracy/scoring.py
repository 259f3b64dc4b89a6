"""Scores answers against labels: a yes is present, partial or unproven; a probe that is missing is a miss."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.model.answer import Answer
from core.probes.accuracy import Scores, rate

YES = frozenset({"present", "partial", "unproven"})


@dataclass(slots=True)
class Tally:
    """Counts over some labels."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0
    cited: int = 0

    @property
    def n(self) -> int:
        return self.tp + self.fp + self.fn + self.tn

    @property
    def right(self) -> int:
        return self.tp + self.tn

    def add(self, labelled: bool, said: bool, cited: bool) -> None:
        if labelled and said:
            self.tp += 1
            self.cited += cited
        elif labelled:
            self.fn += 1
        elif said:
            self.fp += 1
        else:
            self.tn += 1

    def scores(self) -> Scores:
        return Scores(
            accuracy=rate(self.right, self.n),
            precision=rate(self.tp, self.tp + self.fp),
            recall=rate(self.tp, self.tp + self.fn),
            cited=rate(self.cited, self.tp),
        )


@dataclass(slots=True)
class Board:
    """Tallies over all labels, by area, by repository and by probe, and every disagreement."""

    total: Tally = field(default_factory=Tally)
    areas: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    repositories: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    probes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[str] = field(default_factory=list)

    def score(self, repository: str, labels: Mapping[str, Mapping[str, Any]], answers: Mapping[str, Answer]) -> None:
        """Add one repository; labels that are neither true nor false are left out."""
        for probe, label in labels.items():
            labelled = label["present"]
            if not isinstance(labelled, bool):
                continue
            answer = answers.get(probe)
            said = answer is not None and answer.outcome in YES
            cited = bool(answer) and bool(_files(label.get("evidence", ())) & {e.path for e in answer.evidence})
            area = probe.partition(".")[0]
            for tally in (self.total, self.areas[area], self.repositories[repository], self.probes[probe]):
                tally.add(labelled, said, cited)
            if labelled != said:
                self.wrong.append(_disagreement(repository, probe, label, answer))


def _files(evidence: Iterable[object]) -> set[str]:
    return {str(place).split(":")[0] for place in evidence}


def _disagreement(repository: str, probe: str, label: Mapping[str, Any], answer: Answer | None) -> str:
    why = ", ".join(map(str, label.get("evidence", ()))) or label.get("searched") or label.get("note") or ""
    said = "no such probe"
    if answer is not None:
        first = answer.evidence[0] if answer.evidence else None
        said = f"{answer.outcome.value}{f' {first.path}:{first.line}' if first else ''}: {answer.summary}"
    return f"{repository}  {probe}: labelled {label['present']} ({why}); scan says {said}"
