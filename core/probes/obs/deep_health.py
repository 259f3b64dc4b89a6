"""Does a health check verify what the application depends on?"""

import re

from core.formats.definitions import Definition, definitions
from core.formats.source import code_only
from core.matching.pattern import Pattern
from core.probes.code_use import CODE, Place, files_of
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_HANDLER = (
    r"(?:health|readiness|liveness|readyz|livez|heartbeat|\balive[ \t]*\()"
    r"|\b(?:show_|system_|server_|get_)?status[ \t]*\(|\bready[ \t]*\("
)
_CHECKER = re.compile(
    r"health|readiness|readyz|livez|liveness|heartbeat|^alive|^(?:show_|system_|server_)?status$|^(?:is_)?ready$"
    r"|^check_?(?:the_?)?(?:db|database|sql|postgres|mysql|mongo|redis|cache|queue|broker|rabbit|kafka|elastic|search|storage"
    r"|s3|connect|dependenc|service|migration|alive|ready)\w*$"
    r"|^check(?!out)\w*(?:database|redis|postgres|mysql|mongo|rabbit|kafka|elastic|connecti(?:on|vity)|replication)\w*$",
    re.IGNORECASE,
)
_COMMON = re.compile(r"^(?:is_)?ready$|^status$", re.IGNORECASE)
_OF_HEALTH = re.compile(
    r"health|heartbeat|liveness|readiness|livez|readyz|uptime|[\"'`]/?_?(?:status|ready)[\"'`]", re.IGNORECASE
)
"""What a file says when a name as common as `status` means the application's."""
_TOUCHES = re.compile(
    r"\bSELECT\b|\.execute\(|\.cursor\(|\bcursor\(\)|\.ping\(|\.Ping(?:Context)?\(|\bensure_connection\("
    r"|\.fetchone\(|\$queryRaw"
    r"|\bselect_value\(|\bactive\?|\bconnection\.(?:execute|active|isValid)|\bisValid\(|\bgetPdo\("
    r"|\bCache::|\bRedis::|\bredis\w*\."
    r"|\bDB::|\bcache\.(?:get|set)\(|\badmin\(\)\.ping|\breadyState\b|\bisInitialized\b|\bCanConnect(?:Async)?\("
    r"|\b(?:requests|httpx|axios|http)\.(?:[gG]et|Do|head)\(|\bfetch\(|\.RoundTrip\(|\.runQuery\("
    r"|\bqueryRunner\b|\.query\(|\.read_txn\("
    r"|:[ \t]*&?(?:mut )?\w*(?:DbConn|PgPool|DbPool|DatabaseConnection)\b"
    r"|\bget_?\w*(?:[cC]onn|[cC]onnection)\(|\bconnect_db\(|\b\w*(?:[eE]tcd|KMS|[vV]ault|[cC]onsul|[kK]afka|[nN]ats|[aA]mqp)\w*\.[A-Z]\w+\("
)
_LIBRARY = (
    r"\b\w*[hH]ealth\w*::(?:\w*::)?(?:ActiveRecord|Redis|Mongo\w*|Database|RailsCache|Sidekiq\w*)\b|"
    r"\.Add(?:NpgSql|SqlServer|MySql|Redis|RabbitMQ|MongoDb|DbContextCheck|Kafka|UrlGroup|Sqlite"
    r"|AzureBlobStorage)(?:HealthCheck|Check)?(?:<\w+>)?\("
    r"|\b(?:TypeOrm|Mongoose|Prisma|Http|Redis|Microservice|Sequelize|MikroOrm)HealthIndicator\b"
    r"|['\"]health_check\.(?:db|cache|contrib)"
    r"|\bOkComputer::(?:ActiveRecord|Cache|Redis|Sidekiq|Generic)\w*Check|\bDatabaseHealthCheck\b"
    r"|\bhealth\.(?:DB|Database)Check"
    r"|\bCheck::(?:Database|Redis|Queue|Cache)|\b(?:Database|Redis|Cache|Queue)Check::new\("
)
_SWITCH = r"\.(?:NotReady|SetNotReady|setNotReady)\(|\bset_?[nN]ot_?[rR]eady\("


def _called(code: str) -> frozenset[str]:
    """Return the names that some code calls, of `a.b` also the last one."""
    found: set[str] = set()
    for name in re.findall(r"([\w.:]+[?!]?)\(", code):
        found.update(name[at.start() :] for at in re.finditer(r"\b\w", name))
    return frozenset(found)


