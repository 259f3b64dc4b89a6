import pytest

from core.model.outcome import Outcome
from core.probes.obs.pii_scrubbing import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/views.py": "@sensitive_post_parameters()\ndef login(request):\n    pass\n"},
        {"app/settings.py": "sentry_sdk.init(dsn, event_scrubber=EventScrubber(denylist=NAMES))\n"},
        {"app/boot.py": "sentry_sdk.init(dsn, before_send=strip_headers)\n\n\ndef strip(event):\n    event.pop('x')\n"},
        {"lib/endpoint.ex": "plug Sentry.PlugContext,\n  body_scrubber: {Web.Scrubber, :scrub_body}\n"},
        {"src/Crypto.php": "<?php\n$this->logger->debug('Encrypts ' . $this->mask($secret));\n"},
        {"lib/key.ex": 'schema "keys" do\n  field :secret, :string, redact: true\nend\n'},
        {"src/log.ts": "const log = pino({\n  redact: ['req.headers.authorization', '*.password'],\n});\n"},
        {
            "src/sentry.js": "Sentry.init({\n  beforeSend(event) {\n    delete event.user;\n"
            "    return event;\n  },\n});\n"
        },
        {"config/initializers/f.rb": "Rails.application.config.filter_parameters += [:password]\n"},
        {"log/log.go": "func WithRedactor(entry log.Entry, secrets []string) *log.Entry {\n\treturn nil\n}\n"},
        {"src/main/java/P.java": 'class P {\n  void f() {\n    logger.info("email: REDACTED, id: {}", id);\n  }\n}\n'},
        {"src/main/resources/logback.xml": "<maskPattern>password=(.*?)</maskPattern>\n"},
        {"src/Program.cs": "builder.Logging.EnableRedaction();\nservices.AddRedaction(x => x);\n"},
        {"app/P.php": "<?php\nfunction f(#[\\SensitiveParameter] string $key) {}\n"},
        {"otel/config.yaml": "processors:\n  transform/redact_sensitive_data:\n    error_mode: ignore\n"},
    ],
)
def test_what_masks_before_it_is_told_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"src/A.java": 'class A {\n  void a() { log.trace("Found trusted authority ****, using it"); }\n}\n'},
        {"docs/privacy.md": "# Privacy policy\n\nWe redact and mask personal data; filter_parameters is on.\n"},
        {"otel/config.yaml": "processors:\n  # redaction:\n  batch:\n"},
        {"app/filters.py": "def filter_attributes(qs, name):\n    return qs\n"},
        {"app/forms.py": "def sanitize_html(value):\n    return bleach(value)\n"},
        {"app/boot.py": "sentry_sdk.init(dsn, before_send=add_release)\n"},
        {"cmd/main.go": 'func flags() {\n\tflagsMap[f.Name] = "<REDACTED>"\n}\n'},
        {".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    steps:\n      - run: echo '::add-mask::x'\n"},
        {"tests/test_log.py": "def redact_secrets(x):\n    return x\n"},
    ],
)
def test_policies_pages_and_other_filters_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_classes_that_cleanse_what_is_logged_count() -> None:
    for name in ("CleanseLogMessage", "SentryCleanser", "LogScrubber", "RedactedLogEvent"):
        assert ask(PROBE, {"src/A.cs": f"public class {name}\n{{\n}}\n"}).outcome is Outcome.PRESENT, name
    for name in ("CleanupLog", "CatalogMask", "MaskedInput"):
        assert ask(PROBE, {"src/A.cs": f"public class {name}\n{{\n}}\n"}).outcome is Outcome.ABSENT, name
