"""What pipelines produce about an artifact beside it: signatures, attestations, bills of materials."""

import re

from core.formats.pipeline import Job, Pipeline, Step
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.commands import all_commands
from core.probes.probe import Found, absent, present
from core.probes.purposes import is_elsewhere
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_PYPI = "pypa/gh-action-pypi-publish"
_GEM = "rubygems/release-gem"
_NPM_PUBLISH = re.compile(r"(?:^|\s)(?:npm|pnpm|yarn npm|lerna)\s+(?:\S+\s+)*?publish\b")
_OFF = {"false", "no", "off"}

PROVENANCE_OF_NPM = Pattern(
    "npm",
    r"^[ \t]*\"provenance\":[ \t]*true|^[ \t]*provenance[ \t]*=[ \t]*true|NPM_CONFIG_PROVENANCE:?=?[ \t]*[\"']?true",
    paths=("**/package.json", "**/.npmrc", *PIPELINE_PATHS),
    ignore_case=True,
    code_only=True,
)
"""Settings that make every publication to the npm registry carry a provenance statement."""


def goreleaser(name: str, sections: str) -> Pattern:
    """Return the pattern of sections of GoReleaser's configuration, such as `signs`."""
    return Pattern(name, rf"^(?:{sections}):", paths=("**/{,.}goreleaser*.{yml,yaml}", "**/.goreleaser/*.{yml,yaml}"))


def produced(snapshot: Snapshot, actions: re.Pattern[str], commands: re.Pattern[str]) -> list[Place]:
    """Return where a step or job calls an action, or runs a command, that produces what is asked for."""
    found: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if job.uses and actions.search(action(job.uses)):
                found.append(place(pipeline, job.line))
            found += [
                place(pipeline, s.line, s.end_line) for s in job.steps if s.uses and actions.search(action(s.uses))
            ]
    for _, _, _, command in all_commands(snapshot):
        if commands.search(command.text):
            found += command.places
    return list(dict.fromkeys(found))


def image_builds(snapshot: Snapshot, option: str) -> tuple[list[Place], list[Place]]:
    """Return where an image build switches an option of BuildKit on, and where it switches it off."""
    on: list[Place] = []
    off: list[Place] = []
    for pipeline in pipelines(snapshot):
        for _, step in pipeline.steps():
            value = step.options.get(option, "").strip().lower()
            if value and action(step.uses).startswith(("docker/build-push-action", "docker/bake-action", "depot/")):
                (off if value in _OFF else on).append(place(pipeline, step.line, step.end_line))
    return on, off


def attested(snapshot: Snapshot) -> tuple[list[Place], list[Place]]:
    """Return where a package registry's attestations are asked for, and where an action makes them by default.

    PyPI, RubyGems and npm attest what a workflow publishes with its own identity (`id-token: write`) and no password.
    """
    asked: list[Place] = []
    default: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job, step in pipeline.steps():
            name, where = action(step.uses), place(pipeline, step.line, step.end_line)
            said = step.options.get("attestations" if name == _PYPI else "attest", "").lower()
            if name in (_PYPI, _GEM) and said not in _OFF:
                if said == "true":
                    asked.append(where)
                elif _trusted(pipeline, job, step):
                    default.append(where)
    for pipeline, job, step, command in all_commands(snapshot):
        if not _NPM_PUBLISH.search(command.text):
            continue
        if re.search(r"--provenance(?!=false)", command.text):
            asked += command.places
        elif _trusted(pipeline, job, step) and "--provenance" not in command.text:
            default += command.places
    return list(dict.fromkeys(asked)), list(dict.fromkeys(default))


def _trusted(pipeline: Pipeline, job: Job, step: Step) -> bool:
    granted = job.permissions or pipeline.permissions
    identity = "id-token: write" in granted or granted == "write-all"
    return identity and not step.options.get("password") and "NODE_AUTH_TOKEN" not in step.env


def calls_elsewhere(snapshot: Snapshot, purpose: re.Pattern[str]) -> list[Place]:
    """Return calls of workflows kept outside this repository whose name says a purpose."""
    return [
        place(pipeline, job.line)
        for pipeline in pipelines(snapshot)
        for job in pipeline.jobs
        if is_elsewhere(job) and purpose.search(f"{job.id} {job.name} {job.uses}")
    ]


def judged(
    snapshot: Snapshot,
    found: list[Place],
    unseen: list[Place],
    messages: tuple[str, str, str],
    near_misses: tuple[tuple[str, int, str], ...] = (),
) -> Found:
    """Return the answer of a probe about release evidence.

    Args:
        snapshot: the repository.
        found: where it is produced.
        unseen: where it is produced only by default or elsewhere, which cannot be seen here.
        messages: sentences for yes, for unproven (both with `{places}`) and for no.
        near_misses: what only looks like it.
    """
    yes, maybe, no = messages
    eligible = pipeline_paths(snapshot)
    if found:
        places = list(dict.fromkeys(found))
        return present(yes, places, args={"places": len(places)}, near_misses=near_misses, eligible=eligible)
    if unseen:
        places = list(dict.fromkeys(unseen))
        args: dict[str, str | int] = {"places": len(places)}
        return Found(Outcome.UNPROVEN, maybe, args, Confidence.MEDIUM, tuple(places), near_misses, eligible=eligible)
    return absent(no, near_misses, eligible=eligible)
