"""The operations-devex rubric: severities by measured values, every level within reach, own probes not fooled."""

import re
from fractions import Fraction
from itertools import product

import pytest

from core.model.outcome import Outcome, Severity
from core.probes.own import own_probe
from core.rubric.loading import parse, shipped_text
from core.rubric.rubric import Condition, Criterion
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from core.scoring.result import CriterionScore, State
from core.scoring.score import score
from tests.helpers.own_probes import tells_apart
from tests.helpers.snapshots import ask

RUBRIC = parse(shipped_text("operations-devex"), "operations-devex.yaml")
ANSWERED = [c for c in RUBRIC.criteria() if c.method in ("scan", "measure")]
OWN = {own.name: own for own in RUBRIC.own_probes}

PRESENT, PARTIAL, ABSENT = Told(Outcome.PRESENT), Told(Outcome.PARTIAL), Told(Outcome.ABSENT)


def leaves(condition: Condition | None) -> list[Condition]:
    """The conditions at the ends of the branches."""
    if condition is None:
        return []
    inner = condition.all or condition.any or (condition.at_least and condition.at_least.of)
    return [leaf for member in inner for leaf in leaves(member)] if inner else [condition]


def scored(name: str, facts: Facts) -> CriterionScore:
    return Criteria(RUBRIC, facts).score(name)


def test_the_points_of_the_categories_make_a_hundred_and_are_their_weight_in_the_mean() -> None:
    assert sum(c.points for c in RUBRIC.categories) == RUBRIC.scoring.scale == 100
    best = {c.id: len(c.levels) - 1 for c in RUBRIC.criteria()}
    worst = {c.id: 0 for c in RUBRIC.categories[0].criteria}
    assert score(RUBRIC, Facts(levels={**best, **worst})).overall.point == 100 - RUBRIC.categories[0].points


def test_a_category_that_does_not_apply_leaves_the_rest_to_count_for_the_whole() -> None:
    best = {c.id: len(c.levels) - 1 for c in RUBRIC.criteria()}
    signed = {c.id for category in RUBRIC.categories if category.id == "artifact-integrity" for c in category.criteria}
    found = score(RUBRIC, Facts(levels={**best, "logs": 0}, not_applicable=frozenset(signed)))
    lost = Fraction(14 * 3, 19)
    assert found.overall.point == 100 * (90 - lost) / 90


def test_severities_are_called_as_its_readers_know_them() -> None:
    assert [RUBRIC.severity_labels[s] for s in Severity] == ["S0", "S1", "S2", "S3"]


@pytest.mark.parametrize(
    ("criterion", "facts", "severity"),
    [
        ("pipeline-duration", Facts(measurements={"ci.duration-p50": 60.5}), Severity.CRITICAL),
        ("pipeline-duration", Facts(measurements={"ci.duration-p50": 60.0}), Severity.MEDIUM),
        ("pipeline-duration", Facts(measurements={"ci.duration-p50": None}), Severity.MEDIUM),
        ("pipeline-duration", Facts(levels={"pipeline-duration": 0}), Severity.MEDIUM),
        ("retry-to-pass", Facts(measurements={"ci.retry-to-pass": 0.21}), Severity.HIGH),
        ("retry-to-pass", Facts(measurements={"ci.retry-to-pass": 0.2}), Severity.MEDIUM),
        ("retry-to-pass", Facts(), Severity.MEDIUM),
        ("local-environment-works", Facts(levels={"local-environment-works": 0}), Severity.HIGH),
        ("local-environment-works", Facts(levels={"local-environment-works": 1}), Severity.MEDIUM),
        ("local-environment-works", Facts(), Severity.MEDIUM),
        ("backup-failures-noticed", Facts(levels={"backup-failures-noticed": 0}), Severity.CRITICAL),
        ("backup-failures-noticed", Facts(levels={"backup-failures-noticed": 1}), Severity.HIGH),
        ("backup-failures-noticed", Facts(), Severity.HIGH),
    ],
)
def test_a_blocker_is_called_one_when_its_value_says_so(criterion: str, facts: Facts, severity: Severity) -> None:
    assert scored(criterion, facts).severity is severity


