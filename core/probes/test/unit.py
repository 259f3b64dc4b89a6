"""Does the project test its own code with unit tests?"""

import re
from collections.abc import Iterable

from core.matching.pattern import Hit, Pattern
from core.model.outcome import Confidence
from core.probes.code_use import TESTS, files_of
from core.probes.probe import Found, Hits, Probe, absent, present
from core.snapshot.snapshot import Snapshot

CASE = (
    r"^[ \t]*(?:async )?def test(?:_\w*|[A-Z]\w*)?\(|^[ \t]*(?:it|test|specify)(?:\.(?:each|only|concurrent"
    r"|skip)\b.*)?[ \t]*\(|^[ \t]*it [\"'].*(?:\bdo\b|\{)"
    r"|^[ \t]*@(?:Test|ParameterizedTest|Property)\b|^func (?:\([^)\n]*\) )?(?:Test|Fuzz|Example)\w*\("
    r"|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b"
    r"|#\[(?:\w+::)*test\b|\bfunction test\w*\(|/\*\*[ \t]*@test\b|^[ \t]*\*[ \t]*@test\b|#\[Test\]"
    r"|^[ \t]*(?:RSpec\.)?describe\b"
    r"|^[ \t]*(?:test|property) [\"'].*\bdo\b|\bfunc test\w*\(|^[ \t]*scenario[ \t(]"
)
"""The first line of a test case in the usual frameworks."""

_WRITTEN = re.compile(r"\.(?:md|mdx|rst|adoc)$", re.IGNORECASE)
_WHOLE_SYSTEM = re.compile(
    r"(?:^|/)(?:[\w-]*[-_])?(?:e2e|end[-_]?to[-_]?end|cypress|playwright)(?:[-_]tests?)?/|\.(?:e2e|cy)\.\w+$",
    re.IGNORECASE,
)
"""Where tests drive the whole system, by a browser or from outside."""


def in_code(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return the hits outside prose: a case in a document beside the tests only shows how one is written."""
    return tuple(hit for hit in hits if not _WRITTEN.search(hit.path))


_DATA = re.compile(
    r"(?:^|/)(?:testdata|test[-_]data|(?:test[-_]?)?fixtures?|__fixtures__)/(?!.*(?:^|/)(?:src/)?tests?/.*Test\.)"
)
"""What tests read: the tests in it are input, and no test runs them."""


def _why_not(path: str) -> str:
    return "data of tests" if _DATA.search(path) else "drives the whole system"


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    every = in_code(hits.of("case"))
    cases = tuple(hit for hit in every if not (_WHOLE_SYSTEM.search(hit.path) or _DATA.search(hit.path)))
    # Rust keeps unit tests in the file that they test.
    cases += tuple(hit for hit in hits.of("inline") if not _WHOLE_SYSTEM.search(hit.path))
    if not cases:
        near = {hit.path: (hit.path, hit.line, _why_not(hit.path)) for hit in reversed(every)}
        return absent("No unit test of the project's own code.", [near[path] for path in sorted(near)])
    # One case a file says enough; the number of files tells how much is tested.
    first = {hit.path: (hit.path, hit.line, hit.line) for hit in reversed(cases)}
    places = tuple(first[path] for path in sorted(files_of(cases)))
    args = {"cases": len(cases), "files": len(places)}
    return present(
        "{cases} test {cases:case|cases} in {files} {files:file|files}.",
        places,
        args=args,
        confidence=Confidence.MEDIUM,
    )


PROBE = Probe(
    id="test.unit",
    question="Are there unit tests of the project's own code?",
    answer=_answer,
    patterns=(
        Pattern("case", CASE, classes=TESTS, code_only=False),
        Pattern("inline", r"#\[cfg\(test\)\]", classes=("source",), paths=("**/*.rs",)),
    ),
    classes=TESTS,
)
