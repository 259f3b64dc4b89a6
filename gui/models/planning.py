"""Findings and plan of the open audit, computed when first asked and kept until what they rest on changes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from core.planning.assessment import Assessment, assess
from core.planning.findings import Finding
from core.planning.roadmap import Priorities, Roadmap, lay_out, prioritise
from core.workflows.open import OpenAudit

_KNOWN: "WeakKeyDictionary[OpenAudit, Planning]" = WeakKeyDictionary()


class Planning:
    """What planning says of one open audit.

    Values are immutable: while the audit holds the very same ones, what was made of them still holds.
    """

    def __init__(self) -> None:
        self._assessed: dict[str, tuple[tuple[object, ...], Assessment]] = {}
        self._priorities: tuple[tuple[object, ...], Priorities] | None = None
        self._planned: tuple[tuple[object, ...], Roadmap] | None = None

    def assessments(self, opened: OpenAudit) -> tuple[Assessment, ...]:
        """Return the audit's rubrics with their findings, in its order; only what changed is computed again."""
        day = today(opened)
        accepted = opened.audit.accepted_risks
        for name, rubric in opened.rubrics.items():
            if not self._assessment_holds(opened, name, day):
                made = assess(rubric, opened.facts(name), opened.scores[name], accepted, day)
                self._assessed[f"{name} {day}"] = (_assessment_rests(opened, name), made)
        return tuple(self._assessed[f"{name} {day}"][1] for name in opened.rubrics)

    def findings(self, opened: OpenAudit) -> tuple[Finding, ...]:
        """Return the findings of all rubrics of the audit."""
        return tuple(finding for assessed in self.assessments(opened) for finding in assessed.findings)

    def roadmap(self, opened: OpenAudit) -> Roadmap:
        """Return the plan over all rubrics of the audit; after a move only the layout is made again."""
        audit = opened.audit
        priorities = self._prioritised(opened)
        rests = (priorities, audit.phases, audit.placements)
        if self._planned is None or not _same(self._planned[0], rests):
            self._planned = (rests, lay_out(priorities, audit.phases, audit.placements))
        return self._planned[1]

    def known(self, opened: OpenAudit) -> bool:
        """Tell whether the plan can be had at once; to make its priorities anew takes too long for one frame."""
        day = today(opened)
        if self._priorities is None or not all(self._assessment_holds(opened, name, day) for name in opened.rubrics):
            return False
        return _same(self._priorities[0], self._rests(opened))

    def _assessment_holds(self, opened: OpenAudit, name: str, day: str) -> bool:
        kept = self._assessed.get(f"{name} {day}")
        return kept is not None and _same(kept[0], _assessment_rests(opened, name))

    def _rests(self, opened: OpenAudit) -> tuple[object, ...]:
        return (*self.assessments(opened), opened.recommendations, opened.audit.work)

    def _prioritised(self, opened: OpenAudit) -> Priorities:
        rests = self._rests(opened)
        if self._priorities is None or not _same(self._priorities[0], rests):
            self._priorities = (rests, prioritise(self.assessments(opened), opened.recommendations, opened.audit.work))
        return self._priorities[1]

    def phases(self, opened: OpenAudit) -> Mapping[str, tuple[int, str]]:
        """Return number and name of the phase in which each recommendation is planned."""
        return {
            item.recommendation: (number, planned.phase.name)
            for number, planned in enumerate(self.roadmap(opened).phases)
            for item in planned.items
        }


def today(opened: OpenAudit) -> str:
    """Return the present day in the audit's time zone, ISO 8601: accepted risks end by it."""
    return datetime.now(UTC).astimezone(ZoneInfo(opened.audit.time_zone)).date().isoformat()


def planning_of(opened: OpenAudit) -> Planning:
    """Return the planning of an open audit; all pages share it."""
    if opened not in _KNOWN:
        _KNOWN[opened] = Planning()
    return _KNOWN[opened]


def _assessment_rests(opened: OpenAudit, name: str) -> tuple[object, ...]:
    audit = opened.audit
    return (opened.rubrics[name], opened.scores[name], audit.accepted_risks, audit.results, opened.scan)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
