"""From what a person wants to the edit that does it. Nothing here touches a file, except that scans are queued."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from core.audit import rating
from core.audit.audit import Audit, Details, ReportOptions, RubricRef, ScanRef
from core.audit.edits import (
    AcceptRisk,
    AdoptRubrics,
    AdoptScan,
    AttachEvidence,
    DetachEvidence,
    Edit,
    Judge,
    MarkNotApplicable,
    MoveToPhase,
    SetDetails,
    SetDraft,
    SetEntered,
    SetInitiatives,
    SetNote,
    SetPhases,
    SetProcesses,
    SetReport,
    SetText,
    SetWork,
    Together,
)
from core.errors import ExitCode, SightlineError
from core.model.answer import Answer
from core.model.judgement import AcceptedRisk, Actor, Attachment, NotApplicable, split_key
from core.model.process import CriticalProcess
from core.model.roadmap import Phase
from core.model.scan import Scan
from core.model.work import Initiative, WorkItem
from core.planning.roadmap import LATER
from core.rubric.rubric import Criterion, Rubric
from core.scoring.result import CriterionScore, RubricScore

_LONGEST_PHASE = 520
"""Weeks: ten years; what is longer is a slip of the keyboard and would flatten every drawing of the plan."""
_MOST_HOURS = 1_000_000


class NotPossible(SightlineError):
    """What was asked for does not fit the audit: an unknown criterion, a missing reason."""

    exit_code = ExitCode.USAGE


class Present(Protocol):
    """What these functions look at; an `OpenAudit` has it."""

    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def actor(self) -> Actor: ...  # noqa: D102
    @property
    def rubrics(self) -> Mapping[str, Rubric]: ...  # noqa: D102
    @property
    def scores(self) -> Mapping[str, RubricScore]: ...  # noqa: D102
    @property
    def scan(self) -> Scan | None: ...  # noqa: D102


class Keeping(Present, Protocol):
    """A `Present` that can also keep a scan's record."""

    def put_scan(self, scan: Scan) -> ScanRef: ...  # noqa: D102


def _now() -> datetime:
    return datetime.now(UTC)


def criterion_of(present: Present, key: str) -> tuple[Rubric, Criterion]:
    """Return rubric and criterion of a key.

    Raises:
        NotPossible: when the audit's rubrics have no such criterion, or no such process is recorded.
    """
    rubric_id, criterion_id, process = split_key(key)
    rubric = present.rubrics.get(rubric_id)
    if rubric is None:
        raise NotPossible(f"This audit does not use the rubric {rubric_id}.", f"It uses: {', '.join(present.rubrics)}.")
    try:
        criterion = rubric.criterion(criterion_id)
    except KeyError:
        raise NotPossible(f"The rubric {rubric_id} has no criterion {criterion_id}.", "Check its id.") from None
    if process is not None and process not in {p.id for p in present.audit.processes}:
        raise NotPossible(f"No critical process {process} is recorded.", "Record it first.")
    return rubric, criterion


def score_of(present: Present, key: str) -> CriterionScore:
    """Return how a criterion, or one process of it, is scored at present.

    Raises:
        NotPossible: when there is no such criterion or process.
    """
    rubric, criterion = criterion_of(present, key)
    process = split_key(key)[2]
    whole = next(c for c in present.scores[rubric.id].criteria() if c.criterion == criterion.id)
    if process is None:
        return whole
    for part in whole.processes:
        if part.process == process:
            return part
    raise NotPossible(f"{criterion.code} is not judged per process.", "Leave the process out.")


# ---------------------------------------------------------------------- judging


def choose_level(
    present: Present,
    key: str,
    level: int,
    justification: str = "",
    ticked: Iterable[int] = (),
    *,
    at: datetime | None = None,
) -> Edit:
    """Choose a level: an answer, confirmation or override in force, or a draft while something is missing.

    Args:
        present: the open audit.
        key: the criterion, with its process when it is judged per process.
        level: index, 0 the worst.
        justification: why; an override needs 20 characters.
        ticked: indices of the quality conditions that hold.
        at: when; now when None.

    Raises:
        NotPossible: when there is no such criterion or process.
        rating.NotRateable: when there is no such level.
    """
    rubric, _ = criterion_of(present, key)
    return rating.choose(rubric, score_of(present, key), level, justification, ticked, present.actor.id, at or _now())


