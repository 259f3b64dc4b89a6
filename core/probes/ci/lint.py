"""Does CI run a linter, a formatter check or a type checker?"""

import re

from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.purposes import call_lints, lints_by_action, runs_lint
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_GRADLE = Pattern(
    "gradle",
    r"(?:apply plugin:|\bid)[ \t(]*[\"'](?:checkstyle|pmd|com\.github\.spotbugs|com\.diffplug\.spotless"
    r"|io\.gitlab\.arturbosch\.detekt|org\.jlleitschuh\.gradle\.ktlint|org\.jmailen\.kotlinter)[\"']\)?"
    r"[ \t]*(?:version[ \t]+[\"'(][\w.]*[\"')]*)?[ \t]*$",
    paths=("**/*.{gradle,gradle.kts}",),
    code_only=True,
)
"""Plug-ins that add a check of the code to `gradle check`; `apply false` only makes them known."""
_GRADLE_CHECK = re.compile(r"(?:^|[\s/])gradlew?(?:\.bat)?\s(?:[^\n]*[\s:])?(?:check|build)(?=\s|$)")
_WITHOUT = re.compile(r"\s(?:-x|--exclude-task)[\s=]?:?check(?=\s|$)")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    for _, _, _, command in all_commands(snapshot):
        by_build = hits.of("gradle") and _GRADLE_CHECK.search(command.text) and not _WITHOUT.search(command.text)
        if runs_lint(command) or by_build:
            found += command.places
    if found:
        found += lines_of(hits.of("gradle"))
    elsewhere: list[Place] = []
    for pipeline in pipelines(snapshot):
        found += [place(pipeline, step.line, step.end_line) for _, step in pipeline.steps() if lints_by_action(step)]
        elsewhere += [place(pipeline, job.line) for job in pipeline.jobs if call_lints(job)]
    eligible = pipeline_paths(snapshot)
    if found:
        found = list(dict.fromkeys(found))
        files = len({path for path, _, _ in found} & set(eligible))
        return present(
            "{files} CI {files:file runs|files run} a linter, formatter or type checker.",
            found,
            args={"files": files},
            eligible=eligible,
        )
    if elsewhere:
        return Found(
            Outcome.UNPROVEN,
            "{calls} CI {calls:job calls a workflow|jobs call workflows} for lint or static analysis kept "
            "outside this repository.",
            {"calls": len(elsewhere)},
            Confidence.MEDIUM,
            tuple(elsewhere),
            eligible=eligible,
        )
    return absent("No CI file runs a linter, formatter or type checker.", eligible=eligible)


PROBE = Probe(
    id="ci.lint",
    question="Does CI run a linter, a formatter check or a type checker?",
    answer=_answer,
    patterns=(_GRADLE,),
    paths=(*PIPELINE_PATHS, *_GRADLE.paths),
    asks=("commands of CI steps, followed one step into task runners and scripts", "actions that check code"),
)
