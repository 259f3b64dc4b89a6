"""Do pipelines tag images with what never changes: the commit or the released version?"""

import re
from collections.abc import Iterator

from core.formats.pipeline import Job, Pipeline, Step
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.commands import Command, all_commands
from core.probes.deployments import publishes
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import PIPELINE_PATHS, Place, action, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_FIXED = (
    r"(?:sha\b|_sha|sha1|short_?sha|commit|revision|version|semver|release|tag_name|ref_name|git_?tag|circle_tag"
    r"|refs/tags|rev-parse|git describe|build_?(?:id|number|tag)|buildid|run_number|digest)"
)
_FIXED_TAG = re.compile(  # image:$SHA, image:${{ github.sha }}; $(shell git rev-parse HEAD) of a Makefile
    r"[\w})\]/\"-]:(?:v|sha-|[\w.]{1,40}-)?"
    rf"\$[({{]{{0,3}}\s{{0,3}}[^\s,\"'}})]{{0,80}}{_FIXED}"
    r"|[\w})]:[^\n\"]{0,80}\$\((?:shell|subst)[^\n\"]{0,120}(?:rev-parse (?!--abbrev-ref)|git describe)"
    rf"|[\w}})\]/-]:\$\{{\{{[^}}]{{0,120}}{_FIXED}|:\{{\{{[^}}]{{0,120}}{_FIXED}|:v?\d+\.\d+\.\d+(?=[\s\"',]|$)",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"(?:^|[\s\"'=])[\w$.{}()/@ -]{0,200}[\w)}]:\$[({]*(\w*tag\w*)\b", re.IGNORECASE)
_BUILDERS = re.compile(
    r"\b(?:docker|podman|buildah|nerdctl|buildctl|depot)\s.*\b(?:push|build|bake|tag|manifest)\b"
    r"|/kaniko/executor|--destination"
    r"|\bcrane\b|\bskopeo copy|az acr build|gcloud builds submit|jib|img push|docker-compose .*push"
)
_HANDED_ON = re.compile(rf"\b\w*(?:TAG|VERSION)=[\"']?\$[({{]*\s*[^\s}})]*{_FIXED}", re.IGNORECASE)
_TAG_LIST = re.compile(r"\s*(?:export\s+)?\w{0,40}(?:TAGS?|IMAGES?)\+?=[^\n]{0,200}/[^\n]{0,200}:", re.IGNORECASE)
"""A script's list of image names, handed to a later step."""
_OF_OTHERS = re.compile(r"--(?:build-arg|build-context|cache-from|label|secret)[ =](?:\"[^\"]*\"|'[^']*'|\S+)")
"""What a build is given: images and versions that are not its own."""
_META_TAGS = re.compile(r"type=(?:sha|semver|pep440|match)|type=ref,event=tag|type=raw,[^\n]*" + _FIXED, re.IGNORECASE)
_NAMES = re.compile(r"image|tags?$|destination|repository", re.IGNORECASE)
_ARGS = Pattern(
    "args",
    r":v?\$[({]?(COMMIT_SHA|SHORT_SHA|TAG_NAME|REVISION_ID|BUILD_ID|_VERSION|DRONE_COMMIT_SHA"
    r"|CI_COMMIT_(SHORT_SHA|SHA|TAG)"
    r"|CIRCLE_(SHA1|TAG)|BUILDKITE_(COMMIT|TAG)|BITBUCKET_(COMMIT|TAG)|GIT_COMMIT|Build\.(BuildId|BuildNumber"
    r"|SourceVersion))",
    paths=PIPELINE_PATHS,
    code_only=True,
)
_TOOLS = Pattern(
    "tools",
    r"image_templates:|^[ \t]*-[ \t]*[\"'][^\"\n]*:\{\{[ ]?\.(Version|Tag|FullCommit|ShortCommit)|tagPolicy:"
    r"|gitCommit:|inputDigest:",
    paths=("**/{,.}goreleaser*.{yml,yaml}", "**/skaffold*.{yml,yaml}"),
    code_only=True,
)
_LATEST = Pattern("latest", r"[\w/-]:(latest|main|master|edge|stable)\b", paths=PIPELINE_PATHS, code_only=True)


