import pytest

from core.model.outcome import Outcome
from core.probes.obs.structured_logging import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "import structlog\nlog = structlog.get_logger()\n"},
        {"app/b.py": "logger.info('paid', extra={'order': 1})\n"},
        {"src/a.ts": "const logger = pino({ level });\n"},
        {"src/a.go": 'func a() {\n\tlog.WithField("order", id).Info("paid")\n}\n'},
        {"src/main/resources/logback.xml": '<encoder class="net.logstash.logback.encoder.LogstashEncoder"/>\n'},
        {"config/environments/production.rb": "config.lograge.enabled = true\n"},
    ],
)
def test_records_with_fields_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "print('x')\nlogging.info('paid %s', 1)\n"},
        {"app/admin.py": "panel = Panel(\n    extra=(\n        1,\n    )\n)\n"},
        {"package.json": '{"dependencies": {"pino": "^9.0.0"}}\n'},
        {"docs/log.md": "Use `structlog.get_logger()`.\n"},
        {"src/Basket.cs": "return pb::JsonFormatter.ToDiagnosticString(this);\n"},
    ],
)
def test_plain_text_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_format_that_can_be_chosen_counts_and_a_library_kept_quiet_does_not() -> None:
    layer = "LogMode::Json => Box::new(layer.json()),\n"
    assert ask(PROBE, {"src/main.rs": layer}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"cmd/main.go": "if json {\n\tlogger.EnableJSON()\n}\n"}).outcome is Outcome.PRESENT
    quiet = "cfg.LogConfig = &zap.Config{\n\tLevel: zap.NewAtomicLevelAt(zap.FatalLevel),\n}\n"
    assert ask(PROBE, {"store/etcd.go": quiet}).outcome is Outcome.ABSENT


def test_a_layout_that_writes_json_counts() -> None:
    layout = "public class CleansingClefLogLayout : CompactJsonLayout\n{\n}\n"
    assert ask(PROBE, {"src/Layout.cs": layout}).outcome is Outcome.PRESENT


def test_values_put_into_a_pattern_of_plain_text_are_no_structured_log() -> None:
    code = {"src/main/java/A.java": 'class A {\n  void a() { MDC.put("order", id); }\n}\n'}
    plain = {"src/main/resources/log4j.properties": "log4j.appender.A.layout.ConversionPattern=%d [%X{order}] %m%n\n"}
    layout = {"src/main/resources/logback.xml": '<encoder class="net.logstash.logback.encoder.LogstashEncoder"/>\n'}
    assert ask(PROBE, code | plain).outcome is Outcome.ABSENT
    assert ask(PROBE, code | layout).outcome is Outcome.PRESENT
