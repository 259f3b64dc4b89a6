import pytest

from core.model.outcome import Outcome
from core.probes.doc.runbooks_executable import PROBE
from tests.helpers.snapshots import ask

DOWN = "# Database down\n\nWhen the alert fires, restart the primary.\n\n"


@pytest.mark.parametrize(
    "files",
    [
        {"docs/runbooks/db.md": DOWN + "```sh\nkubectl rollout restart statefulset/db\n```\n"},
        {"docs/runbooks/db.md": DOWN + "```sql\nSELECT pg_promote();\n```\n"},
        {"docs/runbooks/db.md": DOWN + "```\nkubectl get pods\n```\n"},
        {
            "ops/playbook.adoc": "= Queue stuck\n\nWhen it fails:\n\n[source,bash]\n----\n"
            "rabbitmqctl list_queues\n----\n"
        },
        {
            "docs/operations/q.rst": "Queue\n=====\n\nWhen stuck:\n\n.. code-block:: console\n\n"
            "    $ systemctl restart q\n"
        },
        {
            "README.md": "# Shop\n\n## Runbook\n\nIf orders are stuck:\n\n### Replay\n\n```bash\n"
            "./manage.py replay\n```\n"
        },
    ],
)
def test_commands_to_copy_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"docs/runbooks/db.md": DOWN + "Ask the team on call.\n"},
        {"docs/runbooks/db.md": DOWN + "```yaml\nreplicas: 3\n```\n"},
        {"docs/install.md": "# Install\n\n```sh\nkubectl apply -f x.yaml\n```\n"},
        {"README.md": "# Shop\n\n## Runbook\n\nCall us.\n\n## Install\n\n```sh\nmake install\n```\n"},
        {"app/README.md": "# App\n\n## Runbook\n\n```bash\ncd ios\nrm -rf Pods\nbundle exec pod install\n```\n"},
    ],
)
def test_prose_settings_and_builds_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_runbook_without_commands_is_a_near_miss() -> None:
    answer = ask(PROBE, {"docs/runbooks/db.md": DOWN})
    assert [(miss.path, miss.reason) for miss in answer.near_misses] == [("docs/runbooks/db.md", "prose only")]


def test_a_guide_to_the_debugger_is_for_developers() -> None:
    body = "## Troubleshooting\n\n### Port 8000 already in use\n\nThe process failed to stop. Kill it:\n\n"
    body += "```shell\nlsof -ti:8000 | xargs kill -9\n```\n\n"
    body += "Then restart the build and attach once more. " * 9 + "\n"
    assert ask(PROBE, {"doc/remote.md": "# Debug the shop on IntelliJ\n\n" + body}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"doc/debugging.md": "# Shop\n\n" + body}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"doc/server.md": "# Running the server\n\n" + body}).outcome is not Outcome.ABSENT
