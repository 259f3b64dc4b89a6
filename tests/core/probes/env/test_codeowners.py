from core.model.outcome import Outcome
from core.probes.env.codeowners import PROBE
from tests.helpers.snapshots import ask


def test_places_and_systems() -> None:
    for path in ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"):
        answer = ask(PROBE, {path: "# owners\n* @acme/core\n/web @acme/web\n"})
        assert (answer.outcome, answer.evidence[0].place) == (Outcome.PRESENT, f"{path}:2-3"), path
    assert ask(PROBE, {"pkg/OWNERS": "approvers:\n- ada\n"}).outcome is Outcome.PRESENT


def test_traps() -> None:
    empty = ask(PROBE, {".github/CODEOWNERS": "# nobody yet\n"})
    assert empty.outcome is Outcome.ABSENT
    assert empty.near_misses[0].reason == "names no owner"
    people = ask(PROBE, {"MAINTAINERS.md": "* Ada\n", "OWNERS": "Ada\n"})
    assert people.outcome is Outcome.ABSENT
    assert [m.path for m in people.near_misses] == ["MAINTAINERS.md"]
