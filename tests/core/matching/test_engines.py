"""Both engines must say exactly the same of every text, or a scan would depend on the computer it ran on."""

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
)
LETTERS = st.sampled_from([*"abfoqux QUX(;-@é1 2\t", "foo", "bar", "\n", "\n", "\r", "\r\n", "key:", "- ", "ba", "ab"])
TEXTS = st.lists(LETTERS, max_size=60).map("".join).map(str.encode)
BYTES = st.one_of(TEXTS, st.binary(max_size=40))


def found(engine: str, files: list[tuple[str, bytes]], patterns=PATTERNS) -> dict[str, list[tuple[str, int]]]:
    matches = compile(patterns, engine).scan(files, Silent())
    return {p.name: sorted((path, line) for path, line, _ in matches.of(p)) for p in patterns}


@settings(max_examples=150, deadline=None)
@given(st.lists(BYTES, max_size=5))
def test_the_engines_agree(contents):
    files = [(f"file{i}", content) for i, content in enumerate(contents)]
    assert found("hyperscan", files) == found("re2", files)


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
    assert found("hyperscan", files) == expected


@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_each_line_is_reported_once_with_its_text(engine):
    matches = compile([PATTERNS[4]], engine).scan([("a", b"x\nfoo foo foo\n\nfoofoo"), ("b", b"foo")], Silent())
    assert list(matches.of(PATTERNS[4])) == [("a", 2, "foo foo foo"), ("a", 4, "foofoo"), ("b", 1, "foo")]


@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_positions_hold_across_batches_and_large_files(engine):
    files = [(f"f{i}", b"x\n" * 300_000 + b"needle here\n" + b"y" * (i * 7)) for i in range(5)]
    pattern = Pattern("n", "needle")
    assert [(p, line) for p, line, _ in compile([pattern], engine).scan(files, Silent()).of(pattern)] == [
        (f"f{i}", 300_001) for i in range(5)
    ]


@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_a_flood_in_one_file_does_not_hide_the_next(engine):
    pattern = Pattern("n", "needle")
    files = [("flood", b"needle\n" * 5000), ("next", b"\nneedle\n")]
    hits = compile([pattern], engine).scan(files, Silent()).of(pattern)
    assert len(hits) == MOST_LINES_PER_FILE + 1
    assert hits[-1][:2] == ("next", 2)


def test_a_long_line_is_cut():
    pattern = Pattern("n", "needle")
    [(_, _, text)] = compile([pattern]).scan([("min.js", b"a" * 100_000 + b"needle")], Silent()).of(pattern)
    assert text == "a" * 300


@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_a_scan_stops_when_asked(engine):
    class Stop(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        compile(PATTERNS, engine).scan([("a", b"foo(\n" * 10_000)], Stop())


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
@pytest.mark.parametrize("engine", ["hyperscan", "re2"])
def test_what_is_not_safe_everywhere_is_refused_with_its_text(regex, engine):
    with pytest.raises(BadPattern) as caught:
        compile([Pattern("ok", "fine"), Pattern("bad", regex)], engine)
    assert repr(regex) in caught.value.message


def test_no_patterns_find_nothing():
    assert compile([]).scan([("a", b"x")], Silent()).engine


def test_a_damaged_cache_is_compiled_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    pattern = Pattern("n", "needle-for-the-cache")
    compile([pattern], "hyperscan")
    cached = list(tmp_path.rglob("*.hs"))
    for file in cached:
        file.write_bytes(b"0" * 64 + b"\nnonsense")
    assert compile([pattern], "hyperscan").scan([("a", b"needle-for-the-cache")], Silent()).of(pattern)
