"""Does the repository declare how it runs on Kubernetes?"""

import re

from core.formats.infrastructure import Resource
from core.matching.pattern import Pattern
from core.probes.probe import Found, Hits, Probe, absent, lines_of, present
from core.probes.reading import Place, resources
from core.snapshot.snapshot import Snapshot

# API groups of things that run in a cluster; tools that only borrow the shape of an object are not among them.
_GROUPS = re.compile(
    r"^(v1|apps|batch|extensions|autoscaling|policy|([\w-]+\.)*(networking|rbac|storage|apiextensions|gateway"
    r"|metrics|snapshot)\.k8s\.io"
    r"|[\w.-]*\.k8s\.aws|([\w-]+\.)*openshift\.io|leaderworkerset\.x-k8s\.io|argoproj\.io|karpenter\.\w+(\.\w+)*"
    r"|keda\.sh|cert-manager\.io"
    r"|([\w-]+\.)*istio\.io|([\w-]+\.)*fluxcd\.io"
    r"|([\w-]+\.)*knative\.dev|traefik\.(io|containo\.us)|external-secrets\.io|bitnami\.com"
    r"|monitoring\.coreos\.com|velero\.io|agones\.dev)(/|$)"
)
_JSONNET = Pattern(
    "jsonnet",
    "kind:[ \t]*['\"](Deployment|StatefulSet|DaemonSet|CronJob|Service|Ingress)['\"]|k8s-libsonnet|kube-libsonnet",
    paths=("**/*.{jsonnet,libsonnet}",), classes=("infrastructure", "configuration", "source"),
)  # fmt: skip


def _answer(snapshot: Snapshot, hits: Hits) -> Found:
    charts: list[Place] = []
    objects: list[Place] = []
    near: list[tuple[str, int, str]] = []
    for file, resource in resources(snapshot, "kubernetes", "helm-template", "helm-chart", "kustomize"):
        where = (file.path, resource.line, resource.line)
        if file.system in ("helm-chart", "kustomize"):
            charts.append(where)
        elif file.system == "helm-template" or _runs_in_cluster(resource):
            objects.append(where)
        else:
            near.append((file.path, resource.line, f"{resource.kind} configures a tool, not a cluster"))
    objects += lines_of(hits.of("jsonnet"))
    if charts or objects:
        return present(
            "{objects} Kubernetes {objects:object|objects} and {charts} {charts:chart or overlay|charts "
            "or overlays} are declared.",
            [*charts, *objects],
            args={"objects": len(objects), "charts": len(charts)},
        )
    return absent("Nothing is declared for Kubernetes.", near)


def _runs_in_cluster(resource: Resource) -> bool:
    version = str(resource.values.get("apiVersion", ""))
    return bool(_GROUPS.match(version)) and resource.kind != "Config"


PROBE = Probe(
    id="iac.kubernetes",
    question="Does the repository declare how it runs on Kubernetes?",
    answer=_answer,
    patterns=(_JSONNET,),
    paths=("**/*.{yml,yaml,json,tpl}", "**/*.{jsonnet,libsonnet}"),
    asks=("Kubernetes objects by API group", "Helm charts and templates", "kustomizations"),
)
