"""Does CI run an automated test suite?"""

from core.model.outcome import Confidence, Outcome
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.purposes import call_tests, runs_tests, tests_by_action
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    for _, _, _, command in all_commands(snapshot):
        if runs_tests(command):
            found += command.places
    elsewhere: list[Place] = []
    for pipeline in pipelines(snapshot):
        found += [place(pipeline, step.line, step.end_line) for _, step in pipeline.steps() if tests_by_action(step)]
        elsewhere += [place(pipeline, job.line) for job in pipeline.jobs if call_tests(job)]
    eligible = pipeline_paths(snapshot)
    if found:
        found = list(dict.fromkeys(found))
        files = len({path for path, _, _ in found} & set(eligible))
        return present("{files} CI {files:file runs|files run} tests.", found, args={"files": files}, eligible=eligible)
    if elsewhere:
        return Found(
            Outcome.UNPROVEN,
            "{calls} CI {calls:job calls a workflow|jobs call workflows} for tests kept outside this repository.",
            {"calls": len(elsewhere)},
            Confidence.MEDIUM,
            tuple(elsewhere),
            eligible=eligible,
        )
    return absent("No CI file runs tests.", eligible=eligible)


PROBE = Probe(
    id="ci.tests",
    question="Does CI run an automated test suite?",
    answer=_answer,
    paths=PIPELINE_PATHS,
    asks=("commands of CI steps, followed one step into task runners and scripts", "actions that run tests"),
)
