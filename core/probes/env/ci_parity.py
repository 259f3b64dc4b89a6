"""Does CI test or lint by the same task that a developer runs?"""

import re

from core.formats.pipeline import Step
from core.probes.answers import Words, settled
from core.probes.ci_tools import steps_calling
from core.probes.commands import Command, all_commands
from core.probes.hooks import hooks, runs_of_hooks
from core.probes.probe import Found, Hits, Probe
from core.probes.purposes import runs_lint, runs_tests
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths
from core.snapshot.snapshot import Snapshot

# Build tools that bring tasks by convention: there is no file of the repository to follow.
_BUILD_TOOL = re.compile(
    r"(?:^|[\s/])(?:gradlew?|mvnw?|sbt|lein|bazel(?:isk)?|rake|cake|nuke|(?:build|make)\.(?:sh|ps1)|inv(?:oke)?"
    r"|hatch|mage|ant)(?:\.bat|\.cmd)?\s"
)
_OWN_SCRIPT = re.compile(
    r"(?:^|\s)(?:\./)?(?:bin|scripts?|dev|tools|hack)/(?:[\w-]*[-_])?(?:tests?|lint|check|ci|verify|rspec|rubocop"
    r"|prettier|eslint|brakeman|standardrb|erb_?lint|phpunit|pest|phpcs|phpstan|rails test)(?=\s|$|[.:-])"
)
_ONLY_FOR_CI = re.compile(
    r"^\.?(?:ci|github|circleci|buildkite|gitlab|travis|azure\w*|jenkins)/|(?:^|/)\.?(?:github|ci|travis)[/_-]"
)
_GRADLE_ACTION = re.compile(r"(?:^|\s)(?:test|check|build|lint\w*|spotless\w*|\w+Test)(?=\s|$)")


def _by_gradle(step: Step) -> bool:
    called = action(step.uses)
    given = step.options.get("arguments", "") or step.options.get("tasks", "")
    return called.startswith(("gradle/", "gradle@", "maven@")) and bool(_GRADLE_ACTION.search(given))


def _checks(command: Command) -> bool:
    return runs_tests(command) or runs_lint(command)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = list(runs_of_hooks(snapshot)) if hooks(snapshot) else []
    near: list[tuple[str, int, str]] = []
    leads: Command | None = None
    for _, _, _, command in all_commands(snapshot):
        if command.leads_on:
            leads = command
        followed = leads is not None and command.source != command.place and command.place == leads.place
        if not _checks(command):
            continue
        if followed and leads is not None and not _ONLY_FOR_CI.search(command.source[0]):
            found += [leads.place, command.source]
        elif _BUILD_TOOL.search(command.text + " ") or _OWN_SCRIPT.search(command.text):
            found.append(command.place)
        elif not command.leads_on:
            near.append((command.place[0], command.place[1], "spelled out, not a task of the repository"))
    found += steps_calling(snapshot, _by_gradle)
    return settled(_WORDS, found, near=near, eligible=pipeline_paths(snapshot))


_WORDS = Words(
    "CI tests or lints by tasks that a developer can run, seen at {places} {places:place|places}.",
    "CI does not test or lint by a task of the repository.",
)

PROBE = Probe(
    id="env.ci-parity",
    question="Does CI run its tests or lint through the same tasks that a developer runs?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("commands of CI steps and the tasks, scripts and hooks that they lead to",),
)
