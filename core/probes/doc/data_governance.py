"""Is it written down or coded how long users' data is kept and how it is protected?"""

import re

from core.formats.prose import PROSE_PATHS
from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CODE, Place, spread
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.prose_search import body, sections_about
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_FILES = (
    "**/{privacy,privacy-policy,privacy_policy,privacypolicy,privacy-notice}.{md,mdx,rst,adoc,txt,html,erb,haml,twig,njk,hbs,pug}",
    "**/{data-retention,data_retention,data-governance,data_governance,data-protection,data_protection}*.{md,mdx,rst,adoc,txt}",
    "**/{gdpr,ccpa,hipaa}*.{md,mdx,rst,adoc,txt}",
    "**/privacy{,-policy}/page.{tsx,jsx,mdx}",
)
_HEADING = re.compile(
    r"\bprivacy (?:policy|notice|statement)\b|\bdata (?:retention|protection|governance|minimi[sz]ation)\b"
    r"|\bdata classification\b|\b(?:GDPR|CCPA|HIPAA)\b|\bretention (?:policy|policies|periods?|schedule)\b"
    r"|\bright to (?:erasure|be forgotten)\b"
    r"|\bpersonal data\b|_RETENTION$",
    re.IGNORECASE,
)
_WORDS = r"(?:days?|weeks?|months?|years?|hours?|period|polic(?:y|ies)|window|time|duration|delta|limit)"
_RETENTION = (
    rf"\bdata_?retention\w*|\w+_?data_?retention\w*|\bretention_?{_WORDS}\b|\bretention_?(?:by|policy)\w+"
    rf"|\b\w+_retention_?{_WORDS}\b|\b[a-z]+_retention\b|\bapplyretention\w*\(|\bretention\.[a-z]\w*"
    r"|\b\w*(?:storage|data|history|event|alarm|message|rpc|session|user|account|audit|record|notification)s?_?ttl_?(?:in_?)?(?:days|weeks|months|years)\b|\b\w+_older_than_retention\b|\b(?:days|months|years)_to_(?:keep|retain)\b|\bretain_(?:for|until|days)\b"
)
_WHOSE = (
    r"(?:user|account|customer|contact|profile|person|member|patient|subscriber|visitor|checkout|order|notification"
    r"|message|submission|application|upload|export|session_?data|ping|event_?payload)s?"
)
_STALE = r"(?:old|expired|inactive|stale|unused|abandoned|deactivated|dormant)"
_DEFINES = r"\b(?:def|func|function|fun|fn|class|task|async|void|static)[ \t]+(?:\([^)\n]*\)[ \t]*)?:?"
_ERASES = (
    rf"{_DEFINES}(?:\w+_)?(?:prune|purge|anonymi[sz]e|pseudonymi[sz]e|forget|erase)_?(?:{_STALE}_?)?{_WHOSE}(?:_?data)?\b"
    rf"|{_DEFINES}(?:\w+_)?(?:delete|remove|clean_?up|clear)_?(?:all_?)?{_STALE}_?(?:\w+_)?{_WHOSE}"
    rf"|{_DEFINES}\w*(?:gdpr|right_?to_?be_?forgotten|data_?subject_?request|data_?erasure)\w*"
    rf"|\bclass[ \t]+(?:\w+_)?\w*{_WHOSE}_?(?:data_?)?(?:clean_?up|cleaner|purge|prune|retention|expir|anonymi[sz])\w*"
    rf"|\bclass[ \t]+(?:clean_?up|prune|purge|delete_?{_STALE}|remove_?{_STALE})_?{_WHOSE}\w*"
    r"|\b(?:acts_as_anonymi\w+|gdpr_?(?:export|delete|erase)\w*)\b"
    rf"|\b(?:\w+_)?{_WHOSE}_(?:timedelta|ttl|max_?age|lifetime)[ \t]*="
)
_COMMANDS = ("**/management/commands/{prune,purge,anonymize,anonymise,delete_inactive,delete_expired}*.py",)
_NOT_USERS = re.compile(
    r"(?<!change)(?<!audit)(?<!back)logs?(?![a-z])|metrics?_|tsdb|prometheus|loki|kafka|cloudwatch|backup|artifact|snapshot"
    r"|measurement|span|trace|RetentionPolicy\.(?:RUNTIME|SOURCE|CLASS)|lang\.annotation|retention-days|retentionInDays"
    r"|RetentionInDays|cache|\bqueue",
    re.IGNORECASE,
)
_RETURNING = re.compile(
    r"(?:user|customer|employee|staff|member|player|cohort|client|subscriber|daily|weekly|monthly|day_?\d+|week_?\d+|d\d+|net|gross"
    r"|revenue|logo)_retention(?:_rate|_curve|_report|_cohort\w*)?\b",
    re.IGNORECASE,
)
"""People who come back, not data that is kept."""
_NOT_PEOPLE = re.compile(r"(?:\b|_)(?:logs?|logging|metrics?|traces?|telemetry|prometheus|loki|backups?)(?:\b|_)", re.I)
_OF_BACKUPS = re.compile(r"back[-_ ]?ups?(?![a-z])|\bWALs?\b|borg|restic", re.IGNORECASE)
_SHORT = 80
_ABOVE = 9
_CODE_ENDS = re.compile(r"\.(?:css|scss|svg|lock|sum|po|mo)$")


