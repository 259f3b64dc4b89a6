import pytest

from core.model.outcome import Outcome
from core.probes.obs.error_context import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "import sentry_sdk\nsentry_sdk.set_user({'id': 1})\n"},
        {"src/a.ts": "Sentry.withScope((scope) => {\n  scope.setTag('company', id);\n});\n"},
        {"src/a.cs": "SentrySdk.ConfigureScope(s => s.User = u);\n"},
        {"app/a.rb": "Honeybadger.context(user_id: 1)\n"},
    ],
)
def test_context_on_errors_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "sentry_sdk.init(dsn=DSN)\n"},
        {"app/a.py": "scope.set_tag('a', 1)\n"},
        {"app/a.py": "import sentry_sdk\n# sentry_sdk.set_user({'id': 1})\n"},
    ],
)
def test_a_bare_init_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
