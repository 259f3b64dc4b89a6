import pytest

from core.model.outcome import Outcome
from core.probes.obs.metrics import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "from prometheus_client import Counter\npaid = Counter('paid', 'Paid')\n"},
        {"src/a.go": "var paid = promauto.NewCounter(prometheus.CounterOpts{})\n"},
        {"src/A.java": "class A {\n  @Timed\n  void a() {}\n}\n"},
        {"src/a.ts": "const paid = meter.createCounter('paid');\n"},
        {"src/Startup.cs": "using Prometheus;\napp.UseHttpMetrics();\n"},
        {"src/server.js": "const metrics = require('express-prom-bundle');\n"},
        {"app/b.py": "statsd.incr('paid')\n"},
    ],
)
def test_own_metrics_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "from collections import Counter\nwords = Counter('abc')\n"},
        {"prometheus.yml": "scrape_configs:\n  - job_name: app\n"},
        {"requirements.txt": "prometheus-client==0.20\n"},
    ],
)
def test_scraping_and_collections_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
