"""Does the application finish its work when it is told to stop?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, files_of, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_CODE = (
    r"\bsignal\.signal\([ \t]*(?:signal\.)?SIGTERM|\badd_signal_handler\(|\bprocess\.(?:on|once)\([\"'](?:SIGTERM"
    r"|SIGINT|beforeExit)[\"']"
    r"|\bsignal\.Notify(?:Context)?\(.*(?:SIGTERM|SIGINT|Interrupt|Kill|[sS]ignals?\.\.\.)|\b\w*(?:[sS]erver|srv"
    r"|httpServer)\w*\.(?:Shutdown|GracefulStop"
    r"|gracefulStop)\(|\benableShutdownHooks\("
    r"|\baddShutdownHook\(|@PreDestroy\b|\bserver\.shutdown[ \t]*[:=][ \t]*[\"']?graceful|\bApplicationStopping\b"
    r"|\bApplicationStopped\b|\bTask StopAsync\(CancellationToken\b"
    r"|\bSignal\.trap\b|\btrap\([\"'](?:SIG)?TERM|\bpcntl_signal\(|\bsignal::unix\b|\bwith_graceful_shutdown\("
    r"|\bsignal::ctrl_c\(|\bSIGTERM\b.*\b(?:handler|shutdown|stop|exit)"
    r"|\bterminus\b.*\bsignal|\blightship\b|\bgracefulShutdown\(|\bhttp-terminator\b|\bShutdownTimeout\b"
    r"|\bSetupSignalHandler\w*\("
)
_SETTING = (
    r"--timeout-graceful-shutdown|--graceful-timeout|\bgraceful_timeout\b|\bworker_shutdown_timeout\b"
    r"|\bspring\.lifecycle\.timeout-per-shutdown-phase"
    r"|\bshutdown:[ \t]*graceful\b|\bstop_grace_period\b|\bSTOPSIGNAL\b|^[ \t]*kill_timeout[ \t]*="
    r"|^[ \t]*drain_timeout:[ \t]*\d"
)
_PRE_STOP = r"^[ \t]*preStop:"
_GRACE = r"^[ \t]*terminationGracePeriodSeconds:"


_DRAINS = re.compile(r"\bquit\b|drain|graceful|shut-?down|deregister|\bSIGTERM\b|\bstop\b", re.IGNORECASE)
_REACH = 12


def _drains(snapshot: Snapshot, hook: Hit) -> bool:
    """Tell whether what a hook runs ends the work in order, rather than only waits."""
    lines = snapshot.lines(hook.path)[hook.line : hook.line + _REACH]
    return any(_DRAINS.search(line.partition("#")[0]) for line in lines)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    # A hook that only waits counts with the time it is given: both in one manifest.
    both = files_of(hits.of("pre-stop")) & files_of(hits.of("grace"))
    hooks = tuple(hit for hit in hits.of("pre-stop") if hit.path in both or _drains(snapshot, hit))
    found = (*hits.of("code"), *hits.of("setting"), *hooks)
    return seen(
        hits,
        found,
        "Stopping is handled at {places} {places:place|places} in {files} {files:file|files}.",
        "Nothing handles being told to stop.",
    )


PROBE = Probe(
    id="rel.graceful-shutdown",
    question="Does the application handle the signal to stop, or drain before it ends?",
    answer=_answer,
    patterns=(
        Pattern("code", _CODE, classes=CODE, code_only=True),
        Pattern("setting", _SETTING, classes=CONFIGURED, code_only=True),
        Pattern("pre-stop", _PRE_STOP, classes=CONFIGURED, code_only=True),
        Pattern("grace", _GRACE, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
)
