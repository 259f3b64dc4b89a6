from core.model.outcome import Severity
from core.model.process import CriticalProcess, ProcessProposal
from core.probes.process.proposals import MOST, propose
from tests.helpers.snapshots import snapshot


def test_a_registry_in_code_comes_first_with_its_fields() -> None:
    text = (
        "PROCESSES = {\n"
        "    'council_3stage': {\n"
        "        'name': 'Council deliberation',\n"
        "        'owner': 'platform',\n"
        "        'criticality': 'critical',\n"
        "        'sla_seconds': 120,\n"
        "        'handler': 'backend.council.run',\n"
        "    },\n"
        "    'auth': {\n"
        "        'name': 'Log in',\n"
        "    },\n"
        "}\n"
    )
    files = {"backend/process_registry.py": text, "app/routes.py": '@app.post("/orders")\ndef order():\n    pass\n'}
    found = propose(snapshot(files))
    assert found[0] == ProcessProposal(
        CriticalProcess(
            "council-3stage",
            "Council deliberation",
            Severity.CRITICAL,
            sla_seconds=120.0,
            owner="platform",
            names=("run",),
        ),
        "process registry",
        "backend/process_registry.py",
        2,
    )
    assert [(p.process.id, p.source) for p in found[1:]] == [("auth", "process registry"), ("orders", "web routes")]


def test_a_registry_of_calls_gives_name_description_and_the_handlers_it_imports() -> None:
    text = (
        "from desk.booking import book\n"
        "from desk.payments import pay\n"
        "PROCESSES = {\n"
        '    "booking": Process("booking", "Booking", "Reserve a slot", "1.9.0", book, 5, True),\n'
        '    "payment": Process("payment", "Payment", "Charge the card", "1.6.0", pay, 10, True),\n'
        "}\n"
    )
    found = [p.process for p in propose(snapshot({"desk/process_registry.py": text}))]
    assert found == [
        CriticalProcess("booking", "Booking", description="Reserve a slot", names=("book",)),
        CriticalProcess("payment", "Payment", description="Charge the card", names=("pay",)),
    ]


def test_catalogue_services_and_jobs_are_proposed() -> None:
    files = {
        "billing/catalog-info.yaml": "kind: Component\nmetadata:\n  name: billing\nspec:\n  owner: team-a\n",
        "services/checkout/main.go": "package main\n",
        "app/jobs/invoice_job.rb": "class InvoiceJob < ApplicationJob\nend\n",
    }
    found = {p.process.id: (p.source, p.process.paths, p.process.owner) for p in propose(snapshot(files))}
    assert found == {
        "billing": ("service catalogue", ("billing/**",), "team-a"),
        "checkout": ("service folder", ("services/checkout/**",), ""),
        "invoice-job": ("job", ("app/jobs/invoice_job.rb",), ""),
    }


def test_routes_are_grouped_and_technical_ones_left_out() -> None:
    text = (
        "router.post('/api/v1/orders', a);\nrouter.get('/api/v1/orders/:id', b);\nrouter.get('/health', c);\n"
        "router.get('/colours', d);\n"
    )
    found = propose(snapshot({"src/routes/index.ts": text}))
    assert [(p.process.id, p.line) for p in found] == [("orders", 1), ("colours", 4)]


def test_there_are_at_most_twelve() -> None:
    files = {f"services/service{n}/main.go": "package main\n" for n in range(30)}
    assert len(propose(snapshot(files))) == MOST
