"""Are errors enriched with the user, tags or business context before they are tracked?"""

from core.matching.pattern import Pattern
from core.probes.code_use import CONFIGURED, seen
from core.probes.probe import Found, Hits, Probe, absent
from core.snapshot.snapshot import Snapshot

_CONTEXT = (
    r"\b(?:sentry_sdk|Sentry|sentry|SentrySdk|scope|hub|Hub|isolation_scope|configScope)(?:\.|->|::)"
    r"(?:set_?(?:[uU]ser|[tT]ags?|[cC]ontexts?|[eE]xtras?)|Set(?:User|Tags?|Contexts?|Extras?))\b"
    r"|\b(?:Rollbar|rollbar)\.(?:scope|configure)\b.*\bperson|\bperson_method\b"
    r"|\b[Bb]ugsnag\.(?:set_?[uU]ser|add_?[mM]etadata|leave_?[bB]readcrumb)|\b(?:event|report|notification)\.add_metadata\("
    r"|\bHoneybadger\.(?:context|setContext)\b"
    r"|\badd_custom_(?:parameters?|attributes?)\(|\baddCustomAttributes?\(|\bAirbrake\.merge_context"
    r"|\.setAuthenticatedUserContext\("
    r"|\bRaygun\w*\.setUser\("
)
_BLOCK = (
    r"\b(?:sentry_sdk|Sentry|sentry|SentrySdk)(?:\.|::|\\)"
    r"(?:configure_?[sS]cope|with_?[sS]cope|push_scope|new_scope|ConfigureScope|WithScope|configureScope|withScope)\b"
)
_TRACKER = r"sentry|rollbar|bugsnag|honeybadger|airbrake|newrelic|new_relic|raygun|application-?insights"


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    if not hits.of("tracker"):
        near = [(hit.path, hit.line, "no error tracker in the code") for hit in hits.of("context", "block")]
        return absent("No error tracker is used, so errors get no context.", near)
    found = hits.of("context", "block")
    return seen(
        hits,
        found,
        "Errors get context at {places} {places:place|places} in {files} {files:file|files}.",
        "No code adds context to errors.",
    )


PROBE = Probe(
    id="obs.error-context",
    question="Are tracked errors enriched with user, tags or business context?",
    answer=_answer,
    patterns=(
        Pattern("context", _CONTEXT, classes=CONFIGURED, code_only=True),
        Pattern("block", _BLOCK, classes=CONFIGURED, code_only=True),
        Pattern("tracker", _TRACKER, ignore_case=True, classes=CONFIGURED, code_only=True),
    ),
    classes=CONFIGURED,
)
