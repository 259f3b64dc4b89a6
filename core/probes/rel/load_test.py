"""Are there load or performance tests that drive the running service?"""

import re
from collections.abc import Iterable

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
_BENCH_FOLDERS = (
    "**/{bench,benchmark,benchmarks,loadtest,loadtests,load-test,load-tests,load_test,load_tests,stress,perf}"
)
_DRIVES = (
    r"\breqwest\b|\baiohttp\.ClientSession\b|\bhttpx\.(?:Async)?Client\b|\brequests\.(?:get|post|put|Session)\("
    r"|\bhttp\.(?:Client\{|Post\(|Get\(|NewRequest)|\bfetch\(|\baxios\.|\bgrpc\.(?:Dial|NewClient)\(|\bHttpClient\b"
    r"|\bClient::new\(|\bclient\.(?:get|post|put)\("
)
_SERVICE = re.compile(
    r"localhost|127\.0\.0\.1|\b(?:base|target|server|service|master|host)_?ur[li]\b|--(?:url|host|target)\b"
    r"|start_(?:server|\w*instance)|\bBASE_URL\b|\bspawn\(",
    re.IGNORECASE,
)
"""In a folder of benchmarks: what calls a service, and what tells that the service runs."""
_FILES = ("**/*.jmx", "**/locustfile*.py", "**/artillery*.{yml,yaml}", "**/*.k6.js", "**/*.gatling.scala")


def _is_model(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a simulation is one of the world, not Gatling's."""
    return "extends Simulation" in hit.text and "gatling" not in f"{hit.path}\n{snapshot.text(hit.path)}"


def _drivers(snapshot: Snapshot, calling: Iterable[Hit]) -> list[Hit]:
    """Return calls made from a folder of benchmarks in which something tells of a running service."""
    by_folder: dict[str, list[Hit]] = {}
    for hit in calling:
        by_folder.setdefault(hit.path.rpartition("/")[0], []).append(hit)
    found: list[Hit] = []
    for hits in by_folder.values():
        if any(_SERVICE.search(snapshot.text(path) or "") for path in {hit.path for hit in hits}):
            found += hits
    return found


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    files = snapshot.files(globs=_FILES)
    scripts = [hit for hit in hits.of("script") if not _is_model(snapshot, hit)]
    scripts += _drivers(snapshot, hits.of("drives"))
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
        Pattern("drives", _DRIVES, classes=_ANYWHERE, paths=(f"{_BENCH_FOLDERS}/**",), code_only=True),
        Pattern("declared", r"\b(?:locust|artillery|autocannon|gatling|nbomber)\b", paths=MANIFESTS),
    ),
    classes=_ANYWHERE,
    asks=("files of JMeter, Locust, Artillery, k6 and Gatling by name",),
)
