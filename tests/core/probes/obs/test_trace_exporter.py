import pytest

from core.model.outcome import Outcome
from core.probes.obs.trace_exporter import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/t.py": "processor = BatchSpanProcessor(OTLPSpanExporter(endpoint=url))\n"},
        {"src/t.go": "exp, err := otlptracehttp.New(ctx)\n"},
        {"src/Program.cs": "b.AddOtlpExporter();\n"},
        {
            "docker-compose.yml": "services:\n  a:\n    environment:\n"
            "      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317\n"
        },
        {
            "otel/collector.yaml": "service:\n  pipelines:\n    traces:\n      receivers: [otlp]\n"
            "      exporters: [otlp]\n"
        },
    ],
)
def test_a_destination_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/t.py": "processor = BatchSpanProcessor(ConsoleSpanExporter())\n"},
        {"otel/collector.yaml": "service:\n  pipelines:\n    metrics:\n      exporters: [otlp]\n"},
        {"package.json": '{"dependencies": {"@opentelemetry/exporter-trace-otlp-http": "^0.50"}}\n'},
    ],
)
def test_the_console_and_metrics_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
