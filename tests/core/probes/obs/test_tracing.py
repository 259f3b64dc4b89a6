import pytest

from core.model.outcome import Outcome
from core.probes.obs.tracing import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/tracing.py": "trace.set_tracer_provider(TracerProvider())\n"},
        {"src/otel.ts": "const sdk = new NodeSDK({ traceExporter });\nsdk.start();\n"},
        {"cmd/main.go": "package main\n\nfunc main() {\n\totel.SetTracerProvider(tp)\n}\n"},
        {"src/Program.cs": "builder.Services.AddOpenTelemetry().WithTracing(b => b.AddAspNetCoreInstrumentation());\n"},
        {"config/initializers/otel.rb": "OpenTelemetry::SDK.configure do |c|\nend\n"},
        {"Dockerfile": "ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/opentelemetry-javaagent.jar\n"},
        {"src/sentry.js": "Sentry.init({ dsn, tracesSampleRate: 0.2 });\n"},
        {"pom.xml": "<artifactId>spring-boot-starter-zipkin</artifactId>\n"},
        {
            "dependencies.gradle": "implementation 'io.micrometer:micrometer-tracing-bridge-otel'\n",
            "src/main/resources/application.properties": "management.tracing.sampling.probability=0.1\n",
        },
    ],
)
def test_tracing_that_is_set_up_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"src/main/resources/application.properties": "management.tracing.enabled=${TRACING:false}\n"},
        {"requirements.txt": "opentelemetry-sdk==1.2\n"},
        {"app/a.py": "# trace.set_tracer_provider(TracerProvider())\n"},
        {"README.md": "Call `NodeSDK()` to trace.\n"},
        {"tests/test_a.py": "trace.set_tracer_provider(TracerProvider())\n"},
        {"node_modules/x/index.js": "new NodeSDK({});\n"},
    ],
)
def test_what_nobody_initialises_does_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_an_unused_dependency_is_a_near_miss() -> None:
    answer = ask(PROBE, {"requirements.txt": "opentelemetry-sdk==1.2\n", "app/a.py": "x = 1\n"})
    assert [(miss.path, miss.reason) for miss in answer.near_misses] == [("requirements.txt", "declared, not used")]


def test_published_settings_of_a_package_that_is_not_installed_do_not_count() -> None:
    config = {"config/sentry.php": "<?php\nreturn [\n    'traces_sample_rate' => 0.2,\n];\n"}
    assert ask(PROBE, config).outcome is Outcome.ABSENT
    installed = {"composer.json": '{"require": {"sentry/sentry-laravel": "^4.0"}}\n'}
    assert ask(PROBE, config | installed).outcome is Outcome.PRESENT


def test_spans_without_a_tracer_are_used_not_only_declared() -> None:
    files = {
        "build.gradle": 'dependencies {\n    compile "io.opentracing:opentracing-api:0.33.0"\n}\n',
        "src/main/java/A.java": "class A {\n  Span a() { return GlobalTracer.get().buildSpan(name).start(); }\n}\n",
    }
    answer = ask(PROBE, files)
    assert answer.outcome is Outcome.ABSENT
    assert [(near.path, near.line, near.reason) for near in answer.near_misses] == [
        ("src/main/java/A.java", 2, "makes spans, but no tracer is set up here")
    ]
    unused = ask(PROBE, {"build.gradle": files["build.gradle"]})
    assert [near.reason for near in unused.near_misses] == ["declared, not used"]