SIGNALS = ("obs.metrics", "obs.apm", "obs.tracing", "obs.error-tracking", "obs.synthetic")
SILENT = dict.fromkeys((*SIGNALS, "obs.alert-rules"), ABSENT)


@pytest.mark.parametrize(
    ("told", "levels", "severity"),
    [
        (SILENT, {}, Severity.CRITICAL),
        ({**SILENT, "obs.synthetic": PARTIAL}, {}, Severity.HIGH),
        ({**SILENT, "obs.apm": Told(Outcome.UNPROVEN)}, {}, Severity.HIGH),
        ({**SILENT, "obs.apm": Told(Outcome.ABSENT, skipped_source=True)}, {}, Severity.HIGH),
        ({}, {}, Severity.HIGH),
        (SILENT, {"core-api-watched": 1}, Severity.HIGH),
        ({}, {"core-api-watched": 0}, Severity.CRITICAL),
    ],
)
def test_a_core_api_that_nothing_watches_is_the_worst_severity(
    told: dict[str, Told], levels: dict[str, int], severity: Severity
) -> None:
    assert scored("core-api-watched", Facts(probes=told, levels=levels)).severity is severity


REPORTED = "own.operations-devex.backup-reported"


@pytest.mark.parametrize(
    ("told", "levels", "severity"),
    [
        ({}, {}, Severity.CRITICAL),
        ({"rec.backup-schedule": ABSENT}, {}, Severity.HIGH),
        ({REPORTED: PRESENT}, {}, Severity.HIGH),
        ({"rec.backup-verify": PARTIAL}, {}, Severity.HIGH),
        ({REPORTED: Told(Outcome.ERROR)}, {}, Severity.HIGH),
        ({}, {"backup-verified": 2}, Severity.HIGH),
    ],
)
def test_a_scheduled_backup_that_could_fail_unseen_is_the_worst_severity(
    told: dict[str, Told], levels: dict[str, int], severity: Severity
) -> None:
    silent = {"rec.backup-schedule": PRESENT, "rec.backup-verify": ABSENT, REPORTED: ABSENT}
    assert scored("backup-verified", Facts(probes={**silent, **told}, levels=levels)).severity is severity


def test_only_what_blocks_or_paralyses_is_raised_by_a_trigger() -> None:
    assert {(c.id, t.severity) for c in RUBRIC.criteria() for t in c.triggers} == {
        ("pipeline-duration", Severity.CRITICAL),
        ("core-api-watched", Severity.CRITICAL),
        ("backup-verified", Severity.CRITICAL),
        ("backup-failures-noticed", Severity.CRITICAL),
        ("retry-to-pass", Severity.HIGH),
        ("local-environment-works", Severity.HIGH),
    }
    assert Severity.CRITICAL not in {c.severity for c in RUBRIC.criteria()}


@pytest.mark.parametrize("criterion", ANSWERED, ids=lambda c: c.id)
def test_probes_and_measures_can_reach_every_level(criterion: Criterion) -> None:
    asked = [leaf for level in criterion.levels for leaf in leaves(level.when)]
    probes = sorted({leaf.probe.id for leaf in asked if leaf.probe})
    limits: dict[str, set[float]] = {}
    for leaf in asked:
        if leaf.measure:
            named = (leaf.measure.below, leaf.measure.above)
            limits.setdefault(leaf.measure.id, set()).update(limit for limit in named if limit is not None)
    values = {name: [x for limit in found for x in (limit * 0.99, limit * 1.02)] for name, found in limits.items()}
    where = {leaf.probe.id: PRESENT for leaf in leaves(criterion.applies_if) if leaf.probe}
    reached = set()
    for outcomes in product((ABSENT, PARTIAL, PRESENT), repeat=len(probes)):
        for measured in product(*values.values()):
            facts = Facts(
                probes={**where, **dict(zip(probes, outcomes, strict=True))},
                measurements=dict(zip(values, measured, strict=True)),
            )
            reached.add(scored(criterion.id, facts).level)
    assert reached >= set(range(len(criterion.levels)))


