"""From files to a recorded result: shown first, kept when confirmed, taken back by undo."""

import hashlib
import json

import pytest

from core.audit.edits import Together
from core.audit.measurements import measurements
from core.instruments.draft import BadRow, Draft, NotMeasured
from core.instruments.imported_scan import imported_scan
from core.instruments.inputs import Input, read_inputs
from core.model.instrument import Instrument, ResultTable
from core.model.measurement import Measurement
from core.workflows import measure
from core.workflows.open import OpenAudit, create_audit
from tests.helpers.audits import ANNA, DETAILS, RECOMMENDATIONS, ticking

RUBRIC = """\
id: measured
version: "1.0"
name: Measured
summary: A rubric for tests.
purpose: Example data.
scoring: {strategy: weighted, scale: 100}
categories:
  - id: flow
    name: Flow
    intent: Example.
    points: 100
    criteria:
      - id: findings
        code: FLO-01
        question: Are there few open errors?
        guidance: Example.
        method: measure
        levels: &levels
          - {label: Many, meaning: Example., rating: 0}
          - {label: Few, meaning: Example., rating: 1, when: {measure: {id: import.sarif-errors, below: 3}}}
      - id: analysed
        code: FLO-02
        question: Is the code analysed?
        guidance: Example.
        method: scan
        subject: sast
        levels:
          - {label: "No", meaning: Example., rating: 0}
          - {label: "Yes", meaning: Example., rating: 1, when: {probe: ci.sast}}
      - id: asked
        code: FLO-03
        question: Does anybody read the findings?
        guidance: Example.
        method: interview
        levels:
          - {label: "No", meaning: Example., rating: 0}
          - {label: "Yes", meaning: Example., rating: 1}
phases:
  - {name: Now, weeks: 4, capacity_hours: 80}
"""


def new(folder) -> OpenAudit:
    return create_audit(
        folder / "a.sightline",
        DETAILS,
        [RUBRIC],
        time_zone="Europe/Berlin",
        actor=ANNA,
        recommendations=RECOMMENDATIONS,
        clock=ticking(),
    )


def sarif(errors: int) -> bytes:
    results = [{"ruleId": "r", "level": "error"}] * errors
    run = {"tool": {"driver": {"name": "Semgrep OSS"}}, "results": results}
    return json.dumps({"version": "2.1.0", "runs": [run]}).encode()


def file_state(opened: OpenAudit) -> dict[str, str]:
    assert opened.wait_saved(30)
    folder = opened.path.parent
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("a.sightline*")}


def test_a_preview_writes_nothing_and_says_what_would_change(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/semgrep.sarif").write_bytes(sarif(2))
    with new(tmp_path) as opened:
        before = file_state(opened)
        draft = measure.preview(opened, imported_scan(read_inputs([tmp_path / "in/semgrep.sarif"])))
        assert [(s.key, s.why) for s in draft.suggestions] == [
            ("measured/findings", "it asks for this measure"),
            ("measured/analysed", "Semgrep OSS was run"),
        ]
        (effect,) = measure.would_change(opened, draft)
        assert (effect.code, effect.before, effect.after) == ("FLO-01", "", "Few")
        assert file_state(opened) == before
        assert opened.audit.results == {}


def test_a_recorded_result_counts_and_can_be_undone(tmp_path):
    with new(tmp_path) as opened:
        start = opened.audit
        draft = measure.preview(opened, imported_scan([Input("semgrep.sarif", sarif(2))]))
        edit = measure.record(opened, draft, evidence_for=["measured/analysed"])
        back = edit.inverse(opened.audit)
        opened.do(edit)
        assert isinstance(edit, Together)
        result = opened.audit.results["imported-scan-1"]
        assert result.digests == {"semgrep.sarif": hashlib.sha256(sarif(2)).hexdigest()}
        assert measurements(opened.audit, None)["import.sarif-errors"].value == 2
        (attached,) = opened.audit.links["measured/analysed"]
        assert result.attachments == (attached,)
        assert opened.attachment_bytes(attached) == sarif(2)
        scored = {c.criterion: c.level for c in opened.scores["measured"].criteria()}
        assert scored == {"findings": 1, "analysed": None, "asked": None}
        again = measure.record(opened, draft)
        opened.do(again)
        assert list(opened.audit.results) == ["imported-scan-1", "imported-scan-2"]
        worse = measure.preview(opened, imported_scan([Input("semgrep.sarif", sarif(9))]))
        opened.do(measure.record(opened, worse, replaces="imported-scan-2"))
        assert opened.audit.results["imported-scan-2"].measurements[0].value == 9
        opened.do(measure.remove(opened, "imported-scan-2"))
        opened.do(back)
        assert opened.audit.results == start.results
        assert opened.audit.links.get("measured/analysed", ()) == ()


def test_what_cannot_be_recorded_is_refused(tmp_path):
    with new(tmp_path) as opened:
        empty = Draft(Instrument.SURVEY, "Nothing", "survey.csv", bad=(BadRow("survey.csv", 3, "it has no answer"),))
        with pytest.raises(NotMeasured, match=r"Nothing could be read from survey\.csv\. .*survey\.csv, line 3"):
            measure.preview(opened, empty)
        draft = measure.preview(opened, imported_scan([Input("a.sarif", sarif(0))]))
        with pytest.raises(NotMeasured, match="no criterion measured/none"):
            measure.record(opened, draft, evidence_for=["measured/none"])
        with pytest.raises(NotMeasured, match="No result survey-1"):
            measure.record(opened, draft, replaces="survey-1")
        with pytest.raises(NotMeasured, match="No result imported-scan-1"):
            measure.remove(opened, "imported-scan-1")


def test_a_result_names_its_bad_rows_and_holds_no_steering_characters(tmp_path):
    with new(tmp_path) as opened:
        bad = tuple(BadRow("a\u202eb.csv", line, "it has no time") for line in range(2, 7))
        found = (Measurement("qa.wait", 3.0, "hours", "example"),)
        table = ResultTable("Steps", ("Step",), (("half a character: \ud800",), ("\x1b[2J",)))
        draft = Draft(Instrument.ENTERED, "Wait\x1b[31m", "a\u202eb.csv", found, (table,), bad=bad)
        opened.do(measure.record(opened, measure.preview(opened, draft)))
        result = opened.audit.results["entered-1"]
        assert "\x1b" not in result.title + result.source + "".join(result.notes)
        assert "\u202e" not in result.source + "".join(result.notes)
        assert result.tables[0].rows == (("half a character: \\ud800",), ("\\x1b[2J",))
        assert result.notes[0].startswith("unusable and left out: 5 rows: ")
        assert result.notes[0].endswith(" and 2 more")
