"""Findings and roadmap of an open audit, as of a day."""

import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from core.audit.audit import Audit
from core.audit.edits import Edit
from core.planning.assessment import Assessment, assess
from core.planning.roadmap import Roadmap, plan
from core.rubric.rubric import Recommendations, Rubric
from core.scoring.facts import Facts
from core.scoring.result import RubricScore
from core.workflows import edit

COST_AND_RETURN = ("hourly-cost", "saving-per-year", "incident-cost", "incidents-per-year", "share-avoided")
"""Numbers from which the report works out what the plan costs and when it has paid for itself."""


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


def enterable(rubrics: Iterable[Rubric]) -> tuple[str, ...]:
    """Return the names of the numbers that only the client knows: of cost and return, then of success metrics."""
    of_metrics = (
        f"{rubric.id}.{metric.id}.{when}"
        for rubric in rubrics
        for metric in rubric.success_metrics
        for when in ("before", "after")
    )
    return (*COST_AND_RETURN, *of_metrics)


def enter(opened: Planned, name: str, value: float | None) -> Edit:
    """Enter a number that only the client knows; None removes it.

    Raises:
        NotPossible: when nothing uses a number of that name, or it cannot be one.
    """
    if value is None:
        return edit.set_entered(name, None)
    known = enterable(opened.rubrics.values())
    if name not in known:
        close = [one for one in known if name.split(".", maxsplit=1)[0] in one] or list(COST_AND_RETURN)
        raise edit.NotPossible(f"Nothing uses a number called {name}.", f"There are: {', '.join(close)}.")
    most = 1.0 if name == "share-avoided" else math.inf
    if value < 0 or most < value < math.inf:
        raise edit.NotPossible(
            f"{value:g} is no value of {name}.",
            "Give a share between 0 and 1." if most == 1 else "Give 0 or more.",
        )
    return edit.set_entered(name, value)


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
