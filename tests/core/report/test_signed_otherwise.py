"""Signatures that hold by themselves, but are not the ones that a report asks for."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm

from core.report.identity import new_identity, open_identity
from core.report.signature_fields import PLACES
from core.report.signing import CannotSign, Request, sign
from core.report.verifying import SignatureVerdict, Verdict, verify_signatures
from tests.core.report.test_verifying import TAMPERED
from tests.helpers.published import PASSPHRASE, identity, short_report, signed_report

LEAD, REVIEWER = PLACES[0].name, PLACES[1].name


def with_another_tool(data: bytes, field: str, *, certify: bool, level: MDPPerm = MDPPerm.FILL_FORMS) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12_data(identity("lead").data, [], PASSPHRASE.encode())
    metadata = signers.PdfSignatureMetadata(field_name=field, certify=certify, docmdp_permissions=level)
    signed = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), metadata, signer)
    return bytes(signed.getvalue())


def judged(data: bytes) -> SignatureVerdict:
    return verify_signatures(data, expected=[identity("lead").shown.fingerprint])


@pytest.mark.parametrize("level", [MDPPerm.NO_CHANGES, MDPPerm.ANNOTATE])
def test_a_certification_at_another_level(level: MDPPerm) -> None:
    found = judged(with_another_tool(short_report(), LEAD, certify=True, level=level))
    assert (found.verdict, "limits changes" in found.says) == (Verdict.NOT_AS_EXPECTED, True)


def test_the_right_level_by_another_tool_is_as_good() -> None:
    assert judged(with_another_tool(short_report(), LEAD, certify=True)).verdict is Verdict.VALID


def test_somebody_else_first() -> None:
    found = judged(with_another_tool(short_report(), REVIEWER, certify=True))
    assert (found.verdict, "does not come first" in found.says) == (Verdict.NOT_AS_EXPECTED, True)
    with pytest.raises(CannotSign, match="before the lead"):
        sign(with_another_tool(short_report(), REVIEWER, certify=False), identity("lead"), PASSPHRASE, Request())


def test_a_field_that_is_none_of_the_reports() -> None:
    found = judged(with_another_tool(signed_report("lead"), "Board", certify=False))
    assert found.verdict in (Verdict.NOT_AS_EXPECTED, Verdict.CHANGED)
    assert "outside the report's fields: Board" in found.says or "beyond adding" in found.says


def test_a_certificate_that_was_over_when_it_signed() -> None:
    once = datetime(2020, 1, 5, tzinfo=UTC)
    data, shown = new_identity("lead", PASSPHRASE, now=once, days=10)
    signed = sign(short_report(), open_identity(data, PASSPHRASE), PASSPHRASE, Request(), once + timedelta(days=1))
    found = verify_signatures(signed.data, expected=[shown.fingerprint])
    assert (found.verdict, "was not valid at the time" in found.says) == (Verdict.NOT_AS_EXPECTED, True)


SAID = {
    "byte of a page": "The signed bytes were changed",
    "saved again": "The signed bytes were changed",
    "text added": "beyond adding signatures",
    "comment added": "beyond adding signatures",
    "attachment replaced": "beyond adding signatures",
    "bytes appended": "added to the file after the last signature",
    "cut in the middle": "cannot be read as a PDF",
}


@pytest.mark.parametrize("how", SAID)
def test_it_is_said_what_was_done(how: str) -> None:
    assert SAID[how] in judged(TAMPERED[how](signed_report("lead"))).says
