import pytest

from core.model.outcome import Outcome
from core.probes.obs.apm import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "sentry_sdk.init(dsn=DSN, traces_sample_rate=0.1)\n"},
        {"src/a.ts": "Sentry.init({ dsn, tracesSampleRate: 0.1 });\n"},
        {"Procfile": "web: newrelic-admin run-program gunicorn app\n"},
        {"Dockerfile": "ENV JAVA_OPTS=-javaagent:/opt/elastic-apm-agent.jar\n"},
    ],
)
def test_performance_monitoring_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "sentry_sdk.init(dsn=DSN)\n"},
        {"app/a.py": "trace.set_tracer_provider(TracerProvider())\n"},
        {"Gemfile": "gem 'newrelic_rpm'\n"},
    ],
)
def test_error_capture_and_plain_tracing_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_profile_taken_on_demand_is_no_monitoring() -> None:
    assert ask(PROBE, {"cmd/debug.go": "stop := fgprof.Start(f, fgprof.FormatPprof)\n"}).outcome is Outcome.ABSENT


def test_published_settings_of_a_package_that_is_not_installed_do_not_count() -> None:
    config = {"config/sentry.php": "<?php\nreturn [\n    'traces_sample_rate' => 0.2,\n];\n"}
    assert ask(PROBE, config).outcome is Outcome.ABSENT
    installed = {"composer.json": '{"require": {"sentry/sentry-laravel": "^4.0"}}\n'}
    assert ask(PROBE, config | installed).outcome is Outcome.PRESENT
