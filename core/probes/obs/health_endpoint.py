"""Does the application expose a health, liveness or readiness endpoint?"""

import re

from core.matching.pattern import Pattern
from core.probes.code_use import CODE, declared, seen
from core.probes.probe import Found, Hits, Probe, present
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_PREFIX = r"(?:(?:api|v\d+(?:\.\d+)?|_?internal|public|app|system|rest|check|probes?|management|actuator)/){0,3}"
_STRONG = r"(?:_?health[_-]?(?:z|checks?)?|livez|liveness|readyz|readiness|heartbeat|-/healthy|-/ready|_status)"
_WEAK = r"(?:live|alive|ready|up|ping|status)"
_TAIL = r"(?:/(?:live|ready|liveness|readiness|db|deep))?/?\$?[\"'`]"
ROUTE = rf"[\"'`]~?(?:\^?/?{_PREFIX}\^?/?{_STRONG}|/{_PREFIX}{_WEAK}){_TAIL}"
"""The address of a health endpoint as a string; short common words need a slash before them."""

_NAMED_HANDLER = (
    r"\b(?:path|re_path|url)\([^\n]*\b(?:status|ping|up|alive|ready)/?\$?[\"']"
    r",[ \t]*[\w.]*\.(?:status|ping|health\w*)[ \t]*[,)]"
)
_SERVES = re.compile(
    r"\b(?:HandleFunc|Handle|HandlerFunc|GET|Get|get|all|use|route|add_url_rule|add_route|add_api_route"
    r"|path|re_path|url|resource"
    r"|scope|match|Map\w*|map\w*|http_endpoint|web::|to|health_check|register\w*)\(|\.Handle\w*\(|#\[get\("
    r"|@(?:\w+\.)?(?:\w*[Rr]oute|[Gg]et|GetMapping|RequestMapping|Path|Controller|HttpGet)\b|[\[,][ \t]*(?:Route"
    r"|Http(?:Get|Head)|AcceptVerbs)\("
    r"|\bGET -> Root\b|\broute(?:Ci)?[ \t]+\""
    r"|^[ \t]*(?:get|match)\b",
)
_ASKS = re.compile(
    r"\b(?:requests|httpx|axios|fetch|http\.(?:Get|NewRequest)|client|session|urllib|HttpClient|curl"
    r"|RestTemplate|WebClient"
    r"|supertest|request)\b[\w.]*\(|\breverse\(|\burl_for\(|\bredirect|\.get\([\"'`]\w+[\"'`]\)",
)
_FETCHES = re.compile(
    r"^[^@\[]*\.(?:get|head)(?:<[^>\n]*>)?\([\"'`][^\"'`]*[\"'`]\)(?![ \t]*(?:\{|\.(?:handler|to|respond|blocking)|$))"
    r"|\bthis\.\$?\w+\.(?:get|head)(?:<[^>\n]*>)?\([\"'`][^\"'`]*[\"'`]\)"
    r"|\b(?:return|await|=>)[ \t]*\w*\.?(?:api\w*|\$?http|\w*[cC]lient)\.(?:get|head)(?:<[^>\n]*>)?"
    r"\([\"'`][^\"'`]*[\"'`]\)"
)
"""A call with an address alone: who serves it names a handler too."""
_CONSTANT = (
    r"\b\w*(?:[hH]ealth|HEALTH|[rR]eadiness|READINESS|[lL]iveness|LIVENESS)\w*(?:[pP]ath|PATH|[eE]ndpoint"
    r"|ENDPOINT|[uU]rl|URL|[rR]oute"
    r"|ROUTE|CHECK|[cC]heck)[ \t]*:?=[ \t]*[\"'`]/?[\w/-]*(?:health|ready|live)(?:z|check)?/?[\"'`]"
)
_FRAMEWORK = (
    r"\bMapHealthChecks\(|\bimplements HealthIndicator\b|\bextends (?:Abstract)?HealthIndicator\b"
    r"|\bTerminusModule\b|\bHealthCheckService\b"
    r"|\binclude\([\"']health_check\.urls|\bgrpc_health_v1\b|\bgrpc_health\.v1\b|\bhealthpb\.Register"
    r"|\bRegisterHealthServer\("
    r"|\bhealth\.NewServer\(|\brails/health#show|\bOkComputer\b|\bHealthChecks?::|\bhealth:[ \t]*['\"]/"
    r"|\bhealthcheck\.NewHandler\("
    r"|\btonic_health::|\bHealthServicer\b|\bHealthImplementation\b|\bAddHealthChecks\(\)"
    r"|\bhealth_reporter\(|\bHealthStatusManager\b"
    r"|\bgrpc-js-health-check\b|\bcreateTerminus\(|\blightship\b|\bPlug\.Health|\bHealthCheckResponse\b"
    r"|\bmanagement\.endpoint\.health\b|\bUseHealthChecks\("
    r"|\bclass (?:\w*Health(?:z|Checks?)?|Liveness|Readiness|Heartbeat)Controller\b[^\n]*:[^\n]*\bController(?:Base)?\b"
    r"|\bpath_info:[ \t]*\[[\"'](?:status|health\w*|_health|alive|ready|ping|up)[\"']\]"
    r"|\brequest_path:[ \t]*[\"']/(?:status|_?health\w*|alive|ready|ping|up)[\"']"
)
_PLAY = rf"^[ \t]*(?:GET|HEAD)[ \t]+/{_PREFIX}(?:{_STRONG}|{_WEAK})/?[ \t]+[\w.@]+"
"""A line of the file in which the Play framework keeps its routes."""
_ACTUATOR = r"spring-boot-starter-actuator|quarkus-smallrye-health|micronaut-management"

