"""Results of other tools, in the shape of the real formats; all of them are example data."""

import io
import json
import zipfile
from typing import Any

import pytest

from core.instruments.draft import Draft, NotMeasured
from core.instruments.imported_parts import speaks_to
from core.instruments.imported_scan import imported_scan
from core.instruments.inputs import Input
from core.probes.catalogue import PROBES
from core.rubric.loading import parse, shipped, shipped_text


def sarif(*results: dict[str, Any], tool: str = "CodeQL", **more: Any) -> dict[str, Any]:
    rules = [
        {"id": "js/sql-injection", "defaultConfiguration": {"level": "error"}},
        {"id": "js/unused-local-variable", "defaultConfiguration": {"level": "note"}},
        {"id": "js/no-level"},
    ]
    run = {"tool": {"driver": {"name": tool, "version": "2.17.0", "rules": rules}}, "results": list(results), **more}
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def result(rule: str, **more: Any) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": {"uri": "src/app.js"}, "region": {"startLine": 3}}}
    return {"ruleId": rule, "message": {"text": "Example."}, "locations": [place], **more}


SCORECARD = {
    "date": "2026-05-04T08:00:00Z",
    "repo": {"name": "example.com/shop", "commit": "4f2a" * 10},
    "scorecard": {"version": "v5.0.0", "commit": "1" * 40},
    "score": 6.4,
    "checks": [
        {"name": "SAST", "score": 0, "reason": "no SAST tool detected", "details": None},
        {"name": "Token-Permissions", "score": 10, "reason": "least privilege"},
        {
            "name": "Branch-Protection",
            "score": -1,
            "reason": "internal error: token ghp_abcdefghijklmnopqrstuvwxyz0123",
        },
    ],
}

BILL = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [
        {"bom-ref": "a", "type": "library", "name": "left-pad", "version": "1.0.0"},
        {"bom-ref": "b", "type": "library", "name": "parser", "components": [{"bom-ref": "c", "name": "inner"}]},
    ],
    "vulnerabilities": [
        {"id": "CVE-2026-0001", "ratings": [{"severity": "high"}, {"severity": "critical"}], "affects": [{"ref": "a"}]},
        {"id": "CVE-2026-0002", "ratings": [{"severity": "low"}], "analysis": {"state": "not_affected"}},
        {"id": "CVE-2026-0003", "analysis": {"state": "exploitable"}, "affects": [{"ref": "c"}]},
        {"id": "CVE-2026-0001", "ratings": [{"severity": "high"}], "affects": [{"ref": "b"}]},
    ],
}

JUNIT = b"""<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="cart" tests="4" failures="1" errors="1" skipped="1" time="2.5">
  <testcase classname="Cart" name="adds" time="1.5"/>
  <testcase classname="Cart" name="pays" time="0.5"><failure message="no">trace</failure></testcase>
  <testcase classname="Cart" name="ships" time="0.5"><error message="no">trace</error></testcase>
  <testcase classname="Cart" name="later"><skipped/></testcase>
</testsuite>
"""


def read(**files: Any) -> Draft:
    return imported_scan(
        [
            Input(name.replace("_", "."), data if isinstance(data, bytes) else json.dumps(data).encode())
            for name, data in files.items()
        ]
    )


def values(draft: Draft) -> dict[str, float | None]:
    return {m.id: m.value for m in draft.measurements}


def rows(draft: Draft, title: str) -> tuple[tuple[str, ...], ...]:
    return next(t.rows for t in draft.tables if t.title == title)


def test_sarif_counts_open_errors_by_the_rules_of_the_format():
    found = read(
        a_sarif=sarif(
            result("js/sql-injection"),
            result("js/sql-injection", level="warning"),
            result("js/sql-injection", kind="pass"),
            result("js/sql-injection", suppressions=[{"kind": "inSource"}]),
            result("js/sql-injection", suppressions=[{"kind": "external", "status": "underReview"}]),
            result("js/sql-injection", baselineState="absent"),
            {"rule": {"index": 0}, "message": {"text": "by position"}},
            {"ruleIndex": 1, "message": {"text": "by position"}},
            result("js/no-level"),
            "half",
        )
    )
    assert values(found) == {"import.sarif-errors": 3}
    assert rows(found, "Findings of static analysis") == (("CodeQL", "3", "2", "1", "1"),)
    assert rows(found, "Errors by rule") == (("CodeQL", "js/sql-injection", "2"), ("CodeQL", "(no rule)", "1"))
    assert "suppressed and counted apart: 1 finding" in found.notes
    assert [str(row) for row in found.bad] == ["a.sarif: result 10 of CodeQL is not an object"]
    assert ("ci.sast", "CodeQL was run") in found.probes


def test_a_tool_that_did_not_run_is_not_taken_for_a_clean_result():
    run = sarif(invocations=[{"executionSuccessful": False}])
    run["runs"][0].pop("results")
    found = read(a_sarif=run)
    assert "a.sarif: CodeQL gave no results, it may not have run" in found.notes
    assert "a.sarif: CodeQL says that it did not end well" in found.notes
    with pytest.raises(NotMeasured, match=r"a\.sarif: it is SARIF 2\.0\.0"):
        read(a_sarif={"version": "2.0.0", "runs": []})