def clear_level(present: Present, key: str) -> Edit:
    """Take draft and judgement away: the scan's rating counts again, or the criterion is open."""
    if key in present.audit.judgements:
        return Judge(key, None)
    return SetDraft(key, None)


def not_applicable(present: Present, key: str, reason: str, *, at: datetime | None = None) -> Edit:
    """Declare that a criterion does not apply.

    Raises:
        NotPossible: without a reason, or when there is no such criterion.
    """
    criterion_of(present, key)
    if not reason.strip():
        raise NotPossible("Not applicable needs a reason.", "Write why the criterion does not apply; it is printed.")
    return MarkNotApplicable(key, NotApplicable(reason.strip(), present.actor.id, at or _now()))


def applicable_again(present: Present, key: str) -> Edit:
    """Take "not applicable" back."""
    criterion_of(present, key)
    return MarkNotApplicable(key, None)


def accept_risk(present: Present, key: str, reason: str, expires: str, *, at: datetime | None = None) -> Edit:
    """Accept a finding as a risk until a date.

    Args:
        present: the open audit.
        key: the criterion.
        reason: why the client accepts it.
        expires: last day, ISO 8601.
        at: when; now when None.

    Raises:
        NotPossible: without a reason or with something that is not a date.
    """
    criterion_of(present, key)
    if not reason.strip():
        raise NotPossible("An accepted risk needs a reason.", "Write why the client accepts it; it is printed.")
    try:
        last = date.fromisoformat(expires).isoformat()
    except ValueError:
        raise NotPossible(f"{expires!r} is not a date.", "Write it as 2027-03-31.") from None
    return AcceptRisk(key, AcceptedRisk(reason.strip(), last, present.actor.id, at or _now()))


def no_longer_accept_risk(present: Present, key: str) -> Edit:
    """Take an accepted risk back."""
    criterion_of(present, key)
    return AcceptRisk(key, None)


def note(present: Present, key: str, text: str) -> Edit:
    """Write the internal note of a criterion; empty text removes it."""
    criterion_of(present, key)
    return SetNote(key, text)


def attach(present: Present, key: str, attachment: Attachment) -> Edit:
    """Attach a file whose bytes were put into the audit file before."""
    criterion_of(present, key)
    return AttachEvidence(key, attachment)


def detach(present: Present, key: str, attachment_id: str) -> Edit:
    """Take an attachment from a criterion; its bytes stay, so that undo brings it back.

    Raises:
        NotPossible: when it is not attached there.
    """
    if attachment_id not in present.audit.links.get(key, ()):
        raise NotPossible("This file is not attached to the criterion.", "")
    return DetachEvidence(key, attachment_id)


# ---------------------------------------------------------------------- processes, scans, rubrics


def set_processes(present: Present, processes: Sequence[CriticalProcess]) -> Edit:
    """Replace the list of critical processes.

    Raises:
        NotPossible: when two have the same id, or an id cannot be part of a key.
    """
    seen: set[str] = set()
    for process in processes:
        if not process.id or any(c in process.id for c in "/@ "):
            raise NotPossible(
                f"{process.id!r} cannot be the id of a critical process.", "Use lower case letters, digits and dashes."
            )
        for limit in (process.sla_seconds, process.rto_minutes):
            if limit is not None and not 0 < limit < math.inf:
                raise NotPossible(f"{limit:g} is no time limit of {process.id}.", "Give a number above 0.")
        if process.id in seen:
            raise NotPossible(f"Two critical processes have the id {process.id}.", "Give each its own.")
        seen.add(process.id)
    return SetProcesses(tuple(processes))


def _cited(rubrics: Iterable[Rubric], processes: Iterable[str], scan: Scan) -> Iterable[Answer]:
    """Give the answers that criteria cite, in the order of the rubrics."""
    for rubric in rubrics:
        for criterion in rubric.criteria():
            for probe in criterion.probes():
                if probe in scan.probes:
                    yield scan.probes[probe]
                for process in processes:
                    answer = scan.processes.get(process, {}).get(probe)
                    if answer is not None:
                        yield answer


def evidence_numbers(present: Present, scan: Scan, rubrics: Iterable[Rubric] | None = None) -> dict[str, int]:
    """Return E-numbers for evidence that criteria cite and that has none yet, in the order of the rubrics."""
    known = present.audit.evidence_numbers
    following = max(known.values(), default=0) + 1
    found: dict[str, int] = {}
    processes = [p.id for p in present.audit.processes]
    for answer in _cited(present.rubrics.values() if rubrics is None else rubrics, processes, scan):
        for evidence in answer.evidence:
            name = evidence.id
            if name not in known and name not in found:
                found[name] = following + len(found)
    return found


