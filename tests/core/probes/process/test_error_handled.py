import pytest

from core.model.process import CriticalProcess
from core.probes.process.error_handled import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("pay", "Payment", paths=("src/**",), names=("pay",))


@pytest.mark.parametrize(
    ("path", "code", "outcome"),
    [
        (
            "src/a.py",
            "def pay(o):\n    try:\n        go()\n    except Boom:\n        logger.exception('x')\n",
            "present",
        ),
        ("src/a.py", "def pay(o):\n    try:\n        go()\n    except Boom:\n        pass\n", "partial"),
        (
            "src/a.py",
            "def pay(o):\n    go()\n\ndef other():\n    try:\n        go()\n    except Boom:\n        raise\n",
            "partial",
        ),
        (
            "src/a.ts",
            "function pay(o) {\n  try {\n    go();\n  } catch (e) {\n    Sentry.captureException(e);\n  }\n}\n",
            "present",
        ),
        ("src/a.ts", "function pay(o) {\n  try {\n    go();\n  } catch (e) {}\n}\n", "partial"),
        (
            "src/a.go",
            'func pay(o Order) error {\n\tif err != nil {\n\t\treturn fmt.Errorf("pay: %w", err)\n\t}\n'
            "\treturn nil\n}\n",
            "present",
        ),
        ("src/a.rb", "def pay(o)\n  go\nrescue Boom => e\n  Rails.logger.error(e)\nend\n", "present"),
        ("src/a.py", "def pay(o):\n    return go(o)  # except errors: logger\n", "absent"),
    ],
)
def test_caught_and_told_is_more_than_swallowed(path: str, code: str, outcome: str) -> None:
    assert ask_process(PROBE, {path: code}, PAY).outcome == outcome


def test_swallowed_errors_are_near_misses_of_a_yes() -> None:
    code = (
        "def pay(o):\n    try:\n        go()\n    except A:\n        raise\n    try:\n        go()\n"
        "    except B:\n        pass\n"
    )
    answer = ask_process(PROBE, {"src/a.py": code}, PAY)
    assert [(miss.line, miss.reason) for miss in answer.near_misses] == [(8, "caught without being logged or tracked")]
