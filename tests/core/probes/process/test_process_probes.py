"""One example business, asked all six questions; each question also has a file of its own for its traps."""

from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.probes.process import contract_tested, documented, error_handled, health_checked, measured, traced
from tests.helpers.snapshots import ask_process

COUNCIL = CriticalProcess(
    "council",
    "Council deliberation",
    stages=("collect", "rank", "answer"),
    paths=("backend/**",),
    names=("run_council_deliberation",),
)

WHOLE = {
    "backend/council.py": (
        "import sentry_sdk\n"
        "async def run_council_deliberation(query):\n"
        "    with tracer.start_as_current_span('council'):\n"
        "        with sentry_sdk.start_transaction(op='council'):\n"
        "            try:\n"
        "                return await _run(query)\n"
        "            except Exception as error:\n"
        "                sentry_sdk.capture_exception(error)\n"
        "                raise\n"
    ),
    "backend/registry.py": (
        "PROCESSES = {\n"
        "    'council': {\n"
        "        'name': 'Council deliberation',\n"
        "        'owner': 'platform',\n"
        "        'criticality': 'critical',\n"
        "        'version': '2.1.0',\n"
        "    },\n"
        "}\n"
    ),
    "backend/health.py": (
        '@router.get("/health/council")\n'
        "async def council_health():\n"
        "    result = await run_council_deliberation('ping')\n"
        "    return {'status': result}\n"
    ),
    "tests/test_process_contracts.py": (
        "class TestCouncilProcessContract:\n"
        "    async def test_council_contract(self):\n"
        "        result = await run_council_deliberation('q')\n"
        "        assert result['answer']\n"
    ),
}
PROBES = (
    contract_tested.PROBE,
    documented.PROBE,
    error_handled.PROBE,
    health_checked.PROBE,
    measured.PROBE,
    traced.PROBE,
)


def test_a_process_with_full_integrity_has_every_property() -> None:
    answers = {probe.id: ask_process(probe, WHOLE, COUNCIL).outcome for probe in PROBES}
    assert answers == dict.fromkeys(answers, Outcome.PRESENT)
    assert len(answers) == 6


def test_a_bare_process_has_none() -> None:
    files = {"backend/council.py": "async def run_council_deliberation(query):\n    return await _run(query)\n"}
    assert {ask_process(probe, files, COUNCIL).outcome for probe in PROBES} == {Outcome.ABSENT}


def test_a_process_that_is_nowhere_is_not_called_absent() -> None:
    lives = (traced, measured, error_handled, health_checked, contract_tested)
    answers = [ask_process(module.PROBE, {"web/app.py": "x = 1\n"}, COUNCIL) for module in lives]
    assert {answer.outcome for answer in answers} == {Outcome.UNPROVEN}
    assert answers[0].summary == "Council deliberation: no file matches where it is said to live."


def test_evidence_names_the_line_inside_the_definition() -> None:
    answer = ask_process(traced.PROBE, WHOLE, COUNCIL)
    assert ("backend/council.py", 3) in {(e.path, e.line) for e in answer.evidence}
