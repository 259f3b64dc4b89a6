import pytest

from core.model.outcome import Outcome
from core.probes.doc.incident_response import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"docs/incident-response.md": "# Incident response\n\nSeverity 1: all hands.\n"},
        {"docs/ops.rst": "Incident management\n===================\n\nThe commander communicates.\n"},
        {"handbook/incident_process.adoc": "= Incident process\n\nEscalate to the lead.\n"},
    ],
)
def test_a_process_with_severities_or_roles_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"SECURITY.md": "# Security\n\n## Incident response\n\nSeverity is assessed.\n"},
        {"README.md": "# Shop\n\nIncident response is fast.\n"},
    ],
)
def test_vulnerability_reporting_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
