"""Are faults injected on purpose, to see what the system does?"""

import re
from collections.abc import Iterator

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import declared, seen
from core.probes.commands import all_commands
from core.probes.declared import declared_hits
from core.probes.probe import Found, Hits, Probe, present
from core.probes.reading import Place
from core.snapshot.snapshot import Snapshot

_ANYWHERE = ("source", "test", "configuration", "infrastructure")
_EXPERIMENT = (
    r"^kind:[ \t]*[\"']?(?:Pod|Network|Stress|IO|Time|DNS|HTTP|Kernel|JVM|AWS|GCP|Azure|Block"
    r"|PhysicalMachine)Chaos\b"
    r"|^kind:[ \t]*[\"']?Chaos(?:Engine|Experiment|Schedule|Result|Workflow)\b"
    r"|\bchaos-mesh\.org/v|\blitmuschaos\.io/v"
    r"|\bMicrosoft\.Chaos/|\bazurerm_chaos_studio_\w+|\baws_fis_experiment_template\b|\bAWS::FIS::"
    r"|\bgremlin/gremlin\b|\bGREMLIN_TEAM_\w+|\bgremlin attack\b"
    r"|\bpumba (?:netem|kill|pause|stop|stress)\b|\bgaiaadm/pumba\b"
    r"|\bkube-monkey\b|\bchaoskube\b|\bpowerfulseal\b|\bchaos run\b|\bfrom chaos(?:lib|k8s|aws)\b|\bsteadybit\b"
    r"|\btc qdisc \w+ .*\bnetem\b|\benvoy\.filters\.http\.fault\b"
)
_LIBRARY = (
    r"\btoxiproxy[-_.:/\w]*|\bToxiproxy\w*|\bchaos[-_.]?monkey[-_.]\w+|\bprofiles?\.active\b.*\bchaos-monkey\b"
    r"|\bactuator/chaosmonkey\b|\bchaos-monkey\b.*\bprofile|\bfailpoint\.(?:Inject|Enable|Eval)\w*\("
    r"|\bfail_point!|\bgofail\b"
    r"|\bfail::cfg\(|\bAddChaos(?:Fault|Latency|Outcome|Behavior)\(|\bMonkeyPolicy\.Inject\w*|\bInjectFaultAsync\b"
    r"|\bChaos(?:Fault|Latency)StrategyOptions\b|\bFaultInject(?:or|ion)\w*\(|\bInjectFault\w*\("
)
_POINTS = r"\bFail(?:ure)?(?:Point|Location)s?::\w+|\b(?:Crash|Fault)Points?(?:::|\.)\w+|\bmaybe_fail\(|\.failpoint\("
"""Places at which a test makes the application fail."""
_RUN = re.compile(
    r"(?:^|[\s/_-])(?:chaos|resilien\w+|fault[-_]?(?:injection|tolerance))[-_]?tests?\b"
    r"|(?:^|[\s/_-])tests?[-_:](?:chaos|resilien\w+|fault[-_]?(?:injection|tolerance))\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:docker|podman)(?:[ -]compose)?\b[^\n]*\b(?:stop|kill|pause|disconnect)\b|\bkill(?:all)? -(?:9|KILL|STOP)\b"
    r"|\bkubectl\b[^\n]*\bdelete pod|\biptables\b|\btc qdisc\b"
)
"""A task or script of that name that CI runs and that takes parts of the system away."""
_FAULT = r"^[ \t]*-?[ \t]*fault:[ \t]*$"
_SCRIPT = re.compile(r"[\w./-]+/[\w.-]+\.(?:sh|bash|py|bats)\b")
_SUMS = re.compile(r"\.(?:sum|mod|lock)$")
"""Lists of what dependencies need in turn."""

_INJECTS = re.compile(r"^[ \t]*-?[ \t]*(?:abort|delay):")


def _injects(snapshot: Snapshot, fault: Hit) -> bool:
    """Tell whether a route's fault says what it injects; a definition of the resource's shape describes it instead."""
    following = snapshot.lines(fault.path)[fault.line : fault.line + 1]
    return any(_INJECTS.match(line) for line in following)


def _drills(snapshot: Snapshot) -> Iterator[Place]:
    """Yield where CI runs tests that stop or cut off parts of the system, and the line that does it."""
    for *_, command in all_commands(snapshot):
        named = _RUN.search(f"{command.text} {command.source[0]}")
        if not named:
            continue
        for path in (command.source[0], *(word.lstrip("./") for word in _SCRIPT.findall(command.text))):
            for number, line in enumerate(snapshot.lines(path) if snapshot.has(path) else (), 1):
                if _STOPS.search(line) and not line.lstrip().startswith("#"):
                    yield command.place
                    yield path, number, number
                    break


_KINDS = ("microsoft.chaos/", "aws::fis::experiment")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    faults = [hit for hit in hits.of("fault") if _injects(snapshot, hit)]
    library = [*hits.of("library"), *hits.of("points")]
    drills = tuple(dict.fromkeys(_drills(snapshot)))
    if drills:
        message = "CI takes parts of the system away on purpose, at {places} {places:place|places}."
        return present(message, drills, args={"places": len(drills)}, confidence=Confidence.MEDIUM)
    return seen(
        hits,
        [
            *hits.of("experiment"),
            *declared_hits(snapshot, "microsoft.chaos/", "aws::fis::experiment"),
            *faults,
            *(hit for hit in library if not _SUMS.search(hit.path)),
        ],
        "Faults are injected on purpose at {places} {places:place|places} in {files} {files:file|files}.",
        "No chaos experiment and no injection of faults.",
    )


PROBE = Probe(
    id="rel.chaos",
    question="Are chaos experiments or injected faults configured or tested?",
    answer=_answer,
    patterns=(
        Pattern("experiment", _EXPERIMENT, classes=_ANYWHERE, code_only=True),
        Pattern("library", _LIBRARY, classes=_ANYWHERE, code_only=True),
        Pattern("points", _POINTS, classes=_ANYWHERE, code_only=True),
        Pattern("fault", _FAULT, classes=_ANYWHERE, code_only=True),
        declared(r"toxiproxy|chaos-monkey|chaostoolkit|\bsimmy\b|failpoint"),
    ),
    classes=_ANYWHERE,
)
