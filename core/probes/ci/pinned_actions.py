"""Is what CI takes from others fixed to one version that nobody can move?"""

import re
from collections.abc import Iterator

from core.formats.pipeline import Pipeline
from core.matching.pattern import Pattern
from core.model.outcome import Confidence, Outcome
from core.probes.ci_tools import OTHER_CI_PATHS
from core.probes.probe import Found, Hits, Probe, absent, present
from core.probes.reading import PIPELINE_PATHS, Place, pipeline_paths, pipelines, place
from core.snapshot.snapshot import Snapshot

_SHA = re.compile(r"@[0-9a-f]{40}(?:[0-9a-f]{24})?$")
_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
_OFFICIAL = ("actions/", "github/", "./")
_IMAGE = Pattern(
    "image", r"^[ \t]*(- )?(image|container|name):[ \t]*"
    r"[\"']?[\w.-]+[\w./-]*(:[\w.-]+)?(@sha256:[0-9a-f]+)?[\"']?[ \t]*(#.*)?$",
    paths=OTHER_CI_PATHS, code_only=True,
)  # fmt: skip
_NAMED = re.compile(r"(image|container|name):[ \t]*[\"']?([^\s\"'#]+)")
_MACHINE = re.compile(r"^(?:ubuntu|windows|macos|android|linux|default)(?:-[\w.-]*)?(?::[\w.-]+)?$")


def _calls(pipeline: Pipeline) -> Iterator[tuple[str, Place]]:
    """Yield what a GitHub workflow or action takes from a third party, with its place."""
    for job in pipeline.jobs:
        if job.uses and not job.uses.startswith(_OFFICIAL):
            yield job.uses, place(pipeline, job.line)
        for step in job.steps:
            if step.uses and not step.uses.startswith(_OFFICIAL):
                yield step.uses, place(pipeline, step.uses_line or step.line)


def _images(hits: Hits) -> Iterator[tuple[str, Place]]:
    """Yield images that other CI systems run in; names of machines and of anything else than images are left out."""
    for hit in hits.of("image"):
        named = _NAMED.search(hit.text)
        if not named or _MACHINE.match(named[2]) or "$" in named[2]:
            continue
        if named[1] == "image" or "/" in named[2] or ":" in named[2]:
            yield named[2], (hit.path, hit.line, hit.line)


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    uses = [call for p in pipelines(snapshot) if p.system == "github-actions" for call in _calls(p)]
    parsed = {pipeline.path for pipeline in pipelines(snapshot)}
    uses += [(image, where) for image, where in _images(hits) if where[0] in parsed]
    fixed = [where for name, where in uses if _SHA.search(name) or _DIGEST.search(name)]
    loose = [where for name, where in uses if not (_SHA.search(name) or _DIGEST.search(name))]
    eligible = pipeline_paths(snapshot)
    args: dict[str, str | int] = {"fixed": len(fixed), "loose": len(loose), "uses": len(uses)}
    if not uses:
        why = {"why": "CI uses no action or image of a third party"}
        return Found(Outcome.NOT_APPLICABLE, "Not applicable: {why}.", dict(why), Confidence.HIGH, eligible=eligible)
    if not loose:
        return present(
            "{uses} {uses:use of a third party's action or image is|uses of third-party actions or images are all} "
            "pinned to a commit or digest.",
            fixed,
            args=args,
            eligible=eligible,
        )
    near = [(path, line, "a tag or branch, which can be moved") for path, line, _ in loose]
    return absent(
        "{loose} of {uses} {uses:use|uses} of third-party actions or images {loose:names|name} a tag or branch, "
        "which can be moved.",
        near,
        args=args,
        eligible=eligible,
    )


PROBE = Probe(
    id="ci.pinned-actions",
    question="Is every third-party action pinned to a full commit (in other CI systems, every image to a digest)?",
    answer=_answer,
    patterns=(_IMAGE,),
    paths=PIPELINE_PATHS,
    asks=("references of actions and reusable workflows", "images of other CI systems"),
)
