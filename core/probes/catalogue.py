"""Every probe, written by hand: one import block an area, one line a probe. A test proves it complete."""

from core.probes.cd import changelog, db_migrations, environments, health_gate, release_pipeline
from core.probes.ci import (
    coverage,
    dependency_bot,
    dependency_cache,
    lint,
    parallel,
    pipeline,
    real_services,
    sast,
    tests,
    timeouts,
)
from core.probes.doc import (
    architecture,
    incident_response,
    on_call,
    process_registry,
    release_process,
    runbooks,
    security_policy,
)
from core.probes.env import (
    codeowners,
    container,
    lockfile,
    one_command,
    pr_template,
    pre_commit,
    setup_docs,
    task_runner,
)
from core.probes.iac import autoscaling, cloud, kubernetes, remote_state
from core.probes.obs import (
    alert_routing,
    alert_rules,
    apm,
    dashboards,
    deep_health,
    error_context,
    error_tracking,
    health_endpoint,
    metrics,
    retention,
    slo,
    span_attributes,
    structured_logging,
    synthetic,
    trace_exporter,
    tracing,
)
from core.probes.probe import Probe, ProcessProbe
from core.probes.process import contract_tested, documented, error_handled, health_checked, measured, traced
from core.probes.rec import backup, restore, rto_rpo
from core.probes.rel import graceful_shutdown, load_test, rate_limit, retry
from core.probes.test import (
    contract,
    e2e,
    error_paths,
    integration,
    unit,
)

PROBES: tuple[Probe, ...] = (
    # env
    setup_docs.PROBE,
    lockfile.PROBE,
    one_command.PROBE,
    container.PROBE,
    task_runner.PROBE,
    pre_commit.PROBE,
    codeowners.PROBE,
    pr_template.PROBE,
    # cd
    release_pipeline.PROBE,
    environments.PROBE,
    health_gate.PROBE,
    db_migrations.PROBE,
    changelog.PROBE,
    # iac
    cloud.PROBE,
    kubernetes.PROBE,
    remote_state.PROBE,
    autoscaling.PROBE,
    # ci
    pipeline.PROBE,
    tests.PROBE,
    lint.PROBE,
    dependency_cache.PROBE,
    parallel.PROBE,
    timeouts.PROBE,
    coverage.PROBE,
    dependency_bot.PROBE,
    sast.PROBE,
    real_services.PROBE,
    # doc
    architecture.PROBE,
    incident_response.PROBE,
    on_call.PROBE,
    process_registry.PROBE,
    release_process.PROBE,
    runbooks.PROBE,
    security_policy.PROBE,
    # obs
    alert_routing.PROBE,
    alert_rules.PROBE,
    apm.PROBE,
    dashboards.PROBE,
    deep_health.PROBE,
    error_context.PROBE,
    error_tracking.PROBE,
    health_endpoint.PROBE,
    metrics.PROBE,
    retention.PROBE,
    slo.PROBE,
    span_attributes.PROBE,
    structured_logging.PROBE,
    synthetic.PROBE,
    trace_exporter.PROBE,
    tracing.PROBE,
    # rec
    backup.PROBE,
    restore.PROBE,
    rto_rpo.PROBE,
    # rel
    graceful_shutdown.PROBE,
    load_test.PROBE,
    rate_limit.PROBE,
    retry.PROBE,
    # test
    contract.PROBE,
    e2e.PROBE,
    error_paths.PROBE,
    integration.PROBE,
    unit.PROBE,
)

PROCESS_PROBES: tuple[ProcessProbe, ...] = (
    documented.PROBE,
    traced.PROBE,
    contract_tested.PROBE,
    health_checked.PROBE,
    error_handled.PROBE,
    measured.PROBE,
)
