import pytest

from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.probes.process.traced import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("pay", "Payment", paths=("src/**",), names=("pay",))


@pytest.mark.parametrize(
    ("path", "code", "outcome"),
    [
        ("src/a.ts", "export async function pay(o: O) {\n  return tracer.startActiveSpan('pay', go);\n}\n", "present"),
        (
            "src/a.go",
            'func pay(o Order) error {\n\tctx, span := tracer.Start(ctx, "pay")\n\treturn nil\n}\n',
            "present",
        ),
        ("src/A.java", "class A {\n  @WithSpan\n  public void pay(Order o) {\n    go();\n  }\n}\n", "present"),
        (
            "src/a.py",
            "def pay(o):\n    return _charge(o)\n\ndef _charge(o):\n"
            "    with tracer.start_as_current_span('x'):\n        pass\n",
            "present",
        ),
        (
            "src/a.py",
            "def pay(o):\n    return 1\n\ndef other(o):\n    with tracer.start_as_current_span('x'):\n        pass\n",
            "partial",
        ),
        ("src/a.py", "def pay(o):\n    # tracer.start_as_current_span('pay')\n    return 1\n", "absent"),
        ("src/a.py", 'def pay(o):\n    """Use tracer.start_as_current_span(x) here."""\n    return 1\n', "absent"),
    ],
)
def test_spans_inside_the_definition_count_most(path: str, code: str, outcome: str) -> None:
    assert ask_process(PROBE, {path: code}, PAY).outcome == outcome


def test_a_route_under_instrumented_framework_is_partly_traced() -> None:
    files = {
        "src/a.py": '@app.post("/pay")\ndef pay(o):\n    return 1\n',
        "src/main.py": "FastAPIInstrumentor.instrument_app(app)\n",
    }
    assert ask_process(PROBE, files, PAY).outcome is Outcome.PARTIAL
    assert ask_process(PROBE, files, CriticalProcess("pay", "Payment", names=("POST /pay",))).outcome is Outcome.PARTIAL


def test_without_names_the_whole_files_are_the_process() -> None:
    files = {"src/pay/a.rb": "def call\n  Tracer.in_span('pay') { go }\nend\n"}
    assert (
        ask_process(PROBE, files, CriticalProcess("pay", "Payment", paths=("src/pay/**",))).outcome is Outcome.PRESENT
    )
