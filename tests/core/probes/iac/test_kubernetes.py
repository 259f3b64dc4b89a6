from core.model.outcome import Outcome
from core.probes.iac.kubernetes import PROBE
from tests.helpers.snapshots import ask

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"


def test_manifests_charts_and_overlays() -> None:
    answer = ask(
        PROBE, {"deploy/all.yaml": f"{SERVICE}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\n"}
    )
    assert answer.summary == "2 Kubernetes objects and 0 charts or overlays are declared."
    assert [e.line for e in answer.evidence] == [1, 5]
    assert ask(PROBE, {"chart/Chart.yaml": "apiVersion: v2\nname: web\n"}).outcome is Outcome.PRESENT
    template = (
        "{{- if .Values.a }}\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n"
    )
    assert ask(PROBE, {"chart/templates/service.yaml": template}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"base/kustomization.yaml": "resources: [web.yaml]\n"}).outcome is Outcome.PRESENT
    jsonnet = "{ apiVersion: 'apps/v1', kind: 'Deployment' }\n"
    assert ask(PROBE, {"env/main.jsonnet": jsonnet}).outcome is Outcome.PRESENT


def test_traps() -> None:
    assert ask(PROBE, {"test/fixtures/web.yaml": SERVICE}).outcome is Outcome.ABSENT
    catalog = ask(
        PROBE, {"catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a}\n"}
    )
    assert catalog.outcome is Outcome.ABSENT
    assert catalog.near_misses[0].reason == "Component configures a tool, not a cluster"
    kind = "apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n"
    assert ask(PROBE, {"kind.yaml": kind}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"docs/deploy.md": f"```yaml\n{SERVICE}```\n"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"mixin/alerts.libsonnet": "{ groups: [{ name: 'a' }] }\n"}).outcome is Outcome.ABSENT


def test_openshift_objects_and_manifests_in_json() -> None:
    route = '{"kind": "Route", "apiVersion": "route.openshift.io/v1"}'
    template = f'{{"kind": "Template", "apiVersion": "v1", "objects": [{route}]}}'
    plain = '{\n  "apiVersion": "apps/v1",\n  "kind": "Deployment",\n  "metadata": {"name": "a"}\n}\n'
    assert ask(PROBE, {"openshift/app.json": template}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"deploy/app.json": plain}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"deploy/app.json": '{"kind": "Deployment"}'}).outcome is Outcome.ABSENT
