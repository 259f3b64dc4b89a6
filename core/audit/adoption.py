"""Taking another version of a rubric: which judgements still answer it, which become proposals, which are retired.

A criterion of the same id (or an older one) and the same meaning keeps its judgement, marked with its date and not yet
reviewed. Where the question changed, the judgement becomes a draft beside the new text. What is gone stays as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from core.audit.audit import Audit
from core.audit.edits import (
    AcceptRisk,
    AnyEdit,
    AttachEvidence,
    DetachEvidence,
    Judge,
    MarkNotApplicable,
    SetDraft,
    SetNote,
)
from core.model.judgement import Draft, Judgement, key, split_key
from core.rubric.difference import Change, CriterionChange, RubricDifference, difference
from core.rubric.rubric import Criterion, Rubric


@dataclass(frozen=True, slots=True)
class Adoption:
    """What taking another version of a rubric does to an audit.

    Attributes:
        kept: keys (in the new version) whose judgement is carried over.
        proposals: keys whose judgement becomes a draft beside the new text.
        retired: keys whose criterion is gone; their judgements stay in the file.
        edits: in order; the choice of the rubric itself is not among them.
    """

    difference: RubricDifference
    kept: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    edits: tuple[AnyEdit, ...] = ()


def adoption(audit: Audit, before: Rubric, after: Rubric) -> Adoption:
    """Return what taking `after` in the place of `before` does; nothing is changed yet."""
    found = difference(before, after)
    new_criteria = {c.id: c for c in after.criteria()}
    kept: list[str] = []
    proposals: list[str] = []
    retired: list[str] = []
    edits: list[AnyEdit] = []
    for row in found.criteria:
        for old_key in _keys(audit, before.id, row.was):
            if row.change is Change.GONE:
                retired.append(old_key)
                continue
            new_key = key(after.id, row.id, split_key(old_key)[2])
            judgement, draft = audit.judgements.get(old_key), audit.drafts.get(old_key)
            if judgement is not None and row.keeps_judgements:
                kept.append(new_key)
            elif judgement is not None:
                proposals.append(new_key)
            edits += _moved(audit, old_key, new_key)
            edits += _judged(row, old_key, new_key, judgement, draft, before, new_criteria[row.id])
    return Adoption(found, tuple(kept), tuple(proposals), tuple(retired), tuple(edits))


def retired_keys(audit: Audit, rubrics: Mapping[str, Rubric]) -> tuple[str, ...]:
    """Return the keys of judgements whose criterion no rubric of the audit has any more."""
    known = {key(rubric.id, criterion.id) for rubric in rubrics.values() for criterion in rubric.criteria()}
    return tuple(sorted(name for name in audit.judgements if name.partition("@")[0] not in known))


def _keys(audit: Audit, rubric_id: str, criterion_id: str) -> tuple[str, ...]:
    """Return the keys under which the audit holds something of a criterion."""
    if not criterion_id:
        return ()
    whole = key(rubric_id, criterion_id)
    holds = (
        audit.judgements,
        audit.drafts,
        audit.not_applicable,
        audit.accepted_risks,
        audit.notes,
        audit.links,
    )
    names = {name for mapping in holds for name in mapping}
    return tuple(sorted(name for name in names if name.partition("@")[0] == whole))


def _judged(
    row: CriterionChange,
    old_key: str,
    new_key: str,
    judgement: Judgement | None,
    draft: Draft | None,
    before: Rubric,
    criterion: Criterion,
) -> Iterator[AnyEdit]:
    """Yield what becomes of the judgement and the draft of one key."""
    if judgement is not None and row.keeps_judgements:
        date = judgement.carried_from or judgement.at.date().isoformat()
        if old_key != new_key:
            yield Judge(old_key, None)
        yield Judge(new_key, replace(judgement, carried_from=date), draft)
    elif judgement is not None:
        where = f"version {before.version}, judged on {judgement.at.date().isoformat()}"
        level = _same_level(before.criterion(split_key(old_key)[1]), judgement.level, criterion)
        yield Judge(old_key, None)
        yield SetDraft(new_key, Draft(level, judgement.justification, (), where))
    elif draft is not None and (old_key != new_key or not row.keeps_judgements):
        level = _same_level(before.criterion(split_key(old_key)[1]), draft.level, criterion)
        yield SetDraft(old_key, None)
        yield SetDraft(new_key, replace(draft, level=level, ticked=()))


def _same_level(before: Criterion, level: int, after: Criterion) -> int:
    """Return the level of the new scale with the same rating, else the next lower one."""
    rating = before.levels[min(level, len(before.levels) - 1)].value
    return max(n for n, each in enumerate(after.levels) if each.value <= rating)


def _moved(audit: Audit, old_key: str, new_key: str) -> Iterator[AnyEdit]:
    """Yield what brings note, attachments and decisions to the new key."""
    if old_key == new_key:
        return
    if old_key in audit.notes:
        yield SetNote(new_key, audit.notes[old_key])
        yield SetNote(old_key, "")
    for attachment_id in audit.links.get(old_key, ()):
        yield AttachEvidence(new_key, audit.attachments[attachment_id])
        yield DetachEvidence(old_key, attachment_id)
    if old_key in audit.not_applicable:
        yield MarkNotApplicable(new_key, audit.not_applicable[old_key])
        yield MarkNotApplicable(old_key, None)
    if old_key in audit.accepted_risks:
        yield AcceptRisk(new_key, audit.accepted_risks[old_key])
        yield AcceptRisk(old_key, None)
