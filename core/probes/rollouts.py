"""Objects that shift traffic step by step: those of Argo Rollouts and Flagger, also in templates.

A repository that defines such a kind (its CustomResourceDefinition) is the tool itself: there its own examples count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.formats import kubernetes
from core.formats.infrastructure import Infrastructure, Resource
from core.probes.reading import Place, resources
from core.snapshot.file_class import FileClass
from core.snapshot.snapshot import Snapshot

_KINDS = {"Rollout", "Canary"}
_DEFINITIONS = {"rollouts.argoproj.io", "canaries.flagger.app"}


@dataclass(frozen=True, slots=True)
class Rollout:
    """One such object.

    Attributes:
        kind: `Rollout` of Argo Rollouts or `Canary` of Flagger.
        blue_green: two versions stand side by side and traffic is switched at once.
        canary: traffic is shifted in steps.
        analysed: measurements decide, and stop it without a person.
        place: where it stands.
    """

    kind: str
    blue_green: bool
    canary: bool
    analysed: bool
    place: Place


def rollouts(snapshot: Snapshot) -> tuple[Rollout, ...]:
    """Return every such object of the repository."""
    return snapshot.once(_rollouts)


def _rollouts(snapshot: Snapshot) -> tuple[Rollout, ...]:
    return tuple(_read(snapshot, file, resource) for file, resource in _objects(snapshot) if resource.kind in _KINDS)


def _objects(snapshot: Snapshot) -> Iterator[tuple[Infrastructure, Resource]]:
    found = list(resources(snapshot, "kubernetes", "helm-template"))
    yield from found
    if any(r.kind == "CustomResourceDefinition" and r.name in _DEFINITIONS for _, r in found):
        examples = snapshot.files(FileClass.EXAMPLE, globs=kubernetes.PATHS)
        for file in snapshot.models(examples, kubernetes.parse):
            for resource in file.resources:
                yield file, resource


def _read(snapshot: Snapshot, file: Infrastructure, resource: Resource) -> Rollout:
    where = (file.path, resource.line, resource.line)
    read = _by_values(resource, where)
    if file.system != "helm-template":
        return read
    # A template may leave the steps to its values: then what it is called in the text is all that is known.
    text = "\n".join(snapshot.lines(file.path)[resource.line - 1 : resource.end_line])
    blue_green, canary = "blueGreen:" in text, "canary:" in text or "stepWeight" in text or "setWeight" in text
    return Rollout(
        resource.kind,
        read.blue_green or blue_green,
        read.canary or canary,
        read.analysed or "nalysis:" in text,
        where,
    )


def _by_values(resource: Resource, where: Place) -> Rollout:
    spec = _inner(resource.values, "spec")
    if resource.kind == "Canary":
        analysis = _inner(spec, "analysis") or _inner(spec, "canaryAnalysis")
        stepped = any(name in analysis for name in ("stepWeight", "stepWeights", "maxWeight", "match"))
        return Rollout("Canary", bool(analysis) and not stepped, stepped, bool(analysis), where)
    strategy = _inner(spec, "strategy")
    canary_steps = _inner(strategy, "canary").get("steps")
    text = str(strategy)
    return Rollout(
        "Rollout", "blueGreen" in strategy, bool(canary_steps), "nalysis'" in text or "experiment'" in text, where
    )


def _inner(values: dict[str, Any], name: str) -> dict[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}
