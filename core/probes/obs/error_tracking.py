"""Is an error tracker initialised?"""

import re

from core.matching.pattern import Pattern
from core.probes.code_use import CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_INIT = (
    r"\bsentry_sdk\.init\(|\bSentry\.(?:init|start)\b|\b[Ss]entry\.Init\(|\bSentrySdk\.Init\("
    r"|\bUseSentry\(|\bSentry\\init\(|\bSentry::init\(|\bsentry::init\(|\bIntegration::handles\("
    r"|\bwithSentryConfig\("
    r"|\b[Rr]ollbar\.(?:init|configure|Set\w+)\b|\bnew Rollbar\(|\bRollbar::init\("
    r"|\b[Bb]ugsnag\.(?:start|configure|Configure)\b|\bBugsnag::make\("
    r"|\bHoneybadger\.(?:configure|init)\b|\bhoneybadger\.Configure\("
    r"|\bAirbrake\.configure\b|\bnew (?:Airbrake)?Notifier\(\{"
    r"""|\bnewrelic\.(?:agent\.initialize|NewApplication)\(|\brequire\(['\"]newrelic['\"]\)"""
    r"""|\bimport ['\"]newrelic['\"]"""
    r"|\bRaygunClient\(|\bAddRaygun\(|\braygun\.init\(|\brg4js\("
    r"|\bapplicationInsights\b.*\bsetup\(|\bappInsights\.setup\(|\bnew ApplicationInsights\("
    r"|\bAddApplicationInsightsTelemetry\(|\bsetAutoCollectExceptions\("
    r"|\bSentryAndroid\.init\(|\bSentryFlutter\.init\("
)
_CONFIGURED = (
    r"^[ \t]*-?[ \t]*type:[ \t]*[\w-]*sentry\b"
    r"|\bsentry\.dsn[ \t]*=|\bio\.sentry\.logback\.SentryAppender|\bSentryAppender\b"
    r"|^[ \t]*config :sentry\b|\bnewrelic-admin run-program\b|-javaagent:\S*newrelic"
)


_NOTIFIER = re.compile(r"\bnew Notifier\(")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    init = [
        hit
        for hit in hits.of("init")
        # Others have notifiers too.
        if not _NOTIFIER.search(hit.text) or "airbrake" in (snapshot.text(hit.path) or "").lower()
    ]
    return seen(
        hits,
        [*init, *hits.of("configured", "bundle")],
        "Error tracking is initialised at {places} {places:place|places} in {files} {files:file|files}.",
        "No error tracker is initialised.",
    )


PROBE = Probe(
    id="obs.error-tracking",
    question="Is an error tracking service initialised?",
    answer=_answer,
    patterns=(
        Pattern("init", _INIT, classes=CONFIGURED, code_only=True),
        Pattern("configured", _CONFIGURED, classes=CONFIGURED, code_only=True),
        Pattern("bundle", r"^sentry:[ \t]*$", paths=("**/config/**/*.{yml,yaml}",), code_only=True),  # Symfony
        declared(r"sentry|rollbar|bugsnag|honeybadger|airbrake|newrelic|raygun"),
    ),
    classes=CONFIGURED,
)
