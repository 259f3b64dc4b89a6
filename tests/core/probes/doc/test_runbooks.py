import pytest

from core.model.outcome import Outcome
from core.probes.doc.runbooks import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"docs/runbooks/db.md": "# Database down\n\nRestart the primary when the alert fires.\n"},
        {"docs/operating/compactor.rst": "Backlog\n=======\n\nWhen the compactor is stuck, restart it.\n"},
        {"ops/troubleshooting.adoc": "= Troubleshooting\n\nWhen it fails, look here.\n"},
        {"README.md": "# Shop\n\n## Runbook\n\nIf orders are stuck, replay.\n"},
    ],
)
def test_operators_guides_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"docs/install.md": "# Install\n\n## Troubleshooting\n\nShort.\n"},
        {"ansible/playbooks/site.yml": "- hosts: all\n"},
        {"README.md": "# Shop\n\nWe have runbooks.\n"},
        {"docs/user/troubleshooting.md": "# Troubleshooting\n\nIf the page fails, reload.\n"},
    ],
)
def test_installation_and_user_help_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_guide_to_debugging_the_server_is_for_operators() -> None:
    text = "Restart the node when it fails to join and read the trace.\n" * 8
    assert ask(PROBE, {"docs/debug/README.md": f"# Server Debugging Guide\n\n{text}"}).outcome is Outcome.PARTIAL
    assert ask(PROBE, {"docs/debug/README.md": f"# Debugging in the editor\n\n{text}"}).outcome is Outcome.ABSENT


def test_a_guide_to_the_debugger_is_for_developers() -> None:
    body = "## Troubleshooting\n\n### Port 8000 already in use\n\nThe process failed to stop. Kill it:\n\n"
    body += "```shell\nlsof -ti:8000 | xargs kill -9\n```\n\n"
    body += "Then restart the build and attach once more. " * 9 + "\n"
    assert ask(PROBE, {"doc/remote.md": "# Debug the shop on IntelliJ\n\n" + body}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"doc/debugging.md": "# Shop\n\n" + body}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"doc/server.md": "# Running the server\n\n" + body}).outcome is not Outcome.ABSENT
