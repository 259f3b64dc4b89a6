"""Each check of what is inside a report fails when what it checks was changed, whatever else still fits."""

import io
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from core import codec
from core.audit.published import Published, PublishedRubric, from_bytes, to_bytes
from core.model.outcome import Outcome
from core.progress import Silent
from core.report import content
from core.report.content import Check, Result, check_content, embedded_files
from core.report.documents import MANIFEST_FORMAT, Manifest, manifest
from core.scoring.facts import Facts, Told
from tests.helpers.published import short_published, short_report


def around(audit: bytes, listed: bytes | None = None) -> bytes:
    """Return the report with other data inside: what somebody can do who signs it anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(short_report())) as pdf:
        listed = listed or codec.document(*MANIFEST_FORMAT, manifest(from_bytes(audit), "report", audit))
        for name, held in (("audit.json", audit), ("manifest.json", listed)):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, held)
        pdf.save(out)
    return out.getvalue()


def failed(data: bytes) -> dict[str, str]:
    return {check.name: check.says for check in check_content(data, Silent()).checks if check.result is Result.FAILED}


def with_manifest(**changed: object) -> bytes:
    found = codec.read_document(Manifest, *MANIFEST_FORMAT, embedded_files(short_report())["manifest.json"])
    return codec.document(*MANIFEST_FORMAT, replace(found, **changed))  # type: ignore[arg-type]


def test_the_manifest_names_one_audit_one_trail_and_its_evidence() -> None:
    audit = to_bytes(short_published())
    (first, *others) = short_published().evidence
    lied = replace(short_published(), evidence=(replace(first, snippet="run: make lies"), *others))
    as_before = manifest(short_published(), "report", to_bytes(lied))
    assert "not the one" in failed(around(audit, with_manifest(audit_sha256="0" * 64)))["Embedded audit and manifest"]
    assert "trail head" in failed(around(audit, with_manifest(trail_head="0" * 64)))["Embedded audit and manifest"]
    listed = codec.document(*MANIFEST_FORMAT, as_before)
    assert "evidence differs" in failed(around(to_bytes(lied), listed))["Embedded audit and manifest"]


def test_data_that_no_reader_would_write_again_is_refused() -> None:
    """Unknown fields or other white space could hide something that no check looks at."""
    audit = to_bytes(short_published()) + b" "
    assert failed(around(audit)).keys() == {"Embedded audit and manifest"}


def test_another_rubric_text_under_the_same_name_is_found() -> None:
    published = short_published()
    name = published.rubrics[0].digest
    kinder = {**published.texts, name: published.texts[name] + "\n# kinder\n"}
    assert "Rubric texts" in failed(around(to_bytes(replace(published, texts=kinder))))
    missing = {digest: text for digest, text in published.texts.items() if digest != name}
    assert "Rubric texts" in failed(around(to_bytes(replace(published, texts=missing))))


def _facts(change: Callable[[Facts], Facts]) -> Published:
    published = short_published()
    rubric = published.rubrics[0]
    return replace(published, rubrics=(replace(rubric, facts=change(rubric.facts)), *published.rubrics[1:]))


def _better(told: dict[str, Told]) -> dict[str, Told]:
    return dict.fromkeys(told, Told(Outcome.PRESENT))


FACTS: dict[str, Callable[[Facts], Facts]] = {
    "probes": lambda f: replace(f, probes=_better(dict(f.probes))),
    "processes": lambda f: replace(
        f, process_probes={name: _better(dict(told)) for name, told in f.process_probes.items()}
    ),
    "measurements": lambda f: replace(f, measurements={**f.measurements, "dora.lead-time": 0.5}),
    "levels": lambda f: replace(f, levels={name: level + 1 for name, level in f.levels.items()}),
    "not applicable": lambda f: replace(f, not_applicable=f.not_applicable | {"nothing"}),
}


@pytest.mark.parametrize("which", FACTS)
def test_scores_rest_on_the_printed_facts_only(which: str) -> None:
    published = _facts(FACTS[which])
    assert published != short_published()
    assert "Facts of process-integrity" in failed(around(to_bytes(published)))


def test_a_score_that_its_facts_do_not_give_is_found() -> None:
    def completed(rubric: PublishedRubric) -> PublishedRubric:
        return replace(rubric, score=replace(rubric.score, completeness=rubric.score.completeness / 2))

    published = replace(short_published(), rubrics=tuple(completed(r) for r in short_published().rubrics))
    assert failed(around(to_bytes(published))).keys() == {"Scores of process-integrity"}


def test_pages_around_true_data_are_made_again_and_compared() -> None:
    assert failed(around(to_bytes(short_published()))).keys() == {"Pages"}


def test_an_embedded_file_beyond_all_measure_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGEST", 1000)
    found = check_content(short_report(), Silent())
    assert found.published is None
    assert found.checks == (Check("Embedded audit", Result.FAILED, found.checks[0].says),)
    assert "too large" in found.checks[0].says


def test_what_unpacks_to_more_than_it_declares_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_LARGEST", 1_000_000)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(short_report())) as pdf:
        pdf.attachments["audit.json"] = pikepdf.AttachedFileSpec(pdf, b" " * 50_000_000)
        del pdf.attachments["audit.json"].get_file().obj["/Params"]
        pdf.save(out, recompress_flate=True)
    assert len(out.getvalue()) < 1_500_000
    tracemalloc.start()
    found = check_content(out.getvalue(), Silent())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "too large" in found.checks[0].says
    assert most < 20_000_000
