import pytest

from core.model.process import CriticalProcess
from core.probes.process.contract_tested import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("checkout", "Checkout", paths=("src/**",), names=("runCheckout", "/checkout"))
SOURCE = {"src/a.ts": "export function runCheckout(o) {\n  return o;\n}\n"}


@pytest.mark.parametrize(
    ("path", "code", "outcome"),
    [
        (
            "test/checkout.contract.test.ts",
            "describe('checkout process', () => {\n  it('returns an order', async () => {\n"
            "    const r = await runCheckout(o);\n    expect(r.id).toBeDefined();\n  });\n});\n",
            "present",
        ),
        (
            "tests/test_flow.py",
            "def test_checkout_process_flow(client):\n    r = client.post('/checkout')\n"
            "    assert r.status_code == 201\n",
            "present",
        ),
        (
            "src/test/java/CheckoutE2eTest.java",
            "class CheckoutE2eTest {\n  @Test\n  void completes() {\n    var r = runCheckout(o);\n"
            "    assertEquals(1, r);\n  }\n}\n",
            "present",
        ),
        ("tests/test_unit.py", "def test_total():\n    assert runCheckout(1) == 1\n", "partial"),
        ("tests/test_flow.py", "def test_checkout_process_flow():\n    pass\n", "partial"),
        ("tests/test_other.py", "def test_other():\n    assert login() == 1\n", "absent"),
    ],
)
def test_only_a_test_of_the_whole_process_is_a_contract(path: str, code: str, outcome: str) -> None:
    assert ask_process(PROBE, {**SOURCE, path: code}, PAY).outcome == outcome
