"""Does the application bring commands to repair and maintain it?"""

import re
from collections.abc import Iterator

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import CODE, Place, spread
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_VERB = (
    r"(?:re[-_]?play|re[-_]?queue|re[-_]?index|re[-_]?build|re[-_]?create|re[-_]?process|re[-_]?send|re[-_]?sync"
    r"|re[-_]?calculate|re[-_]?compute|re[-_]?naturalize|rotate|repair|prune|purge|retry|abort|undo|roll[-_]?back|restore"
    r"|recover|back[-_]?fill|unlock|unblock|flush|clean[-_]?up|housekeeping|maintenance|vacuum|compact|drain|terminate"
    r"|restart|expire|archive|reap|sweep|dedup\w*|evict|quarantine|fail[-_]?over|promote|rewrite|re[-_]?balance"
    r"|fix[-_:]|reset[-_](?:password|2fa|mfa|counters?|limits?)"
    r"|clear[-_:](?:\w+[-_:])?(?:cache|sessions?|queue|locks?|expired|old)"
    r"|(?:delete|remove|clear)[-_](?:old|expired|stale|orphan\w*|unused|invalid|event)\w*|update[-_]\w*search[-_]?ind"
    r"|retention|replicate|calculate[-_]cached|delete[-_]payloads|populate[-_]?search)"
)
_NAME = rf"(?:[a-z0-9]+[:._-])*{_VERB}"
_DECLARED = (
    rf"\.command\([ \t]*(?:name[ \t]*=[ \t]*)?[\"'`]{_NAME}|@\w*command\w*\([ \t]*(?:name[ \t]*=[ \t]*)?[\"']{_NAME}"
    rf"|\badd_parser\([ \t]*[\"']{_NAME}|\bUse:[ \t]*[\"`]{_NAME}|\.(?:Add)?Command\([ \t]*(?:\"{_NAME}|\w+\.{_VERB})"
    rf"|\bsignature[ \t]*=[ \t]*['\"]{_NAME}|\bAsCommand\([^)\n]*['\"]{_NAME}|\bsetName\(['\"]{_NAME}"
    rf"|@Command\([^)\n]*\bname[ \t]*[=:][ \t]*['\"]{_NAME}|@ShellMethod\([^)\n]*\"{_NAME}"
    rf"|\bnew Command\([ \t]*\"{_NAME}"
    rf"|\bAddCommand<\w+>\([ \t]*\"{_NAME}|\bCommand::new\([ \t]*\"{_NAME}|\bSchedule::command\(['\"]{_NAME}"
    rf"|\$schedule->command\(['\"]{_NAME}|\bcli\.Command\{{[ \t]*Name:[ \t]*\"{_NAME}"
)
_ON_A_LINE = rf"\bName:[ \t]*\"{_NAME}|^[ \t]*name:[ \t]*['\"]{_NAME}|\$defaultName[ \t]*=[ \t]*['\"]{_NAME}"
_OF_A_COMMAND = re.compile(r"\bcli\.Command\{|\bAsCommand\b|\$defaultName\b|\bdefineCommand\(")
"""What stands a few lines before a command's name on a line of its own; before that of a flag stands something else."""
_BEFORE = 4
_MIX_TASK = rf"^[ \t]*defmodule[ \t]+Mix\.Tasks\.(?:\w+\.)*\w*{_VERB}"
_ADMIN_ROUTE = (
    r"admin\w*[^\n]*[\"'`][^\"'`\n]*/(?:re-?balance|heal|decommission|re-?index|re-?queue|replay|repair|vacuum|compact"
    r"|drain|fail-?over|(?:purge|flush|clear)-?cache|rotate-?keys?|maintenance)(?:/[^\"'`\n]*)?[\"'`]"
)
_SUBCOMMANDS = r"^[ \t]*#\[derive\([^)\n]*\bSubcommand\b"
_VARIANT = re.compile(r"^[ \t]+([A-Z]\w+)[ \t]*(?:[{(,]|$)")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_IS_NAME = re.compile(_NAME, re.IGNORECASE)
_DOTNET = (
    rf"\[(?:Verb|Option|Command)\((?:'\w',[ \t]*)?\"{_NAME}|\bnew (?:\w+\.)?Option(?:<\w+>)?\([ \t]*\"--{_NAME}"
    rf"|\bclass[ \t]+(?:{_VERB}|optimi[sz]e|clean|refresh|delete)\w*Task[ \t]*:[^\n]*\bI\w*ScheduledTask\b"
)
_RAKE = rf"^[ \t]*task[ \t(]+:?[\"']?(?:{_NAME}|(?:delete|remove|deactivate|disable|migrate|reassign|requeue|queue)_\w)"
_BARE = r"^[ \t]*@(?:\w+\.)*(?:command|cli)\((?:\)|$)|^[ \t]*@\w+_command\(\)"
_FUNCTION = re.compile(rf"^[ \t]*(?:async[ \t]+)?def[ \t]+(?:\w+_)?{_VERB}", re.IGNORECASE)
_COMMAND_FILES = ("**/management/commands/*.py", "**/Console/Commands/**/*.php")
_FILE_NAME = re.compile(rf"/(?:\w+_)?{_VERB}\w*\.(?:py|php)$", re.IGNORECASE)
_TOOLING = re.compile(
    r"(?:^|/)(?:hack|dev|devtools|tools?/dev|ci|\.github|e2e|docs?|benchmarks?|fixtures?|seeds?)/"
    r"|(?:^|/)(?:tasks|fabfile|noxfile|conftest)\.py$|(?:^|/)(?:gulpfile|Gruntfile)\.js$",
    re.IGNORECASE,
)
_REACH = 12


