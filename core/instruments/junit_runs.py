"""JUnit XML of one or many runs: what passed and failed, and which tests did both on the same commit.

The format has no norm; this reads what Surefire, Gradle, pytest, Jest, gotestsum, PHPUnit and others write. Surefire's
`flakyFailure`, `flakyError`, `rerunFailure` and `rerunError` are understood.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError  # the error alone; defusedxml reads

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from core.instruments.ci_runs import commit_of
from core.instruments.draft import BadRow
from core.instruments.inputs import Input

LARGEST_XML = 100 * 1024 * 1024
"""Bytes."""
_COMMIT_NAMES = frozenset({"commit", "git.commit", "git.sha", "sha", "revision", "github_sha", "ci_commit_sha"})
_FLAKY = frozenset({"flakyFailure", "flakyError"})
_RERUN = frozenset({"rerun"})
_BAD = frozenset({"failure", "error"})
_SHA = re.compile(r"[0-9a-f]{7,40}")
_LONGEST = 300


@dataclass(slots=True)
class CaseCounts:
    """How often a test passed, failed and was skipped; `flaky`: it did both within one run."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    flaky: bool = False


@dataclass(frozen=True, slots=True)
class JUnitRun:
    """One JUnit file.

    Attributes:
        commit: empty where neither the path nor a property names it.
        cases: by name; the file's own name is part of what makes a test, as jobs of a matrix differ.
        seconds: of all tests together.
    """

    name: str
    commit: str
    cases: dict[str, CaseCounts] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FlakyTest:
    """A test that failed and passed on the same commit."""

    name: str
    commits: tuple[str, ...]
    passed: int
    failed: int


def parse_xml(given: Input) -> tuple[Any, str]:
    """Return the root of an XML file, or None and why it cannot be read; entities and DTDs are refused."""
    if len(given.data) > LARGEST_XML:
        return None, f"it is larger than {LARGEST_XML >> 20} MB"
    try:
        return defusedxml.ElementTree.fromstring(given.data, forbid_dtd=True), ""
    except DefusedXmlException:
        return None, "it declares a document type or entities, as no result of a tool does"
    except ParseError as error:
        return None, f"it is no XML from line {error.position[0]} on"
    except (ValueError, LookupError, RecursionError) as error:
        return None, f"it is no XML that can be read ({str(error)[:60]})"


def read_junit(files: Iterable[Input], bad: list[BadRow]) -> tuple[JUnitRun, ...]:
    """Return the JUnit files among some; the others are named as bad."""
    found = []
    for file in files:
        root, why = parse_xml(file)
        if root is None:
            bad.append(BadRow(file.name, 0, why))
        elif tag_of(root) not in ("testsuites", "testsuite"):
            bad.append(BadRow(file.name, 0, f"it is no JUnit file: it begins with {tag_of(root)[:40]}"))
        else:
            found.append(junit_run(file.name, root))
    return tuple(found)


def tag_of(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def junit_run(name: str, root: Any) -> JUnitRun:
    """Return what the root of a JUnit file holds."""
    run = JUnitRun(name, _named_commit(root) or commit_of(name))
    seconds = 0.0
    for case in root.iter():
        if tag_of(case) != "testcase":
            continue
        parts = (case.get("classname") or case.get("file") or "", case.get("name") or "(unnamed)")
        test = run.cases.setdefault(" ".join(" :: ".join(p for p in parts if p).split())[:_LONGEST], CaseCounts())
        inside = {tag_of(child) for child in case}
        if inside & _BAD:
            test.failed += 1
        elif "skipped" in inside or case.get("status") in ("skipped", "disabled"):
            test.skipped += 1
        else:
            test.passed += 1
            test.flaky |= bool(inside & (_FLAKY | _RERUN))
        seconds += _seconds(case.get("time"))
    for test in run.cases.values():  # Gradle's retry and others write one element a try
        test.flaky |= bool(test.passed and test.failed)
    return JUnitRun(run.name, run.commit, run.cases, seconds)


def _named_commit(root: Any) -> str:
    for element in root.iter():
        if tag_of(element) == "property" and (element.get("name") or "").casefold() in _COMMIT_NAMES:
            value = (element.get("value") or element.text or "").strip().casefold()
            if _SHA.fullmatch(value):
                return value
    return ""


def _seconds(text: str | None) -> float:
    try:
        value = float((text or "0").replace(",", ""))
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e7 else 0.0


def flaky_tests(runs: Iterable[JUnitRun]) -> tuple[FlakyTest, ...]:
    """Return the tests that failed and passed on the same commit, the most often failed first.

    Runs without a commit are only compared with themselves. Files of different names are different tests: the jobs of
    a matrix write the same names, and one platform may always fail.
    """
    counts: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for number, run in enumerate(runs):
        file = run.name.rpartition("/")[2]
        commit = run.commit or f"#{number}"
        for name, case in run.cases.items():
            seen = counts[file, name][commit]
            seen[0] += case.passed
            seen[1] += case.failed
            seen[2] += case.flaky
    found: dict[str, FlakyTest] = {}
    for (_, name), by_commit in counts.items():
        both = {commit: seen for commit, seen in by_commit.items() if (seen[0] and seen[1]) or seen[2]}
        if both:
            before = found.get(name, FlakyTest(name, (), 0, 0))
            found[name] = FlakyTest(
                name,
                tuple(sorted({*before.commits, *(c for c in both if not c.startswith("#"))})),
                before.passed + sum(seen[0] for seen in both.values()),
                before.failed + sum(max(seen[1], seen[2]) for seen in both.values()),
            )
    return tuple(sorted(found.values(), key=lambda test: (-test.failed, test.name)))