_ROUTE_FILES = (
    "**/{health,healthz,healthcheck,health-check,health_check,readyz,ready,readiness,livez,heartbeat}.{ts,js,tsx,mts,mjs}",
    "**/{health,healthz,healthcheck,readyz,readiness}/{route,+server,index}.{ts,js}",
)
"""Files whose path is the route: every function in them answers it."""
_CONTROLLERS = (
    "**/*{Health,HealthCheck,Healthcheck,Readiness,Liveness,Heartbeat,Status}*Controller.{php,java,kt,cs,ts,js,rb,scala}",
    "**/controllers/**/{health,health_check,healthcheck,readiness,status}*_controller.rb",
)
_IS_HEALTH = re.compile(r"(?:health|readiness|liveness)[^/]*$", re.IGNORECASE)
_MODEL = re.compile(r"\b[A-Z]\w+(?:::|\.)(?:count|exists\??|first|limit|take|query|objects\.\w+)\(")
"""A question to a model of the database, in a controller that answers for the health of all."""
_FAILS = re.compile(
    r"\b50[03]\b|SERVICE_UNAVAILABLE|service_unavailable|ServiceUnavailable|InternalServerError|HealthCheckResult"
)
"""How a controller answers when something it depends on is away."""


def _in_route(snapshot: Snapshot, path: str) -> Place | None:
    """Return the line of a route's file that touches a dependency."""
    code = code_only(path, snapshot.text(path) or "").split("\n")
    for number, line in enumerate(code, 1):
        if _TOUCHES.search(line) or (_IS_HEALTH.search(path) and _MODEL.search(line)):
            return path, number, number
    return None


def _inside(snapshot: Snapshot, path: str) -> tuple[Definition, int] | None:
    """Return the health function of a file that touches a dependency, itself or one call further, and the line."""
    text = snapshot.text(path) or ""
    lines = code_only(path, text).split("\n")
    known = [d for d in definitions(path, text) if d.kind == "function"]
    for checker in known:
        if not (_CHECKER.search(checker.name) or _CHECKER.search(checker.parent)):
            continue
        if _COMMON.match(checker.name) and not _OF_HEALTH.search(f"{path}\n{text}"):
            continue
        body = lines[checker.line - 1 : checker.end_line]
        # Strings are looked at too: a query is one.
        whole = snapshot.lines(path)[checker.line - 1 : checker.end_line]
        for offset, (code, content) in enumerate(zip(body, whole, strict=True)):
            if _TOUCHES.search(code) or (code.strip() and "SELECT 1" in content):
                return checker, checker.line + offset
        called = _called("\n".join(body[1:]))
        for other in known:
            if other is checker or other.name not in called:
                continue
            for offset, code in enumerate(lines[other.line - 1 : other.end_line]):
                if _TOUCHES.search(code):
                    return other, other.line + offset
    return None


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    with_checks = files_of(hits.of("registered"))
    library = [h for h in hits.of("library") if ".Add" not in h.text or h.path in with_checks]
    places = list(lines_of([*library, *hits.of("switch")]))
    shallow = []
    routes = snapshot.files(FileClass.SOURCE, globs=_ROUTE_FILES)
    controllers = snapshot.files(FileClass.SOURCE, globs=_CONTROLLERS)
    routes += tuple(p for p in controllers if _IS_HEALTH.search(p) or _FAILS.search(snapshot.text(p) or ""))
    places += [place for path in routes if (place := _in_route(snapshot, path))]
    for path in sorted(files_of(hits.of("handler"))):
        found = _inside(snapshot, path)
        if found:
            checker, line = found
            places.insert(0, (path, checker.line, max(line, checker.line)))
        else:
            shallow.append((path, next(h.line for h in hits.of("handler") if h.path == path), "touches no dependency"))
    if not places:
        return absent("No health check verifies a dependency.", shallow)
    return present(
        "Health checks verify dependencies at {places} {places:place|places}.", places, args={"places": len(places)}
    )


PROBE = Probe(
    id="obs.deep-health",
    question="Does a health or readiness check verify dependencies such as the database?",
    answer=_answer,
    patterns=(
        Pattern("handler", _HANDLER, ignore_case=True, classes=CODE, code_only=True),
        Pattern("library", _LIBRARY, classes=CODE, code_only=True),
        Pattern("registered", r"\bAddHealthChecks\(", classes=CODE, code_only=True),
        Pattern("switch", _SWITCH, classes=CODE, code_only=True),
    ),
    classes=CODE,
)
