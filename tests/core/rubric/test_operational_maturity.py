"""The operational-maturity rubric: share covered, yes, partial or no, and what a repository cannot prove."""

from fractions import Fraction

import pytest

from core.model.outcome import Outcome, Severity
from core.probes.own import own_probe
from core.rubric.loading import parse, shipped_text
from core.rubric.rubric import Criterion
from core.scoring.criteria import Criteria
from core.scoring.facts import Facts, Told
from core.scoring.result import Interval, State
from core.scoring.score import score
from tests.helpers.rubric_facts import best, fact, leaves, levels_reached, together
from tests.helpers.snapshots import ask

RUBRIC = parse(shipped_text("operational-maturity"), "operational-maturity.yaml")
ANSWERED = [c for c in RUBRIC.criteria() if c.method in ("scan", "measure")]
TRIGGERED = [(c, n) for c in RUBRIC.criteria() for n in range(len(c.triggers))]
OWN = {own.name: own_probe(RUBRIC.id, own) for own in RUBRIC.own_probes}


def test_every_level_is_yes_partial_or_no() -> None:
    for criterion in RUBRIC.criteria():
        scale = [(level.label, float(level.rating)) for level in criterion.levels]
        assert scale in ([("No", 0), ("Partial", 0.5), ("Yes", 1)], [("No", 0), ("Yes", 1)]), criterion.id
    assert not RUBRIC.grades and not RUBRIC.maturity


def test_the_score_is_the_mean_of_the_shares_covered() -> None:
    recovery = {"recovery-commands": 2, "commands-listed": 0, "status-command": 1, "scheduled-tasks": 0}
    found = score(RUBRIC, Facts(levels={**recovery, "backups-scheduled": 1}))
    points = {c.category: c.points.point for c in found.categories}
    assert points["recovery-tooling"] == Fraction(1600, 30)
    assert points["backup-verification"] == 50
    assert found.overall.point == (Fraction(1600, 30) + 50) / 2


def test_an_empty_audit_and_a_full_one() -> None:
    assert score(RUBRIC, Facts()).overall == Interval(Fraction(0), None, Fraction(100))
    full = score(RUBRIC, best(RUBRIC))
    assert full.overall.point == 100 and full.completeness == 1 and full.grade == ""


def test_the_tables_name_what_the_document_asks_for() -> None:
    tables = {table.id: table for table in RUBRIC.coverage_tables}
    assert tables["runbooks"].columns == ("Policy document", "Executable runbook")
    assert [row.topic for row in tables["runbooks"].rows][:3] == ["Incidents", "Releases", "Data retention"]
    assert all(table.notes for table in tables.values())


def test_a_command_that_nothing_calls_leaves_the_verification_unproven() -> None:
    told = ask(OWN["verification-pointed-to"], {"app/Verify.php": "$signature = 'ops:backup:verify';\n"})
    assert told.outcome is Outcome.UNPROVEN
    probes = {told.probe: Told(told.outcome), _id("verification-in-pipeline"): Told(Outcome.ABSENT)}
    found = Criteria(RUBRIC, Facts(probes=probes)).score("verification-runs")
    assert (found.state, found.rating) == (State.UNPROVEN, Interval(Fraction(0), Fraction(1), Fraction(1)))
    probes[_id("verification-in-pipeline")] = Told(Outcome.PRESENT)
    assert Criteria(RUBRIC, Facts(probes=probes)).score("verification-runs").state is State.RATED


def test_without_webhooks_nobody_asks_for_their_records() -> None:
    names = ("sends-webhooks", "delivery-record")
    nothing = {_id(name): Told(Outcome.ABSENT) for name in names}
    assert Criteria(RUBRIC, Facts(probes=nothing)).score("delivery-records").state is State.NOT_APPLICABLE


def _id(name: str) -> str:
    return f"own.operational-maturity.{name}"


