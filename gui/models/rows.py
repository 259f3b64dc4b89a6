"""The rows of the two lists as frozen values, and the pure functions that make them from the open audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.model.answer import Answer
from core.model.judgement import Kind, key
from core.model.scan import Scan
from core.rubric.rubric import Criterion, Rubric
from core.scoring.result import CategoryScore, CriterionScore, State
from core.workflows.open import OpenAudit
from gui.models import wording
from gui.words import tr


class Chip(StrEnum):
    """The ready-made filters of the checklist."""

    ALL = "all"
    TO_REVIEW = "to review"
    NOT_MET = "not met"
    OVERRIDDEN = "overridden"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category as the list at the left shows it; with `heading`, the name of a rubric above its categories."""

    rubric: str
    category: str
    name: str
    tone: str = "na"
    pill: str = ""
    span: str = ""
    reviewed: int = 0
    total: int = 0
    heading: bool = False

    @property
    def id(self) -> str:
        """Return what names the row for good."""
        return f"{self.rubric}/{self.category}"

    @property
    def whole(self) -> str:
        """Return the text that may be cut in the row."""
        return self.name

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        if self.heading:
            return self.name
        words = [
            self.name,
            tr("score {pill}", pill=self.pill.replace(" / ", tr(" of "))) if self.pill != "–" else tr("no score yet"),
            tr("between {span}", span=self.span) if self.span else "",
            tr("{reviewed} of {total} reviewed", reviewed=self.reviewed, total=self.total),
        ]
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion (or one process of a per-process criterion) as the checklist shows it.

    Attributes:
        key: the name under which its judgement is kept.
        remark: why it is not as the scan says: overridden, the scan changed, a draft.
        parent: has a row for each critical process below it and is not judged itself.
        depth: 1 for a process below its criterion.
    """

    key: str
    code: str
    title: str
    tone: str
    icon: str
    pill: str
    severity: str
    evidence: int
    remark: str = ""
    remark_tone: str = "manual"
    reviewed: bool = False
    draft: bool = False
    overridden: bool = False
    parent: bool = False
    depth: int = 0
    not_met: bool = False
    unproven: bool = False
    searchable: str = ""

    @property
    def id(self) -> str:
        """Return what names the row for good."""
        return self.key

    @property
    def meta(self) -> str:
        """Return the small print below the title."""
        shown = [self.severity] if self.severity else []
        if self.evidence:
            shown.append(tr("{n} evidence", n=self.evidence))
        return "   ·   ".join(shown)

    @property
    def whole(self) -> str:
        """Return the text that may be cut in the row."""
        return "\n".join(part for part in (f"{self.code}  {self.title}".strip(), self.remark) if part)

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        words = [f"{self.code} {self.title}".strip(), self.pill, self.severity, tr("{n} evidence", n=self.evidence)]
        words.append(self.remark)
        words.append("" if self.parent else tr("reviewed") if self.reviewed else tr("to review"))
        return ", ".join(word for word in words if word)


def category_rows(opened: OpenAudit) -> tuple[CategoryRow, ...]:
    """Return the categories of every rubric, under the rubric's name when there are several."""
    found: list[CategoryRow] = []
    several = len(opened.scores) > 1
    for rubric_id, score in opened.scores.items():
        rubric = opened.rubrics[rubric_id]
        if several:
            found.append(CategoryRow(rubric_id, "", rubric.name, heading=True))
        for category, scored in zip(rubric.categories, score.categories, strict=True):
            leaves = list(_leaves(scored))
            found.append(
                CategoryRow(
                    rubric_id,
                    category.id,
                    category.name,
                    wording.category_tone(scored),
                    wording.category_pill(scored),
                    wording.span(scored.points) if scored.applicable else "",
                    sum(1 for leaf in leaves if is_done(leaf)),
                    len(leaves),
                )
            )
    return tuple(found)


def is_done(score: CriterionScore) -> bool:
    """Tell whether nobody has to look at a criterion any more."""
    return score.reviewed or score.state is State.NOT_APPLICABLE


def _leaves(score: CategoryScore) -> Iterable[CriterionScore]:
    """Yield what can be judged: criteria, and the processes of per-process criteria in place of them."""
    for criterion in score.criteria:
        yield from criterion.processes or (criterion,)


def criterion_rows(opened: OpenAudit, rubric_id: str, category_id: str) -> tuple[CriterionRow, ...]:
    """Return the rows of one category, in the rubric's order, each process below its criterion."""
    rubric = opened.rubrics[rubric_id]
    names = {process.id: process.name for process in opened.audit.processes}
    found: list[CriterionRow] = []
    for score in opened.scores[rubric_id].category(category_id).criteria:
        criterion = rubric.criterion(score.criterion)
        found.append(_row(opened, rubric, criterion, score, criterion.question))
        for part in score.processes:
            title = names.get(part.process or "", part.process or "")
            found.append(_row(opened, rubric, criterion, part, title))
    return tuple(found)


