"""Example data: an open audit with two small rubrics whose findings share a recommendation, and two tight phases."""

from pathlib import Path

from core.model.roadmap import Phase
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit
from tests.helpers.audits import ANNA, DETAILS, ticking

_LEVELS = """levels:
          - {label: Not met, meaning: No., rating: 0}
          - {label: Partly, meaning: Some., rating: 0.5}
          - {label: Met, meaning: Yes., rating: 1}"""


def _criterion(name: str, code: str, question: str, severity: str = "medium", advice: str = "") -> str:
    return f"""
      - id: {name}
        code: {code}
        question: {question}
        guidance: Example.
        method: interview
        severity: {severity}
        recommendation: {advice or '""'}
        {_LEVELS}"""


FIRST = (
    """\
id: first
version: "1.0"
name: First example
summary: A rubric for tests.
purpose: Example data.
scoring: {strategy: weighted, scale: 100, target: 70}
categories:
  - id: delivery
    name: Delivery
    intent: Example.
    points: 60
    criteria:"""
    + _criterion("pinned", "DEL-01", "Are dependencies pinned?", "critical", "pin")
    + _criterion("reviewed", "DEL-02", "Is every change reviewed?", "high", "review")
    + _criterion("built", "DEL-03", "Is everything built once?", "medium", "build")
    + _criterion("met", "DEL-04", "Is this met?")
    + """
  - id: operation
    name: Operation
    intent: Example.
    points: 40
    criteria:"""
    + _criterion("watched", "OPE-01", "Is it watched?", "low", "watch")
    + _criterion("asked", "OPE-02", "Was this asked?")
    + """
phases:
  - {name: Now, weeks: 4, capacity_hours: 10}
  - {name: Next, weeks: 4, capacity_hours: 10}
"""
)
SECOND = (
    """\
id: second
version: "1.0"
name: Second example
summary: A rubric for tests.
purpose: Example data.
scoring: {strategy: weighted, scale: 10}
severity_labels: {critical: S0}
categories:
  - id: parts
    name: Borrowed parts
    intent: Example.
    points: 10
    criteria:"""
    + _criterion("locked", "BOR-01", "Are borrowed parts locked?", "medium", "pin")
    + "\n"
)
RECOMMENDATIONS = """\
recommendations:
  - {id: pin, action: Pin dependencies., why: Example of why., effort_hours: [2, 6], timeline_weeks: [1, 2],
     example: "name == 1.0", acceptance: [A lock file is used]}
  - {id: review, action: Let somebody review every change who did not write it
      and who knows what it is for., why: Example., effort_hours: [2, 4], timeline_weeks: [1, 2]}
  - {id: build, action: Build once., why: Example., effort_hours: [3, 8], timeline_weeks: [1, 2], requires: [pin]}
  - {id: watch, action: Watch it by day and by night from a place that does not
      fail together with it., why: Example., effort_hours: [10, 30], timeline_weeks: [1, 2]}
"""
PHASES = (Phase("phase-1", "Now", 4, 10), Phase("phase-2", "Next", 4, 10))


def planning_audit(folder: Path) -> OpenAudit:
    """Return an open audit: pinned, reviewed, built, watched and locked are not met, met is, asked is open."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = create_audit(
        folder / "planning.sightline",
        DETAILS,
        [FIRST, SECOND],
        time_zone="Europe/Berlin",
        actor=ANNA,
        recommendations=RECOMMENDATIONS,
        clock=ticking(),
    )
    opened.do(edit.set_phases(PHASES))
    levels = {"first/pinned": 0, "first/reviewed": 0, "first/built": 1, "first/met": 2, "first/watched": 0}
    for key, level in {**levels, "second/locked": 0}.items():
        opened.do(edit.choose_level(opened, key, level))
    return opened
