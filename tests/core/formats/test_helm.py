"""Helm templates are read without rendering, in the shapes that charts have."""

from core.formats.helm import parse, resolved

# The shape that `helm create` makes.
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.fullname" . }}
  labels:
    {{- include "web.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling.enabled }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  template:
    spec:
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          {{- with .Values.readinessProbe }}
          readinessProbe:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          env:
            - name: A
              value: "1"
            {{- toYaml .Values.env | nindent 12 }}
      {{- with .Values.topologySpreadConstraints }}
      topologySpreadConstraints:
        {{- toYaml . | nindent 8 }}
      {{- end }}
---
{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  minReplicas: {{ .Values.autoscaling.minReplicas | int }}
{{- end }}
"""

VALUES = {
    "replicaCount": 3,
    "image": {"repository": "example/web"},
    "autoscaling": {"enabled": False, "minReplicas": 2},
    "readinessProbe": {"httpGet": {"path": "/ready"}},
    "env": [{"name": "B", "value": "2"}],
    "topologySpreadConstraints": [],
}

# The shape of a library chart: objects within definitions.
LIBRARY = """{{/*
A deployment for every service, "ready to use" }} or not
*/}}
{{- define "common.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ default 2 .Values.replicas }}
{{- end -}}
{{- define "common.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .Release.Name }}
{{- end -}}
"""

# The shape of a chart that chooses kinds, inserts at the left edge and holds another tool's braces.
CHOOSING = """{{- if and .Values.on (eq .Values.mode "a") }}
apiVersion: v1
kind: {{ if .Values.secret -}} Secret {{- else -}} ConfigMap {{- end }}
metadata:
  name: x
  labels: {{- include "x.labels" . | nindent 4 }}
    part: metrics
data:
  a.yaml: |
{{ toYaml .Values.config | indent 4 }}
  message: {{ printf "{{ $labels.pod }} is down" }}
{{- end }}
"""


def test_objects_keep_their_lines_names_and_what_they_are_under() -> None:
    file = parse("chart/templates/web.yaml", DEPLOYMENT)
    assert [(r.kind, r.name, r.line, r.condition) for r in file.resources] == [
        ("Deployment", '{{ include "web.fullname" . }}', 2, ""),
        ("HorizontalPodAutoscaler", "web", 35, ".Values.autoscaling.enabled"),
    ]
    assert (file.system, file.not_understood) == ("helm-template", ())


def test_values_that_are_literal_are_put_in_place() -> None:
    web, scaler = resolved(parse("chart/templates/web.yaml", DEPLOYMENT), VALUES).resources
    spec = web.values["spec"]
    pod = spec["template"]["spec"]
    assert spec["replicas"] == 3
    assert pod["containers"][0]["image"] == "example/web:{{ .Values.image.tag | default .Chart.AppVersion }}"
    assert pod["containers"][0]["readinessProbe"] == {"httpGet": {"path": "/ready"}}
    assert pod["containers"][0]["env"] == [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]
    assert pod["topologySpreadConstraints"] == []
    assert scaler.values["spec"] == {"minReplicas": 2}


def test_definitions_of_a_library_chart_are_objects() -> None:
    file = resolved(parse("common/templates/_all.tpl", LIBRARY), {})
    assert [(r.kind, r.line) for r in file.resources] == [("Deployment", 6), ("PodDisruptionBudget", 14)]
    assert file.resources[0].values["spec"] == {"replicas": 2}


def test_kinds_by_choice_inserted_text_and_braces_in_strings() -> None:
    file = parse("chart/templates/config.yaml", CHOOSING)
    assert [(r.kind, r.line, r.condition) for r in file.resources] == [
        ("Secret", 3, 'and .Values.on (eq .Values.mode "a")')
    ]
    assert file.not_understood == ()
    values = file.resources[0].values
    assert values["metadata"]["labels"] == {"part": "metrics"}
    assert values["data"]["message"] == '{{ printf "{{ $labels.pod }} is down" }}'


def test_what_cannot_be_read_without_rendering_has_a_kind_and_is_counted() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec: {\n{{- .Values.rest }}\n"
    file = parse("chart/templates/a.yaml", text)
    assert [(r.kind, r.name, r.line, r.values) for r in file.resources] == [("Service", "a", 2, {})]
    assert file.not_understood == ("line 2",)


def test_branches_and_values_that_are_not_there() -> None:
    text = (
        "apiVersion: v1\nkind: Service\nspec:\n  {{- if .Values.a }}\n  type: A\n  {{- else }}\n  type: B\n"
        "  {{- end }}\n  port: {{ .Values.port }}\n  flag: {{ .Values.flag | default true }}\n"
    )
    spec = resolved(parse("c/templates/a.yaml", text), {}).resources[0].values["spec"]
    assert spec == {"type": "A", "port": "{{ .Values.port }}", "flag": True}
