"""Are errors of the process caught, and logged or tracked?"""

import re

from core.model.outcome import Confidence, Outcome
from core.model.process import CriticalProcess
from core.probes.code_use import Place
from core.probes.probe import Found, Hits, ProcessProbe
from core.probes.process.location import Stretch, code_lines, home_of, not_found
from core.snapshot.snapshot import Snapshot

_HANDLER = re.compile(
    r"^[ \t]*(?:\}[ \t]*)?(?:except\b|catch\b|rescue\b)|\bcatch[ \t]*\(|\.catch\(|\bif err != nil\b"
    r"|\berr := .*; err != nil\b|\bif let Err\("
    r"|\bErr\(\w*\)[ \t]*=>|\.map_err\(|\{:error,|\brescue_from\b|\bonFailure\w*[ \t]*[({]|\brunCatching\b"
    r"|\berrorHandler\(|@ExceptionHandler\b"
)
_TOLD = re.compile(
    r"\blog(?:ger|ging)?\w*\.\w+|\bLog(?:::|\.)\w+|\bLogger\b|\bslog\.|\bconsole\.(?:error|warn)\("
    r"|\bcapture_?[eE]xception\(|\bcaptureMessage\("
    r"|\bCaptureException\(|\bcapture_message\(|\bSentry\b|\bsentry\w*\.|\b[Rr]ollbar\b|\b[Bb]ugsnag\b"
    r"|\bHoneybadger\b|\breport\(|\bnotice_error\("
    r"|\brecord_?[eE]xception\(|\bRecordError\(|\bset_?[sS]tatus\(|\braise\b|\bthrow\b|\bpanic\("
    r"|\bfmt\.Errorf\(|\berrors\.(?:Wrap|Wrapf|Join)\("
    r"|\breturn\b.*\berr\b|\bnext\(e\w*\)|\blevel\.(?:Error|Warn)\(|\berror!\(|\bwarn!\(|\bLogError\("
    r"|\bLogWarning\(|\?;"
)
_REACH = 8


def _handlers(snapshot: Snapshot, stretch: Stretch) -> tuple[list[Place], list[Place]]:
    """Return the handlers that tell someone, and those that swallow."""
    told: list[Place] = []
    swallowed: list[Place] = []
    lines = list(code_lines(snapshot, stretch))
    for at, (number, code) in enumerate(lines):
        match = _HANDLER.search(code)
        if not match:
            continue
        indent = len(code) - len(code.lstrip())
        after = [code[match.end() :]]
        for _, following in lines[at + 1 : at + 1 + _REACH]:
            if (
                following.strip()
                and len(following) - len(following.lstrip()) <= indent
                and following.strip() not in "{}"
            ):
                break
            after.append(following)
        place = (stretch.path, number, number + len(after) - 1)
        (told if _TOLD.search("\n".join(after)) else swallowed).append(place)
    return told, swallowed


def _answer(snapshot: Snapshot, hits: Hits, process: CriticalProcess) -> Found:
    home = home_of(snapshot, process)
    if not home.files:
        return not_found(process)
    told: list[Place] = []
    swallowed: list[Place] = []
    beside: list[Place] = []
    for stretch in home.stretches:
        good, bad = _handlers(snapshot, stretch)
        if stretch.exact:
            told += good
            swallowed += bad
        else:
            beside += good
    told, swallowed = list(dict.fromkeys(told)), list(dict.fromkeys(swallowed))
    args: dict[str, str | int] = {"process": process.name, "places": len(told), "swallowed": len(swallowed)}
    near = tuple((path, line, "caught without being logged or tracked") for path, line, _ in swallowed)
    if told:
        message = "{process}: errors are caught and told at {places} {places:place|places}, swallowed at {swallowed}."
        return Found(Outcome.PRESENT, message, args, Confidence.MEDIUM, tuple(told), near, home.files)
    if swallowed:
        message = (
            "{process}: errors are caught at {swallowed} {swallowed:place|places}, but neither logged, tracked nor "
            "passed on."
        )
        return Found(Outcome.PARTIAL, message, args, Confidence.MEDIUM, tuple(swallowed), (), home.files)
    if beside:
        message = "{process}: errors are handled in its files, but not in its definitions."
        return Found(Outcome.PARTIAL, message, args, Confidence.LOW, tuple(dict.fromkeys(beside)), (), home.files)
    return Found(Outcome.ABSENT, "{process}: no error handling where it lives.", args, eligible=home.files)


PROBE = ProcessProbe(
    id="process.error-handled",
    question="Are errors of the process caught, and logged or tracked?",
    answer=_answer,
    asks=("error handlers in the process's definitions and files, and what they do",),
)
