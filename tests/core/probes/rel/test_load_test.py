import pytest

from core.model.outcome import Outcome
from core.probes.rel.load_test import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"load/script.js": "import http from 'k6/http';\n"},
        {"locustfile.py": "from locust import HttpUser\n"},
        {"load/plan.jmx": "<jmeterTestPlan/>\n"},
        {"Makefile": "load:\n\tk6 run load.js\n"},
        {"src/gatling/Sim.scala": "class Sim extends Simulation {\n}\n"},
    ],
)
def test_tests_that_drive_the_service_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"pkg/a_test.go": "func BenchmarkA(b *testing.B) {\n}\n"},
        {"requirements.txt": "locust==2.0\n"},
        {"docs/load.md": "Run `k6 run load.js`.\n"},
    ],
)
def test_micro_benchmarks_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_benchmark_that_calls_a_running_service() -> None:
    calls = "let client = reqwest::Client::new();\nlet master_url = args.url;\n"
    assert ask(PROBE, {"xtask/src/bench/mod.rs": calls}).outcome is Outcome.PRESENT
    assert ask(PROBE, {"src/api/mod.rs": calls}).outcome is Outcome.ABSENT
    download = "let data = reqwest::get(DATASET).await?;\nsort(&data);\n"
    assert ask(PROBE, {"benches/bench/sort.rs": download}).outcome is Outcome.ABSENT
