import pytest

from core.model.outcome import Outcome
from core.probes.rec.dr_plan import PROBE
from tests.helpers.snapshots import ask

LONG = "When the region is lost, the standby takes over and the team restores what is missing.\n" * 5
STEPS = "1. Declare the disaster.\n2. Switch the traffic.\n3. Restore the database.\n\n"


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"docs/disaster-recovery.md": "# Recovery\n\n" + LONG}, Outcome.PRESENT),
        ({"docs/ops/dr.md": "# Disaster recovery plan\n\n" + LONG}, Outcome.PRESENT),
        ({"docs/business_continuity.rst": "Continuity\n==========\n\n" + LONG}, Outcome.PRESENT),
        ({"docs/dr/failover.adoc": "= Failover\n\n" + LONG}, Outcome.PRESENT),
        ({"docs/operations.md": "# Operations\n\n## Disaster recovery\n\n" + STEPS + LONG}, Outcome.PARTIAL),
    ],
)
def test_a_plan_counts_most(files: dict[str, str], outcome: Outcome) -> None:
    assert ask(PROBE, files).outcome is outcome


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# Shop\n\n## Backup\n\nRun pg_dump every night.\n"},
        {"README.md": "# Shop\n\n## Disaster recovery\n\n" + STEPS + LONG},
        {"docs/blog/a.md": "# How we moved\n\n## Disaster recovery\n\n" + STEPS + LONG},
        {"docs/operations.md": "# Operations\n\n## Disaster recovery\n\nSee the wiki.\n"},
        {"docs/disaster-recovery.md": "# Disaster recovery\n\nTo be written.\n"},
        {"CHANGELOG.md": "# Disaster recovery\n\n" + LONG},
    ],
)
def test_sections_posts_and_stubs_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
