"""Is the rate of incoming requests limited?"""

from core.matching.pattern import Pattern
from core.probes.code_use import CODE, CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_CODE = (
    r"\bslowapi\b|@limiter\.limit\(|\bLimiter\([ \t]*(?:app|key_func|get_remote)|@ratelimit\b"
    r"|\bdjango_ratelimit\b|\bDEFAULT_THROTTLE_(?:CLASSES|RATES)\b"
    r"|\b(?:Anon|User|Scoped)RateThrottle\b|\bthrottle_classes\b|\bRack::Attack\b|\brate_limit\b.*\bto:"
    r"|['\"](?:express-rate-limit|rate-limiter-flexible|@fastify/rate-limit|@nestjs/throttler)['\"]"
    r"|\bThrottlerGuard\b|\brateLimit\(\{|\bRateLimiterRedis\(|\bAddRateLimiter\(|\bUseRateLimiter\("
    r"|\bEnableRateLimiting\b|\bIpRateLimit"
    r"|\b(?:class|interface|struct|type)[ \t]+\w*(?:RateLimit\w*|Throttl\w+|TokenBucket)\b|@RateLimiter\b"
    r"|\bBucket4j\b|\bRateLimiterRegistry\b"
    r"|\bRateLimiter::for\(|\bthrottle:\w+|\bThrottleRequests\b|->throttleApi\(|\bhttprate\.Limit|\btollbooth\."
    r"|\bulule/limiter|\blimiter\.New\("
    r"|\bHammer\.check_rate\b|\bPlugAttack\b|\bactix_governor\b|\btower_governor\b|\bdef \w*(?:rate_limit|throttl"
    r"|token_bucket|authorize_login_\w+)\w*\("
    r"|\bTokenBucket\b|\bRateLimitError\b|\bTooManyRequests\w*(?:Error|Exception)?\("
)
_CONFIGURED = (
    r"\blimit_req(?:_zone)?\b|nginx\.ingress\.kubernetes\.io/limit-(?:rps|rpm|connections)|\bkind:[ \t]*RateLimit"
    r"|\brate-limit(?:ing)?:[ \t]*$"
    r"|\brateLimit:[ \t]*$|\benvoy\.filters\.http\.(?:local_)?ratelimit|\brate_based_statement\b"
    r"|\bRateBasedStatement\b|\bthrottling_rate_limit\b"
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    return seen(
        hits,
        hits.of("code", "configured"),
        "Incoming requests are limited at {places} {places:place|places} in {files} {files:file|files}.",
        "Nothing limits the rate of incoming requests.",
    )


PROBE = Probe(
    id="rel.rate-limit",
    question="Is the rate of incoming requests limited?",
    answer=_answer,
    patterns=(
        Pattern("code", _CODE, classes=CODE, code_only=True),
        Pattern("configured", _CONFIGURED, classes=CONFIGURED, code_only=True),
        declared(r"slowapi|flask-limiter|rack-attack|express-rate-limit|throttler|bucket4j"),
    ),
    classes=CONFIGURED,
)
