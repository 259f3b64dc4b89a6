"""The own probes of devops-excellence: each finds the real thing and is not fooled by what resembles it."""

import pytest

from core.model.outcome import Outcome
from core.probes.own import own_probe
from core.rubric.loading import parse, shipped_text
from tests.helpers.own_probes import Case, tells_apart
from tests.helpers.snapshots import ask

OWN = {own.name: own for own in parse(shipped_text("devops-excellence"), "devops-excellence.yaml").own_probes}
WORKFLOW = ".github/workflows/ci.yml"

CASES: list[Case] = [
    (
        "terraform",
        ("infra/main.tf", 'resource "aws_vpc" "main" {\n}\n'),
        ("infra/main.tf", '# resource "aws_vpc" "a" {\n'),
    ),
    (
        "bicep",
        ("infra/main.bicep", "resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {\n}\n"),
        ("a.md", "bicep\n"),
    ),
    (
        "state-lock",
        ("main.tf", "terraform {\n  cloud {\n  }\n}\n"),
        ("main.tf", 'resource "aws_dynamodb_table" "a" {\n}\n'),
    ),
    (
        "state-file",
        ("prod/terraform.tfstate", '{\n  "version": 4,\n  "terraform_version": "1.9.0"\n}\n'),
        ("main.tf", 'required_version = "1.9.0"\n'),
    ),
    ("parameters", ("main.tf", 'variable "zone" {\n}\n'), ("main.tf", 'locals {\n  zone = "a"\n}\n')),
    (
        "resource-tags",
        ("main.tf", "  default_tags {\n    tags = {\n    }\n  }\n"),
        ("main.tf", 'cloud {\n  workspaces {\n    tags = ["shop"]\n  }\n}\n'),
    ),
    ("private-access", ("db.tf", "  publicly_accessible = false\n"), ("db.tf", "  publicly_accessible = true\n")),
    ("encryption", ("db.tf", "  storage_encrypted = true\n"), ("db.tf", "  # storage_encrypted = true\n")),
    ("deletion-guard", ("db.tf", "  deletion_protection = true\n"), ("db.tf", "  deletion_protection = false\n")),
    (
        "restricted-workloads",
        ("k8s/app.yaml", "kind: Deployment\nsecurityContext:\n  runAsNonRoot: true\n"),
        ("k8s/app.yaml", "kind: Deployment\nsecurityContext:\n  runAsNonRoot: false\n"),
    ),
    ("container-image", ("Dockerfile", "FROM python:3.13\n"), ("docs/docker.md", "FROM here on\n")),
    (
        "severe-results-stop",
        (WORKFLOW, "steps:\n  - uses: aquasecurity/trivy-action@0.30\n    with:\n      exit-code: '1'\n"),
        (WORKFLOW, "steps:\n  - uses: aquasecurity/trivy-action@0.30\n    with:\n      exit-code: '0'\n"),
    ),
    (
        "security-view",
        (WORKFLOW, "steps:\n  - uses: github/codeql-action/upload-sarif@v3\n"),
        (WORKFLOW, "steps:\n  - run: trivy fs --format sarif .\n"),
    ),
    (
        "change-report",
        (WORKFLOW, "steps:\n  - uses: dorny/test-reporter@v2\n"),
        (WORKFLOW, "steps:\n  - run: gh pr comment 1 --body 'Thank you'\n"),
    ),
    ("size-tracked", ("package.json", '{\n  "size-limit": [\n  ]\n}\n'), ("package.json", '{\n  "size": 3\n}\n')),
    (
        "coverage-upload-held",
        (WORKFLOW, "steps:\n  - uses: codecov/codecov-action@v5\n    with:\n      fail_ci_if_error: true\n"),
        (WORKFLOW, "steps:\n  - uses: codecov/codecov-action@v5\n    with:\n      fail_ci_if_error: false\n"),
    ),
    (
        "started-in-pipeline",
        (WORKFLOW, "steps:\n  - run: docker run --detach --name shop shop:test\n"),
        (WORKFLOW, "steps:\n  # docker run --detach was slow\n  - run: docker build .\n"),
    ),
    (
        "build-metadata",
        (WORKFLOW, "steps:\n  - uses: docker/metadata-action@v5\n"),
        (WORKFLOW, "steps:\n  - run: docker build --tag shop .\n"),
    ),
    (
        "release-analysis",
        ("deploy/analysis.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\n"),
        (".github/workflows/scorecard.yml", "jobs:\n  analysis:\n    runs-on: ubuntu-latest\n"),
    ),
    (
        "error-boundary",
        ("src/app.tsx", "export const App = () => <ErrorBoundary><Map /></ErrorBoundary>;\n"),
        ("docs/errors.md", "Wrap it in an <ErrorBoundary>.\n"),
    ),
    (
        "copied-elsewhere",
        ("scripts/backup-database.sh", 'aws s3 cp "$FILE" "s3://example-backups/"\n'),
        ("scripts/publish.sh", "aws s3 cp site s3://example-site/\n"),
    ),
    (
        "kept-for",
        ("scripts/backup.sh", "find /backups -name '*.gz' -mtime +30 -delete\n"),
        ("db.tf", "  backup_retention_period = 0\n"),
    ),
    (
        "backup-reported",
        ("monitoring/alerts.yaml", "groups:\n  - rules:\n      - alert: BackupMissing\n"),
        (WORKFLOW, "steps:\n  - run: curl -d failed https://ntfy.example/builds\n"),
    ),
    (
        "business-event",
        ("src/orders.ts", "analytics.track('Order placed', { id: order.id });\n"),
        ("src/race.ts", "const track = tracks.find(1);\n"),
    ),
    (
        "context-ended",
        ("src/logout.ts", "Sentry.setUser(null);\n"),
        ("src/login.ts", "Sentry.setUser({ id: user.id });\n"),
    ),
    (
        "platform-logs",
        ("logs.tf", 'resource "azurerm_monitor_diagnostic_setting" "all" {\n}\n'),
        ("logs.tf", 'resource "azurerm_storage_account" "logs" {\n}\n'),
    ),
]


