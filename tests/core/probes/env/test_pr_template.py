from core.model.outcome import Outcome
from core.probes.env.pr_template import PROBE
from tests.helpers.snapshots import ask

TEXT = "## What changes\n\n- [ ] tests\n"


def test_the_places_that_the_hosts_read() -> None:
    for path in (
        ".github/PULL_REQUEST_TEMPLATE.md",
        "pull_request_template.md",
        "docs/pull_request_template.txt",
        ".github/PULL_REQUEST_TEMPLATE/release.md",
        ".gitlab/merge_request_templates/Default.md",
        ".azuredevops/pull_request_template.md",
        ".bitbucket/pull_request_template.md",
    ):
        answer = ask(PROBE, {path: TEXT})
        assert (answer.outcome, answer.evidence[0].path) == (Outcome.PRESENT, path), path


def test_issue_templates_and_empty_files_do_not_count() -> None:
    issues = ask(PROBE, {".github/ISSUE_TEMPLATE/bug.md": TEXT, ".gitlab/issue_templates/bug.md": TEXT})
    assert issues.outcome is Outcome.ABSENT
    assert {miss.reason for miss in issues.near_misses} == {"is for issues"}
    empty = ask(PROBE, {".github/pull_request_template.md": "\n"})
    assert (empty.outcome, empty.near_misses[0].reason) == (Outcome.ABSENT, "is empty")
