"""Is a minimum test coverage enforced by a number?"""

import re
from collections.abc import Iterator

from core.formats.yaml_text import Node, document
from core.matching.pattern import Hit, Pattern
from core.probes.answers import Words, settled
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe
from core.probes.reading import Place, own_files, pipelines, place
from core.snapshot.snapshot import Snapshot

_CODECOV = ("{,.github/,dev/}{,.}codecov.{yml,yaml}",)
_COMMANDS = re.compile(
    r"--cov-fail-under[= ][1-9]|\b(?:coverage|slipcover)\b.*--fail-under[= ][1-9]"
    r"|(?:tarpaulin|llvm-cov)\b.*--fail-under(?:-\w+)?[= ][1-9]|--check-coverage\b.*[= ][1-9]"
    r"|/p:Threshold=[1-9]|--coverage.*--min[= ][1-9]|coverage-check\s+\S+\s+[1-9]|coverageThreshold"
    r"|gcovr\b.*--fail-under-\w+[= ][1-9]|go-test-coverage\b.*--threshold|--coverage\.thresholds?\.\w+[= ][1-9]"
)
_PYTHON = Pattern(
    "python", r"^[ \t]*fail_under[ \t]*=[ \t]*[1-9]|--cov-fail-under[= ][1-9]",
    paths=("**/{pyproject.toml,setup.cfg,tox.ini,pytest.ini,.coveragerc,noxfile.py,.coveragerc.toml}",),
    code_only=True,
)  # fmt: skip
_JAVASCRIPT = Pattern(
    "javascript",
    r"\bcoverageThreshold\b|\bcheck-?[cC]overage[\"']?[ \t]*:[ \t]*(true|\{)|--check-coverage\b"
    r"|\bthresholds?[\"']?[ \t]*:[ \t]*(\{|100)",
    paths=("**/package.json", "**/{jest,vitest,vite,karma,c8}*.{js,ts,cjs,mjs,mts,json}",
           "**/{.nycrc,.c8rc,.taprc}{,.json,.js,.yml,.yaml}",
           "**/nyc.config.js", "**/jest.config.*"),
    code_only=True,
)  # fmt: skip
_JVM = Pattern(
    "jvm", r"<minimum>[ \t]*[0-9.]*[1-9]|<(totalLineRate|totalBranchRate|lineRate|branchRate)>[ \t]*[0-9.]*[1-9]"
    r"|^[ \t]*minimum[ \t]*=[ \t]*[\"']?[0-9.]*[1-9]|\bminimum[ \t]*=[ \t]*\"?[0-9.]*[1-9].*(toBigDecimal|BigDecimal)"
    r"|minimum\.set\(|\bminBound\([1-9]|coverageMinimum\w*[ \t]*:=[ \t]*[1-9]",
    paths=("**/pom.xml", "**/*.gradle", "**/*.gradle.kts", "**/*.sbt"), code_only=True,
)  # fmt: skip
_OTHER = Pattern(
    "other", r"\bminimum_coverage(_by_file)?[ \t(]+(\{[ \t]*)?\(?[ \t]*(:?\w+:?[ \t]*(=>)?[ \t]*)?[1-9]"
        r"|\"minimum_coverage\"[ \t]*:[ \t]*[1-9]"
    r"|<Threshold>[ \t]*[1-9]|\bsummary:[ \t]*\[[ \t]*threshold:[ \t]*[1-9]|^[ \t]*fail-under[ \t]*=[ \t]*[1-9]",
    paths=("**/{spec_helper,test_helper,rails_helper,env}.rb", "**/.simplecov", "**/coveralls.json", "**/mix.exs",
           "**/*.{csproj,fsproj,props,targets,runsettings}", "**/{tarpaulin,.tarpaulin}.toml"),
    code_only=True,
)  # fmt: skip
_GO = Pattern(
    "go",
    r"^[ \t]*(total|file|package):[ \t]*[1-9]",
    paths=("**/.testcoverage.{yml,yaml}", "**/.go-test-coverage.{yml,yaml}"),
)
_NUMBER = re.compile(
    r"[\"']?(?:lines|branches|functions|statements|global|autoUpdate|100)[\"']?\s*:\s*[\"']?(?:[1-9]|true)|:\s*100\b"
)
_RULES = re.compile(r"jacoco|kover|cobertura|scoverage|coverage", re.IGNORECASE)


def _numbers(node: Node, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield (line, why it does not count) of every status target of Codecov; the reason is empty when it counts."""
    for key, line, value in node.items():
        if key == "target" and value.text:
            number = value.text.strip().rstrip("%")
            if node.get("informational") and node.text_of("informational").lower() == "true":
                yield line, "informational only"
            elif number.replace(".", "").isdigit() and float(number) > 0:
                yield line, ""
            else:
                yield line, "follows what there was before, no number"
        elif depth < 8:
            yield from _numbers(value, depth + 1)
    for entry in node.list() if depth < 8 else ():
        yield from _numbers(entry, depth + 1)


def _targets(path: str, text: str) -> tuple[tuple[int, str], ...]:
    return tuple(_numbers(document(text)))


def _counts(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a setting goes with a number (in JavaScript on a later line) and, in builds, with a tool."""
    if hit.pattern == "jvm":
        return bool(_RULES.search(snapshot.text(hit.path) or ""))
    if hit.pattern != "javascript":
        return True
    near = "\n".join(snapshot.lines(hit.path)[hit.line - 1 : hit.line + 12])
    if "threshold" in hit.text and "overageThreshold" not in hit.text:
        return "coverage" in (snapshot.text(hit.path) or "") and bool(_NUMBER.search(near))
    return bool(_NUMBER.search(near) or _NUMBER.search(snapshot.text(hit.path) or "") or "--check-coverage" in hit.text)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for _, _, _, command in all_commands(snapshot):
        if _COMMANDS.search(command.text):
            found += command.places
    for pipeline in pipelines(snapshot):
        for _, step in pipeline.steps():
            if (
                any("threshold" in name.lower() or "min" in name.lower().split("-") for name in step.options)
                and "cov" in step.uses
            ):
                found.append(place(pipeline, step.line, step.end_line))
    for hit in hits.of("python", "javascript", "jvm", "other", "go"):
        if _counts(snapshot, hit):
            found.append((hit.path, hit.line, hit.line))
        else:
            near.append((hit.path, hit.line, "no number seen"))
    for path in own_files(snapshot, _CODECOV):
        for line, reason in snapshot.model(path, _targets) or ():
            if reason:
                near.append((path, line, reason))
            else:
                found.append((path, line, line))
    return settled(_WORDS, found, near=near)


_WORDS = Words(
    "A minimum coverage is set as a number at {places} {places:place|places}.",
    "No number sets a minimum coverage.",
)

PROBE = Probe(
    id="ci.coverage-gate",
    question="Is a minimum test coverage enforced by a number in the repository?",
    answer=_answer,
    patterns=(_PYTHON, _JAVASCRIPT, _JVM, _OTHER, _GO),
    paths=(*_PYTHON.paths, *_JAVASCRIPT.paths, *_JVM.paths, *_OTHER.paths, *_GO.paths, *_CODECOV),
    asks=("limits in commands of CI steps", "status targets of Codecov"),
)
