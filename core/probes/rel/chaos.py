"""Are faults injected on purpose, to see what the system does?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import declared, seen
from core.probes.probe import Found, Hits, Probe
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
_FAULT = r"^[ \t]*-?[ \t]*fault:[ \t]*$"
_SUMS = re.compile(r"\.(?:sum|mod|lock)$")
"""Lists of what dependencies need in turn."""

_INJECTS = re.compile(r"^[ \t]*-?[ \t]*(?:abort|delay):")


def _injects(snapshot: Snapshot, fault: Hit) -> bool:
    """Tell whether a route's fault says what it injects; a definition of the resource's shape describes it instead."""
    following = snapshot.lines(fault.path)[fault.line : fault.line + 1]
    return any(_INJECTS.match(line) for line in following)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    faults = [hit for hit in hits.of("fault") if _injects(snapshot, hit)]
    return seen(
        hits,
        [*hits.of("experiment"), *faults, *(hit for hit in hits.of("library") if not _SUMS.search(hit.path))],
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
        Pattern("fault", _FAULT, classes=_ANYWHERE, code_only=True),
        declared(r"toxiproxy|chaos-monkey|chaostoolkit|\bsimmy\b|failpoint"),
    ),
    classes=_ANYWHERE,
)
