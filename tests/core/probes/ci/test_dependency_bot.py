from core.model.outcome import Outcome
from core.probes.ci.dependency_bot import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

DEPENDABOT = "version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n"


def test_bots() -> None:
    answer = ask(PROBE, {".github/dependabot.yml": DEPENDABOT})
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 3)
    assert ask(PROBE, {"renovate.json": "{}"}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"package.json": '{"renovate": {"extends": ["config:base"]}}'}).outcome is Outcome.PRESENT
    assert ask(PROBE, workflow("uses: renovatebot/github-action@v40")).outcome is Outcome.PRESENT
    assert ask(PROBE, {".scala-steward.conf": "pullRequests.frequency = weekly\n"}).outcome is Outcome.PRESENT


def test_merging_a_bots_proposals_is_not_a_bot() -> None:
    answer = ask(PROBE, workflow("uses: dependabot/fetch-metadata@v2", on="pull_request"))
    assert answer.outcome is Outcome.ABSENT
    assert answer.near_misses[0].reason == "only merges what a bot proposes"


def test_no_updates_is_a_near_miss() -> None:
    assert ask(PROBE, {".github/dependabot.yml": "version: 2\nupdates: []\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/dependencies.md": "We use Renovate and Dependabot.\n"}).outcome is Outcome.ABSENT
