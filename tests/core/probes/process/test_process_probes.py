"""One example business, asked all six questions; each question also has a file of its own for its traps."""

from core.model.outcome import Outcome
from core.model.process import CriticalProcess
from core.probes.process import contract_tested, documented, error_handled, health_checked, measured, traced
from core.rubric.loading import parse, shipped_text
from core.scoring.facts import Facts, Told
from core.scoring.score import score
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


NAMED_ONLY = {
    "web/app.py": "x = 1\n",
    "docs/council.md": "# Council deliberation\n\n1. collect\n2. rank\n3. answer\n",
    "tests/test_council_flow.py": "def test_council_flow():\n    assert council_deliberation('q')\n",
}
"""Documents and tests speak of the process; the code that it is said to be is not there."""


def test_a_process_that_is_nowhere_is_open_and_says_what_to_do() -> None:
    answers = [ask_process(probe, NAMED_ONLY, COUNCIL) for probe in PROBES]
    assert {answer.outcome for answer in answers} == {Outcome.ERROR}
    assert {answer.summary for answer in answers} == {
        "Council deliberation: none of its paths or names exist in the code at this commit; "
        "correct where it lives, or remove the process."
    }


def test_a_process_without_a_place_is_open_where_the_place_matters() -> None:
    nowhere = CriticalProcess("council", "Council deliberation")
    for probe in (traced.PROBE, measured.PROBE, error_handled.PROBE):
        answer = ask_process(probe, NAMED_ONLY, nowhere)
        assert answer.outcome is Outcome.ERROR
        assert answer.summary.endswith("it is not recorded where it lives in the code; record its paths or names.")


def test_a_process_that_is_nowhere_raises_no_score() -> None:
    rubric = parse(shipped_text("process-integrity"), "process-integrity.yaml")

    def told(files: dict[str, str], process: CriticalProcess) -> dict[str, Told]:
        return {probe.id: Told(ask_process(probe, files, process).outcome) for probe in PROBES}

    gone = CriticalProcess("gone", "Council deliberation", paths=("nowhere/**",), names=("no_such_function",))
    unasked = score(rubric, Facts(processes=("gone",)))
    assert score(rubric, Facts(process_probes={"gone": told(NAMED_ONLY, gone)}, processes=("gone",))) == unasked
    alone = score(rubric, Facts(process_probes={"real": told(WHOLE, COUNCIL)}, processes=("real",)))
    both = {"real": told(WHOLE, COUNCIL), "gone": told(WHOLE, gone)}
    beside = score(rubric, Facts(process_probes=both, processes=("real", "gone")))
    assert alone.overall.point is not None and beside.overall.point is not None
    assert beside.overall.point <= alone.overall.point
    assert beside.overall.low <= alone.overall.low
    assert beside.completeness < alone.completeness


def test_evidence_names_the_line_inside_the_definition() -> None:
    answer = ask_process(traced.PROBE, WHOLE, COUNCIL)
    assert ("backend/council.py", 3) in {(e.path, e.line) for e in answer.evidence}
