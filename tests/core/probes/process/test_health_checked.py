import pytest

from core.model.process import CriticalProcess
from core.probes.process.health_checked import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("payment", "Payment", paths=("src/**",), names=("pay", "/payments"))
SOURCE = {"src/pay.py": "def pay(o):\n    return o\n"}


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"src/health.py": '@app.get("/health/x")\ndef x():\n    return pay(None)\n'}, "present"),
        (
            {
                "src/health.ts": "app.get('/health', async (req, res) => {\n});\nfunction health() {\n"
                "  return pay({});\n}\n"
            },
            "present",
        ),
        ({"infra/main.tf": 'resource "aws_route53_health_check" "p" {\n  resource_path = "/payments"\n}\n'}, "present"),
        ({"src/health.py": '@app.get("/health/payment")\ndef payment_health():\n    return "ok"\n'}, "partial"),
        ({"src/health.py": '@app.get("/health")\ndef health():\n    return "ok"\n'}, "absent"),
        ({"src/main.py": "def main():\n    a()\n    b()\n    c()\n    serve(health)\n    pay(None)\n"}, "absent"),
        ({"src/orders.py": "def orders():\n    return pay(None)\n"}, "absent"),
    ],
)
def test_a_check_must_exercise_the_process(files: dict[str, str], outcome: str) -> None:
    assert ask_process(PROBE, {**SOURCE, **files}, PAY).outcome == outcome