def _bare(snapshot: Snapshot, hit: Hit) -> bool:
    """Tell whether the function under a decorator without a name is named like an operator's command."""
    for line in snapshot.lines(hit.path)[hit.line : hit.line + _REACH]:
        if re.match(r"[ \t]*(?:async[ \t]+)?def[ \t]", line):
            return bool(_FUNCTION.match(line))
    return False


def _named_apart(snapshot: Snapshot, hit: Hit) -> bool:
    return any(_OF_A_COMMAND.search(line) for line in snapshot.lines(hit.path)[max(0, hit.line - _BEFORE) : hit.line])


def _variants(snapshot: Snapshot, hit: Hit) -> Iterator[Place]:
    """Yield the subcommands of a Rust enumeration that are named like operators' commands."""
    begun = False
    for number, line in enumerate(snapshot.lines(hit.path)[hit.line :], hit.line + 1):
        begun = begun or line.rstrip().endswith("{")
        if begun and line.startswith("}"):
            return
        variant = _VARIANT.match(line)
        if begun and variant and _IS_NAME.match(_WORD.sub("-", variant[1])):
            yield hit.path, number, number


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = [
        *hits.of("declared", "rake", "mix", "route", "dotnet"),
        *(hit for hit in hits.of("bare") if _bare(snapshot, hit)),
    ]
    found += [hit for hit in hits.of("name") if _named_apart(snapshot, hit)]
    files = snapshot.files(FileClass.SOURCE, globs=_COMMAND_FILES)
    named: list[Place] = [(path, 1, 1) for path in files if _FILE_NAME.search(path)]
    variants = [place for hit in hits.of("subcommands") for place in _variants(snapshot, hit)]
    every = dict.fromkeys((*named, *lines_of(found), *variants))
    places = [place for place in every if not _TOOLING.search(place[0])]
    if not places:
        near = [(path, line, "developers' tooling") for path, line, _ in every]
        return absent("No command repairs or maintains the running system.", near)
    message = "{places} {places:command|commands} to repair or maintain the running system."
    return present(message, spread(places), args={"places": len(places)}, confidence=Confidence.MEDIUM)


PROBE = Probe(
    id="rec.ops-commands",
    question="Does the application have operator commands for recovery or maintenance?",
    answer=_answer,
    patterns=(
        Pattern("declared", _DECLARED, ignore_case=True, classes=CODE, code_only=True),
        Pattern("dotnet", _DOTNET, ignore_case=True, classes=CODE, paths=("**/*.{cs,fs}",), code_only=True),
        Pattern("rake", _RAKE, classes=CODE, paths=("**/*.rake", "**/Rakefile"), code_only=True),
        Pattern("name", _ON_A_LINE, classes=CODE, paths=("**/*.{go,php,ts,js}",), code_only=True),
        Pattern("mix", _MIX_TASK, ignore_case=True, classes=CODE, paths=("**/*.ex",), code_only=True),
        Pattern("route", _ADMIN_ROUTE, ignore_case=True, classes=CODE, code_only=True),
        Pattern("subcommands", _SUBCOMMANDS, classes=CODE, paths=("**/*.rs",), code_only=True),
        Pattern("bare", _BARE, classes=CODE, paths=("**/*.py",), code_only=True),
    ),
    classes=CODE,
    asks=("management commands by file name",),
)
