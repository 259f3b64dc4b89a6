"""Files of any instrument: what they are is found out, and a missing choice is said with what may be chosen."""

import json
from pathlib import Path

import pytest

from core import codec
from core.errors import SightlineError
from core.instruments.inputs import read_inputs
from core.progress import Silent
from core.workflows.measure_delivery import AuditedDelivery
from core.workflows.read_files import Kind, Reading, Wanted, kind_of, read_files, with_contents

UTC = AuditedDelivery("UTC")
JUNIT = "<testsuite><testcase name='a'/></testsuite>"
SURVEY = "I am satisfied with our tools\n" + "4\n5\n3\n4\n2\n4\n"
DEPLOYMENTS = "finished_at,environment,result\n2026-01-02T10:00:00Z,production,success\n"
SARIF = json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": []}]})


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("answers.csv", SURVEY, Kind.SURVEY),
        ("deployments.csv", DEPLOYMENTS, Kind.RECORDS),
        ("deployments.json", json.dumps([{"finished_at": "2026-01-02T10:00:00Z", "result": "success"}]), Kind.RECORDS),
        ("findings.json", SARIF, Kind.SCAN),
        ("findings.sarif", SARIF, Kind.SCAN),
        ("junit.xml", JUNIT, Kind.SCAN),
        ("build.log", "2026-01-02T10:00:00Z start\n", Kind.PIPELINE),
        ("nothing.csv", "", Kind.SURVEY),
    ],
)
def test_what_files_are_is_found_out(tmp_path: Path, name: str, text: str, kind: Kind) -> None:
    assert kind_of(read_inputs([written(tmp_path, name, text)])) is kind


def test_a_person_can_say_what_files_are(tmp_path: Path) -> None:
    path = written(tmp_path, "answers.csv", SURVEY)
    assert read_files([path], Wanted(), UTC, Silent()).kind == "survey"
    found = read_files([path], Wanted(kind="ci-profile"), UTC, Silent())
    assert found.draft is None
    assert found.problem.startswith("No run of a pipeline could be read.")


def test_a_reading_crosses_processes_without_the_bytes_of_the_files(tmp_path: Path) -> None:
    path = written(tmp_path, "junit.xml", JUNIT)
    reading = read_files([path], Wanted(), UTC, Silent())
    again = codec.from_plain(Reading, json.loads(codec.encode(reading)))
    assert again.draft is not None
    assert again.draft.inputs[0].data == b""
    assert again.draft.digests == {"junit.xml": read_inputs([path])[0].sha256}
    assert with_contents(again.draft, [path]).inputs[0].data == JUNIT.encode()
    path.write_text("<testsuite/>")
    with pytest.raises(SightlineError, match=r"junit\.xml was changed after it was read\."):
        with_contents(again.draft, [path])


def test_two_files_are_no_survey_and_that_is_said(tmp_path: Path) -> None:
    paths = [written(tmp_path, name, SURVEY) for name in ("a.csv", "b.csv")]
    assert read_files(paths, Wanted(kind="survey"), UTC, Silent()).problem == "A survey is one file."


def test_what_a_survey_column_seems_to_hold_is_shown_with_five_answers(tmp_path: Path) -> None:
    reading = read_files([written(tmp_path, "a.csv", SURVEY)], Wanted(), UTC, Silent())
    assert reading.sheet is not None
    (column,) = reading.sheet.columns
    assert (column.meaning, column.answers) == ("satisfaction", ("4", "5", "3", "4", "2"))
