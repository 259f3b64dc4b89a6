"""Is the rate of incoming requests limited?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, declared, seen
from core.probes.declared import set_hits
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_CODE = (
    r"\bslowapi\b|@limiter\.limit\(|\bLimiter\([ \t]*(?:app|key_func|get_remote)|@ratelimit\b"
    r"|\bdjango_ratelimit\b|\bDEFAULT_THROTTLE_(?:CLASSES|RATES)\b"
    r"|\b(?:Anon|User|Scoped)RateThrottle\b|\bthrottle_classes\b|\bRack::Attack\b|\brate_limit\b.*\bto:"
    r"|['\"](?:express-rate-limit|rate-limiter-flexible|@fastify/rate-limit|@nestjs/throttler)['\"]"
    r"|\bThrottlerGuard\b|\brateLimit\(\{|\bRateLimiterRedis\(|\bAddRateLimiter\(|\bUseRateLimiter\("
    r"|\bEnableRateLimiting\b|\bIpRateLimit"
    r"|@RateLimit(?:er|ed)?\b|#\[(?:User|Anon)?RateLimit|\bRequestRateLimiter\b|\binstall\(RateLimit\)|\bRateLimiterFactory\b"
    r"|['\"](?:express-slow-down|express-brute|koa-ratelimit|hono-rate-limiter|@upstash/ratelimit|@elysiajs/rate-limit)['\"]"
    r"|\bBruteForce(?:Detect|Protect|Prevent|Guard|Block)\w*|\bbrute_?force_?(?:detect|protect|prevent)\w*|\bAXES_FAILURE_LIMIT\b"
    r"|^[ \t]*throttle[ (]*[\"'][^\"'\n]+[\"'],[^\n]*\blimit:"
    r"|\bExRated\.check_rate\b|\buse Hammer\b|\bRateLimiter\(times="
    r"|\bBucket4j\b|\bRateLimiterRegistry\b"
    r"|\bRateLimiter::for\(|\bthrottle:\w+|\bThrottleRequests\b|->throttleApi\(|\bhttprate\.Limit|\btollbooth\."
    r"|\bulule/limiter|\blimiter\.New\("
    r"|\bHammer\.check_rate\b|\bPlugAttack\b|\bactix_governor\b|\btower_governor\b|\bdef \w*(?:rate_limit|throttl"
    r"|token_bucket|authorize_login_\w+)\w*\("
    r"|\b(?:Header\(\)\.Set|setHeader|set_header|header|headers\.set)\([ \t]*[\"'`](?:X-)?RateLimit-"
    r"(?:Limit|Remaining)\b"
    r"|\bTokenBucket\b|\bTooManyRequests\w*(?:Error|Exception)?\("
)
_CLASS = r"\b(?:class|interface|struct|type)[ \t]+\w*(?:RateLimit|Throttl|TokenBucket)\w*"
_NAME = re.compile(r"(?:class|interface|struct|type)[ \t]+(\w*?)(RateLimit|Throttl|TokenBucket)(\w*)")
_OF_REQUESTS = re.compile(
    r"Request|Login|Auth|Api|Http|Rate|User|I[Pp](?![a-z])|Anon|Attempt|Client|Account|Password|Sign|Session|Token|Endpoint"
    r"|Route|Middleware|Filter|Limit|Guard|Interceptor|Scoped|Tenant|Burst|Message|Webhook|Mail|Sms|Invit|Otp|Custom|Base",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(r"(?:Exception|Error|Exceeded|Info|Dto|DTO|Response|Headers?|Status)$")
_CONFIGURED = (
    r"\blogin_throttling:|\bhttp_req_rate\(|\blimit_conn(?:_zone)?\b|\bbruteForceProtected\b"
    r"|\blimit_req(?:_zone)?\b|nginx\.ingress\.kubernetes\.io/limit-(?:rps|rpm|connections)|\bkind:[ \t]*RateLimit"
    r"|\brate-limit(?:ing)?:[ \t]*$"
    r"|\brateLimit:[ \t]*$|\benvoy\.filters\.http\.(?:local_)?ratelimit|\brate_based_statement\b"
    r"|\bRateBasedStatement\b|\bthrottling_rate_limit\b"
)


def _limits(hit: Hit) -> bool:
    """Tell whether a class is one that limits requests: not a failure that tells of a limit, not a slowed stream."""
    name = _NAME.search(hit.text)
    if name is None or _SPOKEN_OF.search(name[3]) or "Sampl" in hit.text:
        return False
    slows = name[2] == "Throttl"
    around = name[1] + re.sub(r"^(?:ed|er|ers|ing|es|e)(?![a-z])", "", name[3])
    return not slows or not around or _OF_REQUESTS.search(f"{around} {hit.text[name.end() :]}") is not None


_DEFINED = re.compile(r"\bdef \w*(?:rate_?limit|throttl)|TooManyRequests\w*\(", re.IGNORECASE)
_CAUGHT = re.compile(r"^[ \t]*(?:except|rescue)\b|\bcatch\b", re.IGNORECASE)
_TOLD = r"\W{0,4}[\"'`](?:x-?)?(?:ratelimit|rate-limit|retry-after)"
_READS = re.compile(
    rf"\bre(?:s|sp|sponse|ply)\w*\W{{1,3}}headers?(?:\W{{1,3}}get)?{_TOLD}|\bheaders?(?:\(\))?\.get{_TOLD}",
    re.IGNORECASE,
)
"""How a client learns of another service's limit."""


