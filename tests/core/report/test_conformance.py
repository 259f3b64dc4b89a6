"""Signed and counter-signed documents are PDF/A-3a and PDF/UA-1, by page-validation (alpha, the only one run)."""

from pathlib import Path

import page
import pytest

from core.progress import Silent
from core.report.documents import make_document
from tests.helpers.published import example_published, signed_report

BYTE_RANGE = "PDFA3A-SIGNATURE-BYTERANGE-001"
"""It wants every signature to cover the whole file, which only the last of several can."""


def failures(data: bytes, folder: Path) -> set[str]:
    path = folder / "document.pdf"
    path.write_bytes(data)
    profiles = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
    return {f.rule_id for profile in profiles for f in page.validate_pdf(str(path), profile=profile).failures}


@pytest.mark.parametrize("document", ["report", "roadmap"])
def test_whole_documents(document: str, tmp_path: Path) -> None:
    published = example_published(("process-integrity",))
    assert failures(make_document(published, document, Silent()), tmp_path) == set()


def test_certified(tmp_path: Path) -> None:
    assert failures(signed_report("lead"), tmp_path) == set()


def test_counter_signed(tmp_path: Path) -> None:
    assert failures(signed_report("lead", "reviewer", "client"), tmp_path) <= {BYTE_RANGE}