_FILE_ROUTES = (
    "**/{app,pages,routes,api}/**/{health,healthz,healthcheck,health-check,heartbeat,livez,readyz,ready,live}/{route,index,+server}.{ts,js}",
    "**/{pages,routes,api}/**/{health,healthz,healthcheck,health-check,heartbeat,livez,readyz}{,.get}.{ts,js}",
)
"""Frameworks that make a route of a file's path."""


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    served = tuple(
        hit
        for hit in hits.of("route")
        if _SERVES.search(hit.text) and not _ASKS.search(hit.text) and not _FETCHES.search(hit.text)
    )
    found = (
        *served,
        *hits.of("handler"),
        *hits.of("framework"),
        *hits.of("constant"),
        *hits.of("play"),
        *hits.of("starter"),
    )
    pages = snapshot.files(FileClass.SOURCE, globs=_FILE_ROUTES)
    if pages and not found:
        message = (
            "Health endpoints are exposed by {files} {files:file whose path is the route|files whose paths are the "
            "routes}."
        )
        return present(message, ((path, 1, 1) for path in pages), args={"files": len(pages)})
    return seen(
        hits,
        found,
        "Health endpoints are exposed at {places} {places:place|places} in {files} {files:file|files}.",
        "No health, liveness or readiness endpoint is exposed in code.",
    )


PROBE = Probe(
    id="obs.health-endpoint",
    question="Does the application expose a health, liveness or readiness endpoint in code?",
    answer=_answer,
    patterns=(
        Pattern("route", ROUTE, classes=CODE, code_only=True),
        Pattern("handler", _NAMED_HANDLER, classes=CODE, code_only=True),
        Pattern("framework", _FRAMEWORK, classes=CODE, code_only=True),
        Pattern("constant", _CONSTANT, classes=CODE, code_only=True),
        Pattern("play", _PLAY, paths=("**/conf/{routes,*.routes}",)),
        Pattern("starter", _ACTUATOR, paths=("**/{pom.xml,build.gradle,build.gradle.kts}",), code_only=True),
        declared(r"terminus|django-health-check|healthcheck|okcomputer"),
    ),
    classes=CODE,
    asks=("files whose path is the route of a health endpoint",),
)
