import pytest

from core.model.outcome import Outcome
from core.probes.obs.span_attributes import PROBE
from tests.helpers.snapshots import ask


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "span.set_attribute('company_id', company)\n"},
        {"src/a.go": 'func a() {\n\tspan.SetAttributes(attribute.String("app.order", id))\n}\n'},
        {"src/A.java": 'class A {\n  void a() { Span.current().setAttribute("order.id", id); }\n}\n'},
        {"src/a.cs": 'activity?.SetTag("app.user.id", id);\n'},
    ],
)
def test_own_attributes_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome in (Outcome.PRESENT, Outcome.PARTIAL)


@pytest.mark.parametrize(
    "files",
    [
        {"app/a.py": "span.set_attribute('http.status_code', 200)\n"},
        {"src/a.js": "button.setAttribute('disabled', true);\n"},
        {"src/a.js": "Sentry.setTag('page', page);\n"},
        {"tests/test_a.py": "span.set_attribute('company_id', company)\n"},
    ],
)
def test_technical_attributes_do_not_count(files: dict[str, str]) -> None:
    assert ask(PROBE, files).outcome is Outcome.ABSENT