_TO_LATER_STEPS = re.compile(r">>[ ]*[\"']?\$\{?GITHUB_(?:ENV|OUTPUT)")
_PUSHES_IMAGES = re.compile(r"docker|image|podman|\bko\b|container", re.IGNORECASE)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    found: list[Place] = []
    unseen: list[Place] = []
    for pipeline in pipelines(snapshot):
        for job in pipeline.jobs:
            if job.uses and _tagged_by_option(job.options):
                found.append(place(pipeline, job.line))
            for step in job.steps:
                where = place(pipeline, step.line, step.end_line)
                if action(step.uses) == "docker/metadata-action":
                    tags = step.options.get("tags", "")
                    if _META_TAGS.search(tags):
                        found.append(where)
                    elif not tags and {"release", "push"} & set(pipeline.triggers):
                        unseen.append(where)
                elif (_builds_image(step) and _tagged_by_option(step.options)) or any(
                    _TAG_LIST.match(line) and _FIXED_TAG.search(line) for line in step.run.split("\n")
                ):
                    found.append(where)
    for pipeline, job, step, command in all_commands(snapshot):
        builds = _BUILDERS.search(command.text) and "docker run" not in command.text
        told = publishes(command) and _HANDED_ON.search(command.text)  # make push TAG=$CI_COMMIT_TAG
        if publishes(command) and _PUSHES_IMAGES.search(command.text):
            found += _handed_on_by_environment(pipeline, job)
        if told or (builds and _fixed(snapshot, pipeline, step, command)):
            found += command.places
    found += lines_of(hits.of("args"))
    found += [(hit.path, hit.line, hit.line) for hit in hits.of("tools") if "image_templates" not in hit.text]
    eligible = pipeline_paths(snapshot)
    near = tuple((hit.path, hit.line, "a tag that moves") for hit in hits.of("latest"))
    if found:
        places = list(dict.fromkeys(found))
        return present(
            "Images are tagged by commit or version at {places} {places:place|places}.",
            places,
            args={"places": len(places)},
            near_misses=near,
            eligible=eligible,
        )
    if unseen:
        return Found(
            Outcome.UNPROVEN,
            "Images get the default tags of an action at {places} {places:place|"
            "places}; which ones depends on the event.",
            {"places": len(unseen)},
            Confidence.MEDIUM,
            tuple(unseen),
            near,
            eligible=eligible,
        )
    return absent("No pipeline tags an image by commit or version.", near, eligible=eligible)


def _builds_image(step: Step) -> bool:
    name = action(step.uses)
    return bool(re.search(r"docker|build-push|bake|kaniko|buildah|push-to-registry|acr|ecr|image", name))


def _tagged_by_option(options: dict[str, str]) -> bool:
    """Tell whether an input names an image with a fixed tag, or a bare tag of that kind (`tags: $(Build.BuildId)`)."""
    for name, value in options.items():
        if _NAMES.search(name) and (_FIXED_TAG.search(value) or _bare(name, value)):
            return True
    return False


def _bare(name: str, value: str) -> bool:
    return "tag" in name.lower() and bool(re.search(rf"^\s*(?:v|sha-)?\$[({{][^\n]*{_FIXED}", value, re.I | re.M))


def _fixed(snapshot: Snapshot, pipeline: Pipeline, step: Step, command: Command) -> bool:
    """Tell whether an image command names a fixed tag, also through a variable called TAG that is set to one."""
    text = _OF_OTHERS.sub("", command.text)
    if _FIXED_TAG.search(text):
        return True
    variable = _IMAGE.search(text)
    if variable is None:
        return False
    name = re.escape(variable[1])
    texts = [step.run, *(f"{k}={v}" for k, v in step.env.items()), *_lines(snapshot, pipeline.path)]
    if command.source[0] != pipeline.path:
        texts += _lines(snapshot, command.source[0])
    sets = re.compile(rf"\b{name}\b[\"']?\s*(?:\?|:|\+)?[=:]\s*[^\n]*{_FIXED}", re.IGNORECASE)
    to_tag = re.compile(rf"\b{name}\b\s*(?:\?|:)?[=:]\s*\"?\$[({{]*\w*TAG\b")
    return any(sets.search(text) or to_tag.search(text) for text in texts)


def _lines(snapshot: Snapshot, path: str) -> Iterator[str]:
    yield from (line for line in snapshot.lines(path) if not line.lstrip().startswith("#"))


def _handed_on_by_environment(pipeline: Pipeline, job: Job) -> list[Place]:
    """Return the lines by which steps of a job set a tag for those that come after."""
    return [
        place(pipeline, step.run_line + offset)
        for step in job.steps
        for offset, line in enumerate(step.run.split("\n"))
        if _TO_LATER_STEPS.search(line) and _HANDED_ON.search(line)
    ]


PROBE = Probe(
    id="cd.image-immutable-tag",
    question="Do pipelines tag container images by commit or released version?",
    answer=_answer,
    patterns=(_ARGS, _TOOLS, _LATEST),
    paths=(*PIPELINE_PATHS, "**/{,.}goreleaser*.{yml,yaml}", "**/skaffold*.{yml,yaml}"),
    asks=("tags in steps and commands that build or push an image", "rules of docker/metadata-action"),
)
