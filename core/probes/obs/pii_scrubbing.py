"""Is sensitive data masked before it reaches logs, traces or error reports?"""

import re

from core.formats.source import code_only
from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CODE, CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_MASKS = r"(?:redact|scrub|obfuscat|anonymi[sz]|censor|mask)"
_CLEANS = r"(?:sanitis|sanitiz)"
_TOLD = r"(?:log(?:s|ger|ging)?|events?|spans?|traces?|telemetry|sentry|breadcrumbs?)"
_PRIVATE = r"(?:sensitive|secrets?|pii|personal_?(?:data|info)|passwords?|credentials?|tokens?|headers?|payloads?)"
_DEFINES = r"\b(?:def|func|function|fun|fn)[ \t]+(?:\([^)\n]*\)[ \t]*)?"
_KINDS = r"(?:Filter|Processor|Formatter|Layout|Handler|Enricher|Converter|Logger|Hook)"
_FRAMEWORK = (
    r"\bfilter_parameters\b|\bfilter_attributes[ \t]*(?:\+=|=|<<)|\bParameterFilter\b|\bLogstop\.guard\b"
    r"|\bEventScrubber\(|\bpii_denylist\b|\bsensitive_(?:post_parameters|variables)\(|#\[\\?SensitiveParameter\]"
    r"|\bredact:[ \t]*(?:\[|\{)|['\"](?:fast-redact|pino-noir|winston-redact)['\"]|\bMaskingPatternLayout\b"
    r"|\bMasking(?:Json)?(?:Generator|Converter|Layout)\w*|<maskPattern>|%replace\(|\bPIIMask\w*|\bLogMasked\b"
    r"|\bDestructure\.ByMasking\w*|\bWithSensitiveDataMasking\b|\bAddRedaction\(|\bErasingRedactor\b|\bHmacRedactor\b"
    r"|\bhideRequest(?:Headers|Parameters)\(|\bredact_headers\b|\bredactHeaders\b|\bkeys_to_(?:filter|sanitize)\b"
    r"|\bDataMasking\b|\bscrub_fields\b|\bscrubFields\b|\bsanitize_field_names\b|\bsanitizeFieldNames\b"
    r"|\b(?:body|url|header|cookie|query)_scrubber:|\bredact:[ \t]*true\b"
)
_TELEMETRY = (
    r"^[ \t]*(?:-[ \t]+)?[\"']?(?:redaction|(?:transform|attributes|filter)/\w*(?:redact|scrub|mask|pii|sensitive)\w*)"
    r"(?:/[\w-]+)?[\"']?:[ \t]*$|\bDD_APM_REPLACE_TAGS\b|\bapm_config\.replace_tags\b"
    r"|^[ \t]*-?[ \t]*type:[ \t]*mask_sequences\b|\bdatadog_sensitive_data_scanner_\w+"
    r"|\baws_cloudwatch_log_data_protection_policy\b|\belastic\.apm\.sanitize_field_names\b"
    r"|\bELASTIC_APM_SANITIZE_FIELD_NAMES\b"
)
_OWN = (
    rf"\b(?:class|struct|type)[ \t]+\w*{_MASKS}\w*{_KINDS}\b"
    rf"|{_DEFINES}\w*{_MASKS}\w*_?(?:{_TOLD}|{_PRIVATE})(?:[_(s]|[A-Z]|\b)"
    rf"|{_DEFINES}\w*_?(?:{_TOLD}|{_PRIVATE})_?{_MASKS}\w*|{_DEFINES}\w*{_CLEANS}\w*_(?:for_)?{_TOLD}\b"
    rf"|\b(?:class|struct)[ \t]+\w*(?:{_MASKS}(?:e|ed|ing|ion|or)?|cleans(?:e|ing|er)|{_CLEANS}\w*?)"
    rf"{_TOLD}\w*"
    r"|\b(?:class|struct)[ \t]+(?:sentry|log|telemetry|trace)\w*(?:cleanser|scrubber|redactor|saniti[sz]er|masker)\b"
    rf"|{_DEFINES}{_TOLD}_{_CLEANS}\w*|\bWithRedact\w*\(|\bNewRedact\w*\(|\bCENSOR_TOKEN\w*\b"
)
_MASKED = rf"\blog(?:ger|ging)?\w*(?:\(\))?(?:->|\.)\w+\(.*\b{_MASKS}\w*\("
_MARKER = r"\blog(?:ger|ging)?\w*(?:\(\))?\.\w+\(.*(?:\bREDACTED\b|\[(?:redacted|filtered|masked)\])"
_HOOK = r"\bbefore_?(?:[sS]end|[bB]readcrumb)\w*[\"']?[ \t]*(?:=>|[:=(])|\bBeforeSend[ \t]*[:=]|\bSetBeforeSend\("
_SCRUBS = re.compile(
    rf"{_MASKS}|{_CLEANS}|\bdelete\b|\bdel\b|\.pop\(|\bsensitive|\bpassword|\bcookies?\b|\be?mail\b|\bpii\b"
    r"|authorization",
    re.IGNORECASE,
)
_REACH = 20
_SHOWN_ONLY = re.compile(r"\.(?:css|scss|html?|svg|erb|haml|slim|twig)$", re.IGNORECASE)
_OF_NUMBERS = re.compile(r"\b(?:torch|tensorflow|keras|jax|flax|cv2|numpy|PIL|skimage|transformers|ndimage|opencv)\b")
_ATTRIBUTES = re.compile(r"\bfilter_attributes\b")


def _is_other(hit: Hit, snapshot: Snapshot) -> bool:
    """Tell whether masks are those of images and models, or attributes are filters of a search."""
    if hit.pattern == "own":
        return _OF_NUMBERS.search(snapshot.text(hit.path) or "") is not None
    return bool(_ATTRIBUTES.search(hit.text)) and not hit.path.endswith((".rb", ".rake"))


def _scrubs(snapshot: Snapshot, hook: Hit) -> bool:
    """Tell whether what a hook of an error tracker does, or its name, is about what must not be sent."""
    code = code_only(hook.path, snapshot.text(hook.path) or "").split("\n")
    lines = code[hook.line - 1 : hook.line - 1 + _REACH]
    return any(_SCRUBS.search(line) for line in lines)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    hooks = [hit for hit in hits.of("hook") if _scrubs(snapshot, hit)]
    found = [*hits.of("framework", "telemetry", "own"), *hooks, *hits.of("masked", "marker")]
    return seen(
        hits,
        [hit for hit in found if not (_SHOWN_ONLY.search(hit.path) or _is_other(hit, snapshot))],
        "Sensitive data is masked at {places} {places:place|places} in {files} {files:file|files}.",
        "Nothing masks sensitive data in logs, traces or error reports.",
    )


PROBE = Probe(
    id="obs.pii-scrubbing",
    question="Is sensitive data masked in logs and telemetry?",
    answer=_answer,
    patterns=(
        Pattern("framework", _FRAMEWORK, classes=CONFIGURED, code_only=True),
        Pattern("telemetry", _TELEMETRY, classes=CONFIGURED, code_only=True),
        Pattern("own", _OWN, ignore_case=True, classes=CODE, code_only=True),
        Pattern("hook", _HOOK, classes=CODE, code_only=True),
        Pattern("masked", _MASKED, ignore_case=True, classes=CODE, code_only=True),
        Pattern("marker", _MARKER, ignore_case=True, classes=CODE, code_only=True),
        declared(r"fast-redact|logstop|pino-noir"),
    ),
    classes=CONFIGURED,
)
