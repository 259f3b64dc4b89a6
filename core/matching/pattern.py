"""What is looked for in the text of files, and what was found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pattern:
    """One regular expression of the subset that all engines agree on.

    No construct may cross a newline: `[ \\t]` for white space, `[^"\\n]` for "anything but a quote". No look-around, no
    back-reference, no lazy quantifier that matters: only the fact that a line matches is used.

    Attributes:
        name: unique within the probe that declares it.
        regex: the expression.
        ignore_case: match letters in either case.
        classes: values of `FileClass` in which hits are kept; empty means all but vendored and generated.
        paths: path globs in which hits are kept; empty means all.
        code_only: drop hits that lie in comments or in prose strings of source files (they become near misses).
    """

    name: str
    regex: str
    ignore_case: bool = False
    classes: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    code_only: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of one file that a pattern matched.

    Attributes:
        pattern: the pattern's name.
        path: the file.
        line: line number, from 1.
        text: the line, at most 300 characters, not masked.
    """

    pattern: str
    path: str
    line: int
    text: str = field(compare=False)
