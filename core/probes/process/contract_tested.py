"""Does a test run the whole process and assert its result?"""

import re

from core.formats.definitions import definitions
from core.formats.source import code_only
from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import Place
from core.probes.probe import Found, Hits, ProcessProbe
from core.probes.process.location import is_lost, not_found, words
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_ASSERTS = re.compile(
    r"\bassert\w*\b|\bexpect\(|\bshould\b|\brequire\.\w+\(|\bt\.(?:Error|Fatal)\w*\(|\bverify\(|\bmust_\w+"
    r"|\bAssert\.\w+|\bto_eq|\bis_expected\b"
)
_WHOLE = re.compile(
    r"contract|process|e2e|end[-_ ]?to[-_ ]?end|integration|acceptance|workflow|flow|journey|scenario|smoke|full",
    re.IGNORECASE,
)
_JS_CASE = re.compile(r"^[ \t]*(?:it|test|describe|context|specify|scenario)(?:\.\w+)*[ \t(]+[\"'`](?P<name>[^\"'`]*)")


def _cases(path: str, text: str) -> list[tuple[str, int, int]]:
    """Return (name with that of its class, first line, last line) of the test cases of a file."""
    found = [
        (f"{d.parent} {d.name}", d.line, d.end_line)
        for d in definitions(path, text)
        if d.kind == "function" and not d.name.startswith("__")
    ]
    lines = code_only(path, text).split("\n")
    original = text.split("\n")
    outer = ""
    for at, line in enumerate(original):
        match = _JS_CASE.match(line)
        if not match:
            continue
        if line.lstrip().startswith(("describe", "context")):
            outer = match["name"]
            continue
        indent = len(line) - len(line.lstrip())
        end = next(
            (
                n
                for n in range(at + 1, len(lines))
                if lines[n].strip() and len(lines[n]) - len(lines[n].lstrip()) <= indent
            ),
            at,
        )
        found.append((f"{outer} {match['name']}", at + 1, end + 1))
    return found


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    if is_lost(snapshot, process):
        return not_found(process)
    name = words(process)
    whole: list[Place] = []
    partly: list[Place] = []
    for path in snapshot.files(FileClass.TEST):
        text = snapshot.text(path)
        if not text or not name.search(text):
            continue
        lines = code_only(path, text).split("\n")
        for title, first, last in _cases(path, text):
            code = "\n".join(lines[first - 1 : last])
            if not (name.search(title) or name.search(code)):
                continue
            place = (path, first, last)
            # Its own code must run the process, not just carry its name, and must check the outcome.
            runs = name.search("\n".join(lines[first:last]))
            if runs and _ASSERTS.search(code) and (_WHOLE.search(title) or _WHOLE.search(path)):
                whole.append(place)
            else:
                partly.append(place)
    args: dict[str, str | int] = {"process": process.name, "places": len(whole), "mentions": len(partly)}
    if whole:
        message = (
            "{process}: {places} {places:test runs it as a whole and asserts|tests run it as a whole and assert} its "
            "result."
        )
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, tuple(whole))
    if partly:
        message = "{process}: {mentions} {mentions:test touches|tests touch} it, none runs it as a whole."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, tuple(partly))
    return Found(Outcome.ABSENT, "{process}: no test names it.", args, eligible=snapshot.files(FileClass.TEST))


PROBE = ProcessProbe(
    id="process.contract-tested",
    question="Does a test run the whole process and assert its result?",
    answer=_answer,
    classes=("test",),
    asks=("test cases that name the process or call its definitions",),
)
