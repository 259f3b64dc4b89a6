import pytest

from core.model.outcome import Outcome
from core.probes.doc.on_call import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"docs/on-call.md": "# On call\n\nTeam A.\n"},
        {"docs/ops.md": "# Operations\n\n## Escalation path\n\nCall the lead.\n"},
        {"infra/pd.tf": 'resource "pagerduty_schedule" "a" {\n}\n'},
    ],
)
def test_a_rota_or_escalation_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"MAINTAINERS.md": "# Maintainers\n\n- A\n"},
        {"README.md": "# Shop\n\nNobody is on call yet.\n"},
        {"src/a.py": "# pagerduty_schedule\n"},
    ],
)
def test_a_list_of_maintainers_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_how_customers_press_the_support_names_nobody_on_call() -> None:
    text = "# Support\n\n## Escalation Process\n\nFor urgent issues on paid plans, reply to your support email.\n"
    answer = ask(PROBE, {"docs/support.md": text})
    assert answer.outcome is Outcome.ABSENT
    assert answer.near_misses[0].line == 3
