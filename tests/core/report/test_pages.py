"""What a reader must be able to rely on: one page for the executive, no citation into nothing, no gain of zero."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from core.audit.published import Published
from core.model.measurement import Measurement
from core.progress import Silent
from core.report.book import open_book
from core.report.documents import make_document
from core.report.measured_page import headline
from core.report.rendering import asked_by, render
from core.report.searched_page import MOST_PATTERN_TEXT, records
from core.report.steps import names_by_criterion, steps
from core.report.summary_page import cost, decisions, sentence
from tests.helpers.published import example_published


@pytest.fixture(scope="module")
def published() -> Published:
    return example_published(("process-integrity",))


def pages_of(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Return the page, from 1, on which each first-level bookmark lies."""
    names = {str(name): place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    found = {}
    with pdf.open_outline() as outline:
        for item in outline.root:
            place = item.destination if item.action is None else item.action.D
            if not isinstance(place, pikepdf.Array):
                place = names[str(place)]
            found[str(item.title)] = at[place[0].objgen]
    return found


def test_the_summary_is_the_third_page_and_only_that(published: Published) -> None:
    with pikepdf.open(io.BytesIO(make_document(published, "report", Silent()))) as pdf:
        found = pages_of(pdf)
    assert found["Profile by category"] == 4


@pytest.mark.parametrize("document", ["report", "roadmap"])
def test_every_link_inside_the_document_leads_somewhere(published: Published, document: str) -> None:
    html = render(published, document)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_no_gain_of_zero_is_printed(published: Published) -> None:
    for document in ("report", "roadmap"):
        assert "+0.0" not in render(published, document)


def test_a_step_carries_its_gain_once_and_findings_name_it(published: Published) -> None:
    book = open_book(published)
    found = steps(book, book.rubrics[0])
    assert [step.name for step in found] == [f"S{number}" for number in range(1, len(found) + 1)]
    taken = names_by_criterion(found)
    assert all(step.name in taken[criterion] for step in found for criterion in step.needs)
    gains = {f.criterion: f.step_gain for f in published.rubrics[0].findings if f.step}
    for step in found:
        if step.gain is not None:
            assert step.gain in {gains.get(criterion) for criterion in step.needs}


def test_summary_says_where_it_stands_what_it_takes_and_asks(published: Published) -> None:
    book = open_book(published)
    rubric = book.rubrics[0]
    assert f"stands at {rubric.shown(rubric.score.overall.point)} of 10" in sentence(rubric)
    assert re.search(r"\d+ of \d+ criteria have no proven answer yet", sentence(rubric))
    assert re.match(r"The roadmap takes \d+–\d+ hours of work over \d+ weeks? and leads to \d", cost(book))
    heading, asked = decisions(book)
    assert heading == "Open for decision"
    assert asked[0].startswith("Start phase 1, ")


def test_phases_after_the_last_action_are_left_out(published: Published) -> None:
    first = published.roadmap.phases[0].id
    items = tuple(replace(item, phase=first) for item in published.roadmap.items)
    book = open_book(replace(published, roadmap=replace(published.roadmap, items=items)))
    assert [phase.id for phase in book.phases()] == [first]


def test_patterns_left_out_are_counted(published: Published) -> None:
    answers = tuple(
        replace(a, searched=replace(a.searched, patterns=("a+", "b" * MOST_PATTERN_TEXT + "+", "in words")))
        if a.searched
        else a
        for a in published.answers
    )
    book = open_book(replace(published, answers=answers))
    found = records(book, asked_by(book))
    assert {(r.patterns, r.words, r.cut) for r in found} == {(("a+",), ("in words",), 1)}
    assert len({r.probe for r in found}) == len(found)


def test_a_rare_deployment_is_said_by_the_month() -> None:
    window = ("2025-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00")
    rare = Measurement("dora.deployment-frequency", 0.0, "deployment days per week", "tags", window, n=12)
    assert headline(rare) == "1 deployment a month, none in the median week"
    often = replace(rare, value=3.0, n=180)
    assert headline(often) == "3 deployment days in the median week, 15 deployments a month"
    assert headline(replace(rare, value=None, reason="No tags.")) == "Not measurable"