def _is_client(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a limit is another service's: an error to catch, or a file that reads the answer's headers."""
    if _CAUGHT.search(hit.text) or (_THROWS.search(hit.text) and _CLIENT.search(hit.path)):
        return True
    return _DEFINED.search(hit.text) is not None and _READS.search(snapshot.text(hit.path) or "") is not None


_THROWS = re.compile(r"TooManyRequests|RateLimitError")
_CLIENT = re.compile(r"client\w*\.\w+$|/clients?/", re.IGNORECASE)
_SLEEPS = re.compile(r"\b(?:Thread\.[sS]leep|Task\.Delay|time\.[sS]leep|asyncio\.sleep|setTimeout|usleep)\(")
_TURNS_AWAY = re.compile(r"\b429\b|TooMany|Exceed|reject|denied|deny|allow|block|forbid|throw|raise", re.IGNORECASE)


def _only_waits(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a class delays what the program sends itself: it sleeps, and turns nobody away."""
    text = snapshot.text(hit.path) or ""
    return _SLEEPS.search(text) is not None and _TURNS_AWAY.search(text) is None


_BARE = re.compile(
    r"\b(?:class|interface|struct|type)[ \t]+Throttl(?:e|er|ing)\b(?![ \t]*[(:<]|[ \t]+(?:extends|implements))"
)
_REQUESTS = re.compile(r"request|limit|per_?(?:second|minute|hour)|\brate|quota|\b429\b|too_?many", re.IGNORECASE)


def _is_of_requests(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a class that says no more than that it throttles is in a file about requests, not about engines."""
    return _BARE.search(hit.text) is None or _REQUESTS.search(snapshot.text(hit.path) or "") is not None


def _declared_limits(snapshot: Snapshot) -> tuple[Hit, ...]:
    """Return gateways and firewalls of a cloud that limit the rate."""
    limits = ("throttlingratelimit", "ratelimit", "ratelimitthreshold")
    return (
        *set_hits(snapshot, *limits, within=("aws::apigateway", "aws::serverless::", "provider", "microsoft.network/")),
        *set_hits(snapshot, "ratebasedstatement", within=("aws::wafv2::",)),
    )


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    classes = [hit for hit in hits.of("class") if _limits(hit) and _is_of_requests(snapshot, hit)]
    classes = [hit for hit in classes if not _only_waits(snapshot, hit)]
    code = [hit for hit in hits.of("code") if not _is_client(snapshot, hit)]
    return seen(
        hits,
        (*code, *classes, *hits.of("configured"), *_declared_limits(snapshot)),
        "Incoming requests are limited at {places} {places:place|places} in {files} {files:file|files}.",
        "Nothing limits the rate of incoming requests.",
    )


PROBE = Probe(
    id="rel.rate-limit",
    question="Is the rate of incoming requests limited?",
    answer=_answer,
    patterns=(
        Pattern("code", _CODE, classes=CODE, code_only=True),
        Pattern("class", _CLASS, classes=CODE, code_only=True),
        Pattern("configured", _CONFIGURED, classes=CONFIGURED, code_only=True),
        declared(r"slowapi|flask-limiter|rack-attack|express-rate-limit|throttler|bucket4j"),
    ),
    classes=CONFIGURED,
)
