import pytest

from core.model.outcome import Outcome
from core.probes.rec.rto_rpo import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"docs/dr.md": "RTO: 4 hours\n"},
        {"docs/dr.md": "| Recovery time objective | 30 min |\n"},
        {"config/services.yml": "pay:\n  rto_minutes: 30\n"},
    ],
)
def test_targets_with_numbers_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"docs/dr.md": "We will define RTO and RPO.\n"},
        {"src/a.py": "RTO = 4\n"},
    ],
)
def test_the_terms_alone_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
