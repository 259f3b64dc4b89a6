"""Does CI measure how much of the code its tests reach?"""

import re

from core.matching.pattern import Pattern
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.purposes import runs_tests
from core.probes.reading import PIPELINE_PATHS, Place, action, declares, manifests, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(codecov/codecov-action|coverallsapp/github-action|codacy/codacy-coverage-reporter-action|codecov/upload"
    r"|paambaati/codeclimate-action|qltysh/qlty-action/coverage|publishcodecoveragere[a-z]*@\d|coveralls/upload"
    r"|.*/(jest-coverage|coverage-report|python-coverage|go-coverage|lcov-reporter)[\w-]*)$"
)
_COMMANDS = re.compile(
    r"(?:^|[\s\"'/])(?:coverage (?:run|xml|report|html|combine)|codecov|coveralls|goveralls|nyc|c8|kcov|gcovr|lcov"
    r"|slipcover|cargo[- ](?:tarpaulin|llvm-cov)|grcov|mix coveralls\S*|jacocoTest\w+|jacoco:report|koverXmlReport"
    r"|dotnet-coverage|coverlet"
    r"|simplecov(?::\S+)?|undercover|pycobertura|diff-cover|codecovcli|cc-test-reporter)(?=\s|$|[\"'])"
    r"|--cov(?:[= -]|$)|--coverage(?!=(?:false|none|off|0)\b)(?:[= -]|$)"
    r"|--cover(?:[= ]|$)|-cover(?:profile|mode|pkg)?(?:[= ]|$)|-m coverage\b"
    r"|--settings[:= ][\"']?\S*(?:coverlet|coverage)\S*\.runsettings"
    r"|XPlat Code Coverage|CollectCoverage=true|--code-coverage|codecov\.io/(?:bash|env)|-Pcoverage\b|-Pjacoco"
)
_PYTEST = re.compile(r"(?:^|[\s/])(?:py\.test|pytest)(?:\s|$)")
_MAVEN = re.compile(r"(?:^|[\s/])mvnw?\b")
_ADDOPTS = Pattern(
    "addopts", r"^[ \t]*(addopts[ \t]*=.*|-{2}|[\"']-{2})cov(=|[ \t]|[\"'-]|$)|addopts.*--cov",
    paths=("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", ".coveragerc"),
)  # fmt: skip


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    by_config = {(hit.path, hit.line, hit.line) for hit in hits.of("addopts")}
    jacoco = [m.path for m in manifests(snapshot) if m.ecosystem == "maven" and "jacoco-maven-plugin" in m.sections]
    for _, _, _, command in all_commands(snapshot):
        if _COMMANDS.search(command.text):
            found += command.places
        elif _PYTEST.search(command.text) and by_config:
            found += [command.place, *sorted(by_config)]
        elif jacoco and _MAVEN.search(command.text) and runs_tests(command):
            found += [command.place, (jacoco[0], 1, 1)]
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if "coverage_report" in job.options:
                found.append(place(pipeline, job.line))
            found += [place(pipeline, s.line, s.end_line) for s in job.steps if _ACTIONS.match(action(s.uses))]
    eligible = pipeline_paths(snapshot)
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "CI measures test coverage at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            eligible=eligible,
        )
    near = [(m.path, d.line, "declared, but CI does not run it") for m, d in declares(snapshot, _TOOLS)]
    return absent("CI does not measure test coverage.", near, eligible=eligible)


_TOOLS = (
    "coverage",
    "pytest-cov",
    "nyc",
    "c8",
    "@vitest/coverage-v8",
    "simplecov",
    "coverlet.collector",
    "excoveralls",
)

PROBE = Probe(
    id="ci.coverage",
    question="Does CI measure test coverage?",
    answer=_answer,
    patterns=(_ADDOPTS,),
    paths=PIPELINE_PATHS,
    asks=("coverage tools and options in the commands of CI steps", "actions that report coverage"),
)
