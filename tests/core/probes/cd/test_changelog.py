from core.model.outcome import Outcome
from core.probes.cd.changelog import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

WRITTEN = "# Changelog\n\n## 1.1\n- a\n\n## 1.0\n- b\n"


def test_files() -> None:
    for path in (
        "CHANGELOG.md",
        "CHANGES.rst",
        "HISTORY",
        "docs/release-notes/version-4.6.md",
        "packages/core/CHANGELOG.md",
    ):
        assert ask(PROBE, {path: WRITTEN}).outcome is Outcome.PRESENT, path


def test_automated_notes() -> None:
    for path in (
        ".changeset/config.json",
        "cliff.toml",
        "release-please-config.json",
        ".releaserc",
        ".github/release.yml",
    ):
        assert ask(PROBE, {path: "{}\n"}).outcome is Outcome.PRESENT, path
    assert ask(PROBE, workflow("uses: release-drafter/release-drafter@v6")).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("run: gh release create v1 --generate-notes")).outcome is Outcome.PRESENT
    notes = "{uses: softprops/action-gh-release@v2, with: {\n          generate_release_notes: true}}"
    assert ask(PROBE, workflow(notes)).outcome is Outcome.PRESENT
    assert ask(PROBE, {"pyproject.toml": "[tool.towncrier]\npackage = 'a'\n"}).outcome is Outcome.PRESENT


def test_traps() -> None:
    answer = ask(PROBE, {"CHANGELOG.md": "# Changelog\n", "src/history.py": "x = 1\n" * 9})
    assert answer.outcome is Outcome.ABSENT
    assert [(m.path, m.reason) for m in answer.near_misses] == [("CHANGELOG.md", "hardly anything in it")]
    link = "Changelog\n=====\n\nReleases\n====\n\nPlease see https://example.com/wiki\n"
    assert ask(PROBE, {"CHANGELOG.md": link}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"node_modules/a/CHANGELOG.md": WRITTEN}).outcome is Outcome.ABSENT
