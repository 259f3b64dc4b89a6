import pytest

from core.model.process import CriticalProcess
from core.probes.process.documented import PROBE
from tests.helpers.snapshots import ask_process

PAY = CriticalProcess("payment-refund", "Payment refund", stages=("request", "approve", "transfer"))
CATALOGUE = (
    "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: payment-refund\n"
    "spec:\n  owner: pay\n  lifecycle: production\n"
)


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"docs/p.md": "# Payment refund\n\n1. request\n2. approve\n3. transfer\n"}, "present"),
        ({"docs/p.md": "## The payment-refund process\n\n```mermaid\ngraph TD; a-->b\n```\nAs drawn.\n"}, "present"),
        ({"catalog-info.yaml": CATALOGUE}, "present"),
        ({"README.md": "# Shop\n\nWe also do payment refunds.\n"}, "absent"),
        ({"README.md": "# Shop\n\nEvery payment refund is fast.\n"}, "partial"),
        ({"docs/p.md": "# Payment refund\n\nSoon.\n"}, "partial"),
        ({"CHANGELOG.md": "# Payment refund\n\n1. request\n2. approve\n"}, "absent"),
        ({"src/a.py": "# payment refund\n"}, "absent"),
    ],
)
def test_a_registry_entry_or_a_section_with_its_flow_documents_it(files: dict[str, str], outcome: str) -> None:
    assert ask_process(PROBE, files, PAY).outcome == outcome
