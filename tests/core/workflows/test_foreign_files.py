"""Signing and verifying with files of others: encrypted documents, weak keys, long names, nothing to compare."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from core.errors import ExitCode, SightlineError
from core.progress import Silent
from core.report.identity import IdentityNotMade, IdentityUnusable
from core.report.verifying import Verdict
from core.workflows.sign import make_identity, sign_file
from core.workflows.verify import verify
from tests.helpers.published import PASSPHRASE, short_report, signed_report


@pytest.fixture
def encrypted(tmp_path: Path) -> Path:
    path = tmp_path / "encrypted.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return path


def test_an_encrypted_pdf_is_unsigned_and_not_a_bug_of_ours(encrypted: Path) -> None:
    found = verify(encrypted, Silent())
    assert found.verdict is not Verdict.UNKNOWN_SIGNER
    assert found.exit_code in (ExitCode.NOT_AS_EXPECTED, ExitCode.CHANGED)


def test_an_encrypted_pdf_is_not_signed(encrypted: Path, tmp_path: Path) -> None:
    make_identity(tmp_path / "lead.p12", "Lead Example", PASSPHRASE)
    before = encrypted.read_bytes()
    with pytest.raises(SightlineError, match="does not hold a published audit"):
        sign_file(encrypted, tmp_path / "lead.p12", PASSPHRASE)
    assert encrypted.read_bytes() == before


def test_a_weak_key_signs_nothing(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Weak Example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    (tmp_path / "weak.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"weak", key, certificate, None, protection)
    )
    (tmp_path / "report.pdf").write_bytes(short_report())
    with pytest.raises(IdentityUnusable, match="RSA with 1024 bits"):
        sign_file(tmp_path / "report.pdf", tmp_path / "weak.p12", PASSPHRASE)
    assert (tmp_path / "report.pdf").read_bytes() == short_report()


@pytest.mark.parametrize(("name", "organisation"), [("x" * 65, ""), ("A", "x" * 65)])
def test_a_name_too_long_for_a_certificate_is_said(tmp_path: Path, name: str, organisation: str) -> None:
    with pytest.raises(IdentityNotMade, match="at most 64 characters"):
        make_identity(tmp_path / "a.p12", name, PASSPHRASE, organisation=organisation)
    assert list(tmp_path.iterdir()) == []


def test_what_was_asked_for_and_could_not_be_compared_is_no_success(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(signed_report("lead"))
    assert verify(path, Silent()).exit_code is ExitCode.DONE
    assert verify(path, Silent(), audit=tmp_path / "nothing.sightline").exit_code is ExitCode.INCOMPLETE
    assert verify(path, Silent(), repository=tmp_path).exit_code is ExitCode.INCOMPLETE
