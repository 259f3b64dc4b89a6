"""Every deliverable is a section fed by data: what was measured, written and planned stands on the pages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest

from core.audit.audit import Details
from core.audit.published import Published
from core.model.measurement import Measurement
from core.model.outcome import Outcome
from core.report import comparison_page, finding_rows, maturity_page, strategy_page
from core.report.book import Book, open_book
from core.report.friction_page import friction
from core.report.rendering import render
from core.workflows.export import published
from tests.helpers.full_audit import full_audit


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", html, flags=re.S))))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    with full_audit(tmp_path_factory.mktemp("full")) as opened:
        yield published(opened, "test")


@pytest.fixture(scope="module")
def book(whole: Published) -> Book:
    return open_book(whole)


@pytest.fixture(scope="module")
def report(whole: Published) -> dict[str, str]:
    """Return the text of every section by its id."""
    html = render(whole, "report")
    parts = re.split(r'<section [^>]*?id="s-([a-z]+)"', html)
    return {name: words(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_section_is_there(report: dict[str, str]) -> None:
    wanted = "maturity narrative topics comparison measurements strategy friction pipeline drill survey imported"
    wanted += " actions next backlog success return conclusion coverage files"
    assert set(wanted.split()) <= set(report)


def test_document_control_names_project_confidence_and_earlier_scores(report: dict[str, str], whole: Published) -> None:
    details: Details = whole.details
    for said in (details.project, details.confidence, details.earlier[0].name, details.earlier[0].score):
        assert said in report["control"]


def test_a_drill_says_its_verdict_and_its_steps(report: dict[str, str], whole: Published) -> None:
    drill = next(r for r in whole.results if r.verdict)
    assert f"{drill.title} ■ Passed" in report["drill"]
    for row in drill.tables[0].rows:
        assert row[0] in report["drill"]
    failed = replace(whole, results=tuple(replace(r, verdict="fail") if r is drill else r for r in whole.results))
    assert f"{drill.title} ● Failed" in words(render(failed, "report"))


def test_a_survey_shows_distribution_quotes_and_what_was_suppressed(report: dict[str, str], whole: Published) -> None:
    survey = next(r for r in whole.results if r.quotes)
    for said in (*survey.quotes, *survey.notes, *(row[-1] for row in survey.tables[0].rows)):
        assert said in report["survey"]


def test_the_backlog_holds_initiatives_and_what_somebody_took_up(report: dict[str, str], whole: Published) -> None:
    for initiative in whole.initiatives:
        assert f"{initiative.title} {initiative.description} {initiative.owner}" in report["backlog"]
    taken = next(item for item in whole.roadmap.items if item.owner)
    assert taken.title in report["backlog"]
    assert "In progress" in report["backlog"]


def test_every_recommendation_stands_once_with_deadline_example_and_acceptance(
    report: dict[str, str], whole: Published, book: Book
) -> None:
    names = [f"R{number} " for number in range(1, len(whole.roadmap.items) + 1)]
    assert all(report["actions"].count(f" {name}") >= 1 for name in names)
    assert ": within 30 days" in report["actions"]
    for item in whole.roadmap.items:
        advice = book.recommendation(item.recommendation)
        assert item.title in report["actions"]
        assert advice is None or all(line in report["actions"] for line in advice.acceptance)


def test_findings_are_grouped_by_severity_with_the_rubrics_label_and_deadline(book: Book) -> None:
    rubric = book.rubric("devops-excellence")
    assert rubric is not None
    groups = finding_rows.groups(book, rubric)
    assert [g.severity for g in groups] == [
        s for s in ("critical", "high", "medium", "low") if s in {g.severity for g in groups}
    ]
    assert groups[0].label == "Critical (P0)"
    assert groups[0].deadline == "at once, before other planned work"
    assert sum(len(g.rows) for g in groups) == sum(f.certainty == "gap" for f in rubric.published.findings)


def test_a_categorys_priority_is_its_worst_gap_that_nobody_accepted(book: Book, whole: Published) -> None:
    rubric = book.rubric("devops-excellence")
    assert rubric is not None
    category = next(f.category for f in rubric.published.findings if f.severity == "critical" and f.certainty == "gap")
    assert finding_rows.category_priority(rubric, category) == ("P0", "critical")
    accepted = tuple(replace(f, accepted=True) for f in rubric.published.findings)
    calm = replace(rubric, published=replace(rubric.published, findings=accepted))
    assert finding_rows.category_priority(calm, category) == ("", "")


def test_friction_is_the_three_worst_of_the_named_categories(book: Book) -> None:
    found = {rubric.rubric.id: (rubric, top, count) for rubric, top, count in friction(book)}
    rubric, top, count = found["operations-devex"]
    assert len(top) == 3 <= count
    assert {f.row.finding.category for f in top} <= set(rubric.rubric.friction)
    order = ["critical", "high", "medium", "low"]
    places = [order.index(f.row.finding.severity) for f in top]
    assert places == sorted(places)


def with_measure(whole: Published, measured: Measurement) -> Book:
    others = tuple(m for m in whole.measurements if m.id != measured.id)
    return open_book(replace(whole, measurements=(*others, measured)))


def test_dora_is_compared_with_the_elite_band(whole: Published) -> None:
    fast = with_measure(whole, Measurement("dora.lead-time", 20.0, "hours", "records", n=9))
    slow = with_measure(whole, Measurement("dora.lead-time", 30.0, "hours", "records", n=9))
    unknown = with_measure(whole, Measurement("dora.lead-time", None, "hours", "records", reason="No deployments."))
    said = [next(r for r in comparison_page.dora(b) if r.name == "Change lead time") for b in (fast, slow, unknown)]
    assert [(r.verdict, r.elite) for r in said] == [
        ("reached", "at most one day"),
        ("gap: 6 hours", "at most one day"),
        ("not known", "at most one day"),
    ]


def test_the_strategy_names_the_next_source_until_the_best_is_in_use(whole: Published) -> None:
    best = strategy_page.collections(open_book(whole))
    assert {row.today for row in best} == {"Records of deployments and incidents"}
    assert not any(row.next for row in best)
    proxy = strategy_page.collections(open_book(replace(whole, results=())))
    assert {row.today for row in proxy} == {"Git history (a proxy)"}
    assert all(row.next and row.leaves_out and row.record for row in proxy)
    nothing = strategy_page.collections(open_book(replace(whole, results=(), measurements=())))
    assert {row.today for row in nothing} == {"Nothing is measured"}


def test_the_level_of_a_category_follows_its_own_score(book: Book) -> None:
    rubric = book.rubric("devops-excellence")
    assert rubric is not None
    shares = (Fraction(59, 100), Fraction(60, 100), Fraction(88, 100), None)
    assert [maturity_page.category_level(rubric, s) for s in shares] == ["Ad hoc", "Repeatable", "Optimising", ""]


def test_the_files_analysed_stand_with_their_lines(report: dict[str, str], whole: Published) -> None:
    assert whole.scanned is not None
    assert whole.scanned.analysed
    cited = {e.path for e in whole.evidence}
    assert cited <= {f.path for f in whole.scanned.analysed}
    for file in whole.scanned.analysed:
        assert f"{file.path}({file.lines})" in report["files"].replace(" ", "")


def test_success_metrics_show_what_was_entered_for_their_rubric(report: dict[str, str]) -> None:
    assert re.search(r"Time from commit to production hours lower (30 20|not measured)", report["success"])
    assert " 30 20 " in report["success"]
    assert ".before" not in report["return"]


def test_an_own_probe_says_what_it_asked(book: Book, report: dict[str, str]) -> None:
    silent = next(a for a in book.published.answers if a.probe.startswith("own.") and a.outcome is Outcome.ABSENT)
    assert f"{book.question(silent.probe)} Absent. {silent.summary}" in report["searched"]


def test_a_long_name_is_cut_in_the_running_line_only(whole: Published) -> None:
    name = "Example company for the administration of holdings with a very long name and nothing else"
    html = render(replace(whole, details=replace(whole.details, client=name)), "roadmap")
    running = re.search(r'class="a">(.*?)</span>', html)
    assert running is not None
    assert len(running.group(1)) <= 46
    assert f"Roadmap for {name}" in words(html)
