import pytest

from core.model.process import CriticalProcess
from core.probes.process.measured import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("pay", "Payment", paths=("src/**",), names=("pay",))


@pytest.mark.parametrize(
    ("path", "code", "outcome"),
    [
        ("src/a.py", "def pay(o):\n    DURATION.observe(3)\n", "present"),
        ("src/A.java", "class A {\n  @Timed\n  public void pay(Order o) {\n    go();\n  }\n}\n", "present"),
        ("src/a.go", 'func pay(o Order) error {\n\tpaid.WithLabelValues("x").Inc()\n\treturn nil\n}\n', "present"),
        ("src/a.py", "def pay(o):\n    start = time.perf_counter()\n    return start\n", "partial"),
        ("src/a.py", "def pay(o):\n    return 1\n\ndef other():\n    PAID.inc()\n", "partial"),
        ("src/a.py", "def pay(o):\n    # PAID.inc()\n    return 1\n", "absent"),
    ],
)
def test_a_metric_inside_counts_more_than_a_clock(path: str, code: str, outcome: str) -> None:
    assert ask_process(PROBE, {path: code}, PAY).outcome == outcome
