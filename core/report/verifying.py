"""Whether a signed report is what its signers left: signatures, their order, and what came after them.

pyHanko's `bottom_line` decides about each signature, with only the signer's own certificate as trust anchor; who that
signer is, is a second question, answered by the list of expected signers. Several PDF tools call tampered files valid.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from core.errors import SightlineError
from core.report.identity import Identity, describe, plain_fingerprint
from core.report.signature_fields import PLACES
from core.report.signing import quiet


class NotAPdf(SightlineError):
    """The file to verify is no PDF at all."""


class BadCertificate(SightlineError):
    """A certificate to trust could not be read."""


class Verdict(StrEnum):
    """The four answers."""

    VALID = "valid"
    UNKNOWN_SIGNER = "valid, but the signer is unknown"
    CHANGED = "changed or broken"
    NOT_AS_EXPECTED = "not signed as expected"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature.

    Attributes:
        place: `lead`, `reviewer`, `client`, or the name of a field that is none of ours.
        signer: None when the certificate cannot be read.
        at: the signer's clock, UTC.
        known: the signer is one of those expected or vouched for by a trusted certificate.
        problem: what is wrong, one sentence; empty when nothing is.
    """

    place: str
    signer: Identity | None
    at: datetime | None
    known: bool
    problem: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What the signatures alone say."""

    verdict: Verdict
    says: str
    signatures: tuple[Signature, ...] = ()


def read_certificate(data: bytes) -> x509.Certificate:
    """Read a certificate from PEM or DER bytes.

    Raises:
        BadCertificate: when it is neither.
    """
    try:
        return x509.load_pem_x509_certificate(data) if b"-----BEGIN" in data else x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise BadCertificate("The certificate could not be read.", "Give a PEM or DER file.", str(error)) from error


def verify_signatures(
    data: bytes, *, expected: Sequence[str] = (), trusted: Sequence[x509.Certificate] = ()
) -> SignatureVerdict:
    """Check every signature of a report.

    Args:
        data: the PDF.
        expected: SHA-256 fingerprints of signers who are known.
        trusted: certificates of known signers, or of authorities that vouch for them.

    Raises:
        NotAPdf: when the file is no PDF.
    """
    if not data.lstrip()[:5].startswith(b"%PDF-"):
        raise NotAPdf("This is not a PDF file.", "Choose the signed report.")
    from pyhanko.pdf_utils.reader import PdfFileReader

    with quiet():
        try:
            reader = PdfFileReader(io.BytesIO(data), strict=True)
            embedded = list(reader.embedded_signatures)
            fields = _field_names(reader)
        except Exception as error:  # noqa: BLE001 - a hostile file may break the parser anywhere: that is a verdict
            return SignatureVerdict(Verdict.CHANGED, f"The file cannot be read as a PDF ({type(error).__name__}).")
        known = {plain_fingerprint(text) for text in expected}
        found = tuple(_check(signature, known, trusted) for signature in embedded)
    return _judge(found, embedded, fields)


def _field_names(reader: Any) -> frozenset[str]:
    from pyhanko.sign.fields import enumerate_sig_fields

    return frozenset(str(name) for name, _, _ in enumerate_sig_fields(reader))


def _place(name: str) -> str:
    return next((place.id for place in PLACES if place.name == name), name)


def _check(signature: Any, known: set[str], trusted: Sequence[x509.Certificate]) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    place = _place(str(signature.field_name))
    try:
        certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
        usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
        status = validate_pdf_signature(
            signature, ValidationContext(trust_roots=[signature.signer_cert]), key_usage_settings=usage
        )
        at = status.signer_reported_dt
        reason = str(signature.sig_object.get("/Reason", "") or "")
    except Exception as error:  # noqa: BLE001 - as above
        return Signature(place, None, None, False, f"The signature cannot be read ({type(error).__name__}).")
    signer = describe(certificate)
    problem = ""
    level = status.modification_level
    if not (status.intact and status.valid):
        problem = "The signed bytes were changed after signing."
    elif status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        problem = "The signature covers only a part of the file."
    elif not status.docmdp_ok or (level is not None and level > ModificationLevel.FORM_FILLING):
        problem = "The document was changed after signing, beyond adding signatures."
    elif not status.bottom_line:
        problem = "The signature does not hold."
    elif at is None or not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        problem = "By the signer's clock, the certificate was not valid at the time of signing."
    return Signature(place, signer, at, _is_known(signature, certificate, known, trusted), problem, reason)


def _is_known(
    signature: Any, certificate: x509.Certificate, known: set[str], trusted: Sequence[x509.Certificate]
) -> bool:
    if plain_fingerprint(describe(certificate).fingerprint) in known:
        return True
    if any(certificate == other for other in trusted):
        return True
    if not trusted:
        return False
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    roots = [asn1_x509.Certificate.load(other.public_bytes(Encoding.DER)) for other in trusted]
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        return bool(validate_pdf_signature(signature, context).trusted)
    except Exception:  # noqa: BLE001 - a chain that cannot be built is an unknown signer
        return False


def _judge(found: tuple[Signature, ...], embedded: Sequence[Any], fields: frozenset[str]) -> SignatureVerdict:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    def answer(verdict: Verdict, says: str) -> SignatureVerdict:
        return SignatureVerdict(verdict, says, found)

    if not found:
        ours = PLACES[0].name in fields
        says = "The document carries no signature" + ("; its fields are empty." if ours else ".")
        return answer(Verdict.NOT_AS_EXPECTED, says)
    for signature in found:
        if signature.problem and "clock" not in signature.problem:
            return answer(Verdict.CHANGED, signature.problem)
    if embedded[-1].coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return answer(Verdict.CHANGED, "Something was added to the file after the last signature.")
    if found[0].place != PLACES[0].id:
        return answer(Verdict.NOT_AS_EXPECTED, "The lead auditor's signature is missing or does not come first.")
    if not _certifies(embedded[0]):
        return answer(
            Verdict.NOT_AS_EXPECTED, "The lead auditor's signature is not a certification that limits changes."
        )
    strangers = [s.place for s in found if s.place not in {p.id for p in PLACES}]
    if strangers:
        return answer(Verdict.NOT_AS_EXPECTED, f"There is a signature outside the report's fields: {strangers[0]}.")
    for signature in found:
        if signature.problem:
            return answer(Verdict.NOT_AS_EXPECTED, signature.problem)
    unknown = [s for s in found if not s.known]
    if unknown:
        names = ", ".join(f"{s.signer.name} ({s.place})" for s in unknown if s.signer)
        return answer(
            Verdict.UNKNOWN_SIGNER,
            f"All signatures hold. Nobody known vouches for {names}: ask them for the fingerprint and compare.",
        )
    return answer(Verdict.VALID, "All signatures hold and every signer is known.")


def _certifies(signature: Any) -> bool:
    """Return whether a signature carries DocMDP at level 2 or stricter."""
    try:
        references = signature.sig_object.get("/Reference", [])
        levels = [int(ref["/TransformParams"]["/P"]) for ref in references if ref.get("/TransformMethod") == "/DocMDP"]
        root = signature.reader.root
        return levels == [2] and "/DocMDP" in root.get("/Perms", {})
    except Exception:  # noqa: BLE001 - a malformed reference certifies nothing
        return False
