"""Is there a template for pull or merge requests?"""

from core.probes.probe import Found, Hits, Probe, absent, present
from core.snapshot.snapshot import Snapshot

_TEMPLATES = (
    "{,.github/,docs/,.gitea/,.forgejo/}pull_request_template{,.md,.txt,.rst}",
    "{,.github/,docs/,.gitea/,.forgejo/}PULL_REQUEST_TEMPLATE/*",
    ".gitlab/merge_request_templates/*.md",
    "{,.azuredevops/,.vsts/,docs/}pull_request_template{,/**}{,.md,.txt}",
    ".bitbucket/pull_request_template.md",
)
_ISSUES = (
    "{,.github/,docs/,.gitea/,.forgejo/}issue_template{,.md,.txt,.yml,.yaml}",
    "{,.github/,docs/,.gitea/,.forgejo/}ISSUE_TEMPLATE/*",
    ".gitlab/issue_templates/*.md",
)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    templates = snapshot.files(globs=_TEMPLATES)
    written = [path for path in templates if (snapshot.text(path) or "").strip()]
    near = [(path, 1, "is empty") for path in templates if path not in written]
    near += [(path, 1, "is for issues") for path in snapshot.files(globs=_ISSUES)]
    if written:
        return present(
            "{files} {files:template guides|templates guide} pull requests.",
            [(path, 1, min(len(snapshot.lines(path)), 12)) for path in written],
            args={"files": len(written)},
            near_misses=tuple(near),
        )
    return absent("No template for pull requests is tracked.", near)


PROBE = Probe(
    id="env.pr-template",
    question="Is there a template for pull or merge requests?",
    answer=_answer,
    paths=_TEMPLATES,
    asks=("a pull or merge request template that is not empty",),
)