@pytest.mark.parametrize(
    ("criterion", "measured", "label"),
    [
        ("test-feedback", {"local.test-time": 5.2}, "Context lost"),
        ("test-feedback", {"local.test-time": 4.9}, "A break"),
        ("pipeline-duration", {"ci.duration-p50": 10}, "Ten minutes"),
        ("change-fail-rate", {"dora.change-fail-rate": 0.05}, "Up to one in twenty"),
        ("onboarding-time", {"onboarding.first-commit": 2}, "First days"),
        ("restore-drill", {"drill.passed": 0, "drill.age": 3}, "Failed"),
        ("restore-drill", {"drill.passed": 1, "drill.age": 200}, "Passed long ago"),
        ("restore-drill", {"drill.passed": 1, "drill.age": 3}, "Passed"),
        (
            "deployment-frequency",
            {"dora.deployment-frequency": 0, "dora.deployments-per-month": 1.5},
            "Monthly",
        ),
    ],
)
def test_a_measured_value_chooses_its_level(criterion: str, measured: dict[str, float], label: str) -> None:
    found = scored(criterion, Facts(measurements=dict(measured)))
    assert found.level is not None and found.state is State.RATED
    assert RUBRIC.criterion(criterion).levels[found.level].label == label


def test_what_was_not_measured_is_open_and_costs_nothing() -> None:
    measured = [c.id for c in RUBRIC.criteria() if c.method == "measure"]
    assert {scored(name, Facts()).state for name in measured} == {State.OPEN}
    best = {c.id: len(c.levels) - 1 for c in RUBRIC.criteria() if c.id not in measured}
    found = score(RUBRIC, Facts(levels=best)).overall
    assert found.point == found.high == 100 and found.low < 100


def test_images_and_caches_are_asked_about_only_where_there_are_any() -> None:
    without = {"own.operations-devex.container-image": ABSENT, "ci.dependency-cache": ABSENT}
    for name in ("image-cache", "image-build-time", "cache-hits"):
        assert scored(name, Facts(probes=without)).state is State.NOT_APPLICABLE
    assert scored("dependency-cache", Facts(probes=without)).state is State.RATED


def test_friction_is_that_of_the_two_loops() -> None:
    assert RUBRIC.friction == ("inner-loop", "outer-loop")


def test_every_criterion_tells_what_good_looks_like_and_leads_somewhere() -> None:
    for criterion in RUBRIC.criteria():
        assert criterion.sources and criterion.recommendation, criterion.id
        assert len(re.findall(r"[.:?](?:\s|$)", criterion.guidance)) >= 3, criterion.id
        if criterion.method in ("interview", "review"):
            assert criterion.ask and criterion.show_me and len(criterion.met_only_if) >= 2, criterion.id


