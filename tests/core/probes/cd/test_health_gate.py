from core.model.outcome import Outcome
from core.probes.cd.health_gate import PROBE
from tests.helpers.snapshots import ask
from tests.helpers.workflows import workflow

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          %s: {httpGet: {path: /health, port: 80}}
"""


def test_readiness_probes_of_manifests_and_charts() -> None:
    assert ask(PROBE, {"k8s/web.yaml": DEPLOYMENT % "readinessProbe"}).outcome is Outcome.PRESENT
    chart = {
        "chart/Chart.yaml": "apiVersion: v2\nname: web\n",
        "chart/templates/web.yaml": "apiVersion: apps/v1\nkind: Deployment\nspec:\n"
        "  {{- if .x }}\n  readinessProbe:\n  {{- end }}\n",
    }
    answer = ask(PROBE, chart)
    assert [(e.path, e.line) for e in answer.evidence] == [("chart/templates/web.yaml", 5)]


def test_pipelines_that_wait() -> None:
    for step in (
        "run: kubectl rollout status deploy/web",
        "run: helm upgrade web chart --atomic",
        "run: aws ecs wait services-stable",
    ):
        assert ask(PROBE, workflow(step)).outcome is Outcome.PRESENT, step


def test_waiting_in_a_cluster_made_for_the_tests_does_not_count() -> None:
    assert (
        ask(PROBE, workflow("run: kind create cluster", "run: kubectl rollout status deploy/web")).outcome
        is Outcome.ABSENT
    )


def test_load_balancers_check_health() -> None:
    target = 'resource "aws_lb_target_group" "web" {\n  health_check {\n    path = "/health"\n  }\n}\n'
    assert ask(PROBE, {"infra/main.tf": target}).outcome is Outcome.PRESENT
    assert (
        ask(PROBE, {"infra/main.tf": 'resource "aws_lb_target_group" "web" {\n  port = 80\n}\n'}).outcome
        is Outcome.ABSENT
    )


def test_traps() -> None:
    assert ask(PROBE, {"k8s/web.yaml": DEPLOYMENT % "livenessProbe"}).outcome is Outcome.ABSENT
    assert ask(PROBE, {"app.py": "@app.get('/health')\ndef health(): return 'ok'\n"}).outcome is Outcome.ABSENT
    image = ask(PROBE, {"Dockerfile": "FROM python:3.12\nHEALTHCHECK CMD curl localhost\n"})
    assert image.outcome is Outcome.ABSENT
    assert [(m.path, m.line) for m in image.near_misses] == [("Dockerfile", 2)]
    assert ask(PROBE, {"tests/fixtures/web.yaml": DEPLOYMENT % "readinessProbe"}).outcome is Outcome.ABSENT


def test_an_openshift_template_in_json_or_yaml() -> None:
    probe = '{"readinessProbe": {"httpGet": {"path": "/", "port": 8080}}, "name": "app"}'
    template = (
        '{\n\t"kind": "Template",\n\t"apiVersion": "v1",\n\t"objects": [{\n\t\t"kind": "DeploymentConfig",\n'
        '\t\t"apiVersion": "v1",\n\t\t"metadata": {"name": "${NAME}"},\n'
        f'\t\t"spec": {{"template": {{"spec": {{"containers": [{probe}]}}}}}}\n\t}}]\n}}\n'
    )
    answer = ask(PROBE, {"openshift/templates/app.json": template})
    assert answer.outcome is Outcome.PRESENT
    assert [(e.path, e.line) for e in answer.evidence] == [("openshift/templates/app.json", 4)]
    yaml = (
        "kind: Template\napiVersion: template.openshift.io/v1\nobjects:\n- kind: DeploymentConfig\n"
        "  apiVersion: apps.openshift.io/v1\n"
        "  spec: {template: {spec: {containers: [{readinessProbe: {httpGet: {}}}]}}}\n"
    )
    assert ask(PROBE, {"openshift/app.yaml": yaml}).outcome is Outcome.PRESENT


def test_checks_that_a_platform_waits_for() -> None:
    for files in (
        {"fly.toml": '[[services.http_checks]]\npath = "/health"\n'},
        {"config/deploy.yml": "service: shop\nproxy:\n  healthcheck:\n    path: /up\n"},
        {"shop.nomad": 'job "shop" {\n  check {\n    type = "http"\n  }\n}\n'},
        {"railway.json": '{"deploy": {"healthcheckPath": "/up"}}\n'},
    ):
        assert ask(PROBE, files).outcome is Outcome.PRESENT, files
    assert ask(PROBE, {"config/deploy.yml": "service: shop\n"}).outcome is Outcome.ABSENT