def test_every_own_probe_has_a_case() -> None:
    assert [name for name, _, _ in CASES] == list(OWN)


@pytest.mark.parametrize(("name", "real", "resembling"), CASES, ids=[name for name, _, _ in CASES])
def test_the_real_thing_answers_and_what_resembles_it_does_not(
    name: str, real: tuple[str, str], resembling: tuple[str, str]
) -> None:
    tells_apart("devops-excellence", OWN[name], real, resembling)


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("business-event", "app/metrics.py", 'SEEN = Counter("http_requests_total", "Requests")\n'),
        ("business-event", "app/cache.rb", 'StatsD.increment("cache.miss")\n'),
        ("started-in-pipeline", WORKFLOW, "steps:\n  - run: docker compose up --detach postgres\n"),
        ("started-in-pipeline", WORKFLOW, "steps:\n  - run: docker run -d -p 5432:5432 postgres:17\n"),
        ("started-in-pipeline", WORKFLOW, "steps:\n  - run: docker compose --profile mysql up -d\n"),
        ("private-access", "lb.tf", 'resource "google_compute_global_address" "public" {\n}\n'),
        ("kept-for", "deploy/loki.yaml", "env:\n  RETENTION_DAYS: 7\n"),
        ("resource-tags", "chart/templates/app.yaml", "  app.kubernetes.io/managed-by: {{ .Release.Service }}\n"),
        ("release-analysis", "deploy.tf", "  auto_rollback_configuration {\n    enabled = true\n  }\n"),
    ],
)
def test_what_many_repositories_have_anyway_is_not_taken_for_it(name: str, path: str, text: str) -> None:
    assert ask(own_probe("devops-excellence", OWN[name]), {path: text}).outcome is Outcome.ABSENT


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("business-event", "app/metrics.py", 'PLACED = Counter("shop_orders_total", "Orders")\n'),
        ("business-event", "app/orders.rb", 'StatsD.increment("checkout.payment.accepted")\n'),
        ("business-event", "app/Orders.cs", 'placed = meter.CreateCounter<long>("shop.orders");\n'),
        ("started-in-pipeline", WORKFLOW, "steps:\n  - run: docker compose -f ci.yml up -d --wait\n"),
        ("started-in-pipeline", WORKFLOW, 'steps:\n  - run: docker run -d --name app "$IMAGE"\n'),
        ("kept-for", "scripts/backup.sh", "RETENTION_DAYS=30\n"),
        ("kept-for", "values.yaml", "env:\n  BACKUP_KEEP_DAYS: 7\n"),
    ],
)
def test_other_ways_to_do_it_are_found(name: str, path: str, text: str) -> None:
    assert ask(own_probe("devops-excellence", OWN[name]), {path: text}).outcome is Outcome.PRESENT
