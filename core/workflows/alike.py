"""Criteria of other rubrics that ask the same: the answer given for one, offered to them as one undoable edit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.audit.edits import AnyEdit, AttachEvidence, Judge, SetDraft, Together
from core.model.judgement import key, split_key
from core.rubric.rubric import Criterion, Rubric
from core.workflows import edit
from core.workflows.edit import NotPossible, Present


@dataclass(frozen=True, slots=True)
class Alike:
    """A criterion of another rubric with the same subject.

    Attributes:
        level: index of its level with the rating of the answer given, else the next lower one.
        judged: label of the level that a person gave it already, empty when nobody did.
    """

    key: str
    code: str
    rubric: str
    question: str
    level: int
    label: str
    judged: str = ""

    @property
    def settled(self) -> bool:
        """Tell whether it has this answer already."""
        return self.judged == self.label

    @property
    def differs(self) -> bool:
        """Tell whether a person judged it otherwise: it is changed only when named."""
        return bool(self.judged) and not self.settled


def alike(present: Present, name: str) -> tuple[Alike, ...]:
    """Return the criteria of other rubrics that ask what a judged one asks; none while it is not judged.

    Args:
        present: the open audit.
        name: key of the judged criterion; of one process where it is judged per process.

    Raises:
        NotPossible: when there is no such criterion.
    """
    rubric, criterion = edit.criterion_of(present, name)
    judgement = present.audit.judgements.get(name)
    if judgement is None or not criterion.subject:
        return ()
    process = split_key(name)[2]
    rating = criterion.levels[min(judgement.level, len(criterion.levels) - 1)].value
    found = []
    for other in present.rubrics.values():
        if other.id == rubric.id:
            continue
        for each in other.criteria():
            if each.subject != criterion.subject or bool(each.per_process) != bool(criterion.per_process):
                continue
            level = max(n for n, scale in enumerate(each.levels) if scale.value <= rating)
            found.append(_alike(present, other, each, process, level))
    return tuple(found)


def _alike(present: Present, rubric: Rubric, criterion: Criterion, process: str | None, level: int) -> Alike:
    name = key(rubric.id, criterion.id, process)
    judged = present.audit.judgements.get(name)
    return Alike(
        name,
        criterion.code,
        rubric.name,
        criterion.question,
        level,
        criterion.levels[level].label,
        "" if judged is None else criterion.levels[min(judged.level, len(criterion.levels) - 1)].label,
    )


def judge_alike(
    present: Present, name: str, targets: Iterable[str] | None = None, *, at: datetime | None = None
) -> Together:
    """Return the edit that gives answer, reason and evidence of a criterion to others that ask the same.

    What the scan says of each decides whether that is a confirmation, an answer or an override there; quality
    conditions are not ticked for anybody: a top level that needs them waits as a draft.

    Args:
        present: the open audit.
        name: key of the judged criterion.
        targets: keys of the others; None: all that nobody judged.
        at: when; now when None.

    Raises:
        NotPossible: when nothing is offered, or a target is none of those offered.
    """
    offered = {each.key: each for each in alike(present, name)}
    wanted = [n for n, each in offered.items() if not each.judged] if targets is None else list(targets)
    if not wanted or any(target not in offered for target in wanted):
        raise NotPossible("No other criterion waits for this answer.", "Judge the criterion first.")
    judgement = present.audit.judgements[name]
    rubric, criterion = edit.criterion_of(present, name)
    reason = judgement.justification.strip() or f"As judged for {criterion.code} of {rubric.name}."
    edits: list[AnyEdit] = []
    for target in wanted:
        choice = edit.choose_level(present, target, offered[target].level, reason, at=at)
        assert isinstance(choice, (Judge, SetDraft))
        edits.append(choice)
        known = present.audit.links.get(target, ())
        edits += [
            AttachEvidence(target, present.audit.attachments[attachment])
            for attachment in present.audit.links.get(name, ())
            if attachment not in known
        ]
    codes = ", ".join(offered[target].code for target in wanted)
    return Together(tuple(edits), f"same answer for {codes}")
