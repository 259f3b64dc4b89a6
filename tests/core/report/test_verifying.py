"""Every way of tampering with a signed report is caught."""

import io
from dataclasses import replace
from fractions import Fraction

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from core.audit.published import Published, to_bytes
from core.progress import Silent
from core.report.content import Result, check_content, embedded_files
from core.report.documents import make_document
from core.report.signing import Request, sign
from core.report.verifying import BadCertificate, NotAPdf, Verdict, read_certificate, verify_signatures
from core.scoring.result import Interval
from tests.helpers.published import PASSPHRASE, identity, short_published, short_report, signed_report


def updated(data: bytes, writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) > len(data)
    return out.getvalue()


def flipped(data: bytes, at: bytes) -> bytes:
    changed = bytearray(data)
    changed[data.index(at) + len(at) + 20] ^= 1
    return bytes(changed)


def with_text(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.find_page_for_modification(1)[0].get_object()
    stream = generic.StreamObject(stream_data=b"q BT 100 400 Td ET Q")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(stream)])
    writer.update_container(page)
    return updated(data, writer)


def with_comment(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.find_page_for_modification(1)[0].get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Text"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(x) for x in (50, 50, 70, 70)]),
            pdf_name("/Contents"): generic.TextStringObject("agreed otherwise"),
        }
    )
    page["/Annots"] = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    writer.update_container(page)
    return updated(data, writer)


def with_other_attachment(data: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    spec = writer.root["/AF"][0].get_object()
    stream = generic.StreamObject(stream_data=b'{"score": 99}')
    stream["/Type"] = pdf_name("/EmbeddedFile")
    spec["/EF"] = generic.DictionaryObject({pdf_name("/F"): writer.add_object(stream)})
    writer.update_container(spec)
    return updated(data, writer)


def saved_again(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


TAMPERED = {
    "byte of a page": lambda data: flipped(data, b"stream\n"),
    "byte of the metadata": lambda data: flipped(data, b"<rdf:RDF"),
    "text added": with_text,
    "comment added": with_comment,
    "attachment replaced": with_other_attachment,
    "saved again": saved_again,
    "bytes appended": lambda data: data + b"\n% more\n",
    "cut in the middle": lambda data: data[: len(data) // 2],
}


@pytest.mark.parametrize("how", TAMPERED)
@pytest.mark.parametrize("places", [("lead",), ("lead", "reviewer")])
def test_changed_after_signing(how: str, places: tuple[str, ...]) -> None:
    assert verify_signatures(TAMPERED[how](signed_report(*places))).verdict is Verdict.CHANGED


def test_cut_back_to_the_unsigned_revision() -> None:
    signed = signed_report("lead")
    unsigned = signed[: signed.index(b"%%EOF") + 6]
    assert verify_signatures(unsigned).verdict is Verdict.NOT_AS_EXPECTED
    assert verify_signatures(short_report()).says == "The document carries no signature; its fields are empty."


def test_signed_in_another_way_than_expected() -> None:
    """The lead's field signed, but as an ordinary signature: later changes would not be limited."""
    from pyhanko.sign import signers

    lead = identity("lead")
    signer = signers.SimpleSigner.load_pkcs12_data(lead.data, [], PASSPHRASE.encode())
    metadata = signers.PdfSignatureMetadata(field_name="Lead")
    data = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(short_report())), metadata, signer, existing_fields_only=True
    ).getvalue()
    assert verify_signatures(data).verdict is Verdict.NOT_AS_EXPECTED


def edited(published: Published) -> Published:
    """Return the audit with a better score than its facts give."""
    rubric = published.rubrics[0]
    best = Interval(Fraction(10), Fraction(10), Fraction(10))
    return replace(published, rubrics=(replace(rubric, score=replace(rubric.score, overall=best)),))


def test_scores_edited_before_somebody_else_signed() -> None:
    data = make_document(edited(short_published()), "report", Silent())
    signed = sign(data, identity("somebody else"), PASSPHRASE, Request()).data
    assert verify_signatures(signed).verdict is Verdict.UNKNOWN_SIGNER
    failed = [c for c in check_content(signed, Silent()).checks if c.result is Result.FAILED]
    assert [c.name for c in failed] == ["Scores of process-integrity"]


def test_facts_edited_so_that_the_scores_fit() -> None:
    published = short_published()
    rubric = published.rubrics[0]
    better = replace(rubric.facts, levels=dict.fromkeys(rubric.facts.levels, 0))
    data = make_document(replace(published, rubrics=(replace(rubric, facts=better),)), "report", Silent())
    names = {c.name for c in check_content(data, Silent()).checks if c.result is Result.FAILED}
    assert "Facts of process-integrity" in names


def test_embedded_audit_replaced_before_signing() -> None:
    """Somebody swaps only the data: pages and manifest still belong to the true audit."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(short_report())) as pdf:
        spec = pdf.attachments["audit.json"]
        pdf.attachments["audit.json"] = pikepdf.AttachedFileSpec(pdf, to_bytes(edited(short_published())))
        assert spec is not None
        pdf.save(out)
    signed = sign(out.getvalue(), identity("somebody else"), PASSPHRASE, Request()).data
    content = check_content(signed, Silent())
    assert content.checks[0].result is Result.FAILED


def test_pages_of_another_audit_around_true_data() -> None:
    """Pages say one thing, the embedded audit and its manifest another: only making the pages again shows it."""
    published = short_published()
    other = replace(published, details=replace(published.details, client="Another Client"))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_document(other, "report", Silent()))) as pdf:
        for name, held in embedded_files(short_report()).items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, held)
        pdf.save(out)
    failed = [c.name for c in check_content(out.getvalue(), Silent()).checks if c.result is Result.FAILED]
    assert failed == ["Pages"]


def test_untouched_content_passes_every_check() -> None:
    checks = check_content(signed_report("lead", "reviewer", "client"), Silent()).checks
    assert {c.result for c in checks} == {Result.PASSED}
    assert [c.name for c in checks][-1] == "Pages"


def test_known_by_fingerprint_or_by_certificate() -> None:
    data = signed_report("lead")
    lead = identity("lead")
    assert verify_signatures(data, expected=[lead.shown.fingerprint]).verdict is Verdict.VALID
    certificate = read_certificate(lead.certificate.public_bytes(Encoding.PEM))
    assert verify_signatures(data, trusted=[certificate]).verdict is Verdict.VALID
    other = identity("client").certificate
    assert verify_signatures(data, trusted=[other]).verdict is Verdict.UNKNOWN_SIGNER


def test_files_that_are_neither() -> None:
    with pytest.raises(NotAPdf):
        verify_signatures(b"PK\x03\x04")
    with pytest.raises(BadCertificate):
        read_certificate(b"-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n")
    assert verify_signatures(b"%PDF-1.7\nrubbish").verdict is Verdict.CHANGED
