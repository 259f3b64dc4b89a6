"""A whole audit with every rubric: a second book-keeper adds up each number that the report embeds and prints."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from core.audit.audit import ReportOptions
from core.audit.published import Published, to_bytes
from core.progress import Silent
from core.report.content import embedded_files
from core.report.documents import make_document
from core.report.sections import sections
from core.scoring.result import State
from core.workflows.export import published
from tests.helpers.full_audit import full_audit
from tests.helpers.second_ledger import Ledger, Three, differences

PRINTED = ("profile", "roadmap")
"""Sections that print every score; the others would only cost time here."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    with full_audit(tmp_path_factory.mktemp("full")) as opened:
        yield published(opened, "test")


@pytest.fixture(scope="module")
def audit(whole: Published) -> dict[str, Any]:
    return dict(json.loads(to_bytes(whole)))


@pytest.fixture(scope="module")
def report(whole: Published) -> bytes:
    off = tuple(section.id for section in sections("report") if section.id not in PRINTED)
    return make_document(replace(whole, options=ReportOptions(sections_off=off)), "report", Silent())


def text_of(pdf: bytes) -> str:
    """Return what stands on the pages, as a reader that is not ours gets it."""
    data, buffer = QByteArray(pdf), QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return re.sub(r"[■▲●○◇\s]+", " ", " ".join(pages))


def as_printed(value: Fraction, rubric: Mapping[str, Any], *, whole_scale: bool = True) -> str:
    """Round half up by hand; one more decimal as long as the rounded value would be on the other side of a limit."""
    scoring = rubric["scoring"]
    limits = [g["from_score"] for g in rubric.get("grades", ())] + [
        m.get("from_score") for m in rubric.get("maturity", ())
    ]
    limits += [scoring.get("target")]
    exact = [Fraction(str(limit)) for limit in limits if limit is not None and whole_scale]
    for places in range(scoring.get("decimals", 1), 12):
        unit = Decimal(1).scaleb(-places)
        shown = Decimal((value * 10**places * 2 + 1) // 2).scaleb(-places).quantize(unit)
        if all((value < limit) == (Fraction(shown) < limit) for limit in exact):
            return str(shown)
    raise AssertionError(value)


def test_the_audit_holds_every_kind_of_criterion(audit: dict[str, Any]) -> None:
    rows = [c for r in audit["rubrics"] for category in r["score"]["categories"] for c in category["criteria"]]
    assert {row["state"] for row in rows} == {state.value for state in State}
    kinds = {(c["judgement"] or {}).get("kind") for r in audit["rubrics"] for c in r["criteria"]}
    assert {"override", "confirmation", "answer"} <= kinds
    assert len({m["id"].partition(".")[0] for m in audit["measurements"]}) >= 6


def test_every_published_number_is_added_up_again(audit: dict[str, Any]) -> None:
    assert list(differences(audit)) == []


@pytest.mark.parametrize("what", ["overall", "category", "gain", "projected"])
def test_the_second_book_keeper_sees_a_wrong_number(audit: dict[str, Any], what: str) -> None:
    wrong = copy.deepcopy(audit)
    rubric = wrong["rubrics"][0]
    if what == "overall":
        rubric["score"]["overall"]["point"] = "9/1"
    elif what == "category":
        rubric["score"]["categories"][0]["points"]["low"] = "1/7"
    elif what == "gain":
        rubric["findings"][0]["gain"] = "77/1"
    else:
        next(iter(wrong["roadmap"]["phases"][0]["projected"].values()))["point"] = "77/1"
    assert len(list(differences(wrong))) == 1


def test_what_stands_on_the_pages_is_what_the_data_inside_adds_up_to(report: bytes) -> None:
    audit = json.loads(embedded_files(report)["audit.json"])
    pages, missing = text_of(report), []
    for number in range(len(audit["rubrics"])):
        ledger = Ledger(audit, number)
        rubric, (low, point, high) = ledger.rubric, ledger.overall()
        scale = rubric["scoring"]["scale"]
        expected = [
            f"Overall {as_printed(point, rubric)} of {scale} {span(low, high, rubric)} {ledger.grade()}".strip()
        ]
        for category in rubric["categories"]:
            points = ledger.category(category)
            expected.append(category["name"] + " " + (row(points, category, rubric) if points else "n.a."))
        expected += [f"{rubric['name']} {after}" for after in phases(ledger)]
        missing += [f"{rubric['id']}: {says}" for says in expected if says not in pages]
    assert missing == []


def span(low: Fraction, high: Fraction, rubric: Mapping[str, Any], *, whole_scale: bool = True) -> str:
    ends = [as_printed(end, rubric, whole_scale=whole_scale) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def row(points: Three, category: Mapping[str, Any], rubric: Mapping[str, Any]) -> str:
    low, point, high = points
    if rubric["scoring"]["strategy"] == "bands":
        ends = f"{low}" if low == high else f"{low} to {high}"
        return f"{point} of {category['points']} {ends}"
    same = category["points"] == rubric["scoring"]["scale"]
    shown = as_printed(point, rubric, whole_scale=same)
    return f"{shown} of {category['points']} {span(low, high, rubric, whole_scale=same)}"


def phases(ledger: Ledger) -> Iterator[str]:
    """Yield the score after each phase in which something is planned, as the roadmap prints it."""
    roadmap = ledger.audit["roadmap"]
    used = {item["phase"] for item in roadmap["items"]}
    last = max(n for n, phase in enumerate(roadmap["phases"]) if phase["id"] in used)
    done: set[str] = set()
    for phase in roadmap["phases"][: last + 1]:
        for item in roadmap["items"]:
            if item["phase"] == phase["id"]:
                own = (key.partition("/") for key in item["closes"])
                done |= {rest.partition("@")[0] for rubric, _, rest in own if rubric == ledger.rubric["id"]}
        low, point, high = ledger.with_met(done).overall()
        spread = span(low, high, ledger.rubric)
        yield f"{as_printed(point, ledger.rubric)} ({spread})"
