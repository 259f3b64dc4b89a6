"""From an open audit to the published one: what leaves the room, and what the report options keep in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from core.audit.audit import Audit, ReportOptions
from core.audit.measurements import measurements, others
from core.audit.published import (
    ARITHMETIC_VERSION,
    AnalysedFile,
    CitedEvidence,
    Published,
    PublishedAnswer,
    PublishedAttachment,
    PublishedCriterion,
    PublishedDecision,
    PublishedJudgement,
    PublishedRubric,
    Scanned,
    TrailHead,
)
from core.model.answer import Answer
from core.model.evidence import Evidence, Skipped
from core.model.judgement import key
from core.model.outcome import Outcome
from core.model.scan import Scan
from core.planning.assessment import Assessment, assess
from core.planning.gaps import distance
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import RubricScore
from core.snapshot.masking import MASKER_VERSION
from core.workflows.publishing_plan import published_distance, published_finding, published_roadmap

CITED_PER_ANSWER = 3
"""How many places of one answer are printed and embedded; the answer says how many there were."""
SOMEBODY = "an auditor"


@dataclass(frozen=True, slots=True)
class Source:
    """What publishing reads of an open audit.

    Attributes:
        facts: by rubric id.
        scores: by rubric id.
        texts: rubrics and recommendations by digest.
        actor_name: the name of an actor, given the criterion key and the actor's id.
    """

    audit: Audit
    scan: Scan | None
    rubrics: Mapping[str, Rubric]
    recommendations: Recommendations
    facts: Mapping[str, Facts]
    scores: Mapping[str, RubricScore]
    texts: Mapping[str, str]
    head: TrailHead
    sightline: str
    actor_name: Callable[[str, str], str]


class _Redaction:
    """Applies the report options; a hidden path has the same stand-in everywhere."""

    def __init__(self, options: ReportOptions) -> None:
        self.options = options
        self._names: dict[str, str] = {}

    def path(self, path: str) -> str:
        """Return the path, or its stand-in."""
        if not self.options.hide_paths:
            return path
        return self._names.setdefault(path, f"file-{len(self._names) + 1}")

    def paths(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return paths or path patterns, or none."""
        return () if self.options.hide_paths else paths

    def sentence(self, text: str) -> str:
        """Return a sentence with hidden paths replaced, the longest first."""
        for path in sorted(self._names, key=len, reverse=True):
            text = text.replace(path, self._names[path])
        return text

    def snippet(self, text: str) -> str:
        """Return a snippet, or nothing."""
        return "" if self.options.hide_snippets else text

    def person(self, name: str, stand_in: str = "") -> str:
        """Return a name, or its stand-in."""
        return stand_in if self.options.hide_authors else name

    def skipped(self, skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
        """Return what could not be read, without its paths where they are hidden."""
        return tuple(replace(entry, paths=self.paths(entry.paths)) for entry in skipped)


def publish(source: Source) -> Published:
    """Return the published audit; the same audit gives the same value."""
    audit = source.audit
    hide = _Redaction(audit.report)
    evidence = _Evidence(source, hide)
    asked = {probe for rubric in source.rubrics.values() for c in rubric.criteria() for probe in c.probes()}
    answers = _answers(source, evidence, asked)
    assessments = _assessments(source)
    return Published(
        id=audit.id,
        issued_at=source.head.at.replace(microsecond=0),
        time_zone=audit.time_zone,
        language=audit.language,
        sightline=source.sightline,
        arithmetic=ARITHMETIC_VERSION,
        details=audit.details,
        trail=source.head,
        options=audit.report,
        scanned=None if source.scan is None else _scanned(audit, source.scan, hide, asked),
        processes=tuple(
            replace(p, paths=hide.paths(p.paths), names=hide.paths(p.names), owner=hide.person(p.owner))
            for p in audit.processes
        ),
        texts=dict(source.texts),
        rubrics=tuple(
            _rubric(source, assessments[ref.id], ref.digest, ref.recommendations, hide) for ref in audit.rubrics
        ),
        answers=tuple(
            replace(
                answer,
                summary=hide.sentence(answer.summary),
                near_misses=tuple(replace(m, reason=hide.sentence(m.reason)) for m in answer.near_misses),
            )
            for answer in answers
        ),
        measurements=tuple(m for _, m in sorted(measurements(audit, source.scan).items())),
        other_measurements=others(audit, source.scan),
        results=tuple(
            replace(r, actor=hide.person(source.actor_name(r.id, r.actor), SOMEBODY))
            for r in sorted(audit.results.values(), key=lambda r: (r.taken_at, r.id))
        ),
        initiatives=tuple(replace(i, owner=hide.person(i.owner)) for i in audit.initiatives),
        evidence=evidence.cited(),
        attachments=tuple(
            PublishedAttachment(a.id, a.name, a.sha256, a.size, a.caption)
            for a in sorted(audit.attachments.values(), key=lambda a: (a.name, a.id))
        ),
        roadmap=published_roadmap(tuple(assessments.values()), source.recommendations, audit),
        text=dict(audit.text),
        entered=dict(audit.entered),
    )


def _scanned(audit: Audit, scan: Scan, hide: _Redaction, asked: set[str]) -> Scanned:
    return Scanned(
        id=scan.id,
        digest=audit.scan or "",
        sightline=scan.sightline,
        probe_set=scan.probe_set,
        engine=scan.engine,
        masker=MASKER_VERSION,
        started_at=scan.started_at,
        finished_at=scan.finished_at,
        repository=replace(scan.repository, submodules=hide.paths(scan.repository.submodules), refs=()),
        files=scan.files,
        skipped=hide.skipped(scan.skipped),
        excluded=hide.paths(scan.excluded),
        complete=scan.complete,
        not_run=scan.not_run,
        analysed=_analysed(scan, hide, asked),
    )


def _analysed(scan: Scan, hide: _Redaction, asked: set[str]) -> tuple[AnalysedFile, ...]:
    """Return the files that answers to the rubrics' questions cite, by the probes that cite them."""
    probes: dict[str, set[str]] = {}
    for answers in (scan.probes, *scan.processes.values()):
        for answer in answers.values():
            for evidence in answer.evidence if answer.probe in asked else ():
                probes.setdefault(evidence.path, set()).add(answer.probe)
    return tuple(
        AnalysedFile(hide.path(f.path), f.file_class, f.lines, tuple(sorted(probes[f.path])))
        for f in scan.cited
        if f.path in probes
    )


class _Evidence:
    """Collects what is cited and gives out E-numbers: the audit's own, new ones after them."""

    def __init__(self, source: Source, hide: _Redaction) -> None:
        self.hide = hide
        self._commit = source.scan.repository.commit if source.scan else ""
        self._numbers = dict(source.audit.evidence_numbers)
        self._next = max(self._numbers.values(), default=0) + 1
        self._cited: dict[int, CitedEvidence] = {}

    def cite(self, found: Evidence) -> int:
        """Return the number of some lines and keep them."""
        number = self._numbers.get(found.id)
        if number is None:
            number = self._numbers[found.id] = self._next
            self._next += 1
        self._cited[number] = CitedEvidence(
            number,
            self.hide.path(found.path),
            found.blob,
            self._commit,
            found.line,
            found.end_line,
            self.hide.snippet(found.snippet),
            found.snippet_line,
        )
        return number

    def cited(self) -> tuple[CitedEvidence, ...]:
        """Return everything that was cited, by number."""
        return tuple(self._cited[number] for number in sorted(self._cited))


def _answers(source: Source, evidence: _Evidence, asked: set[str]) -> list[PublishedAnswer]:
    if source.scan is None:
        return []
    every: list[tuple[str | None, Answer]] = [(None, a) for _, a in sorted(source.scan.probes.items())]
    for process in source.audit.processes:
        every += [(process.id, a) for _, a in sorted(source.scan.processes.get(process.id, {}).items())]
    return [_answer(answer, process, evidence, answer.probe in asked) for process, answer in every]


def _answer(answer: Answer, process: str | None, evidence: _Evidence, cite: bool) -> PublishedAnswer:
    hide = evidence.hide
    searched = answer.searched
    return PublishedAnswer(
        probe=answer.probe,
        process=process,
        outcome=answer.outcome,
        confidence=answer.confidence,
        summary=answer.summary,
        skipped_source=answer.skipped_source,
        cited=tuple(evidence.cite(e) for e in answer.evidence[:CITED_PER_ANSWER]) if cite else (),
        evidence_total=answer.evidence_total,
        searched=None
        if answer.outcome is Outcome.PRESENT or not cite
        else replace(searched, paths=hide.paths(searched.paths), skipped=hide.skipped(searched.skipped)),
        near_misses=tuple(
            replace(m, path=hide.path(m.path), snippet=hide.snippet(m.snippet)) for m in answer.near_misses[:5]
        )
        if cite
        else (),
        near_misses_total=answer.near_misses_total,
    )


def _assessments(source: Source) -> dict[str, Assessment]:
    """Return every rubric with its findings on the day of the last change: the same audit gives the same value."""
    day = source.head.at.astimezone(ZoneInfo(source.audit.time_zone)).date().isoformat()
    return {
        name: assess(rubric, source.facts[name], source.scores[name], source.audit.accepted_risks, day)
        for name, rubric in source.rubrics.items()
    }


def _rubric(source: Source, found: Assessment, digest: str, advice: str, hide: _Redaction) -> PublishedRubric:
    rubric = found.rubric
    return PublishedRubric(
        id=rubric.id,
        version=rubric.version,
        digest=digest,
        recommendations=advice,
        facts=found.facts,
        score=found.score,
        criteria=_criteria(source, rubric, hide),
        findings=tuple(published_finding(finding) for finding in found.findings),
        distance=published_distance(distance(rubric, found.facts, found.score, found.findings)),
    )


def _criteria(source: Source, rubric: Rubric, hide: _Redaction) -> tuple[PublishedCriterion, ...]:
    audit, prefix = source.audit, key(rubric.id, "")

    def by(name: str, actor: str) -> str:
        return hide.person(source.actor_name(name, actor), SOMEBODY)

    decided = {*audit.judgements, *audit.not_applicable, *audit.accepted_risks, *audit.links}
    rows = []
    for name in sorted(n for n in decided if n.startswith(prefix)):
        judgement, excluded = audit.judgements.get(name), audit.not_applicable.get(name)
        risk = audit.accepted_risks.get(name)
        rows.append(
            PublishedCriterion(
                key=name[len(prefix) :],
                judgement=None
                if judgement is None
                else PublishedJudgement(
                    level=judgement.level,
                    kind=judgement.kind.value,
                    scan_level=judgement.scan_level,
                    scan_state=judgement.scan_state,
                    justification=judgement.justification,
                    ticked=judgement.ticked,
                    by=by(name, judgement.actor),
                    at=judgement.at,
                    carried_from=judgement.carried_from,
                ),
                not_applicable=None
                if excluded is None
                else PublishedDecision(excluded.reason, by(name, excluded.actor), excluded.at),
                accepted_risk=None
                if risk is None
                else PublishedDecision(risk.reason, by(name, risk.actor), risk.at, risk.expires),
                attachments=audit.links.get(name, ()),
            )
        )
    return tuple(rows)
