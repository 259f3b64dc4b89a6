import pytest

from core.model.outcome import Outcome
from core.probes.obs.slo import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"slo/orders.yaml": "apiVersion: openslo/v1\nkind: SLO\n"},
        {"slo/sloth.yaml": "version: prometheus/v1\nslos:\n  - name: a\n    objective: 99.9\n"},
        {"docs/slo.md": "# Service level objectives\n\n99.9 % of orders succeed.\n"},
    ],
)
def test_objectives_with_targets_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"docs/slo.md": "# SLOs\n\nTo be defined.\n"},
        {"README.md": "# Shop\n\nWe offer a great SLA of 99.9 %.\n"},
        {"src/slow.py": "slow = 1\n"},
    ],
)
def test_words_without_numbers_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
