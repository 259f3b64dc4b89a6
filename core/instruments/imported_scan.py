"""Imported scans: results of other tools become measures, tables, and evidence for the criteria they speak to."""

from collections.abc import Sequence
from typing import Any

from core.history.records import count_of
from core.instruments.archives import unpacked
from core.instruments.cyclonedx import Bill, bill_of_json, bill_of_xml, cyclonedx, is_cyclonedx
from core.instruments.draft import BadRow, Draft, NotMeasured
from core.instruments.imported_parts import MOST_ROWS, Part, as_dict, load_json, measurement, named, speaks_to
from core.instruments.inputs import Input
from core.instruments.junit_runs import JUnitRun, junit_run, parse_xml, tag_of
from core.instruments.sarif import is_sarif, sarif
from core.instruments.scorecard import is_scorecard, scorecard
from core.model.instrument import Instrument, ResultTable

_KNOWN = "SARIF 2.1.0, JUnit XML, OpenSSF Scorecard JSON or CycloneDX"
_BLANK = 200


class _Files:
    """The files by format."""

    def __init__(self) -> None:
        self.sarif: list[tuple[str, Any]] = []
        self.scorecard: list[tuple[str, Any]] = []
        self.bills: list[Bill] = []
        self.tests: list[JUnitRun] = []


def imported_scan(inputs: Sequence[Input]) -> Draft:
    """Return what results of other tools say.

    Args:
        inputs: SARIF, JUnit XML, Scorecard JSON, CycloneDX JSON or XML; also in zip archives.

    Raises:
        NotMeasured: when none can be used.
    """
    bad: list[BadRow] = []
    files = _Files()
    for given in unpacked(inputs, bad):
        try:
            _sort(given, files, bad)
        except NotMeasured as error:
            bad.append(BadRow.whole(given.name, error))
    parts = [
        part
        for part in (
            scorecard(files.scorecard, bad) if files.scorecard else None,
            sarif(files.sarif, bad) if files.sarif else None,
            _tests(files.tests) if files.tests else None,
            cyclonedx(files.bills) if files.bills else None,
        )
        if part is not None
    ]
    if not parts:
        first = f" The first problem: {bad[0]}." if bad else ""
        raise NotMeasured(f"No result of a tool could be read.{first}", f"Choose {_KNOWN}.")
    said = ", ".join(part.said for part in parts)
    return Draft(
        Instrument.IMPORTED_SCAN,
        f"Imported: {said}",
        f"{said} ({named(given.name for given in inputs)})",
        tuple(part.measured for part in parts),
        tuple(table for part in parts for table in part.tables),
        tuple(note for part in parts for note in part.notes),
        sum(part.rows for part in parts),
        tuple(bad),
        tuple(inputs),
        probes=tuple(dict.fromkeys(probe for part in parts for probe in part.probes)),
    )


def _sort(given: Input, files: _Files, bad: list[BadRow]) -> None:
    """Find out what a file is, by its contents."""
    begin = given.data[:_BLANK].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")[:1]
    if begin == b"<":
        root, why = parse_xml(given)
        if root is None:
            bad.append(BadRow(given.name, 0, why))
        elif tag_of(root) in ("testsuites", "testsuite"):
            files.tests.append(junit_run(given.name, root))
        elif tag_of(root) == "bom":
            files.bills.append(bill_of_xml(given.name, root, bad))
        else:
            bad.append(BadRow(given.name, 0, f"it begins with {tag_of(root)[:40]}, and {_KNOWN} is read"))
        return
    if begin not in (b"{", b"["):
        bad.append(BadRow(given.name, 0, f"it is none of {_KNOWN}"))
        return
    value = load_json(given, bad)
    for one in value if isinstance(value, list) else [value]:
        if is_sarif(one):
            files.sarif.append((given.name, one))
        elif is_cyclonedx(one):
            files.bills.append(bill_of_json(given.name, one, bad))
        elif is_scorecard(one):
            files.scorecard.append((given.name, one))
        elif one is not None:
            spdx = "it is SPDX" if "spdxVersion" in as_dict(one) else "it is JSON of another kind"
            bad.append(BadRow(given.name, 0, f"{spdx}, and {_KNOWN} is read"))
            return


def _tests(runs: Sequence[JUnitRun]) -> Part:
    """Return the share of tests that passed, of those that ran."""
    cases = [case for run in runs for case in run.cases.values()]
    passed, failed = sum(case.passed for case in cases), sum(case.failed for case in cases)
    skipped = sum(case.skipped for case in cases)
    said = count_of(len(runs), "JUnit file")
    ran = passed + failed
    value, why = (passed / ran, "") if ran else (None, "no test ran")
    rows = []
    for run in runs[:MOST_ROWS]:
        inside = run.cases.values()
        counts = (sum(c.passed for c in inside), sum(c.failed for c in inside), sum(c.skipped for c in inside))
        rows.append((run.name, *map(str, counts), f"{run.seconds:.1f}"))
    notes = (f"skipped and counted apart: {count_of(skipped, 'test')}",) if skipped else ()
    table = ResultTable("Test results", ("File", "Passed", "Failed", "Skipped", "Seconds"), tuple(rows))
    probes = tuple((probe, "test results were handed over") for probe in speaks_to()["junit"])
    measured = measurement("import.test-pass-rate", value, said, ran, why)
    return Part(said, measured, (table,), ran + skipped, notes, probes)