def _documents(snapshot: Snapshot) -> tuple[list[Place], list[tuple[str, int, str]]]:
    wanted = tuple(set(FileClass) - {FileClass.VENDORED, FileClass.GENERATED, FileClass.TEST, FileClass.BINARY})
    places: list[Place] = [(path, 1, 1) for path in snapshot.files(*sorted(wanted), globs=_FILES)]
    near = []
    for document, section in sections_about(snapshot, _HEADING):
        text = body(document, section)
        if len(text.strip()) < _SHORT:
            near.append((document.path, section.heading.line, "a heading with little text"))
        elif _NOT_PEOPLE.search(f"{section.heading.text} {document.title} {document.path}"):
            near.append((document.path, section.heading.line, "retention of telemetry or backups"))
        elif all(path != document.path for path, _, _ in places):
            places.append((document.path, section.heading.line, section.end_line))
    return places, near


def _of_backups(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether what is kept for a time is a backup, by the file's name or the lines above."""
    above = "\n".join(snapshot.lines(hit.path)[max(0, hit.line - _ABOVE) : hit.line])
    return bool(_OF_BACKUPS.search(above) or "backup" in hit.path.lower())


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    written, near = _documents(snapshot)
    coded: list[Hit] = []
    for hit in hits.of("retention", "erases"):
        if _NOT_USERS.search(hit.text) or _RETURNING.search(hit.text) or _of_backups(snapshot, hit):
            near.append((hit.path, hit.line, "not data of users"))
        elif not _CODE_ENDS.search(hit.path):
            coded.append(hit)
    commands = [(path, 1, 1) for path in snapshot.files(FileClass.SOURCE, globs=_COMMANDS)]
    in_code = dict.fromkeys((*commands, *lines_of(coded)))
    if not written and not in_code:
        return absent("No policy or code says how long users' data is kept.", near)
    message = (
        "Keeping and protecting users' data: {written} {written:document or section|documents or sections}, "
        "{code} {code:place|places} in code."
    )
    args = {"written": len(written), "code": len(in_code)}
    return present(message, (*written, *spread(in_code)), args=args, confidence=Confidence.LOW)


PROBE = Probe(
    id="doc.data-governance",
    question="Is a policy for the retention or privacy of data documented or coded?",
    answer=_answer,
    patterns=(
        Pattern("retention", _RETENTION, ignore_case=True, classes=CODE, code_only=True),
        Pattern("erases", _ERASES, ignore_case=True, classes=CODE, code_only=True),
    ),
    paths=("**",),
    asks=(f"privacy and retention policies by name, sections so headed ({', '.join(PROSE_PATHS)})",),
)
