"""Do checks run on a developer's machine at commit time?"""

from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import Place, manifests, own_files
from core.snapshot.snapshot import Snapshot

_CONFIGURED = (
    "**/.pre-commit-config.{yml,yaml}",
    "**/{.,}lefthook.{yml,yaml,toml,json}",
    "**/{,.config/}husky.config.js",
    "**/.huskyrc{,.json,.js,.yml}",
    "**/.husky/{pre-commit,pre-push,commit-msg}",
    "**/.lintstagedrc{,.json,.js,.cjs,.mjs,.yml,.yaml}",
    "**/lint-staged.config.{js,cjs,mjs,ts}",
    "**/.overcommit.yml",
    "**/captainhook.json",
    "**/{grumphp,.grumphp}.yml",
    "**/.simple-git-hooks.{js,cjs,json}",
    "**/prek.toml",
)
_SECTIONS = {"husky", "lint-staged", "simple-git-hooks", "pre-commit", "gitHooks"}
_OWN_HOOKS = ("**/{hooks,.githooks,githooks,git-hooks,.git-hooks}/{pre-commit,pre-push,commit-msg}{,.sh}",)
_ENABLED = Pattern("enabled", r"core\.hooksPath|\.git/hooks/|gitHooksPath")


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for path in own_files(snapshot, _CONFIGURED):
        if (snapshot.text(path) or "").strip():
            found.append((path, 1, 1))
        else:
            near.append((path, 1, "empty"))
    for manifest in manifests(snapshot):
        if manifest.ecosystem == "npm" and (named := _SECTIONS & set(manifest.sections)):
            lines = snapshot.lines(manifest.path)
            at = next(
                (n for n, line in enumerate(lines, 1) if any(f'"{name}"' in line and "{" in line for name in named)), 1
            )
            found.append((manifest.path, at, at))
    own = own_files(snapshot, _OWN_HOOKS)
    enabled = [(hit.path, hit.line, hit.line) for hit in hits.of("enabled")]
    if own and enabled:
        found += [*((path, 1, 1) for path in own), *enabled]
    else:
        near += [(path, 1, "a hook that nothing in the repository switches on") for path in own]
    if found:
        return present(
            "Commit-time hooks are configured at {places} {places:place|places}.",
            found,
            args={"places": len(found)},
            near_misses=tuple(near),
        )
    return absent("No commit-time hook is configured.", near)


PROBE = Probe(
    id="env.pre-commit",
    question="Are hooks configured that check a change at commit time?",
    answer=_answer,
    patterns=(_ENABLED,),
    paths=(*_CONFIGURED, *_OWN_HOOKS, "**/package.json"),
    asks=("configuration of hook managers", "own hooks, and what switches them on"),
)
