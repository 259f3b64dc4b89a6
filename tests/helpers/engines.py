"""Three ways to search text: the engine of a scan, each pattern by itself, and Python's `re` line by line."""

import random
import re
from collections.abc import Iterable, Sequence

from core.matching.engine import MOST_LINES_PER_FILE, compile
from core.matching.expression import portable
from core.matching.pattern import Pattern
from core.progress import Silent

Place = tuple[str, bool, str, int]
"""A pattern's expression, whether it ignores case, a path and a line."""


def places(patterns: Sequence[Pattern], files: Iterable[tuple[str, bytes]], *, by_itself: bool = False) -> set[Place]:
    """Return what the engine of a scan finds, or (`by_itself`) what that of a repeated search finds."""
    matches = compile(patterns, by_itself=by_itself).scan(files, Silent())
    return {(p.regex, p.ignore_case, path, line) for p in patterns for path, line, _ in matches.of(p)}


def places_by_python(patterns: Sequence[Pattern], files: Iterable[tuple[str, bytes]]) -> set[Place]:
    """Return what Python finds in each line by itself; the cap of lines a file holds here too."""
    known = {(p.regex, p.ignore_case): None for p in patterns}
    compiled = [
        (regex, fold, re.compile(portable(regex).encode(), re.IGNORECASE if fold else 0)) for regex, fold in known
    ]
    found: set[Place] = set()
    for path, content in files:
        lines = content.split(b"\n")
        for regex, fold, expression in compiled:
            numbers = [number for number, line in enumerate(lines, 1) if expression.search(line)]
            found |= {(regex, fold, path, number) for number in numbers[:MOST_LINES_PER_FILE]}
    return found


def told(one: set[Place], two: set[Place], texts: dict[str, bytes]) -> list[str]:
    """Return what only one of two ways found, each with its line."""
    rows = []
    for sign, only in (("-", one - two), ("+", two - one)):
        for regex, _, path, line in sorted(only):
            rows.append(f"{sign} {path}:{line}: {texts[path].split(chr(10).encode())[line - 1][:200]!r} {regex[:100]}")
    return rows


def matching_lines(found: set[Place], texts: dict[str, bytes]) -> list[bytes]:
    """Return the lines that any pattern matched, each once."""
    numbers: dict[str, set[int]] = {}
    for _, _, path, line in found:
        numbers.setdefault(path, set()).add(line)
    lines: dict[bytes, None] = {}
    for path in sorted(numbers):
        split = texts[path].split(b"\n")
        lines.update(dict.fromkeys(split[number - 1] for number in sorted(numbers[path])))
    return list(lines)


def mutated(lines: Sequence[bytes], seed: int) -> list[tuple[str, bytes]]:
    """Return files of lines that were changed a little at random, so that many just match and many just do not."""
    choose = random.Random(seed)
    changed = []
    for line in lines:
        line = line[:400]
        at = choose.randrange(len(line) + 1)
        changed.append(
            choose.choice(
                (
                    lambda line, at: line[:at] + line[at + 1 :],
                    lambda line, at: (
                        line[:at] + choose.choice((b" ", b"\t", b'"', b"x", b"\xc3\xa9", b"\r")) + line[at:]
                    ),
                    lambda line, at: line.swapcase(),
                    lambda line, at: b" " * choose.randrange(1, 40) + line,
                    lambda line, at: line.lstrip() + b" " * choose.randrange(1, 40),
                    lambda line, at: choose.choice(lines)[:200] + line,
                    lambda line, at: line[at:] + line[:at],
                    lambda line, at: line[:at],
                )
            )(line, at)
        )
        if choose.random() < 0.3:
            changed.append(b"x" * choose.randrange(64))
    size = MOST_LINES_PER_FILE // 2  # no pattern may reach the cap
    return [(f"mutated-{i}", b"\n".join(changed[i : i + size])) for i in range(0, len(changed), size)]
