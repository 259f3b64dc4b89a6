"""Everything the inspector shows of one criterion, as one frozen value made by a pure function."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.audit.rating import kind_of
from core.model.answer import Answer
from core.model.evidence import Evidence
from core.model.judgement import (
    SHORTEST_JUSTIFICATION,
    Attachment,
    Draft,
    Judgement,
    Kind,
    NotApplicable,
    split_key,
)
from core.rubric.rubric import Criterion, Rubric
from core.scoring.result import CriterionScore, State
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.models.rows import answers_for, is_done
from gui.words import tr


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """One level as its key shows it; `by_scan` says how the scan stands to it, empty when it says another."""

    index: int
    label: str
    meaning: str
    by_scan: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of evidence with the probe that found it and its number in the report (None before it has one)."""

    probe: str
    evidence: Evidence
    number: int | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One criterion (of one process) with its scan answers and what people decided.

    Attributes:
        level: the level that is chosen now, by draft or judgement; None when neither is.
        accept_level: the level that "Accept" would confirm; None when there is nothing to confirm.
        parent: judged once per critical process, so not here.
    """

    key: str
    rubric: Rubric
    criterion: Criterion
    score: CriterionScore
    process: str
    tone: str
    icon: str
    headline: str
    answers: tuple[Answer, ...]
    found: tuple[Found, ...]
    levels: tuple[LevelChoice, ...]
    draft: Draft | None
    judgement: Judgement | None
    not_applicable: NotApplicable | None
    note: str
    attachments: tuple[Attachment, ...]
    level: int | None
    accept_level: int | None
    parent: bool
    judged_by: str

    @property
    def justification(self) -> str:
        """Return what is written so far."""
        return self.draft.justification if self.draft else self.judgement.justification if self.judgement else ""

    @property
    def ticked(self) -> tuple[int, ...]:
        """Return the conditions that are ticked so far."""
        return self.draft.ticked if self.draft else self.judgement.ticked if self.judgement else ()

    @property
    def needs_justification(self) -> bool:
        """Tell whether the chosen level departs from what the scan says."""
        return self.level is not None and kind_of(self.score, self.level) is Kind.OVERRIDE

    @property
    def asks_conditions(self) -> bool:
        """Tell whether the top level waits for conditions that a person ticks."""
        return bool(self.criterion.met_only_if) and self.criterion.method in ("interview", "review")

    @property
    def stale(self) -> bool:
        """Tell whether the scan says something else now than when it was judged."""
        return self.judgement is not None and self.draft is None and not self.score.reviewed

    @property
    def reviewed(self) -> bool:
        """Tell whether a decision is in force that still stands to the scan."""
        return is_done(self.score)

    def obstacle(self, typed: str) -> str:
        """Return why this criterion cannot be accepted now, empty when it can; `typed` is the justification field."""
        if self.parent:
            return tr("Judged for each critical process") if self.score.processes else tr("Record a critical process")
        if self.score.state is State.NOT_APPLICABLE:
            return ""
        if self.level is not None:
            left = SHORTEST_JUSTIFICATION - len(typed.strip())
            if self.needs_justification and left > 0:
                return tr("{left} more characters of justification", left=left)
            missing = len(self.criterion.met_only_if) - len(self.ticked) if self.asks_conditions else 0
            if missing > 0 and self.level == len(self.levels) - 1:
                return tr("{missing} conditions of the top level are not ticked", missing=missing)
            return ""
        if self.score.state is State.UNPROVEN:
            return tr("Unproven: confirm with C, or choose a level")
        if self.accept_level is None:
            return tr("Choose a level")
        return ""


def inspect(opened: OpenAudit, name: str) -> Inspection | None:
    """Return what there is to see of a criterion; None when the rubric or process is gone."""
    rubric_id, criterion_id, process = split_key(name)
    if rubric_id not in opened.scores:
        return None
    rubric = opened.rubrics[rubric_id]
    score = find_score(opened, name)
    if score is None:
        return None
    criterion = rubric.criterion(criterion_id)
    audit = opened.audit
    draft, judgement = audit.drafts.get(name), audit.judgements.get(name)
    parent = criterion.per_process is not None and process is None
    answers = () if parent else answers_for(opened.scan, criterion, process)
    level = draft.level if draft else judgement.level if judgement else None
    tone, icon = wording.tone_and_icon(criterion, score)
    names = {p.id: p.name for p in audit.processes}
    confirmable = score.state in (State.RATED, State.UNPROVEN) and not parent
    return Inspection(
        key=name,
        rubric=rubric,
        criterion=criterion,
        score=score,
        process=names.get(process or "", process or ""),
        tone=tone,
        icon=icon,
        headline=headline(criterion, score, judgement),
        answers=answers,
        found=tuple(_found(answers, audit.evidence_numbers)),
        levels=tuple(
            LevelChoice(i, made.label, made.meaning, _said(score) if i == score.scan_level else "", i == level)
            for i, made in enumerate(criterion.levels)
        ),
        draft=draft,
        judgement=judgement,
        not_applicable=audit.not_applicable.get(name),
        note=audit.notes.get(name, ""),
        attachments=tuple(audit.attachments[a] for a in audit.links.get(name, ()) if a in audit.attachments),
        level=level,
        accept_level=score.scan_level if score.scan_level is not None else score.level if confirmable else None,
        parent=parent,
        judged_by=opened.actor.name if judgement and judgement.actor == opened.actor.id else "",
    )


def _said(score: CriterionScore) -> str:
    return tr("Scan, unproven") if score.scan_state is State.UNPROVEN else tr("Scan")


def find_score(opened: OpenAudit, name: str) -> CriterionScore | None:
    """Return the score of a key, of the process where the key names one."""
    rubric_id, criterion_id, process = split_key(name)
    for score in opened.scores[rubric_id].criteria():
        if score.criterion == criterion_id:
            if process is None:
                return score
            return next((part for part in score.processes if part.process == process), None)
    return None


def headline(criterion: Criterion, score: CriterionScore, judgement: Judgement | None) -> str:
    """Return the first line of the result card: the state, and who says so."""
    word = wording.state_word(criterion, score)
    if criterion.per_process is not None and score.process is None and score.processes:
        met = sum(1 for part in score.processes if part.rating.point == 1)
        return tr("{met} of {n} critical processes", met=met, n=len(score.processes))
    if score.state is State.NOT_APPLICABLE:
        return tr("Not applicable")
    if score.state is State.UNPROVEN:
        return tr("Unproven  ·  a person must confirm it")
    if score.state is State.OPEN:
        return {
            "interview": tr("Open  ·  judged by interview"),
            "review": tr("Open  ·  judged by reading"),
            "measure": tr("Open  ·  not measured"),
        }.get(criterion.method, tr("Open  ·  the scan could not answer"))
    if not score.judged or judgement is None:
        return tr("{word}  ·  by the scan", word=word)
    if judgement.kind is Kind.OVERRIDE:
        before = wording.level_label(criterion, judgement.scan_level) or tr("unproven")
        return tr("{word}  ·  overridden, the scan says {before}", word=word, before=before)
    if judgement.kind is Kind.CONFIRMATION:
        return tr("{word}  ·  confirmed", word=word)
    return tr("{word}  ·  answered", word=word)


def _found(answers: tuple[Answer, ...], numbers: Mapping[str, int]) -> list[Found]:
    seen: dict[str, Found] = {}
    for answer in answers:
        for evidence in answer.evidence:
            seen.setdefault(evidence.id, Found(answer.probe, evidence, numbers.get(evidence.id)))
    return list(seen.values())
