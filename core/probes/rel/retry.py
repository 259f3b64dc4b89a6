"""Does application code retry what fails?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_LIBRARY = (
    r"^[ \t]*@(?:tenacity\.)?retry(?:\(|[ \t]*$)|@backoff\.on_|\bRetrying\(|\bwait_(?:random_)?exponential\("
    r"|\bstop_after_attempt\("
    r"|@retrying\.retry\b"
    r"|\bRetry\(.*\b(?:total|backoff_factor)|\bbackoff_factor\b|\bmax_retries[ \t]*=[ \t]*[1-9A-Za-z]"
    r"|\bself\.retry\(|\bautoretry_for\b|\bretry_backoff\b"
    r"|\bdefault_retry_delay\b|\bapply_async\(.*\bretry_policy|\bp-?[rR]etry\(|['\"](?:p-retry|async-retry"
    r"|axios-retry|promise-retry|exponential-backoff)['\"]"
    r"|\bretryStrategy\b|\bretryDelay\b|\baxiosRetry\(|\battempts:[ \t]*\d+,?.*\bbackoff|\bbackoff:[ \t]*\{"
    r"|@Retry(?:able)?\b|\bRetryTemplate\b|\bRetryConfig\b|\bRetryRegistry\b|\bFailsafe\.with\(|\b(?:exponential"
    r"|fullJitter|equalJitter)\("
    r"|\bWaitAndRetry(?:Async|Forever)?\b|\bAddResilienceHandler\(|\bAddStandardResilienceHandler\("
    r"|\bExponentialRetry\(|\bEnableRetryOnFailure\(|\bAddRetry\("
    r"|\bbackoff\.(?:Retry|NewExponentialBackOff|New\w*)\(|\bbackoff\.Backoff\{|\bretry\.(?:Do|OnError"
    r"|RetryOnConflict|Retry)\(|\bretryablehttp\.|\bwait\.(?:ExponentialBackoff|Backoff\{)"
    r"|\brunutil\.Retry|\bNewItemExponentialFailureRateLimiter\b|\bNewTypedItemExponentialFailureRateLimiter\b"
    r"|\bgrpc_retry\.|\bretry\.UnaryClientInterceptor"
    r"|\bretry_on\b|\bsidekiq_options\b.*\bretry|\bsidekiq_retry_in\b|\bRetriable\.|\bretry\(times"
    r"|\bwith_retries\b|\bfaraday.*:retry\b"
    r"|\bpublic (?:function backoff|(?:int|array)?[ \t]*\$backoff)\b|\bRetryMiddleware\b|->retry\(\d|\bbackon::"
    r"|\btokio_retry::|\bRetryPolicy\b"
    # Of the JVM and Scala: Retryer, Curator, Failsafe, Reactor, Kotlin's flows, Mutiny, cats-retry, Akka and Pekko
    r"|\bRetryer(?:Builder)?\b|\bexecuteWithRetry\(|\bnew (?:Bounded)?ExponentialBackoffRetry\("
    r"|\bnew Retry(?:NTimes|OneTime|UntilElapsed"
    r"|Forever)\(|\bRetryPolicy(?:Builder)?\b|\bRetrySpec\b|\bRetry\.(?:backoff|max|fixedDelay|of|decorate\w+)\("
    r"|\.retryWhen\b|\.onFailure\(\)\.retry\(|\bRetryPolicies\.|\bretrying(?:OnAllErrors|OnSomeErrors|OnFailures)\b"
    r"|\bRestart(?:Source|Flow)\.(?:with|onFailures)|\bBackoffSupervisor\b|\bZIO\b.*\.retry\("
    r"|\bSchedule\.(?:exponential|recurs)"
    # Of .NET: Polly, MassTransit, NServiceBus, Hangfire, Azure and gRPC clients
    r"|\bUseMessageRetry\(|\bUse(?:Delayed|Scheduled)Redelivery\(|\bAddTransientHttpErrorPolicy\("
    r"|\bHandleTransientHttpError\("
    r"|\.Retry(?:Forever)?Async\(|\bAddPolicyHandler\(.*[rR]etry|\bRetryStrategyOptions\b|\[AutomaticRetry\b"
    r"|\bIncrementalRetry\(|\bUseRetry\(|\.Immediate\(i(?:mmediate)? =>|\bnew (?:Linear|Exponential)Retry\("
    r"|\bDecorrelatedJitterBackoff"
    # Of JavaScript, Go, Rust, PHP, Python and Ruby
    r"|['\"](?:ts-retry(?:-promise)?|@lifeomic/attempt|retry-axios|fetch-retry|cockatiel|retry-as-promised"
    r"|@octokit/plugin-retry)['\"]"
    r"|\bretryAsync\(|\bretry:[ \t]*\{[ \t]*(?:limit|retries|attempts|count|delay)\b"
    r"|\bretry\.(?:New|NewExponential|NewFibonacci|NewConstant|WithMaxRetries|Fibonacci|Exponential|Constant"
    r"|Attempts)\("
    r"|\bretrier\.(?:New|ExponentialBackoff|ConstantBackoff)\(|\bgobreaker\b.*[rR]etry|\bheimdall\.New(?:Retrier"
    r"|ExponentialBackoff)"
    r"|\bSetRetryCount\(|\bExponentialBackoff(?:Builder)?(?:::|\b.*default\(\))|\bRetryIf::|\bRetry::spawn\("
    r"|\bRetryTransientMiddleware\b"
    r"|\bagain::retry|\bMiddleware::retry\(|\bRetryableHttpClient\b|\bRetryClient\(|\bExponentialRetry\("
    r"|\bRetryable\.|\b(?:with_)?exponential_backoff\(|\bretries\.Retrying|\bstamina\.retry"
    r"|\buse Retry\b|\bRetry(?:er)?\.retry|\bRetry\([^)\n]*(?:max|interval)|\bOban\.Worker\b.*\bmax_attempts"
)
_OWN = (
    r"\b(?:retry_(?:interval|delay|wait|max|count|attempts|in|backoff)|retries_left|max_attempts|maxAttempts"
    r"|maxRetries|numRetries|num_retries|RETRY_(?:MAX|INTERVAL|DELAY|ATTEMPTS))\b"
    r"|\btries_left\b|\bfor \w*(?:attempt|retry|try)\w* in range\(|\bwhile \w*(?:attempts?|retries"
    r"|tries)\w*[ \t]*[<>]|\bfor \(?(?:let|int|var)? ?(?:attempt|retry|tries)\w*[ \t]*:?=|\bdef \w*_with_retr(?:y"
    r"|ies)\b"
    r"|\brange \w*(?:retries|attempts)\b"
    r"|\b(?:def|defp|func|function|fn|fun)[ \t]+(?:\([^)\n]*\)[ \t]*)?\w*(?:[wW]ith_?[rR]etr(?:y|ies)"
    r"|[eE]xponential_?[bB]ack_?[oO]ff|[bB]ack_?[oO]ff_?(?:[dD]elay|[tT]ime|[wW]ait|ms|seconds)|[rR]etry_?[wW]ith)\w*"
    r"|\bretry_backoff\w*|\bProcess\.send_after\([^\n]*:(?:retry|reconnect)|\bretry:[ \t]*:(?:safe_)?transient\b"
)

_SETTING = r"^[ \t]*-?[ \t]*name:[ \t]*Retry[ \t]*$|\bresilience4j\.retry\b|^[ \t]*retryAttempts:|^[ \t]*perTryTimeout:"
_NOT_A_RETRY = re.compile(r"wait[-_]?for|(?:^|/)config/[^/]+\.php$|throttl|rate[-_]?limit", re.IGNORECASE)
"""Waiting for a database at the start, settings that a framework's skeleton brings, limits on those who ask."""


