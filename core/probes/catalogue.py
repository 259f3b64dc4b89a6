"""Every probe, written by hand: one import block an area, one line a probe. A test proves it complete."""

from core.probes.ci import dependency_cache
from core.probes.probe import Probe, ProcessProbe

PROBES: tuple[Probe, ...] = (
    # ci
    dependency_cache.PROBE,
)

PROCESS_PROBES: tuple[ProcessProbe, ...] = ()
