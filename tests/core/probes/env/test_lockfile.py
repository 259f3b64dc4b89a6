from core.model.outcome import Outcome
from core.probes.env.lockfile import PROBE
from tests.helpers.snapshots import ask


def test_lock_files_of_many_ecosystems() -> None:
    for path in (
        "package-lock.json",
        "web/yarn.lock",
        "pnpm-lock.yaml",
        "poetry.lock",
        "uv.lock",
        "Gemfile.lock",
        "composer.lock",
        "go.sum",
        "Cargo.lock",
        "src/App/packages.lock.json",
        "gradle.lockfile",
        "mix.lock",
    ):
        answer = ask(PROBE, {path: "x\n"})
        assert (answer.outcome, [e.path for e in answer.evidence]) == (Outcome.PRESENT, [path]), path


def test_requirements_with_hashes_or_compiled() -> None:
    hashed = "# made by a tool\nflask==3.0.0 \\\n    --hash=sha256:aa\n"
    answer = ask(PROBE, {"requirements.txt": hashed})
    assert (answer.outcome, answer.evidence[0].line) == (Outcome.PRESENT, 2)
    assert ask(PROBE, {"requirements.txt": "flask==3.0.0\n    # via -r requirements.in\n"}).outcome is Outcome.PRESENT


def test_traps() -> None:
    pinned = ask(PROBE, {"requirements.txt": "flask==3.0.0\n"})
    assert pinned.outcome is Outcome.ABSENT
    assert pinned.near_misses[0].reason == "pins direct dependencies only, without hashes"
    assert ask(PROBE, {"requirements.txt": "flask>=3\n", "package.json": "{}"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"node_modules/a/package-lock.json": "{}"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"examples/a/package-lock.json": "{}"}).outcome is Outcome.ABSENT