def answers_for(scan: Scan | None, criterion: Criterion, process: str | None) -> tuple[Answer, ...]:
    """Return the answers of the probes that a criterion (of one process) asks, in the rubric's order."""
    if scan is None:
        return ()
    of_process = scan.processes.get(process or "", {})
    found = []
    for probe in criterion.probes():
        answer = of_process.get(probe) or scan.probes.get(probe)
        if answer is not None:
            found.append(answer)
    return tuple(found)


def _row(opened: OpenAudit, rubric: Rubric, criterion: Criterion, score: CriterionScore, title: str) -> CriterionRow:
    name = key(rubric.id, criterion.id, score.process)
    audit = opened.audit
    draft, judgement = audit.drafts.get(name), audit.judgements.get(name)
    parent = criterion.per_process is not None and score.process is None
    tone, icon = wording.tone_and_icon(criterion, score)
    pill, remark, remark_tone = wording.state_word(criterion, score), "", "manual"
    overridden = judgement is not None and judgement.kind is Kind.OVERRIDE
    if draft is not None:
        remark, remark_tone = tr("Draft: {label}", label=wording.level_label(criterion, draft.level)), "partial"
    elif judgement is not None and score.judged and not score.reviewed:
        remark, remark_tone = tr("Scan changed since: now {now}", now=_scan_word(criterion, score)), "partial"
    elif judgement is not None and overridden:
        before = wording.level_label(criterion, judgement.scan_level) or tr("Unproven")
        remark = tr("Overridden {a} → {b}", a=before, b=wording.level_label(criterion, judgement.level))
    if parent and not score.processes:
        remark = tr("no critical process recorded")
    evidence = 0 if parent else sum(a.evidence_total for a in answers_for(opened.scan, criterion, score.process))
    return CriterionRow(
        key=name,
        code=criterion.code,
        title=title,
        tone=tone,
        icon=icon,
        pill=pill,
        severity=wording.severity(rubric, score.severity) if score.process is None else "",
        evidence=evidence,
        remark=remark,
        remark_tone=remark_tone,
        reviewed=is_done(score) and not (parent and not score.processes),
        draft=draft is not None,
        overridden=overridden,
        parent=parent,
        depth=0 if score.process is None else 1,
        not_met=score.state is State.RATED and score.rating.point == 0,
        unproven=score.state is State.UNPROVEN,
        searchable=f"{criterion.code} {criterion.question} {title} {pill} {remark}".casefold(),
    )


def _scan_word(criterion: Criterion, score: CriterionScore) -> str:
    if score.scan_state is State.UNPROVEN:
        return tr("unproven")
    return wording.level_label(criterion, score.scan_level) or tr("open")


def passes(row: CriterionRow, chip: Chip) -> bool:
    """Tell whether a row belongs to a ready-made filter; a parent belongs where one of its processes does."""
    return {
        Chip.ALL: True,
        Chip.TO_REVIEW: not row.reviewed,
        Chip.NOT_MET: row.not_met,
        Chip.OVERRIDDEN: row.overridden,
        Chip.UNPROVEN: row.unproven,
    }[chip]


def count(rows: Iterable[CriterionRow], chip: Chip) -> int:
    """Return how many criteria a filter keeps; parents with processes are not counted, their processes are."""
    rows = tuple(rows)
    return sum(1 for row, leaf in zip(rows, _is_leaf(rows), strict=True) if leaf and passes(row, chip))


def _is_leaf(rows: tuple[CriterionRow, ...]) -> list[bool]:
    return [not (row.parent and number + 1 < len(rows) and rows[number + 1].depth) for number, row in enumerate(rows)]


def filtered(rows: Iterable[CriterionRow], chip: Chip, text: str, keep: str = "") -> tuple[CriterionRow, ...]:
    """Return the rows that a filter keeps, with the criterion above each process that it keeps.

    Args:
        rows: of one category.
        chip: the ready-made filter.
        text: words that must all occur.
        keep: key of the row that stays whatever the chip says, because the person is working on it.
    """
    rows = tuple(rows)
    words = text.casefold().split()
    wanted: list[CriterionRow] = []
    parent: CriterionRow | None = None
    for row, leaf in zip(rows, _is_leaf(rows), strict=True):
        if row.depth == 0:
            parent = row
        kept = row.key == keep or (passes(row, chip) and (leaf or chip is Chip.ALL))
        if not kept or not all(word in row.searchable for word in words):
            continue
        if row.depth and parent is not None and parent not in wanted:
            wanted.append(parent)
        wanted.append(row)
    return tuple(wanted)
