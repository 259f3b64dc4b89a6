import pytest

from core.model.outcome import Outcome
from core.probes.doc.release_process import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"RELEASING.md": "# Releasing\n\n1. Tag the version.\n2. Publish.\n"},
        {"CONTRIBUTING.md": "# Contributing\n\n## Release process\n\n- Create a branch\n- Tag the version\n"},
        {"docs/release.rst": "Making a release\n================\n\n1. Set the version.\n2. Tag it.\n"},
        {"docs/releasing/README.md": "# Releasing\n\n1. Tag the version.\n2. Publish.\n"},
    ],
)
def test_steps_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"CHANGELOG.md": "# Releases\n\n- tag\n- version\n"},
        {"README.md": "# Shop\n\n## Releases\n\nSee the tags page.\n"},
    ],
)
def test_an_automated_changelog_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_template_that_makes_each_release_an_issue_with_steps() -> None:
    steps = "## Before\n\n- [ ] Cut the branch\n- [ ] Tag it\n- [ ] Publish the images\n"
    assert ask(PROBE, {".github/ISSUE_TEMPLATE/release_minor.md": steps}).outcome is Outcome.PRESENT
    assert ask(PROBE, {".github/ISSUE_TEMPLATE/bug.md": steps}).outcome is Outcome.ABSENT
    assert ask(PROBE, {".github/ISSUE_TEMPLATE/release.md": "Which release?\n"}).outcome is Outcome.ABSENT
