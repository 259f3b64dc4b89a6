"""What choosing a level means: draft, answer, confirmation or override; and what keeps an audit from being signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.audit.audit import Audit
from core.audit.edits import Judge, SetDraft
from core.errors import ExitCode, SightlineError
from core.model.judgement import SHORTEST_JUSTIFICATION, Draft, Judgement, Kind, key
from core.rubric.index import index
from core.rubric.rubric import Criterion, Rubric
from core.scoring.result import CriterionScore, RubricScore


class NotRateable(SightlineError):
    """A level that cannot be chosen here."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that must be settled before the report is signed."""

    key: str
    code: str
    why: str


def choose(
    rubric: Rubric,
    score: CriterionScore,
    level: int,
    justification: str,
    ticked: Iterable[int],
    actor: str,
    at: datetime,
) -> SetDraft | Judge:
    """Return the edit that follows from choosing a level.

    Equal to the scan's level: a confirmation, effective at once. No scan rating: an answer, effective at once, but an
    interview's or review's top level waits for its quality conditions. Another level: an override, effective when its
    justification is long enough. What is not effective is a draft.

    Args:
        rubric: the rubric of the criterion.
        score: the criterion's score, or that of one process for a criterion that is judged per process.
        level: index of the level, 0 the worst.
        justification: why, in the auditor's words.
        ticked: indices of the `met_only_if` conditions that the auditor ticked.
        actor: id of who judges.
        at: when, UTC.

    Raises:
        NotRateable: when there is no such level, or the criterion is judged per process.
    """
    criterion = rubric.criterion(score.criterion)
    if not 0 <= level < len(criterion.levels):
        raise NotRateable(f"{criterion.code} has no level {level + 1}.", f"Choose 1 to {len(criterion.levels)}.")
    if criterion.per_process and score.process is None:
        raise NotRateable(
            f"{criterion.code} is judged for each critical process.", "Choose a process, or record one first."
        )
    name = key(rubric.id, criterion.id, score.process)
    marks = tuple(sorted({mark for mark in ticked if 0 <= mark < len(criterion.met_only_if)}))
    kind = kind_of(score, level)
    if missing(criterion, kind, level, justification, marks):
        return SetDraft(name, Draft(level, justification, marks))
    return Judge(
        name,
        Judgement(
            level=level,
            kind=kind,
            actor=actor,
            at=at,
            scan_level=score.scan_level,
            scan_state=score.scan_state.value,
            justification=justification,
            ticked=marks,
        ),
    )


def kind_of(score: CriterionScore, level: int) -> Kind:
    """Return how a level would stand to the scan."""
    if score.scan_level is None:
        return Kind.ANSWER
    return Kind.CONFIRMATION if score.scan_level == level else Kind.OVERRIDE


def missing(criterion: Criterion, kind: Kind, level: int, justification: str, ticked: tuple[int, ...]) -> str:
    """Return what a level still needs before it is in force, empty when nothing."""
    left = len(criterion.met_only_if) - len(ticked)
    top = level == len(criterion.levels) - 1
    if top and left > 0 and criterion.method in ("interview", "review"):
        return f"{left} of {len(criterion.met_only_if)} conditions of the top level are not ticked"
    written = len(justification.strip())
    if kind is Kind.OVERRIDE and written < SHORTEST_JUSTIFICATION:
        return (
            f"it differs from the scan and needs a reason of {SHORTEST_JUSTIFICATION} characters; {written} are there"
        )
    return ""


def blockers(audit: Audit, rubric: Rubric, score: RubricScore) -> tuple[Blocker, ...]:
    """Return the drafts of a rubric, in its order: a report is not signed while a level waits to be settled."""
    found = []
    criteria = index(rubric).criteria
    for criterion_score in score.criteria():
        criterion = criteria[criterion_score.criterion]
        for part in criterion_score.processes if criterion.per_process else (criterion_score,):
            name = key(rubric.id, criterion.id, part.process)
            draft = audit.drafts.get(name)
            if draft is None:
                continue
            chosen = min(draft.level, len(criterion.levels) - 1)
            kind = kind_of(part, chosen)
            why = missing(criterion, kind, chosen, draft.justification, draft.ticked)
            label = criterion.levels[chosen].label
            found.append(Blocker(name, criterion.code, f"“{label}” is a draft: {why or 'it was not put in force'}."))
    return tuple(found)
