"""Do image builds in CI reuse layers of earlier builds?"""

import re

from core.formats.pipeline import Step
from core.matching.pattern import Pattern
from core.probes.answers import Words, settled
from core.probes.ci_tools import OTHER_CI_PATHS, commands_like, steps_calling
from core.probes.commands import all_commands
from core.probes.probe import Found, Hits, Probe, lines_of
from core.probes.reading import PIPELINE_PATHS, action, pipelines
from core.snapshot.snapshot import Snapshot

_ACTIONS = re.compile(
    r"^(depot/(build-push|bake)-action|satackey/action-docker-layer-caching|jpribyl/action-docker-layer-caching"
    r"|whoan/docker-build-with-cache-action|scribemd/docker-cache|.*/kaniko-cache.*|rwx-research/docker-.*cache.*)$"
)
_BY_DEFAULT = re.compile(r"^useblacksmith/(build-push-action|setup-docker-builder)$")
_INPUTS = ("cache-from", "cache-to", "cache_from", "cache_to", "cache-repo", "cache_repo", "cachefrom", "docker-cache")
_IN_TEXT = re.compile(
    r"\bcache-(?:from|to)\s*[+]?=\s*\S|--(?:import|export)-cache\b|--cache-(?:from|to)\b|--cache-repo\b"
    r"|--cache=true\b"
    r"|\bcache_(?:from|to)=\S"
)
_COMMANDS = re.compile(
    r"--cache-(?:from|to)[ =]\S|--(?:import|export)-cache[ =]\S|(?:^|\s)depot (?:build|bake)\b"
    r"|kaniko.*--cache(?:=true)?(?=\s|$)|--set [^|]*cache-(?:from|to)=|buildctl .*-cache\b"
)
_BAKES = re.compile(r"buildx bake|depot bake|docker[ -]compose\s.*\bbuild\b|docker-compose build")
_DECLARED = Pattern(
    "declared", r"^[ \t]*\"?(cache-from|cache-to|cache_from|cache_to)\"?[ \t]*[:=]",
    paths=("**/docker-bake*.{hcl,json}", "**/*compose*.{yml,yaml}"),
)  # fmt: skip
_SETTING = Pattern(
    "setting", r"^[ \t-]*(docker_layer_caching:[ \t]*true|cache_from:|cache_to:|cache_repo:)"
    r"|^[ \t-]*[\"']?--(cache-from|cache-to|cache-repo|cache=true)|kaniko.*--cache\b|[ \t]--cache=true",
    paths=OTHER_CI_PATHS, code_only=True,
)  # fmt: skip


def _caches(step: Step) -> bool:
    if _ACTIONS.match(action(step.uses)):
        return True
    options = {name.lower(): value for name, value in step.options.items()}
    if any(options.get(name, "").strip() for name in _INPUTS):
        return True
    return any(
        _IN_TEXT.search(options.get(name, "")) for name in ("set", "args", "arguments", "extra_args", "build-args")
    )


def _may(step: Step) -> bool:
    return bool(_BY_DEFAULT.match(action(step.uses)))


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found = steps_calling(snapshot, _caches) + commands_like(snapshot, _COMMANDS)
    found += lines_of(hits.of("setting"))
    bakes = any(_BAKES.search(command.text) for _, _, _, command in all_commands(snapshot))
    bakes = bakes or any("bake-action" in step.uses for pipeline in pipelines(snapshot) for _, step in pipeline.steps())
    near = []
    if bakes:
        found += lines_of(hits.of("declared"))
    else:
        near = [(hit.path, hit.line, "declared, but CI does not build from it") for hit in hits.of("declared")]
    return settled(_WORDS, found, steps_calling(snapshot, _may), near)


_WORDS = Words(
    "Image builds in CI use a layer cache at {places} {places:place|places}.",
    "No image build in CI uses a layer cache.",
    "{places} {places:step builds|steps build} images by an action that may cache by its default.",
)

PROBE = Probe(
    id="ci.docker-cache",
    question="Do image builds in CI use a layer cache?",
    answer=_answer,
    patterns=(_DECLARED, _SETTING),
    paths=(*PIPELINE_PATHS, *_DECLARED.paths),
    asks=("cache inputs of actions that build images", "cache options of build commands"),
)
