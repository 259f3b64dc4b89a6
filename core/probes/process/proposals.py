"""Critical processes that the code seems to have, for the auditor to accept or edit; not a probe."""

import re
from collections import Counter
from collections.abc import Iterator

from core.model.outcome import Severity
from core.model.process import CriticalProcess, ProcessProposal
from core.probes.doc.process_registry import CATALOGUES, REGISTRY
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

MOST = 12
_MOST_FILES = 400
_FEWEST_SERVICES = 3

_REGISTRY = re.compile(REGISTRY)
_ENTRY = re.compile(
    r"^(?P<indent>[ \t]+)(?:[\"'`]?(?P<key>[A-Za-z][\w.-]*)[\"'`]?[ \t]*(?::|=>)[ \t]*(?:\w+)?[ \t]*[\[{(]"
    r"|[\w.]*\([ \t]*(?:id=)?[\"'](?P<id>[\w.-]+)[\"'])"
)
_FIELD = re.compile(
    r"[\"']?\b(?P<field>name|description|owner|criticality|sla|sla_seconds|handler)\b[\"']?[ \t]*(?:[:=]|=>)[ \t]*"
    r"(?:[\"'](?P<text>[^\"'\n]+)[\"']|(?P<value>[\w.]+))"
)
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]|import\b|use[ \t]|(?:const|let|var)[ \t].*\brequire\()")
_QUOTED = re.compile(r"[\"'`]([^\"'`\n]*)[\"'`]")
_SERVICE = re.compile(
    r"^(?P<root>(?:[\w-]+/)?(?:services|microservices|apps|workers|functions|lambdas))/(?P<name>[\w-]+)/"
)
_JOB = re.compile(
    r"^[ \t]*class (?P<job>\w+(?:Job|Worker|Workflow|Saga|Pipeline))\b"
    r"|^[ \t]*@(?:\w+\.)?(?P<task>shared_task|task|actor|job|workflow|flow)\b"
    r"|^[ \t]*(?:final |abstract )*class (?P<queued>\w+)\b.*\bimplements\b.*\bShouldQueue\b"
    r"|^[ \t]*include Sidekiq::(?P<sidekiq>Job|Worker)\b"
)
_DEFINED = re.compile(r"^[ \t]*(?:async )?(?:def|class|function|fun|public \w+)[ \t]+(?P<name>\w+)")
_ROUTE = re.compile(
    r"(?:\b(?:get|post|put|patch|delete|route|HandleFunc|Handle|path|POST|PUT|PATCH|DELETE|\w*Mapping"
    r"|Http(?:Post|Put|Patch|Delete)|Path|Map(?:Post|Put))\b)"
    r"[ \t]*\(?[ \t]*f?[\"'`](?P<route>\^?/?[A-Za-z][\w/<>:{}.-]*)[\"'`]"
)
_CHANGES = re.compile(r"\b(?:post|put|patch|delete)\b|Mapping|methods=.*(?:POST|PUT)", re.IGNORECASE)
_ROUTE_FILES = (
    "**/{routes,routers,router,controllers,handlers,resources,views,api,endpoints}/**/*.{py,js,ts,java,kt,cs,go,rb,php,rs,ex}",
    "**/{main,app,server,urls,routes,router,views,rest,web,index,api,Program}.{py,js,ts,go,rb,php,cs,rs}",
    "**/*{Controller,Resource,_controller,.controller,.routes,_routes,_router}.{java,kt,cs,rb,php,ts,js,ex}",
)
_JOB_FILES = (
    "**/{jobs,tasks,workers,celery,workflows,pipelines,flows,Jobs,queue,queues}/**/*.{py,js,ts,java,kt,cs,go,rb,php}",
    "**/{tasks,jobs,workers}.py",
    "**/*{Job,Worker,_job,_worker}.{java,kt,cs,rb,php,ts}",
)
_NOISE = frozenset({
    "api", "v1", "v2", "v3", "admin", "static", "assets", "health", "healthz", "status", "metrics", "docs", "swagger",
    "index", "ping", "ready", "live", "test", "tests", "debug", "favicon", "robots", "internal", "public", "rest",
    "app", "web",
})  # fmt: skip
_UPKEEP = re.compile(
    r"delete|remove|archive|clean|drop|prune|purge|expire|migrat|backfill|deactivate|fix", re.IGNORECASE
)
_BUSINESS = re.compile(
    r"pay|checkout|order|invoic|bill|subscri|auth|login|sign|account|user|custom|notif|message|ship|deliver"
    r"|book|transfer|refund|cart"
    r"|import|export|report|upload|webhook|onboard|provision|claim|loan|trade|council|search|sync",
    re.IGNORECASE,
)