def test_scorecard_gives_score_checks_and_questions():
    older = {**SCORECARD, "date": "2025-01-01T00:00:00Z", "score": 2}
    found = read(s_json=SCORECARD, old_json=older, none_json={**SCORECARD, "score": -1})
    assert values(found) == {"import.scorecard": 6.4}
    assert found.source == (
        "OpenSSF Scorecard of example.com/shop 4f2a4f2a4f (2026-05-04) (s.json, old.json, none.json)"
    )
    checks = rows(found, "OpenSSF Scorecard")
    assert checks[1:] == (("SAST", "0", "no SAST tool detected"), ("Token-Permissions", "10", "least privilege"))
    assert checks[0][:2] == ("Branch-Protection", "-")
    assert "ghp_abcdefghij" not in checks[0][2]
    assert ("ci.sast", "Scorecard's check SAST") in found.probes
    assert found.notes == ("of 2 Scorecard results the newest counts", "checks of Scorecard without a result: 1")
    assert [row.file for row in found.bad] == ["none.json"]


def test_cyclonedx_counts_each_open_vulnerability_once():
    found = read(bom_json=BILL)
    assert values(found) == {"import.known-vulnerabilities": 2}
    assert rows(found, "Known vulnerabilities") == (
        ("CVE-2026-0001", "critical", "left-pad 1.0.0", "not analysed"),
        ("CVE-2026-0003", "unknown", "inner", "exploitable"),
    )
    assert found.notes == ("closed by analysis and counted apart: 1",)
    xml = b"""<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components>
    <component type="library" bom-ref="a"><name>left-pad</name><version>1.0.0</version></component></components>
    <vulnerabilities><vulnerability><id>CVE-2026-0001</id><ratings><rating><severity>high</severity></rating></ratings>
    <affects><target><ref>a</ref></target></affects></vulnerability>
    <vulnerability><id>CVE-2026-0009</id><analysis><state>false_positive</state></analysis></vulnerability>
    </vulnerabilities></bom>"""
    found = read(bom_xml=xml)
    assert values(found) == {"import.known-vulnerabilities": 1}
    assert rows(found, "Known vulnerabilities") == (("CVE-2026-0001", "high", "left-pad 1.0.0", "not analysed"),)


def test_a_bill_without_a_list_of_vulnerabilities_is_not_free_of_them():
    found = read(bom_json={k: v for k, v in BILL.items() if k != "vulnerabilities"})
    assert values(found) == {"import.known-vulnerabilities": None}
    assert "no list of vulnerabilities" in found.measurements[0].reason
    assert ("cd.sbom", "a bill of materials was handed over") in found.probes


def test_junit_gives_the_share_that_passed_of_those_that_ran():
    found = read(cart_xml=JUNIT)
    assert values(found) == {"import.test-pass-rate": pytest.approx(1 / 3)}
    assert found.measurements[0].n == 3
    assert rows(found, "Test results") == (("cart.xml", "1", "2", "1", "2.5"),)


def test_all_together_and_in_an_archive():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("out/a.sarif", json.dumps(sarif(result("js/sql-injection"))))
        made.writestr("out/bom.json", "\ufeff" + json.dumps(BILL))
    found = read(all_zip=buffer.getvalue(), s_json=[SCORECARD], cart_xml=JUNIT)
    assert set(values(found)) == {
        "import.scorecard",
        "import.sarif-errors",
        "import.test-pass-rate",
        "import.known-vulnerabilities",
    }
    assert found.bad == ()
    assert set(found.digests) == {"all.zip", "s.json", "cart.xml"}


def test_wrong_files_are_named_and_the_others_count():
    deep = b"[" * 100_000
    lol = b'<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]><bom>&a;</bom>'
    found = read(
        cart_xml=JUNIT,
        cut_json=json.dumps(BILL, indent=1).encode()[:200],
        deep_json=deep,
        nan_json=b'{"bomFormat": NaN}',
        lol_xml=lol,
        spdx_json={"spdxVersion": "SPDX-2.3"},
        text_txt=b"all is well",
        binary_json=b"{\x00\x01\x02",
        page_xml=b"<html/>",
        empty_json=b"",
    )
    reasons = {row.file: row.reason for row in found.bad}
    assert reasons.keys() == {
        *("cut.json", "deep.json", "nan.json", "lol.xml", "spdx.json", "text.txt", "binary.json", "page.xml"),
        "empty.json",
    }
    assert next(row.line for row in found.bad if row.file == "cut.json") > 5
    assert "document type or entities" in reasons["lol.xml"]
    assert reasons["spdx.json"].startswith("it is SPDX, and SARIF 2.1.0")
    assert found.rows == 4
    with pytest.raises(NotMeasured, match="No result of a tool could be read"):
        read(text_txt=b"all is well")


def test_every_question_of_the_table_exists():
    probes = {probe.id for probe in PROBES}
    subjects = {c.subject for name in shipped() for c in parse(shipped_text(name), name).criteria()}
    table = speaks_to()
    groups = [*table["scorecard"].values(), *table["sarif"].values(), table["junit"], table["cyclonedx"]]
    groups.append(table["cyclonedx-vulnerabilities"])
    assert {name for group in groups for name in group} - probes - subjects == set()
