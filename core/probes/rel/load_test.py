"""Are there load or performance tests that drive the running service?"""

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import MANIFESTS, seen
from core.probes.probe import Found, Hits, Probe, present
from core.snapshot.snapshot import Snapshot

_ANYWHERE = ("source", "test", "configuration", "infrastructure")
_SCRIPT = (
    r"['\"]k6(?:/http|/ws|/net/grpc|/metrics)?['\"]|\bfrom locust\b|\bimport locust\b|\b(?:Fast)?HttpUser\b"
    r"|\bio\.gatling\.|\bextends Simulation\b"
    r"|\bvegeta\.(?:NewAttacker|Attack)|\bvegeta attack\b|\bautocannon\(|['\"]autocannon['\"]"
    r"|\bfrom molotov\b|\btaurus\b.*\bexecution\b"
    r"|\bNBomber\b|\bdrill --benchmark\b|\bTsung\b"
)
_COMMAND = (
    r"(?:^|[ \t;&|\"'/])(?:k6 run|locust (?:-f|--)|artillery run|wrk2? (?:-[tcd]|--)|hey -[nzcq]|ab -[nc]"
    r"|bombardier (?:-|http)|ghz --"
    r"|jmeter -n|gatling:test|siege -|oha -|grafana/k6|locustio/locust|fortio load)\b"
)
_FILES = ("**/*.jmx", "**/locustfile*.py", "**/artillery*.{yml,yaml}", "**/*.k6.js", "**/*.gatling.scala")


def _is_model(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a simulation is one of the world, not Gatling's."""
    return "extends Simulation" in hit.text and "gatling" not in f"{hit.path}\n{snapshot.text(hit.path)}"


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    files = snapshot.files(globs=_FILES)
    scripts = [hit for hit in hits.of("script") if not _is_model(snapshot, hit)]
    if files and not (scripts or hits.of("command")):
        places = [(path, 1, 1) for path in files]
        return present(
            "{files} load test {files:file|files}.", places, args={"files": len(files)}, confidence=Confidence.HIGH
        )
    return seen(
        hits,
        [*scripts, *hits.of("command")],
        "Load tests at {places} {places:place|places} in {files} {files:file|files}.",
        "No load test drives the running service.",
    )


PROBE = Probe(
    id="rel.load-test",
    question="Are there load or performance tests in the repository?",
    answer=_answer,
    patterns=(
        Pattern("script", _SCRIPT, classes=_ANYWHERE, code_only=True),
        Pattern("command", _COMMAND, classes=_ANYWHERE, code_only=True),
        Pattern("declared", r"\b(?:locust|artillery|autocannon|gatling|nbomber)\b", paths=MANIFESTS),
    ),
    classes=_ANYWHERE,
    asks=("files of JMeter, Locust, Artillery, k6 and Gatling by name",),
)
