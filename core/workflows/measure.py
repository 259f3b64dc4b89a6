"""Measures with instruments: a draft to look at first, then the edit that keeps it. Nothing is written before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from core.audit.audit import Audit
from core.audit.edits import AttachEvidence, Edit, SetResult, Together
from core.audit.facts import facts
from core.instruments.draft import Draft, NotMeasured, Suggestion
from core.model.instrument import Instrument, InstrumentResult, ResultTable
from core.model.judgement import Attachment, key
from core.model.measurement import Measurement
from core.rubric.rubric import Condition, Criterion
from core.scoring.result import CriterionScore
from core.scoring.score import score
from core.workflows.attachment_files import printed_name
from core.workflows.edit import Present

__all__ = [
    "Draft",
    "Effect",
    "NotMeasured",
    "Recording",
    "Suggestion",
    "effects",
    "free_id",
    "measures_of",
    "preview",
    "record",
    "remove",
    "result_of",
    "would_change",
]


class Recording(Present, Protocol):
    """An open audit that can keep the files a result rests on."""

    def put_attachment(self, source: bytes, name: str, media_type: str = "", caption: str = "") -> Attachment: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Effect:
    """A criterion whose level would change: labels before and after, empty where it has none."""

    key: str
    code: str
    question: str
    before: str
    after: str


def preview(present: Present, draft: Draft) -> Draft:
    """Return a draft with the criteria of the audit's rubrics that it speaks to; nothing is written.

    Args:
        present: the open audit.
        draft: what an instrument of `core.instruments` read.

    Raises:
        NotMeasured: when the draft holds neither a number nor a table.
    """
    if not draft.measurements and not draft.tables:
        first = f" The first problem: {draft.bad[0]}." if draft.bad else ""
        raise NotMeasured(f"Nothing could be read from {draft.source}.{first}", "Look at what was named as unusable.")
    known = {name for name, _ in draft.probes}
    unknown = tuple((m.id, "it asks for this measure") for m in draft.measurements)
    because = dict(reversed((*draft.probes, *unknown)))
    found = []
    for rubric in present.rubrics.values():
        for criterion in rubric.criteria():
            asks = (*criterion.probes(), criterion.subject, *measures_of(criterion))
            asked = [name for name in asks if name in because]
            if asked:
                probes = [name for name in asked if name in known]
                found.append(Suggestion(key(rubric.id, criterion.id), because[(probes or asked)[0]]))
    return replace(draft, suggestions=tuple(found))


def record(
    present: Recording,
    draft: Draft,
    *,
    evidence_for: Sequence[str] = (),
    replaces: str = "",
    at: datetime | None = None,
) -> Edit:
    """Return the edit that keeps a confirmed draft; `OpenAudit.do` puts it in force.

    Args:
        present: the open audit.
        draft: from `preview`.
        evidence_for: keys of criteria to which the inputs are attached; none: only digests are kept.
        replaces: id of an earlier result of the same instrument that this one takes the place of.
        at: when; now when None.

    Raises:
        NotMeasured: when there is no such result to replace, or no such criterion.
    """
    at = at or datetime.now(UTC)
    earlier = present.audit.results.get(replaces)
    if replaces and (earlier is None or earlier.instrument is not draft.instrument):
        raise NotMeasured(f"No result {replaces} of this instrument is recorded.", "List what is recorded.")
    criteria = {key(r.id, c.id) for r in present.rubrics.values() for c in r.criteria()}
    if strange := [name for name in evidence_for if name not in criteria]:
        raise NotMeasured(f"The audit's rubrics have no criterion {strange[0]}.", "Check its id.")
    name = replaces or free_id(present.audit, draft.instrument)
    attached = (
        tuple(
            present.put_attachment(given.data, given.name.rpartition("/")[2], caption=draft.title)
            for given in draft.inputs
        )
        if evidence_for
        else ()
    )
    kept = SetResult(name, result_of(draft, name, present.actor.id, at, tuple(a.id for a in attached)))
    if not attached:
        return kept
    links = tuple(AttachEvidence(criterion, a) for criterion in dict.fromkeys(evidence_for) for a in attached)
    return Together((kept, *links), kept.label())


def remove(present: Present, name: str) -> Edit:
    """Return the edit that takes a recorded result away.

    Raises:
        NotMeasured: when there is none of that id.
    """
    if name not in present.audit.results:
        raise NotMeasured(f"No result {name} is recorded.", f"Recorded: {', '.join(present.audit.results) or 'none'}.")
    return SetResult(name, None)


def free_id(audit: Audit, instrument: Instrument) -> str:
    """Return `<instrument>-<number>` that no result of the audit has."""
    number = 1
    while f"{instrument.value}-{number}" in audit.results:
        number += 1
    return f"{instrument.value}-{number}"


def result_of(draft: Draft, name: str, actor: str, at: datetime, attachments: tuple[str, ...] = ()) -> InstrumentResult:
    """Return the result that a draft becomes; rows that could not be used are named in its notes."""
    notes = list(draft.notes)
    if draft.bad:
        shown = "; ".join(str(row) for row in draft.bad[:_NAMED])
        more = f" and {len(draft.bad) - _NAMED} more" if len(draft.bad) > _NAMED else ""
        rows = "1 row" if len(draft.bad) == 1 else f"{len(draft.bad)} rows"
        notes.append(f"unusable and left out: {rows}: {shown}{more}")
    return InstrumentResult(
        id=name,
        instrument=draft.instrument,
        title=printed_name(draft.title),
        taken_at=draft.taken_at or at,
        actor=actor,
        source=printed_name(draft.source),
        measurements=tuple(_printed(found) for found in draft.measurements),
        tables=tuple(_printed_table(table) for table in draft.tables),
        digests={printed_name(given): digest for given, digest in draft.digests.items()} or None,
        verdict=draft.verdict,
        quotes=tuple(printed_name(quote) for quote in draft.quotes),
        notes=tuple(printed_name(note) for note in notes),
        attachments=attachments,
    )


def _printed(found: Measurement) -> Measurement:
    notes = tuple(printed_name(note) for note in found.notes)
    return replace(found, source=printed_name(found.source), reason=printed_name(found.reason), notes=notes)


def _printed_table(table: ResultTable) -> ResultTable:
    """Return a table whose cells hold no characters that steer a line or cannot be saved: they come from files."""
    return replace(
        table,
        title=printed_name(table.title),
        columns=tuple(printed_name(column) for column in table.columns),
        rows=tuple(tuple(printed_name(cell) for cell in row) for row in table.rows),
        note=printed_name(table.note),
    )


_NAMED = 3
"""Bad rows that a result names; the draft shows all of them."""


def effects(present: Present, change: Edit) -> tuple[Effect, ...]:
    """Return the criteria whose level an edit would change, in the order of the rubrics; nothing is changed."""
    after = change.apply(present.audit)
    found: list[Effect] = []
    for rubric in present.rubrics.values():
        before = {c.criterion: c for c in present.scores[rubric.id].criteria()}
        for later in score(rubric, facts(after, rubric, present.scan)).criteria():
            criterion = rubric.criterion(later.criterion)
            labels = _label(criterion, before[later.criterion]), _label(criterion, later)
            if labels[0] != labels[1]:
                found.append(Effect(key(rubric.id, criterion.id), criterion.code, criterion.question, *labels))
    return tuple(found)


def _label(criterion: Criterion, scored: CriterionScore) -> str:
    return "" if scored.level is None else criterion.levels[scored.level].label


def would_change(present: Present, draft: Draft) -> tuple[Effect, ...]:
    """Return the criteria whose level a draft would change if it were recorded."""
    name = free_id(present.audit, draft.instrument)
    return effects(present, SetResult(name, result_of(draft, name, present.actor.id, datetime.now(UTC))))


def measures_of(criterion: Criterion) -> tuple[str, ...]:
    """Return the ids of the measures that a criterion's levels and triggers ask for, each once."""
    found: list[str] = []

    def walk(node: Condition | None) -> None:
        if node is None:
            return
        if node.measure:
            found.append(node.measure.id)
        for group in (node.all, node.any, node.at_least and node.at_least.of, node.share and node.share.of):
            for member in group or ():
                walk(member)

    for level in reversed(criterion.levels):
        walk(level.when)
    for trigger in criterion.triggers:
        walk(trigger.when)
    return tuple(dict.fromkeys(found))
