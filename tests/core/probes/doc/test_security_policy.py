import pytest

from core.model.outcome import Outcome
from core.probes.doc.security_policy import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"SECURITY.md": "# Security\n"},
        {".github/SECURITY.md": "# Security\n"},
        {"README.md": "# Shop\n\n## Reporting vulnerabilities\n\nReport them by mail.\n"},
        {"src/routes.ts": "app.get('/.well-known/security.txt', send);\n"},
    ],
)
def test_a_way_to_report_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\n## Security\n\nWe take security seriously.\n"},
        {"docs/security.md": "# Security features\n\nTLS.\n"},
    ],
)
def test_praise_of_security_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
