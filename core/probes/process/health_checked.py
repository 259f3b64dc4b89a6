"""Does a health endpoint or a check from outside exercise the process?"""

from core.formats.definitions import definitions
from core.formats.source import code_only
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import CODE, CONFIGURED, Place, files_of
from core.probes.obs.as_code import monitored
from core.probes.obs.synthetic import DECLARED
from core.probes.probe import Found, Hits, ProcessProbe
from core.probes.process.location import is_lost, not_found, words
from core.snapshot.snapshot import Snapshot

_HEALTH = r"health|readiness|liveness|readyz|livez"
_NEAR = 25
_FIRST_LINES = 2


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    if is_lost(snapshot, process):
        return not_found(process)
    name = words(process)
    whole: list[Place] = []
    thin: list[Place] = []
    for path in sorted(files_of(hits.of("health"))):
        text = snapshot.text(path) or ""
        code = code_only(path, text).split("\n")
        marked = [hit.line for hit in hits.of("health") if hit.path == path]
        known = definitions(path, text)
        covered = {item.end_line for item in known if item.kind == "function"}
        for item in known:
            if item.kind == "route" and item.end_line in covered:
                continue  # its function is looked at
            first, last = item.line, item.end_line
            # A long main() that also registers health is no health check: its first lines must say health.
            by_name = "health" in f"{item.name} {item.parent} {path.rpartition('/')[2]}".lower()
            in_health = by_name or any(first <= n <= first + _FIRST_LINES for n in marked)
            if item.kind == "class" or not in_health:
                continue
            body = "\n".join(code[first:last])
            if name.search(body.replace(item.name, "")):
                whole.append((path, first, last))
            elif name.search(item.name):
                thin.append((path, first, last))
    for path, line in [(h.path, h.line) for h in hits.of("outside")] + [
        (m.path, p.line) for m in monitored(snapshot) for p in m.probes
    ]:
        lines = snapshot.lines(path)
        if name.search("\n".join(lines[max(0, line - 1) : line + _NEAR])):
            whole.append((path, line, min(len(lines), line + _NEAR)))
    args: dict[str, str | int] = {"process": process.name, "places": len(whole)}
    if whole:
        message = (
            "{process}: exercised by {places} {places:health endpoint or check|health endpoints or checks} from "
            "outside."
        )
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, tuple(dict.fromkeys(whole)))
    if thin:
        message = "{process}: a health endpoint has its name, but calls nothing of it."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, tuple(dict.fromkeys(thin)))
    return Found(Outcome.ABSENT, "{process}: no health endpoint or check from outside exercises it.", args)


PROBE = ProcessProbe(
    id="process.health-checked",
    question="Does a health endpoint or a check from outside exercise the process?",
    answer=_answer,
    patterns=(
        Pattern("health", _HEALTH, ignore_case=True, classes=CODE, code_only=True),
        Pattern("outside", DECLARED, classes=CONFIGURED, code_only=True),
    ),
    asks=("health functions that call the process, checks from outside that name it",),
)
