"""Real inputs cut, overwritten and mixed at random end in a draft or in one sentence, never in a traceback."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from core.instruments.ci_profile import ci_profile
from core.instruments.delivery_records import Choices, delivery_records
from core.instruments.draft import Draft, NotMeasured
from core.instruments.imported_scan import imported_scan
from core.instruments.inputs import Input

GITHUB = """\
2026-05-04T08:00:00.1234567Z ##[group]Run actions/cache@v4
2026-05-04T08:00:00.1234567Z   key: Linux-1
2026-05-04T08:00:00.1234567Z ##[endgroup]
2026-05-04T08:00:03.1234567Z Cache not found for input keys: Linux-1
2026-05-04T08:00:04.1234567Z ##[group]Run npm ci
2026-05-04T08:00:04.1234567Z \x1b[36;1mnpm ci\x1b[0m
2026-05-04T08:00:05.1234567Z ##[endgroup]
2026-05-04T08:01:05.1234567Z ##[error]Process completed with exit code 1.
"""
GITLAB = """\
section_start:1777881630:restore_cache\r\x1b[0KRestoring cache
Checking cache for deps...
Successfully extracted cache
section_end:1777881640:restore_cache\r\x1b[0Ksection_start:1777881640:step_script\r\x1b[0K\x1b[32;1m$ pytest\x1b[0;m
section_end:1777881740:step_script\r\x1b[0KJob succeeded
"""
JUNIT = '<testsuite><testcase name="a" time="1"/><testcase name="a"><failure/></testcase></testsuite>'
RUNS = json.dumps(
    [
        {
            "databaseId": 1,
            "headSha": "a1" * 20,
            "conclusion": "success",
            "attempt": 2,
            "startedAt": "2026-05-04T08:00:00Z",
        },
        {
            "databaseId": 2,
            "headSha": "a1" * 20,
            "conclusion": "failure",
            "attempt": 1,
            "startedAt": "2026-05-04T08:00:00Z",
        },
    ]
)
SARIF = json.dumps(
    {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "Ruff", "rules": [{"id": "r", "defaultConfiguration": {"level": "error"}}]}
                },
                "results": [{"ruleId": "r", "suppressions": [{"status": "accepted"}]}, {"ruleIndex": 0}],
                "invocations": [{"executionSuccessful": True}],
            }
        ],
    }
)
SCORECARD = json.dumps({"score": 5, "scorecard": {}, "repo": {"name": "x"}, "checks": [{"name": "SAST", "score": 3}]})
BILL = json.dumps(
    {
        "bomFormat": "CycloneDX",
        "components": [{"bom-ref": "a", "name": "b", "components": []}],
        "vulnerabilities": [{"id": "C", "ratings": [{"severity": "low"}], "affects": [{"ref": "a"}], "analysis": {}}],
    }
)
RECORDS = "id,service,environment,finished_at,commit,result,planned\n" + "".join(
    f"d{n},shop,production,2026-0{n}-05T10:00:00Z,{n:040x},success,yes\n" for n in range(1, 10)
)
INCIDENTS = json.dumps(
    [{"created_at": "2026-03-06T10:00:00Z", "resolved_at": "2026-03-06T12:00:00Z", "deployment": "d3"}]
)

PIECES = ("null", "[]", "{}", "-1", '"', ",", "1e999", "\0", "\ud7ff", "<", "\n", "true", "9" * 20, "é", ":", "Z", "}")


@st.composite
def damaged(draw: st.DrawFn, *texts: str) -> bytes:
    """Return one of some texts, damaged in a few places."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(0, 4))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + length :]
    if draw(st.booleans()):
        text = text[: draw(st.integers(0, len(text)))]
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), "replace")


@st.composite
def jumbled(draw: st.DrawFn, text: str) -> bytes:
    """Return a JSON document in which values were replaced by values of another type."""

    def change(value: object) -> object:
        if draw(st.integers(0, 7)) == 0:
            return draw(st.sampled_from([None, 1, -1.5, "x", [], {}, [1], {"a": 1}, True, ["x"], [None]]))
        if isinstance(value, dict):
            return {name: change(inner) for name, inner in value.items()}
        return [change(inner) for inner in value] if isinstance(value, list) else value

    return json.dumps(change(json.loads(text))).encode()


def check(draft: Draft) -> None:
    assert draft.rows >= 0
    for found in draft.measurements:
        assert (found.value is None) == bool(found.reason)
        assert found.unit != "share" or found.value is None or 0 <= found.value <= 1
        assert found.value is None or found.value >= 0
    for table in draft.tables:
        assert all(len(row) == len(table.columns) for row in table.rows)


@settings(max_examples=400, deadline=None)
@given(st.lists(damaged(GITHUB, GITLAB, JUNIT, RUNS), min_size=1, max_size=3))
def test_pipelines(files: list[bytes]):
    names = ("a.log", "logs/1_b.txt", "c.xml", "d.json")
    try:
        check(ci_profile([Input(names[n], data) for n, data in enumerate(files)]))
    except NotMeasured as error:
        assert error.message.startswith("No run of a pipeline could be read.")


imports = st.one_of(
    damaged(SARIF, SCORECARD, BILL, JUNIT), jumbled(SARIF), jumbled(SCORECARD), jumbled(BILL), jumbled(f"[{SARIF}]")
)


@settings(max_examples=600, deadline=None)
@given(st.lists(imports, min_size=1, max_size=3))
def test_imports(files: list[bytes]):
    try:
        check(imported_scan([Input(f"{n}.json", data) for n, data in enumerate(files)]))
    except NotMeasured as error:
        assert error.message.startswith("No result of a tool could be read.")


@settings(max_examples=400, deadline=None)
@given(damaged(RECORDS), st.one_of(damaged(INCIDENTS), jumbled(INCIDENTS)))
def test_records(deployments: bytes, incidents: bytes):
    try:
        check(delivery_records([Input("d.csv", deployments), Input("i.json", incidents)], Choices()))
    except NotMeasured as error:
        assert error.message
