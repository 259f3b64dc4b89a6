import pytest

from core.model.outcome import Outcome
from core.probes.obs.error_tracking import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/main.py": "sentry_sdk.init(dsn=DSN)\n"},
        {"src/main.ts": "Sentry.init({ dsn });\n"},
        {"config/initializers/rollbar.rb": "Rollbar.configure do |c|\nend\n"},
        {"src/main.go": "func main() {\n\terr := sentry.Init(sentry.ClientOptions{})\n}\n"},
        {"app/config/config_prod.yml": "sentry:\n    dsn: '%env(SENTRY_DSN)%'\n"},
        {"src/main/resources/config.yaml": "logging:\n  appenders:\n    - type: sentry\n"},
    ],
)
def test_an_initialised_tracker_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "We call `sentry_sdk.init(dsn)`.\n"},
        {"requirements.txt": "sentry-sdk==2.0\n"},
        {"charts/values.yaml": "sentry:\n  enabled: false\n"},
        {"app/main.py": "# sentry_sdk.init(dsn=DSN)\n"},
    ],
)
def test_documentation_and_declarations_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
