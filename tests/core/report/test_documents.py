"""What the documents say, and that they say it the same way each time."""

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pikepdf
import pytest

from core import assets, codec
from core.audit.audit import ReportOptions
from core.audit.published import Published, from_bytes, to_bytes
from core.progress import Cancelled, Silent
from core.report.content import embedded_files
from core.report.documents import make_document
from core.report.engine import Embedded, make_pdf
from core.report.rendering import UnknownDocument, render
from core.report.schemas import DOCUMENTS, file_name, schema_text
from core.report.sections import APPLIES, sections
from core.rubric.loading import shipped
from core.workflows.publishing import publish
from tests.helpers.published import example_published, example_source, short_published, short_report


def words(html: str) -> str:
    body = re.sub(r"<svg.*?</svg>", "", html, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", body)))


@pytest.fixture(scope="module")
def published() -> Published:
    return example_published(("process-integrity",))


@pytest.fixture(scope="module")
def report(published: Published) -> str:
    return words(render(published, "report"))


def test_same_audit_same_bytes() -> None:
    again = from_bytes(to_bytes(short_published()))
    assert again == short_published()
    assert make_document(again, "report", Silent()) == short_report()


def test_the_published_audit_is_inside() -> None:
    files = embedded_files(short_report())
    assert from_bytes(files["audit.json"]) == short_published()
    assert set(files) == {"audit.json", "manifest.json"}
    with pikepdf.open(io.BytesIO(short_report())) as pdf:
        assert [str(spec.AFRelationship) for spec in pdf.Root.AF] == ["/Data", "/Supplement"]


def test_summary_states_the_numbers(report: str, published: Published) -> None:
    score = published.rubrics[0].score
    assert f"{float(score.overall.point or 0):.1f} of 10" in report
    critical = sum(f.severity == "critical" and f.certainty == "gap" for f in published.rubrics[0].findings)
    assert f"{critical} critical finding" in report.replace("  ", " ") or f"{critical}critical finding" in report


def test_every_criterion_finding_and_citation_is_printed(report: str, published: Published) -> None:
    from core.rubric.loading import parse

    rubric = parse(published.texts[published.rubrics[0].digest], "rubric")
    for criterion in rubric.criteria():
        assert criterion.code in report
        assert criterion.question.strip() in report
    assert f"F{len(published.rubrics[0].findings)}" in report
    for cited in published.evidence:
        assert cited.name in report
        assert cited.blob in report


def test_override_prints_both_values_and_the_reason(report: str) -> None:
    assert "where a person decided against the scan" in report
    assert "The file exists, but the job has been switched off since the spring." in report


def test_searches_are_on_record(report: str) -> None:
    assert "41 eligible files, 40 read; 1 skipped (larger than 1 MiB: vendor/big.yml)" in report
    assert r"\bdeploy(ment)?\b" in report
    assert "docs/plan.md:7 (documentation only)" in report


def test_unmeasured_is_said_and_not_zero(report: str) -> None:
    assert "Failed deployment recovery time: Not measurable" in report
    assert "Fewer than 3 failed releases." in report


def test_demonstration_is_said_on_the_pages(published: Published, report: str) -> None:
    assert "demonstration signatures on example data" in report
    real = replace(published, details=replace(published.details, demonstration=False))
    assert "demonstration" not in words(render(real, "report")).casefold()


def test_own_words_replace_the_factual_ones(published: Published) -> None:
    own = {"headline": "Sound, with one gap", "narrative": "**Two** weeks.", "decisions": "- Fund it\n- Own it"}
    html = render(replace(published, text=own), "report")
    assert "<h1>Sound, with one gap</h1>" in html
    assert "<strong>Two</strong> weeks." in html
    assert "<li>Own it</li>" in html
    assert "Open for decision" not in html


def test_sections_can_be_left_out_but_not_the_sign_off(published: Published) -> None:
    off = replace(published, options=ReportOptions(sections_off=("evidence", "signoff")))
    html = render(off, "report")
    assert 'id="s-evidence"' not in html
    assert 'id="s-signoff"' in html
    assert 'href="#e-' not in html


def test_roadmap_names_actions_with_why_and_acceptance(published: Published) -> None:
    text = words(render(published, "roadmap"))
    for item in published.roadmap.items:
        assert item.title in text
    assert "Done when" in text
    assert "Phase 1:" in text


def test_two_rubrics_keep_their_scores_apart() -> None:
    both = example_published(shipped()[:2])
    text = words(render(both, "report"))
    for rubric in both.rubrics:
        assert f"Text: SHA-256 {rubric.digest}" in text


def test_redactions_hold_in_pages_and_data() -> None:
    hidden = publish(example_source(options=ReportOptions(hide_authors=True, hide_snippets=True, hide_paths=True)))
    everything = render(hidden, "report") + to_bytes(replace(hidden, texts={})).decode()
    for secret in (
        ".github/workflows/deploy.yml",
        "src/shop/checkout.py",
        "docs/plan.md",
        "vendor/big.yml",
        "make deploy",
    ):
        assert secret not in everything
    assert "file-1" in everything
    assert {c.judgement.by for c in hidden.rubrics[0].criteria if c.judgement} == {"an auditor"}
    assert hidden.rubrics[0].score == example_published(("process-integrity",)).rubrics[0].score


def test_unknown_document() -> None:
    with pytest.raises(UnknownDocument):
        render(short_published(), "novel")


class Impatient(Silent):
    """Stops when the first page is laid out."""

    stopped = False

    def advance(self, steps: int = 1, detail: str = "") -> None:
        self.stopped = True

    def check(self) -> None:
        if self.stopped:
            raise Cancelled


def test_cancel_while_pages_are_made() -> None:
    with pytest.raises(Cancelled):
        make_document(short_published(), "report", Impatient())


def test_tables_of_sections_are_whole() -> None:
    for name in ("report", "roadmap"):
        table = sections(name)
        assert len({s.id for s in table}) == len(table)
        for section in table:
            assert section.applies in APPLIES
            assert assets.path("resources", "report", section.template)
    served = {source for s in sections("report") for source in s.sources}
    assert {"B37", "B39", "B40", "B41", "B42", "B43", "B44", "B45"} <= served


@pytest.mark.parametrize("document", [d for d, _ in DOCUMENTS])
def test_schemas_are_up_to_date(document: tuple[str, int]) -> None:
    """A changed shape needs a new version (and a sample of the old one), or this file written anew before a release."""
    kind = dict(DOCUMENTS)[document]
    assert assets.read_text("resources", "schemas", file_name(document)) == schema_text(document, kind)


def test_documents_of_version_1_still_load() -> None:
    """The sample was written when version 1 was made (example data); whatever comes later must read it."""
    sample = Path(__file__).parents[2] / "fixtures" / "sightline-audit-1.json"
    found = from_bytes(sample.read_bytes())
    assert (found.details.client, found.rubrics[0].id, found.evidence[0].place) == (
        "Example client", "example", "go.mod:3"
    )  # fmt: skip


def test_what_is_published_has_no_private_part(published: Published) -> None:
    plain = codec.to_plain(published)
    assert not {"notes", "drafts", "repository", "placements"} & set(plain)
    assert set(plain["attachments"][0]) == {"id", "name", "sha256", "size", "caption"}


def test_long_words_wrap_and_stay_whole() -> None:
    long = "a" * 400
    pdf = make_pdf(
        f'<!doctype html><html lang="en"><head><title>t</title></head><body><h1>t</h1><p>{long}</p></body></html>',
        assets.read_text("resources", "report", "report.css"),
        images={}, embedded=(Embedded("a.json", b"{}", "a"),), at=short_published().issued_at, progress=Silent(),
    )  # fmt: skip
    assert pdf.startswith(b"%PDF-")
