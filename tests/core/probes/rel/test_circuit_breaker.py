import pytest

from core.model.outcome import Outcome
from core.probes.rel.circuit_breaker import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/pay.py": "db_breaker = pybreaker.CircuitBreaker(fail_max=5)\n"},
        {
            "src/pay.ts": "import Opossum from 'opossum';\n"
            "const breaker = new CircuitBreaker(call, { timeout: 3000 });\n"
        },
        {"src/main/java/P.java": 'class P {\n  @CircuitBreaker(name = "pay")\n  Order pay() {\n  }\n}\n'},
        {"pkg/cache.go": "func n() {\n\tcb := gobreaker.NewCircuitBreaker(gobreaker.Settings{})\n}\n"},
        {"src/P.cs": "services.AddHttpClient().AddPolicyHandler(p => p.CircuitBreakerAsync(5, d));\n"},
        {"app/pay.rb": "Stoplight('pay') { charge }.run\n"},
        {
            "k8s/rule.yaml": "kind: DestinationRule\nspec:\n  trafficPolicy:\n    outlierDetection:\n"
            "      interval: 10s\n"
        },
        {"src/main/resources/application.yml": "filters:\n  - name: CircuitBreaker\n"},
        {"app/board.py": "class CircuitBreakerBoard:\n    failure_threshold = 3\n    def is_open(self): ...\n"},
    ],
)
def test_breakers_in_code_and_mesh_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


@pytest.mark.parametrize(
    "files",
    [
        {"app/panel.py": "class CircuitBreaker:\n    amperes = 16\n    voltage = 230\n"},
        {"docs/a.md": "We use a circuit breaker: `pybreaker.CircuitBreaker()`.\n"},
        {"app/pay.py": "# pybreaker.CircuitBreaker(fail_max=5)\nx = 1\n"},
        {"infra/main.tf": "deployment_circuit_breaker {\n  enable = true\n  rollback = true\n}\n"},
        {"infra/template.yaml": "DeploymentConfiguration:\n  DeploymentCircuitBreaker:\n    Rollback: true\n"},
        {"infra/stack.ts": "new FargateService(this, 's', {\n  circuitBreaker: { rollback: true },\n});\n"},
        {"package.json": '{"dependencies": {"opossum": "^8.0.0"}}\n'},
        {"src/pay.go": 'package pay\n\nimport "github.com/sony/gobreaker"\n'},
    ],
)
def test_other_breakers_and_unused_libraries_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_what_only_has_the_name_is_a_near_miss() -> None:
    answer = ask(PROBE, {"app/panel.py": "class CircuitBreaker:\n    amperes = 16\n"})
    assert [(miss.path, miss.line) for miss in answer.near_misses] == [("app/panel.py", 1)]


@pytest.mark.parametrize(
    "files",
    [
        {
            "src/breaker.ts": "const COOLDOWN_MS = 30000;\nexport const isCircuitOpen = (): boolean => {\n"
            "  return openedAt !== null;\n};\n"
        },
        {
            "rpc/client.go": "func (c *Client) Call() error {\n\tswitch c.state {\n\tcase offline:\n"
            "\t\treturn c.lastErr\n"
            "\t}\n\treturn nil\n}\n\nfunc (c *Client) MarkOffline(err error) bool {\n\treturn c.runHealthCheck()\n}\n"
        },
    ],
)
def test_a_breaker_of_its_own_without_the_name_counts(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.PRESENT


def test_a_device_that_is_only_shown_as_offline_is_no_breaker() -> None:
    files = {"app/device.py": "def mark_offline(device):\n    device.online = False\n    device.save()\n"}
    assert ask(PROBE, files).outcome is Outcome.ABSENT


def test_a_fuse_of_erlang_counts() -> None:
    assert ask(PROBE, {"lib/api.ex": "    :ok = :fuse.melt(fuse_name(name))\n"}).outcome is Outcome.PRESENT