_DRAWS = re.compile(
    r"\b(?:random|rng|np|numpy|stats|generator|gen|distribution\w*)\.exponential\(|\bGradScaler\(|\bgrowth_factor\b"
)
"""A random number or the scale of a model's gradients, no delay."""

_ATTEMPTS = re.compile(r"attempt|\btries|\btry\b", re.IGNORECASE)
_FAILS = re.compile(
    r"re_?tr(?:y|ies)|back_?off|\bsleep\b|\bdelay\b|\bexcept\b|\bcatch\b|\brescue\b|\berr\b|\bErr\(|timeout"
    r"|[sS]etTimeout"
)
_REACH = 15


def _tries_again(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether attempts are those at something that fails, not of a user at a login, a quiz or a game."""
    if not _ATTEMPTS.search(hit.text) or _FAILS.search(hit.text):
        return True
    lines = snapshot.lines(hit.path)[max(0, hit.line - 1 - _REACH) : hit.line + _REACH]
    return any(_FAILS.search(line) for line in lines)


_ONCE = re.compile(r"\bmax_attempts:[ \t]*1\b")
_OPTIONS = 4
"""Lines over which the options of a job class may go."""


def _once(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a job of a framework that tries again by default is told to run only once."""
    return any(_ONCE.search(line) for line in snapshot.lines(hit.path)[hit.line - 1 : hit.line + _OPTIONS])


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    own = [hit for hit in hits.of("own") if not _NOT_A_RETRY.search(hit.path) and _tries_again(snapshot, hit)]
    library = [hit for hit in hits.of("library") if not _DRAWS.search(hit.text)]
    jobs = [hit for hit in hits.of("jobs") if not _once(snapshot, hit)]
    return seen(
        hits,
        [*library, *jobs, *hits.of("setting"), *own],
        "Failures are retried at {places} {places:place|places} in {files} {files:file|files}.",
        "Application code retries nothing.",
    )


PROBE = Probe(
    id="rel.retry",
    question="Does application code retry failures?",
    answer=_answer,
    patterns=(
        Pattern("library", _LIBRARY, classes=CODE, code_only=True),
        Pattern("jobs", r"^[ \t]*use Oban\.(?:Pro\.)?Worker\b", classes=CODE, code_only=True),
        Pattern("own", _OWN, classes=CODE, code_only=True),
        Pattern("setting", _SETTING, classes=CONFIGURED, code_only=True),
        declared(r"tenacity|\bbackoff\b|p-retry|ts-retry|async-retry|resilience4j|failsafe|retryer|polly|retriable"),
    ),
    classes=CODE,
)
