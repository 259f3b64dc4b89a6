"""Does application code log structured records?"""

import re

from core.matching.pattern import Hit, Pattern
from core.probes.code_use import CONFIGURED, declared, seen
from core.probes.probe import Found, Hits, Probe
from core.snapshot.snapshot import Snapshot

_LIBRARY = (
    r"\bstructlog\.(?:get_logger|configure|stdlib)|\bpythonjsonlogger\b|\b(?:Json|JSON)(?:Log)?Formatter(?:\(|\{"
    r"|::class|[\"\'])"
    r"|\bjson_log_formatter\b|\becs_logging\b|\bserialize=True"
    r"""|\bpino\(|['\"]pino(?:-http)?['\"]|\bformat\.json\(\)|\bbunyan\.createLogger\(|\bwinston\.createLogger\("""
    r"|\bLogstashEncoder\b|\bLogstashLayout\b|\b\w*JsonLayout\b|\bJsonTemplateLayout\b|\bStructuredArguments\b"
    r"|\blogging\.structured\.format\b|\bEcsEncoder\b"
    r"|\bslog\.(?:New|String|Int|Any|With|Info|Error|Warn)\w*\(|\bzap\.(?:New(?:Production|Development|Example)?|String|Int\d*|Any|Error)\("
    r"|\bzerolog\.New\(|\.WithFields?\(|\bklog\.(?:InfoS|ErrorS)\(|\blogr\.Logger\b|\blevel\.(?:Debug|Info"
    r"|Warn|Error)\([\w.]*\)\.Log\(|\blog\.NewLogfmtLogger\(|\blog\.NewJSONLogger\("
    r"|\bUseSerilog\(|\bnew LoggerConfiguration\(|\bAddJsonConsole\(|\bCompactJsonFormatter\b"
    r"|\blograge\.enabled\b|\bSemanticLogger\b|\bOugai::|\bLoggerJSON\b|\bLogger\.Formatter\.JSON"
    r"|\blayer\w*(?:\(\))?\.json\(\)|\bLog(?:ging)?(?:Mode|Format|Style)(?:::|\.)J(?:son|SON)\b"
    r"|\blog(?:ger)?\.(?:Enable|Set|Use)JSON\w*\("
    r"|\btracing_subscriber\b.*\bjson\(|\.json\(\)\.init\(\)|\bslog_json\b|\bbunyan_formatter\b"
)
_FIELDS = (
    r"\blog(?:ger|ging)?\.(?:debug|info|warning|error|exception|critical|log)\(.*\bextra="
    r"|^[ \t]*extra=(?:\{|dict\()|\blog(?:ger)?\.(?:info|warn|error|debug)\(\{"
    r"|\bLog(?:Information|Warning|Error|Debug)\([^)\n]*\"[^\"\n]*\{\w+\}|\bkv\(\""
)
_CONFIGURED = (
    r"^[ \t]*-?[ \t]*type:[ \t]*[\w-]*(?:json|logstash|govuk)[\w-]*[ \t]*$"
    r"""|\blog(?:_|-)?format[\"']?[ \t]*[:=][ \t]*[\"']?(?:json|logfmt)\b"""
)


_NAMED_FORMATTER = re.compile(r"\b(?:Json|JSON)(?:Log)?Formatter\b")
_LOGS = re.compile(r"log(?:s|ger|ging|back|rus)?(?:\b|_|\.)|Log(?:ger|ging)|monolog|stdlog", re.IGNORECASE)
_WINSTON = re.compile(r"\bwinston\.createLogger\(")
_PLAIN = re.compile(r"\bformat\.(?:simple|cli|printf)\(")
_AS_JSON = re.compile(r"\bformat\.(?:json|logstash)\(|\bJSON\.stringify\(")


def _is_plain(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether a hit is a formatter of something else than logs, or a logger set to write plain text."""
    text = snapshot.text(hit.path) or ""
    if _NAMED_FORMATTER.search(hit.text):
        return _LOGS.search(text) is None
    return bool(_WINSTON.search(hit.text) and _PLAIN.search(text) and not _AS_JSON.search(text))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    return seen(
        hits,
        [hit for hit in hits.of("library", "fields", "configured") if not _is_plain(snapshot, hit)],
        "Structured records are logged at {places} {places:place|places} in {files} {files:file|files}.",
        "No structured logging in code or configuration.",
    )


PROBE = Probe(
    id="obs.structured-logging",
    question="Does the application write structured (field or JSON) logs?",
    answer=_answer,
    patterns=(
        Pattern("library", _LIBRARY, classes=CONFIGURED, code_only=True),
        Pattern("fields", _FIELDS, classes=CONFIGURED, code_only=True),
        Pattern("configured", _CONFIGURED, ignore_case=True, classes=CONFIGURED, code_only=True),
        declared(r"structlog|python-json-logger|pino|winston|logstash-logback|zap|zerolog|logrus|serilog|lograge"),
    ),
    classes=CONFIGURED,
)