def adopt_scan(present: Keeping, scan: Scan, repository: str = "") -> Edit:
    """Take a scan as the one that counts; its record is queued for the file and new evidence gets E-numbers.

    Args:
        present: the open audit.
        scan: the scan.
        repository: folder it was taken from; the earlier one when empty.
    """
    return AdoptScan(present.put_scan(scan), evidence_numbers(present, scan), repository)


def adopt_rubrics(present: Present, refs: Sequence[RubricRef], rubrics: Iterable[Rubric]) -> AdoptRubrics | Together:
    """Choose the rubrics of the audit, and number the evidence that they cite.

    Args:
        present: the open audit.
        refs: from `OpenAudit.put_rubric`.
        rubrics: the same rubrics, for the numbers.
    """
    choice = AdoptRubrics(tuple(refs))
    adopted = next((s for s in present.audit.scans if s.digest == present.audit.scan), None)
    if adopted is None or present.scan is None:
        return choice
    numbers = evidence_numbers(present, present.scan, rubrics)
    return Together((choice, AdoptScan(adopted, numbers)), choice.label()) if numbers else choice


# ---------------------------------------------------------------------- roadmap, report, details


def move_to_phase(recommendation: str, phase: str | None) -> Edit:
    """Put a recommendation into a phase by hand; None lets the planner place it."""
    return MoveToPhase(recommendation, phase)


def set_phases(phases: Sequence[Phase]) -> Edit:
    """Replace the phases of the roadmap.

    Raises:
        NotPossible: when two have the same id, or one has no name, or weeks or a capacity that no plan has.
    """
    seen: set[str] = set()
    for phase in phases:
        if not phase.id or phase.id in seen or phase.id == LATER:
            raise NotPossible(f"{phase.id!r} cannot be the id of this phase.", "Give each phase an id of its own.")
        if not phase.name.strip():
            raise NotPossible(f"The phase {phase.id} needs a name.", "Say what it is for in a word or two.")
        if not 1 <= phase.weeks <= _LONGEST_PHASE:
            raise NotPossible(
                f"The phase {phase.id} cannot take {phase.weeks} weeks.", f"Give 1 to {_LONGEST_PHASE} weeks."
            )
        if not 0 <= phase.capacity_hours <= _MOST_HOURS:
            raise NotPossible(
                f"The phase {phase.id} cannot hold {phase.capacity_hours} hours.", f"Give 0 to {_MOST_HOURS:,} hours."
            )
        seen.add(phase.id)
    return SetPhases(tuple(phases))


def set_work(recommendation: str, work: WorkItem) -> Edit:
    """Say how far a recommendation is, who owns it, where it is followed and until when; it may be empty again.

    Raises:
        NotPossible: when the day is none.
    """
    if work.due:
        try:
            work = replace(work, due=date.fromisoformat(work.due).isoformat())
        except ValueError:
            raise NotPossible(f"{work.due!r} is not a date.", "Write it as 2027-03-31.") from None
    return SetWork(recommendation, None if work == WorkItem() else work)


def set_initiatives(initiatives: Sequence[Initiative]) -> Edit:
    """Replace the client's own improvements.

    Raises:
        NotPossible: when two have the same id, or one has no title.
    """
    seen: set[str] = set()
    for initiative in initiatives:
        if not initiative.id or initiative.id in seen:
            raise NotPossible(f"{initiative.id!r} cannot be the id of this initiative.", "Give each its own.")
        if not initiative.title.strip():
            raise NotPossible(f"The initiative {initiative.id} has no title.", "Say in a few words what it is.")
        seen.add(initiative.id)
    return SetInitiatives(tuple(initiatives))


def set_text(name: str, text: str) -> Edit:
    """Write one of the report's text blocks; empty text brings the factual sentence back."""
    return SetText(name, text)


def set_entered(name: str, value: float | None) -> Edit:
    """Enter a number that no repository holds; None removes it.

    Raises:
        NotPossible: when it is no finite number.
    """
    if value is not None and not math.isfinite(value):
        raise NotPossible(f"{value} is no number to calculate with.", "Enter a finite number.")
    return SetEntered(name, value)


def set_details(details: Details) -> Edit:
    """Change what the cover says."""
    return SetDetails(details)


def set_report(options: ReportOptions) -> Edit:
    """Change what the report leaves out."""
    return SetReport(options)
