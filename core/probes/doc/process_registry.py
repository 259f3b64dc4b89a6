"""Is there one machine-readable registry of business processes or services?"""

import re

from core.formats import source
from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.code_use import CONFIGURED
from core.probes.probe import Found, Hits, Probe, absent
from core.snapshot.snapshot import Snapshot

CATALOGUES = (
    "**/catalog-info.{yml,yaml}",
    "**/{opslevel,cortex,compass,service.datadog}.{yml,yaml}",
    "**/.opslevel.{yml,yaml}",
)
_LISTS = (
    "**/{services,processes,service-catalog,service_catalog,process-registry,process_registry,critical-processes}.{yml,yaml,json,toml}",
)
REGISTRY = (
    r"\b(?:[A-Z_]*PROCESSES|PROCESS_REGISTRY|SERVICE_(?:CATALOG|REGISTRY)|[pP]rocessRegistry"
    r"|[sS]erviceCatalog|businessProcesses)\b"
    r"[^=\n]*(?:=|:)[ \t]*(?:new \w+[^\n]*|Map\.of\(|dict\(|map\[\w+\]\w+\{|\w*[\[{(]+)[ \t]*$"
)
"""A table of processes in code."""

_FIELDS = (
    r"(?:^|[^$\w\n])[\"']?(?:owner|criticality|sla|sla_seconds|slaSeconds|version|tier|team|lifecycle)\b[\"']?"
    r"[ \t]*(?:[:=]|=>)"
)
_REACH = 60


def _counts(snapshot: Snapshot, path: str, line: int) -> bool:
    """Tell whether a field stands in code; asked of few lines only, for its pattern is in a tenth of all files."""
    lines = snapshot.lines(path)
    found = re.search(_FIELDS, lines[line - 1]) if line <= len(lines) else None
    return source.in_prose(path, snapshot.text(path) or "", line, found.group() if found else "") is None


_OF_FILE = re.compile(r"version\b|[ \t]{0,4}[\"']version\b")
"""The version of the file's own format, such as that of Compose."""
_BARE = re.compile(r"[ \t]*[\"'][^\"']*[\"'][ \t]*,?[ \t]*(?:#.*|//.*)?$")


_EMPTY = re.compile(r"(?:\([ \t]*\)|\{[ \t]*\}|\[[ \t]*\])[ \t]*[;,]?[ \t]*$")
"""A table that is filled as the program runs, if at all."""


def _is_plain_list(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether what follows are bare names: processes of an operating system more often than of a business."""
    following = snapshot.lines(hit.path)[hit.line : hit.line + 1]
    return any(_BARE.match(line) for line in following)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    fields: dict[str, list[int]] = {}
    for hit in hits.of("field"):
        fields.setdefault(hit.path, []).append(hit.line)
    whole: list[tuple[str, int, int]] = []
    thin: list[tuple[str, int, int]] = []
    for hit in (hit for hit in hits.of("registry") if not _EMPTY.search(hit.text)):
        near = (line for line in fields.get(hit.path, ()) if hit.line < line <= hit.line + _REACH)
        has = any(_counts(snapshot, hit.path, line) for line in near)
        if has or not _is_plain_list(snapshot, hit):
            (whole if has else thin).append((hit.path, hit.line, hit.line))
    for path in snapshot.files(globs=(*CATALOGUES, *_LISTS)):
        lines = [n for n in sorted(fields.get(path, ())) if not _OF_FILE.match(snapshot.lines(path)[n - 1])]
        first = next((line for line in lines if _counts(snapshot, path, line)), 0)
        if first:
            whole.append((path, first, first))
    if whole:
        message = (
            "{places} {places:registry|registries} of processes or services with owner, criticality, version or SLA."
        )
        return Found(Outcome.PRESENT, message, {"places": len(whole)}, Confidence.MEDIUM, tuple(whole))
    if thin:
        message = "A registry names processes without owner, criticality, version or SLA."
        return Found(Outcome.PARTIAL, message, {}, Confidence.LOW, tuple(thin))
    return absent("No machine-readable registry of processes or services.")


PROBE = Probe(
    id="doc.process-registry",
    question="Is there one machine-readable registry of business processes or services?",
    answer=_answer,
    patterns=(
        Pattern("registry", REGISTRY, classes=CONFIGURED, code_only=True),
        Pattern("field", _FIELDS, classes=CONFIGURED),
    ),
    classes=CONFIGURED,
    asks=("service catalogue files by name",),
)