def _slug(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")


def _title(name: str) -> str:
    return _slug(name).replace("-", " ").capitalize()


def _severity(text: str) -> Severity:
    return next((s for s in Severity if s.value == text.lower()), Severity.HIGH)


def _folder(path: str) -> tuple[str, ...]:
    folder = path.rpartition("/")[0]
    return (f"{folder}/**",) if folder else ()


def _registered(snapshot: Snapshot) -> Iterator[ProcessProposal]:
    """Yield the entries of a table of processes in code."""
    for path in snapshot.files(
        FileClass.SOURCE, globs=("**/*{process,processes,registry,catalog}*.{py,ts,js,rb,go,java,kt,php,cs}",)
    ):
        lines = snapshot.lines(path)
        start = next((n for n, line in enumerate(lines) if _REGISTRY.search(line)), None)
        if start is None:
            continue
        imported = {word for line in lines if _IMPORT.match(line) for word in re.findall(r"\w+", line)}
        depth = ""
        last = start
        entries: list[tuple[int, str]] = []
        for at in range(start + 1, len(lines)):
            if lines[at].strip() and not lines[at].startswith((" ", "\t")):
                break
            last = at
            match = _ENTRY.match(lines[at])
            if match and (not depth or match["indent"] == depth):
                depth = match["indent"]
                entries.append((at, match["key"] or match["id"]))
        for (begin, key), end in zip(entries, [*(n for n, _ in entries[1:]), last + 1], strict=True):
            fields = {m["field"]: m["text"] or m["value"] for line in lines[begin:end] for m in _FIELD.finditer(line)}
            sla = re.search(r"\d+(?:\.\d+)?", fields.get("sla_seconds", fields.get("sla", "")))
            handler = re.split(r"[.:]", fields.get("handler", ""))[-1]
            entry = "\n".join(lines[begin:end])
            said = [text for text in _QUOTED.findall(entry) if text != key] if not fields else []
            used = re.findall(r"\b[A-Za-z_]\w+\b", _QUOTED.sub("", entry))
            process = CriticalProcess(
                _slug(key),
                fields.get("name", said[0] if said else _title(key)),
                _severity(fields.get("criticality", "")),
                fields.get("description", said[1] if len(said) > 1 else ""),
                sla_seconds=float(sla.group()) if sla else None,
                owner=fields.get("owner", ""),
                names=(handler,) if handler else tuple(dict.fromkeys(name for name in used if name in imported)),
            )
            yield ProcessProposal(process, "process registry", path, begin + 1)


def _catalogued(snapshot: Snapshot) -> Iterator[ProcessProposal]:
    """Yield the components of service catalogue files."""
    for path in snapshot.files(globs=CATALOGUES):
        text = snapshot.text(path) or ""
        name = re.search(r"^[ \t]+name:[ \t]*[\"']?([\w.-]+)", text, re.MULTILINE)
        owner = re.search(r"^[ \t]+owner:[ \t]*[\"']?([\w:/.-]+)", text, re.MULTILINE)
        if name:
            line = text.count("\n", 0, name.start(1)) + 1
            paths = _folder(path) or ("**",)
            process = CriticalProcess(_slug(name[1]), _title(name[1]), owner=owner[1] if owner else "", paths=paths)
            yield ProcessProposal(process, "service catalogue", path, line)


def _services(snapshot: Snapshot) -> Iterator[ProcessProposal]:
    """Yield folders that hold one service each."""
    folders: dict[str, list[str]] = {}
    for path in snapshot.files(FileClass.SOURCE):
        match = _SERVICE.match(path)
        if match:
            folders.setdefault(f"{match['root']}/{match['name']}", []).append(path)
    if not folders:
        folders = _containers(snapshot)
    for folder, files in sorted(folders.items(), key=lambda f: (not _BUSINESS.search(f[0]), -len(f[1]), f[0])):
        name = folder.rpartition("/")[2]
        process = CriticalProcess(_slug(name), _title(name), paths=(f"{folder}/**",))
        yield ProcessProposal(process, "service folder", files[0], 1)


def _containers(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the folders side by side that have an image of their own, where there are several."""
    beside: dict[str, set[str]] = {}
    for path in snapshot.files(FileClass.INFRASTRUCTURE, globs=("{*,src/*}/Dockerfile",)):
        folder = path.rpartition("/")[0]
        beside.setdefault(folder.rpartition("/")[0], set()).add(folder)
    found: dict[str, list[str]] = {}
    for folders in beside.values():
        for folder in folders if len(folders) >= _FEWEST_SERVICES else ():
            files = list(snapshot.files(FileClass.SOURCE, globs=(f"{folder}/**",)))
            if files:
                found[folder] = files
    return found


def _jobs(snapshot: Snapshot) -> Iterator[ProcessProposal]:
    """Yield background jobs, those with a business word in their name first."""
    found: list[tuple[int, str, str, int]] = []
    for path in snapshot.files(FileClass.SOURCE, globs=_JOB_FILES)[:_MOST_FILES]:
        if "migration" in path.lower():
            continue
        lines = snapshot.lines(path)
        for at, line in enumerate(lines):
            match = _JOB.search(line)
            if not match:
                continue
            name = match["job"] or match["queued"] or ""
            near = lines[max(0, at - 3) : at] if match["sidekiq"] else lines[at + 1 : at + 6]
            name = name or next((m["name"] for m in map(_DEFINED.match, near) if m), "")
            if name and name not in ("ApplicationJob", "Job", "Worker"):
                rank = 2 * bool(_UPKEEP.search(name)) + (not _BUSINESS.search(name))
                found.append((rank, name, path, at + 1))
    for _, name, path, number in sorted(found):
        process = CriticalProcess(_slug(name), _title(name), paths=(path,), names=(name,))
        yield ProcessProposal(process, "job", path, number)


def _routes(snapshot: Snapshot) -> Iterator[ProcessProposal]:
    """Yield groups of web routes by their first telling part, those that change data and sound like business first."""
    weight: Counter[str] = Counter()
    where: dict[str, list[tuple[str, int]]] = {}
    for path in snapshot.files(FileClass.SOURCE, globs=_ROUTE_FILES)[:_MOST_FILES]:
        for number, line in enumerate(snapshot.lines(path), 1):
            match = _ROUTE.search(line)
            if not match or "/" not in match["route"]:
                continue
            parts = [p for p in match["route"].strip("^/$").split("/") if re.fullmatch(r"[A-Za-z][\w-]+", p)]
            group = next((p.lower() for p in parts if p.lower() not in _NOISE), "")
            if len(group) > 2 and not group.startswith("_"):
                weight[group] += 1 + 2 * bool(_CHANGES.search(line)) + 3 * bool(_BUSINESS.search(group))
                where.setdefault(group, []).append((path, number))
    for group, _ in sorted(weight.items(), key=lambda pair: (-pair[1], pair[0])):
        places = where[group]
        files = tuple(dict.fromkeys(path for path, _ in places))[:5]
        process = CriticalProcess(_slug(group), _title(group), paths=files)
        yield ProcessProposal(process, "web routes", *places[0])


def propose(snapshot: Snapshot) -> tuple[ProcessProposal, ...]:
    """Return at most 12 processes, best first: what a registry says, then services, jobs and groups of routes."""
    found: dict[str, ProcessProposal] = {}
    sources = (_registered(snapshot), _catalogued(snapshot), _services(snapshot))
    for source in sources:
        for proposal in source:
            found.setdefault(proposal.process.id, proposal)
    # Jobs and routes share what room is left, so that neither hides the other.
    guesses = [list(_routes(snapshot)), list(_jobs(snapshot))]
    while any(guesses) and len(found) < MOST:
        for guess in guesses:
            if guess:
                proposal = guess.pop(0)
                found.setdefault(proposal.process.id, proposal)
    return tuple(found.values())[:MOST]
