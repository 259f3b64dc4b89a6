"""Does a file say who owns which part of the code?"""

from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place
from core.snapshot.snapshot import Snapshot

_FILES = ("{,.github/,docs/,.gitlab/,.bitbucket/}CODEOWNERS",)
_OWNERS = Pattern("approvers", r"^[ \t]*(approvers|filters):", paths=("**/OWNERS",))
_PROSE = ("{,.github/,docs/}{MAINTAINERS,AUTHORS,CONTRIBUTORS}{,.md,.txt,.rst}",)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    rules = 0
    near: list[tuple[str, int, str]] = []
    for path in snapshot.files(globs=_FILES):
        lines = [
            n for n, line in enumerate(snapshot.lines(path), 1) if line.strip() and not line.lstrip().startswith("#")
        ]
        owned = [
            n for n in lines if len(snapshot.lines(path)[n - 1].split()) > 1 or snapshot.lines(path)[n - 1][0] == "["
        ]
        rules += len(owned)
        if owned:
            found.append((path, owned[0], owned[-1]))
        else:
            near.append((path, 1, "names no owner"))
    found += [(hit.path, hit.line, hit.line) for hit in hits.of("approvers")]
    near += [(path, 1, "a list of people, not of who owns what") for path in snapshot.files(globs=_PROSE)]
    if found:
        files = len(found)
        return present(
            "{files} {files:file names|files name} code owners, in {rules} {rules:rule|rules}.",
            found,
            args={"files": files, "rules": rules},
            near_misses=tuple(near),
        )
    return absent("No file says who owns which part of the code.", near)


PROBE = Probe(
    id="env.codeowners",
    question="Is there a file that says who owns which part of the code?",
    answer=_answer,
    patterns=(_OWNERS,),
    paths=(*_FILES, *_OWNERS.paths, *_PROSE),
    asks=("rules of CODEOWNERS", "approvers in OWNERS files"),
)
