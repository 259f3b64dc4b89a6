import pytest

from core.model.outcome import Outcome
from core.probes.doc.postmortem import PROBE
from tests.helpers.snapshots import ask

PARTS = "## Timeline\n\n## Impact\n\n## Root cause\n\n## Action items\n"


@pytest.mark.parametrize(
    "files",
    [
        {"docs/postmortem-template.md": "# Postmortem\n\n" + PARTS},
        {"docs/postmortems/2024-01-05-db.md": "# Database outage\n\n" + PARTS},
        {
            "docs/incidents/db.rst": "Post-mortem: database\n=====================\n\nImpact\n------\n\n"
            "Root cause\n----------\n"
        },
        {".github/ISSUE_TEMPLATE/postmortem.yml": "name: Postmortem\nbody: []\n"},
        {"docs/incidents.md": "# Incidents\n\n## Postmortem template\n\n- Timeline\n- Impact\n- Root cause\n"},
    ],
)
def test_write_ups_and_templates_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {".github/ISSUE_TEMPLATE/bug_report.md": "# Bug report\n\nImpact, steps, root cause.\n"},
        {"docs/incidents.md": "# Incidents\n\n## Postmortems\n\nWe write one after every incident.\n"},
        {"docs/postmortem.md": "# Postmortem\n\nTo be written.\n"},
        {"src/postmortem.py": "# Timeline, impact, root cause\n"},
        {"CHANGELOG.md": "# Postmortem\n\n" + PARTS},
    ],
)
def test_bug_reports_and_mentions_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
