import pytest

from core.model.outcome import Outcome
from core.probes.doc.architecture import PROBE
from tests.helpers.snapshots import ask

LONG = "The shop is made of a web tier and a worker tier. " * 6


@pytest.mark.parametrize(
    "files",
    [
        {"ARCHITECTURE.md": "# Architecture\n\nTwo tiers.\n"},
        {"docs/adr/0001-use-postgres.md": "# Use Postgres\n\nAccepted.\n"},
        {"docs/design.rst": "Design\n======\n\nDecisions.\n"},
        {"README.md": "# Shop\n\n## Architecture\n\n" + LONG},
        {"docs/system.drawio": "<mxfile/>\n"},
    ],
)
def test_an_overview_decision_or_drawing_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\nA clean architecture.\n"},
        {"README.md": "# Shop\n\n## Architecture\n\nTo do.\n"},
        {"docs/api.md": "# API reference\n\n" + LONG},
    ],
)
def test_a_mention_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_diagram_as_text_that_shows_parts_of_the_system() -> None:
    drawn = "# Broadcasting\n\n```mermaid\nflowchart TB\n  A[%s] --> B[%s]\n```\n"
    assert ask(PROBE, {"docs/broadcast.md": drawn % ("router node", "worker")}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"docs/broadcast.md": drawn % ("fork", "pull request")}).outcome is Outcome.ABSENT
    assert ask(PROBE, {".github/flow.md": drawn % ("router node", "worker")}).outcome is Outcome.ABSENT