@pytest.mark.parametrize(
    ("name", "path", "line", "outcome"),
    [
        ("recovery-command", "app/Retry.php", "protected $signature = 'ops:webhooks:retry-failed';", "present"),
        (
            "recovery-command",
            "app/Inspect.php",
            "$signature = 'ops:webhooks:dead-letter-inspect {--since=}';",
            "present",
        ),
        ("recovery-command", "cli.py", '@app.command("events-replay")', "present"),
        ("recovery-command", "routes.rb", "get '/password/recover' => 'passwords#new'", "absent"),
        ("recovery-command", "helper.rb", "def resend_confirmation_link(user)", "absent"),
        ("status-command", "app/Status.php", "protected $signature = 'ops:platform:status';", "present"),
        ("status-command", "app/License.php", "protected $signature = 'koel:license:status';", "absent"),
        ("scheduled-task", "bootstrap/app.php", "$schedule->command('ops:anomaly:scan')->hourly();", "present"),
        ("scheduled-task", "tasks.py", '"schedule": crontab(minute=0),', "present"),
        ("scheduled-task", "docs.py", "url = link.crontab(5)", "absent"),
        ("anomaly-scan", "app/Scan.php", "$schedule->command('ops:anomaly:scan')->hourly();", "present"),
        ("anomaly-scan", "web/reconcile.js", "$('.reconcile_checkbox').each(mark)", "absent"),
        ("audit-log", "app/AuditLog.php", "class ApiAuditLog extends Model", "present"),
        ("audit-log", "page.rb", "# code is audited every year", "absent"),
        ("security-event", "db/1.php", "Schema::create('api_security_events', function () {", "present"),
        ("delivery-record", "db/2.php", "Schema::create('webhook_deliveries', function () {", "present"),
        ("delivery-record", "job.rb", "class WebhookDeliveryJob < ApplicationJob", "absent"),
        ("health-page", "app/Page.php", "class SystemHealthPageController extends Controller", "present"),
        ("health-page", "src/health.ts", "export class HealthController {", "absent"),
        ("audit-log", "src/Order.java", "@EntityListeners(AuditingEntityListener.class)", "absent"),
        ("command-list", "docs/usage.md", "## CLI commands", "absent"),
        ("health-page", "env.cs", "public class PlatformInfo : IPlatformInfo", "absent"),
        ("alert-target", "config.py", 'KEY = env("PAGERDUTY_ROUTING_KEY")', "unproven"),
        ("verification-pointed-to", "auth.ts", "export function verifyBackupCode(code) {", "absent"),
        ("retention-commands", "docs/retention.md", "    php artisan retention:prune --dry-run", "present"),
        ("retention-commands", "changelog.md", "- Lots of code cleanup and small issues fixed.", "absent"),
        ("retention-commands", "docs/docker.md", "    docker system prune --all", "absent"),
        ("retention-commands", "docs/data.md", "    docker compose exec app occ versions:expire --all", "present"),
        ("integration-health", "src/breaker.py", "self.failure_count += 1", "absent"),
        ("integration-health", "src/hooks.py", "webhook.consecutive_failures += 1", "present"),
        ("written-post-mortem", "docs/postmortem-template.md", "Date: YYYY-MM-DD", "absent"),
        ("written-post-mortem", "docs/incident-reviews/queue.md", "| Detected | 2025-03-02 10:40 |", "present"),
        ("command-list", "docs/admin.md", "## Management commands", "present"),
        ("command-list", "docs/image.md", "## Running artisan commands", "absent"),
    ],
)
def test_own_probes_find_the_true_and_not_what_only_sounds_alike(name: str, path: str, line: str, outcome: str) -> None:
    assert ask(OWN[name], {path: line + "\n"}).outcome == Outcome(outcome)


@pytest.mark.parametrize("criterion", ANSWERED, ids=lambda c: c.id)
def test_every_level_can_be_reached(criterion: Criterion) -> None:
    assert levels_reached(RUBRIC, criterion) >= set(range(len(criterion.levels)))


@pytest.mark.parametrize(("criterion", "number"), TRIGGERED, ids=lambda v: getattr(v, "id", str(v)))
def test_a_trigger_fires_on_its_condition_and_only_then(criterion: Criterion, number: int) -> None:
    trigger = criterion.triggers[number]
    parts = leaves(trigger.when)
    fired = Criteria(RUBRIC, together([fact(leaf, hold=True) for leaf in parts])).score(criterion.id)
    assert trigger.because in fired.triggered and fired.severity is trigger.severity
    for one in range(len(parts)):
        facts = [fact(leaf, hold=number_of != one) for number_of, leaf in enumerate(parts)]
        assert trigger.because not in Criteria(RUBRIC, together(facts)).score(criterion.id).triggered
    assert trigger.because not in Criteria(RUBRIC, Facts()).score(criterion.id).triggered


def test_a_failed_drill_of_last_week_is_not_full() -> None:
    failed = Criteria(RUBRIC, Facts(measurements={"drill.passed": 0, "drill.age": 7})).score("drill-age")
    passed = Criteria(RUBRIC, Facts(measurements={"drill.passed": 1, "drill.age": 7})).score("drill-age")
    assert (failed.rating.point, passed.rating.point) == (Fraction(1, 2), 1)
    assert failed.severity is Severity.CRITICAL
