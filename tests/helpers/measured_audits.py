"""An audit whose criteria ask for measures, for tests of instruments; everything in it is example data."""

from pathlib import Path

from core.model.scan import RepositoryState, Scan
from core.workflows import edit
from core.workflows.open import OpenAudit, create_audit
from tests.helpers.audits import ANNA, DETAILS, RECOMMENDATIONS, START
from tests.helpers.repositories import ExampleRepository

_BELOW = """\
      - id: {id}
        code: {code}
        question: Is {measure} good?
        guidance: Example.
        method: measure
        levels:
          - {{label: Bad, meaning: Example., rating: 0}}
          - {{label: Good, meaning: Example., rating: 1, when: {{measure: {{id: {measure}, {compare}}}}}}}
"""

RUBRIC = (
    """\
id: measured
version: "1.0"
name: Measured
summary: A rubric for tests.
purpose: Example data.
scoring: {strategy: weighted, scale: 100}
categories:
  - id: numbers
    name: Numbers
    intent: Example.
    points: 100
    criteria:
"""
    + _BELOW.format(id="drilled", code="NUM-01", measure="drill.restore-time", compare="below: 60")
    + _BELOW.format(id="tested", code="NUM-02", measure="local.test-time", compare="below: 10")
    + _BELOW.format(id="content", code="NUM-03", measure="space.satisfaction", compare="above: 3.5")
    + _BELOW.format(id="waiting", code="NUM-04", measure="qa.wait", compare="below: 24")
)


def measured_audit(folder: Path, repository: ExampleRepository | None = None) -> Path:
    """Make an audit whose four criteria ask for measures, scanned at the repository's commit where one is given."""
    path = folder / "measured.sightline"
    made: OpenAudit = create_audit(
        path, DETAILS, [RUBRIC], time_zone="Europe/Berlin", actor=ANNA, recommendations=RECOMMENDATIONS
    )
    with made as opened:
        if repository is not None:
            state = RepositoryState("example", "main", repository.git("rev-parse", "HEAD"), START)
            scan = Scan("scan-1", "0", "0", "example", START, START, state)
            opened.do(edit.adopt_scan(opened, scan, str(repository.folder)))
    return path
