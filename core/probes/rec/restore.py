"""Is there a command that restores data, as a script or written down?"""

import re

from core.formats.prose import PROSE_PATHS
from core.matching.pattern import Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CODE, CONFIGURED
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.prose_search import documents
from core.probes.rec.backup import PAGES
from core.snapshot.snapshot import Snapshot

_COMMAND = (
    r"\bpg_restore\b|\bmongorestore\b|\brestic restore\b|\bborg extract\b|\bvelero restore\b"
    r"|\blitestream restore\b|\bwal-g backup-fetch\b"
    r"|\bpsql\b[^\n]*(?:[ \t]<[ \t]+[\w./$\"{-]|-f[ \t]*\S*(?:dump|backup|restore))"
    r"|\bmysql\b[^\n]*[ \t]<[ \t]+[\w./$\"{-]|\brestore-from-(?:snapshot"
    r"|backup)\b|\brestore-db-instance\b|\bbackup:restore\b"
    r"|\b(?:def|function|func|fn|fun)[ \t]+(?:\([^)\n]*\)[ \t]*)?[rR]estore_?(?:[fF]rom_?)?"
    r"(?:[bB]ackup|[dD]atabase|db|DB|_snapshot|snapshot|[dD]ump)\w*"
    r"|\b(?:public|private|protected|internal|static|async|suspend|override|export)\b[^=;(\n]*\b[rR]estore(?:From)?"
    r"(?:Backup|Database|Db|DB|Dump)\w*[ \t]*\("
    r"|\b(?:def|function|func|fn|fun)[ \t]+(?:\([^)\n]*\)[ \t]*)?[iI]mport_?(?:[bB]ackup|[sS]napshot|[dD]ump)\b"
)
_SETS_UP = re.compile(
    r"\b(?:psql|mysql)\b[^\n]*(?:<|-f)[^\n]*(?:schema|structure|init|seeds?|migrat|fixture|create|ddl|setup|sample|demo)\w*",
    re.IGNORECASE,
)
"""Fills an empty database: nothing is restored."""

_SUBCOMMAND = (
    r"\bUse:[ \t]*[\"`]restore\b|\bName:[ \t]*\"restore\"|\.command\([ \t]*[\"'`]restore\b"
    r"|\badd_parser\([ \t]*[\"']restore[\"']"
    r"|\bCommand::new\([ \t]*\"restore\"|@\w*command\w*\([ \t]*[\"']restore[\"']|\bnew Command\([ \t]*\"restore\""
    r"|\b(?:signature|setName\(|defaultName)[ \t=(]*['\"][\w:-]*restore\b"
    r"|@Command\([^)\n]*\bname[ \t]*=[ \t]*\"restore\""
)
"""A command of the application's own that is called `restore`."""
_BACKED_UP = re.compile(r"back[-_ ]?up|dump|archive|snapshot|database", re.IGNORECASE)
_IN_DOCUMENT = re.compile(_COMMAND, re.IGNORECASE)
_ABOUT = re.compile(r"\brestor(?:e|ing)\b|\brecover(?:y|ing)?\b|\breplicat\w+|\bload(?:ing)?\b|\bimport", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    written = []
    for document in documents(snapshot):
        for fence in document.fences:
            headings = [h.text for h in document.headings if h.line < fence.line]
            for offset, line in enumerate(fence.text.split("\n")):
                if (
                    _IN_DOCUMENT.search(line)
                    and not _SETS_UP.search(line)
                    and any(_ABOUT.search(text) for text in headings)
                ):
                    written.append((document.path, fence.line + offset, fence.line + offset))
    own = [hit for hit in hits.of("subcommand") if _BACKED_UP.search(snapshot.text(hit.path) or "")]
    scripts = lines_of(h for h in hits.of("command") if not (PAGES.search(h.path) or _SETS_UP.search(h.text)))
    scripts = (*scripts, *lines_of(own))
    if not scripts and not written:
        return absent("No command or procedure restores data.")
    message = "Data is restored by {scripts} {scripts:command|commands} in scripts and {written} in documents."
    args = {"scripts": len(scripts), "written": len(written)}
    return present(message, (*scripts, *written), args=args, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="rec.restore",
    question="Is there a restore command or a written procedure with concrete commands?",
    answer=_answer,
    patterns=(
        Pattern("command", _COMMAND, classes=CONFIGURED, code_only=True),
        Pattern("subcommand", _SUBCOMMAND, classes=CODE, code_only=True),
    ),
    paths=("**",),
    asks=(f"commands in fenced code of documents ({', '.join(PROSE_PATHS)})",),
)
