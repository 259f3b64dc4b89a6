"""Begin an audit from an earlier one: details, processes, work and judgements that still answer the question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.audit.adoption import adoption
from core.audit.audit import Audit, Details, EarlierAudit
from core.audit.edits import AnyEdit, Edit, Judge, SetDraft, SetInitiatives, SetProcesses, SetWork, Together
from core.model.judgement import key
from core.rubric.library import library, rubric_text
from core.rubric.rubric import Rubric
from core.scoring.arithmetic import show_overall
from core.workflows.open_audit import OpenAudit


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What an audit takes from an earlier one.

    Attributes:
        edit: all of it as one step.
        kept: keys whose judgement is carried over, marked with its date and not yet reviewed.
        proposals: keys that ask something else now: the judgement is a draft beside the new text.
        retired: keys that no rubric asks any more.
        decide_again: keys that were not applicable or an accepted risk: such a decision is not carried over.
    """

    edit: Edit
    kept: tuple[str, ...]
    proposals: tuple[str, ...]
    retired: tuple[str, ...]
    decide_again: tuple[str, ...]


def rubrics_again(earlier: OpenAudit) -> tuple[tuple[str, ...], str]:
    """Return the texts of an earlier audit's rubrics, each in the newest version there is, and the recommendations.

    The recommendations are empty (those that ship) unless a rubric is only in the earlier audit.
    """
    known = {entry.id for entry in library() if not entry.problem}
    texts = tuple(rubric_text(ref.id) if ref.id in known else earlier.text(ref.digest) for ref in earlier.audit.rubrics)
    alone = next((ref.recommendations for ref in earlier.audit.rubrics if ref.id not in known), "")
    return texts, earlier.text(alone) if alone else ""


def details_again(earlier: OpenAudit) -> Details:
    """Return the details of an audit that follows: the earlier one becomes part of the history.

    Reference, version and confidence belong to one engagement and are not carried over.
    """
    details = earlier.audit.details
    date = earlier.trail_head().at.date().isoformat()
    history = tuple(
        EarlierAudit(details.title, date, _score(rubric, earlier), name) for name, rubric in earlier.rubrics.items()
    )
    return replace(details, reference="", version="1.0", confidence="", earlier=(*details.earlier, *history))


def _score(rubric: Rubric, earlier: OpenAudit) -> str:
    point = earlier.scores[rubric.id].overall.point
    return "no score" if point is None else f"{show_overall(rubric, point)} of {rubric.scoring.scale}"


def carry_over(earlier: OpenAudit, opened: OpenAudit) -> CarriedOver:
    """Return what a new audit takes from an earlier one.

    Args:
        earlier: the earlier audit.
        opened: the new one, without judgements yet.
    """
    before = earlier.audit
    edits: list[AnyEdit] = [SetProcesses(before.processes)] if before.processes else []
    edits += [SetWork(name, work) for name, work in sorted(before.work.items())]
    edits += [SetInitiatives(before.initiatives)] if before.initiatives else []
    kept: list[str] = []
    proposals: list[str] = []
    retired: list[str] = []
    for name, rubric in opened.rubrics.items():
        if name not in earlier.rubrics:
            continue
        found = adoption(before, earlier.rubrics[name], rubric)
        kept += found.kept
        proposals += found.proposals
        retired += [old for old in found.retired if old in before.judgements]
        edits += _judgements(found.edits, found.proposals)
    used = {key(name, "") for name in opened.rubrics}
    return CarriedOver(
        Together(tuple(edits), f"carry over from {before.details.title}"),
        tuple(kept),
        tuple(proposals),
        tuple(retired),
        _decide_again(before, tuple(used)),
    )


def _judgements(edits: Sequence[AnyEdit], proposals: Sequence[str]) -> list[AnyEdit]:
    """Return those edits that put a judgement or a proposal into an empty audit; unsettled drafts are left behind."""
    found: list[AnyEdit] = []
    for edit in edits:
        if isinstance(edit, Judge) and edit.judgement is not None:
            found.append(replace(edit, draft=None))
        elif isinstance(edit, SetDraft) and edit.draft is not None and edit.draft.proposed and edit.key in proposals:
            found.append(edit)
    return found


def _decide_again(before: Audit, used: tuple[str, ...]) -> tuple[str, ...]:
    decided = {*before.not_applicable, *before.accepted_risks}
    return tuple(sorted(name for name in decided if name.startswith(used)))
