"""Findings and roadmap of an open audit, as of a day."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.audit.audit import Audit
from core.planning.assessment import Assessment, assess
from core.planning.roadmap import Roadmap, plan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import RubricScore


class Planned(Protocol):
    """What planning looks at; an `OpenAudit` has it."""

    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def rubrics(self) -> Mapping[str, Rubric]: ...  # noqa: D102
    @property
    def scores(self) -> Mapping[str, RubricScore]: ...  # noqa: D102
    @property
    def recommendations(self) -> Recommendations: ...  # noqa: D102
    def facts(self, rubric_id: str) -> Facts: ...  # noqa: D102


def today(audit: Audit) -> str:
    """Return the present day in the audit's time zone, ISO 8601."""
    return datetime.now(UTC).astimezone(ZoneInfo(audit.time_zone)).date().isoformat()


def assessments(opened: Planned, day: str = "") -> tuple[Assessment, ...]:
    """Return every rubric of an audit with its findings.

    Args:
        opened: the audit.
        day: ISO date for accepted risks that expire; the present day when empty.
    """
    day = day or today(opened.audit)
    return tuple(
        assess(rubric, opened.facts(name), opened.scores[name], opened.audit.accepted_risks, day)
        for name, rubric in opened.rubrics.items()
    )


def roadmap(opened: Planned, found: tuple[Assessment, ...]) -> Roadmap:
    """Return the one plan over all rubrics of an audit, with what the auditor placed by hand."""
    audit = opened.audit
    return plan(found, opened.recommendations, audit.phases, audit.placements, audit.work)
