"""Is the code analysed for security weaknesses by a tool?"""

import re

from core.formats.pipeline import Job
from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.purposes import is_elsewhere
from core.probes.reading import PIPELINE_PATHS, Place, action, pipelines, place
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(github/codeql-action/(analyze|autobuild|init)|(returntocorp|semgrep)/.*|securego/gosec|sonarsource/.*"
    r"|sonarcloud.*"
    r"|sonarqube.*@\d|.*bandit.*|.*brakeman.*|.*njsscan.*|checkmarx/.*|veracode/(?!veracode-sca).*|fortify/.*"
    r"|horuszup/.*"
    r"|microsoft/security-devops-action|advancedsecurity-codeql.*@\d|.*/sobelow.*|shiftleftsecurity/scan-action)$"
)
_COMMANDS = re.compile(
    r"(?:^|[\s\"'/])(?:semgrep|gosec|bandit|brakeman|njsscan|sonar-scanner|sonarscanner|dotnet[- ]sonarscanner"
    r"|sonar(?:qube)?|sonar:sonar|codeql database analyze|snyk code test|horusec|mix sobelow|sobelow"
    r"|psalm\b.*--taint-analysis)(?=\s|$|:)"
)
_CALLS = re.compile(
    r"codeql|semgrep|\bsast\b|sonar|bandit|brakeman|gosec|code-?scan|Security/SAST|Jobs/SAST", re.IGNORECASE
)
_RUNS_HOOKS = re.compile(r"(?:^|[\s/])(?:pre-commit|prek) run|pre-commit")
_HOOKS = Pattern(
    "hook",
    r"id:[ \t]*(bandit|semgrep\w*|semgrep-ci|gosec|brakeman|njsscan)\b",
    paths=(".pre-commit-config.{yml,yaml}",),
)
_RUFF = Pattern(
    "ruff",
    r"""^[ \t]*((lint\.)?(extend-)?select[ \t]*=.*["']S["'0-9]|["']S["'])""",
    paths=("**/pyproject.toml", "**/{.,}ruff.toml"),
)
_GOSEC = Pattern("gosec", r"^[ \t]*-[ \t]*gosec\b", paths=("**/.golangci.{yml,yaml}",))
_ENTRY = re.compile(r"""\s*(?:-\s*gosec\b|["']S["'])""")
_LIST = re.compile(r"""\s*(?:-\s+)?([\w"'./*-]+)\s*(?:=\s*\[|:\s*(?:#.*)?$)""")
_SONAR = Pattern(
    "sonar", r"^[ \t]*sonar\.(projectKey|sources|organization)[ \t]*=", paths=("**/sonar-project.properties",)
)
_DISABLED = re.compile(r"^[ \t]+enabled:[ \t]*false\b")
_PLATFORM = Pattern(
    "platform",
    r"^[ \t]+[\"']?(brakeman|bandit|gosec|semgrep|nodesecurity|sonar-\w+|eslint-security|phan|spotbugs)[\"']?:[ \t]*$",
    paths=("**/.codeclimate.{yml,yaml,json}", "**/.{codacy,codacy/codacy}.{yml,yaml}", "**/.qlty/qlty.toml"),
)
"""Engines of a platform that analyses every change as the repository configures it."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    calls: list[Place] = []
    configured = {"hook": False, "ruff": False, "gosec": False}
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if is_elsewhere(job) and _hands_over(job):
                calls.append(place(pipeline, job.line))
            for step in job.steps:
                name = action(step.uses)
                by_snyk = name.startswith("snyk/actions/") and "code" in step.options.get("command", "").split()
                if by_snyk or (_ACTIONS.match(name) and not name.endswith("/init")):
                    found.append(place(pipeline, step.line, step.end_line))
                configured["hook"] |= "pre-commit" in name
                configured["ruff"] |= "ruff" in name
                configured["gosec"] |= "golangci" in name
    for _, _, _, command in all_commands(snapshot):
        if _COMMANDS.search(command.text):
            found += command.places
        configured["hook"] |= bool(_RUNS_HOOKS.search(command.text))
        configured["ruff"] |= "ruff" in command.text
        configured["gosec"] |= "golangci-lint" in command.text
    on = {name: [hit for hit in hits.of(name) if _is_on(snapshot, hit)] for name in configured}
    for name, runs in configured.items():
        found += lines_of(on[name]) if runs else ()
    found += lines_of(hits.of("sonar"))
    found += lines_of(hit for hit in hits.of("platform") if not _is_off(snapshot, hit))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "A tool analyses the code for security weaknesses, at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
        )
    if calls:
        return Found(
            Outcome.UNPROVEN,
            "{calls} CI {calls:job calls|jobs call} a security analysis kept outside this repository.",
            {"calls": len(calls)},
            Confidence.MEDIUM,
            tuple(calls),
        )
    near = [(hit.path, hit.line, "configured, but CI does not run it") for name in on for hit in on[name]]
    near += [(h.path, h.line, "switched off") for name in on for h in hits.of(name) if h not in on[name]]
    return absent("No tool analyses the code for security weaknesses.", near)


def _is_off(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether an engine is listed and switched off, by the line under it."""
    return any(_DISABLED.match(line) for line in snapshot.lines(hit.path)[hit.line : hit.line + 1])


def _is_on(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether an entry of a list switches something on, by the key that the list belongs to."""
    if not _ENTRY.match(hit.text):
        return True
    before = reversed(snapshot.lines(hit.path)[: hit.line - 1])
    key = next((found[1] for line in before if (found := _LIST.match(line))), "")
    return "enable" in key or "select" in key


def _hands_over(job: Job) -> bool:
    """Tell whether a call names a security analysis, or is given the token of one."""
    named = f"{job.id} {job.name} {job.uses.partition('@')[0]} {' '.join(job.options)}"
    return bool(_CALLS.search(named.replace("_", "-")))


PROBE = Probe(
    id="ci.sast",
    question="Does CI, or configuration in the repository, analyse the code for security weaknesses?",
    answer=_answer,
    patterns=(_HOOKS, _RUFF, _GOSEC, _SONAR, _PLATFORM),
    paths=(*PIPELINE_PATHS, *_HOOKS.paths, *_RUFF.paths, *_GOSEC.paths, *_SONAR.paths, *_PLATFORM.paths),
    asks=("actions and commands of CI steps that analyse code", "calls of reusable workflows that name an analysis"),
)
