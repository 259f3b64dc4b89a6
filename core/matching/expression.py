"""The subset of regular expressions that every engine reads the same way, and the check that a pattern keeps to it.

Only one fact is used of a match: that the line has it. So nothing may cross a newline, and nothing may depend on what
an engine thinks of text encodings, look-around or captures.
"""

import re

from core.errors import ExitCode, SightlineError

_SPACE = r" \t\r\f\x0b"
_ESCAPES = frozenset("dwbBtS")
_PUNCTUATION = frozenset(r"""\.^$*+?()[]{}|/-_#@:;,'"`~!%&=<> """)
_GROUPS = ("(?:", "(?i:", "(?P<")


class BadPattern(SightlineError):
    """A pattern is not of the subset that can be searched safely and equally everywhere."""

    exit_code = ExitCode.USAGE

    def __init__(self, regex: str, why: str, advice: str = "") -> None:
        shown = regex if len(regex) <= 80 else regex[:77] + "..."
        super().__init__(f"The pattern {shown!r} {why}.", advice)


class MatchesEmpty(BadPattern):
    """A pattern matches nothing at all somewhere, and so every line."""

    def __init__(self, regex: str) -> None:
        super().__init__(regex, "matches empty text", "Make at least one character of it mandatory.")


_NEWLINE = "can cross the end of a line"
_NEWLINE_ADVICE = r'Use [ \t] for \s, [^"\n] for [^"], [^\w\n] for \W.'


_LARGEST_REPEAT = 1000
SAMPLES = ("", "a b\n\n(")
"""Texts in one of which an expression that can match nothing at all does so."""


def refuse_empty(regex: str) -> None:
    """Refuse an expression (a portable one) that matches nothing at all somewhere: engines differ on such matches.

    Raises:
        BadPattern: also for what is not an expression.
    """
    if any(int(count) > _LARGEST_REPEAT for count in re.findall(r"\{(?:\d+,)?(\d+),?\}", regex)):
        raise BadPattern(regex, f"repeats more than {_LARGEST_REPEAT} times")
    try:
        compiled = re.compile(regex, re.MULTILINE)
    except re.error as error:
        raise BadPattern(regex, f"is not a regular expression ({error})") from error
    if any(match.start() == match.end() for sample in SAMPLES for match in compiled.finditer(sample)):
        raise MatchesEmpty(regex)


def portable(regex: str) -> str:
    r"""Return the expression as all engines take it (`\S` and `\s` in a negated class written out).

    Raises:
        BadPattern: when it can cross a newline or uses what an engine lacks.
    """
    out: list[str] = []
    at = 0
    while at < len(regex):
        char = regex[at]
        if char == "\n":
            raise BadPattern(regex, _NEWLINE, _NEWLINE_ADVICE)
        if char == "\\":
            piece, at = _escape(regex, at, in_class=False, negated=False)
        elif char == "[":
            piece, at = _class(regex, at)
        elif regex.startswith("(?", at):
            if regex.startswith("(?i)", at) and at == 0:
                raise BadPattern(regex, "sets a flag inside", "Use ignore_case, or (?i:...) around the part.")
            if not regex.startswith(_GROUPS, at):
                raise BadPattern(regex, "looks around or sets a flag", "Only (?:...), (?i:...) and (?P<name>...) work.")
            piece, at = "(?", at + 2
        else:
            # a letter of several bytes stays one for what repeats it
            piece, at = char if char.isascii() else f"(?:{char})", at + 1
        out.append(piece)
    return "".join(out)


def _escape(regex: str, at: int, *, in_class: bool, negated: bool) -> tuple[str, int]:
    letter = regex[at + 1 : at + 2]
    if letter == "x":
        code = regex[at + 2 : at + 4]
        try:
            value = int(code, 16) if len(code) == 2 else -1
        except ValueError:
            value = -1
        if value < 0x20 and value != 9:
            raise BadPattern(regex, rf"has the escape \x{code}", r"Only \t and \x20 to \xff are taken.")
        return regex[at : at + 4], at + 4
    if in_class and negated and letter in ("n", "r", "s"):
        return (r"\n" + _SPACE if letter == "s" else "\\" + letter), at + 2
    if letter in ("n", "s", "W", "D"):
        raise BadPattern(regex, _NEWLINE, _NEWLINE_ADVICE)
    if letter == "S" and not in_class:
        return rf"[^\n{_SPACE}]", at + 2
    allowed = frozenset("dwt") if in_class else _ESCAPES
    if not letter or (letter not in allowed and letter not in _PUNCTUATION):
        raise BadPattern(regex, rf"has the escape \{letter}", "Engines do not agree on it.")
    if letter in _PUNCTUATION and letter in "/_#@:;,'\"`~!%&=<> ":
        return ("\\x20" if letter == " " else letter), at + 2
    return "\\" + letter, at + 2


def _class(regex: str, at: int) -> tuple[str, int]:
    start = at
    at += 1
    negated = regex.startswith("^", at)
    at += negated
    out: list[str] = []
    first = at
    while True:
        if at >= len(regex):
            raise BadPattern(regex, f"has a class without an end at {start + 1}")
        char = regex[at]
        if char == "]" and at > first:
            at += 1
            break
        if regex.startswith(("[:", "[=", "[."), at):
            raise BadPattern(regex, "has a named class", r"Use \d, \w or the letters themselves.")
        if char == "\\":
            piece, at = _escape(regex, at, in_class=True, negated=negated)
        elif char == "\n":
            raise BadPattern(regex, _NEWLINE, _NEWLINE_ADVICE)
        elif ord(char) > 127:
            raise BadPattern(regex, "has a letter outside ASCII in a class", "Use a choice: (?:é|è).")
        else:
            piece, at = ("\\" + char if char in "[]" else char), at + 1
        out.append(piece)
    if negated and r"\n" not in out and not any(piece.startswith(r"\n") for piece in out):
        raise BadPattern(regex, _NEWLINE, _NEWLINE_ADVICE)
    return f"[{'^' if negated else ''}{''.join(out)}]", at
