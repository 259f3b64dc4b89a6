"""Does CI keep dependencies or build output between runs?"""

import re

from core.formats.pipeline import Step
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

# Actions, tasks and orbs whose purpose is a cache.
_CACHES = re.compile(
    r"^(actions/cache(/.*)?|cache|cache(beta)?@\d|swatinem/rust-cache|(mozilla-actions/)?sccache-action"
    r"|gradle/(gradle-build-action|actions/setup-gradle)|bazel-contrib/setup-bazel|hendrikmuhs/ccache-action"
    r"|ramsey/composer-install|nix-community/cache-nix-action|cachix/cachix-action|.*/(restore|save)[-_]cache)$"
)
# Set-up actions say it by an input: cache: npm, enable-cache: true, bundler-cache: true.
_SETUP = re.compile(r"(^|/)(setup|install)-?[\w-]*|/action-setup$")
_INPUT = re.compile(r"^(enable-|bundler-|package-manager-)?cache$|^use-?cache$|^cache-(name|packages|dependency-path)$")
_OFF = {"", "false", "no", "off", "never"}
_BY_DEFAULT = re.compile(
    r"^(actions/setup-go@v([4-9]|\d\d)|astral-sh/setup-uv@"
    r"|(node/install-packages|python/install-packages|ruby/install-deps|cypress/install|go/mod-download-cached)(@|$))"
)
_REMOTE = Pattern(
    "remote",
    r"^[ \t]*-?[ \t]*[\"']?(?:TURBO_TOKEN|NX_CLOUD_(?:ACCESS|AUTH)_TOKEN|SCCACHE_(?:GHA_ENABLED|BUCKET|REDIS|ENDPOINT)"
    r"|BUILDBUDDY_API_KEY|GRADLE_ENTERPRISE_ACCESS_KEY|DEVELOCITY_ACCESS_KEY|CACHIX_AUTH_TOKEN)[\"']?[ \t]*[:=]"
    r"|--remote_cache=",
    paths=PIPELINE_PATHS,
    code_only=True,
)
"""Build output kept by a service between runs: it works as soon as it is given a key or an address."""
_LAYERS = re.compile(r"buildx|docker-?layer|layers?-cache", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    cached: list[Place] = []
    by_default: list[Place] = []
    layers: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if job.cache:
                cached.append(place(pipeline, job.cache_line or job.line))
            for step in job.steps:
                where = place(pipeline, step.line, step.end_line)
                if _is_cache(step):
                    (layers if _only_layers(step) else cached).append(where)
                elif _BY_DEFAULT.match(step.uses) and not _input(step):
                    by_default.append(where)
    cached += lines_of(hits.of("remote"))
    eligible = pipeline_paths(snapshot)
    near = [(path, line, "caches image layers only") for path, line, _ in layers]
    if cached:
        places = len({path for path, _, _ in cached})
        return present(
            "{places} CI {places:file keeps|files keep} dependencies or build output between runs, in "
            "{steps} {steps:place|places}.",
            dict.fromkeys(cached),
            args={"places": places, "steps": len(dict.fromkeys(cached))},
            near_misses=tuple(near),
            eligible=eligible,
        )
    if by_default:
        return Found(
            Outcome.UNPROVEN,
            "{steps} set-up {steps:step caches|steps cache} by the default of the action; no CI file asks for it.",
            {"steps": len(by_default)},
            Confidence.MEDIUM,
            tuple(by_default),
            eligible=eligible,
        )
    return absent("No CI file keeps dependencies or build output between runs.", near, eligible=eligible)


def _is_cache(step: Step) -> bool:
    return bool(_CACHES.match(action(step.uses)) or _CACHES.match(step.uses.lower()) or _input(step) == "on")


def _input(step: Step) -> str:
    """Return `on` or `off` as the inputs of a set-up step say, empty when they say nothing."""
    if not _SETUP.search(action(step.uses)):
        return ""
    said = [value.lower() for name, value in step.options.items() if _INPUT.match(name.lower())]
    return "" if not said else "off" if all(value in _OFF for value in said) else "on"


def _only_layers(step: Step) -> bool:
    text = " ".join((step.options.get("path", ""), step.options.get("key", "")))
    return bool(_LAYERS.search(text))


PROBE = Probe(
    id="ci.dependency-cache",
    question="Does CI keep dependencies or build output between runs?",
    answer=_answer,
    patterns=(_REMOTE,),
    paths=PIPELINE_PATHS,
    asks=("cache actions, tasks and keys", "cache inputs of set-up actions"),
)