CASES: list[tuple[str, tuple[str, str], tuple[str, str]]] = [
    ("container-image", ("Dockerfile", "FROM python:3.13\n"), ("docs/docker.md", "FROM here on\n")),
    (
        "latency-measured",
        ("app/metrics.py", 'H = Histogram("http_request_duration_seconds", "Time")\n'),
        ("migrations/0048.py", 'revision = "0048_job_scheduled_time"\n'),
    ),
    (
        "latency-alert",
        ("alerts/api.yaml", "groups:\n  - rules:\n      - alert: ApiLatencyHigh\n"),
        ("docs/latency.yaml", "title: Latency\n"),
    ),
    (
        "traffic-measured",
        ("app/metrics.py", 'requests = Counter("http_requests_total", "Requests")\n'),
        ("app/dao.py", 'query = count(id).label("messages_total")\n'),
    ),
    (
        "traffic-alert",
        ("infra/alarms.tf", 'resource "aws_cloudwatch_metric_alarm" "a" {\n  metric_name = "RequestCount"\n}\n'),
        ("infra/dashboard.tf", '# metric_name = "RequestCount"\n'),
    ),
    (
        "errors-measured",
        ("dashboards/api.json", '{\n"expr": "sum(rate(http_requests_total{status=~\\"5..\\"}[5m]))"\n}\n'),
        ("db/schema.rb", 't.integer "failure_count", default: 0\n'),
    ),
    (
        "errors-alert",
        ("alerts/api.yaml", "groups:\n  - rules:\n      - alert: High5xxRate\n"),
        ("app/locale.yaml", "alert: Something happened\n"),
    ),
    (
        "saturation-measured",
        ("dashboards/pods.json", '{\n"expr": "container_memory_working_set_bytes{pod=\\"api\\"}"\n}\n'),
        ("lib/nodes.ex", "@node_load_ttl_ms 1_000\n"),
    ),
    (
        "saturation-alert",
        ("infra/db.tf", 'resource "aws_cloudwatch_metric_alarm" "d" {\n  metric_name = "FreeStorageSpace"\n}\n'),
        ("alerts/api.yaml", "groups:\n  - rules:\n      - alert: High5xxRate\n"),
    ),
    (
        "backup-reported",
        ("monitoring/alerts.yaml", "groups:\n  - rules:\n      - alert: BackupMissing\n"),
        (".github/workflows/ci.yml", "steps:\n  - run: curl -d failed https://ntfy.example/builds\n"),
    ),
    (
        "written-post-mortem",
        ("docs/postmortems/database.md", "# Database outage\n\nDate: 2024-01-05\n"),
        ("docs/postmortems/template.md", "# Title\n\nDate: YYYY-MM-DD\n"),
    ),
]


def test_every_own_probe_has_a_case() -> None:
    assert [name for name, _, _ in CASES] == list(OWN)


@pytest.mark.parametrize(("name", "real", "resembling"), CASES, ids=[name for name, _, _ in CASES])
def test_the_real_thing_answers_and_what_resembles_it_does_not(
    name: str, real: tuple[str, str], resembling: tuple[str, str]
) -> None:
    tells_apart("operations-devex", OWN[name], real, resembling)


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("latency-measured", "src/Defaults.cs", "metrics.AddAspNetCoreInstrumentation();\n"),
        ("latency-measured", "lib/telemetry.ex", 'summary("phoenix.endpoint.stop.duration", unit: :millisecond)\n'),
        ("latency-measured", "app/jobs/check.rb", 'StatsD.measure("login.check.duration") { check }\n'),
        ("latency-measured", "src/main/java/Pets.java", '@Timed("pets")\npublic class Pets {}\n'),
        ("errors-measured", "pkg/metrics.go", 'var o = Opts{\n\tName: "canary_failures_total",\n}\n'),
        ("traffic-measured", "shop/settings.py", 'INSTALLED_APPS = [\n    "django_prometheus",\n]\n'),
        ("saturation-measured", "src/server.ts", "client.collectDefaultMetrics();\n"),
        ("latency-alert", "infra/alarms.bicep", "    metricName: 'HttpResponseTime'\n"),
    ],
)
def test_golden_signals_are_found_in_other_languages(name: str, path: str, text: str) -> None:
    assert ask(own_probe("operations-devex", OWN[name]), {path: text}).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("latency-measured", "lib/attempt.rb", 'attrs["response_duration_ms"] = attributes["responseDurationMs"]\n'),
        ("latency-measured", "app/context.py", 'request.request_time = getattr(request, "request_time", now())\n'),
        ("errors-measured", "app/board.py", 'row = {"webhooks_errors_count": errors}\n'),
        ("traffic-measured", "internal/grid.go", "IncomingMessages: c.inMessages.Load(),\n"),
        ("saturation-measured", "gunicorn.py", '# include cpu_percent\nattrs = ["pid", "cpu_percent"]\n'),
        ("errors-alert", "app/validation.yaml", "error: The field is empty\n"),
        ("latency-alert", "alerts/backup.yaml", "      - alert: BackupDurationTooLong\n"),
    ],
)
def test_fields_and_columns_are_no_golden_signals(name: str, path: str, text: str) -> None:
    assert ask(own_probe("operations-devex", OWN[name]), {path: text}).outcome is Outcome.ABSENT
