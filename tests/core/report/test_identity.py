"""Identities: made, opened, and refused with the cause."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from core.report.identity import (
    IdentityNotMade,
    IdentityUnusable,
    check_usable,
    new_identity,
    open_identity,
    plain_fingerprint,
    save_identity,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def test_made_identity_opens_and_signs_documents() -> None:
    data, shown = new_identity("Lead Example", "example passphrase", organisation="Example Audits", now=NOW)
    opened = open_identity(data, "example passphrase")
    assert opened.shown == shown
    assert (shown.name, shown.organisation, shown.self_signed, shown.key) == (
        "Lead Example", "Example Audits", True, "EC secp256r1"
    )  # fmt: skip
    usage = opened.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    check_usable(opened, NOW)


def test_rsa_for_old_readers() -> None:
    assert new_identity("Lead Example", "example passphrase", key_kind="rsa")[1].key == "RSA 3072 bit"


def test_fingerprints_compare_as_typed() -> None:
    shown = new_identity("Lead Example", "example passphrase")[1]
    assert plain_fingerprint(shown.fingerprint.lower().replace(" ", ":")) == plain_fingerprint(shown.fingerprint)
    assert len(plain_fingerprint(shown.fingerprint)) == 64


def test_wrong_passphrase_is_said() -> None:
    data, _ = new_identity("Lead Example", "example passphrase")
    with pytest.raises(IdentityUnusable, match="passphrase is wrong"):
        open_identity(data, "another passphrase")


def test_other_files_are_refused() -> None:
    with pytest.raises(IdentityUnusable, match="not an identity file"):
        open_identity(b"%PDF-1.7", "example passphrase")


@pytest.mark.parametrize(
    ("when", "says"), [(NOW + timedelta(days=4 * 365), "expired"), (NOW - timedelta(days=1), "only valid from")]
)
def test_time_of_validity(when: datetime, says: str) -> None:
    opened = open_identity(new_identity("Lead Example", "example passphrase", now=NOW)[0], "example passphrase")
    with pytest.raises(IdentityUnusable, match=says):
        check_usable(opened, when)


def test_key_usage_that_forbids_signing() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example mail key")])
    usage = x509.KeyUsage(False, False, True, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=9))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    data = pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, BestAvailableEncryption(b"example"))
    with pytest.raises(IdentityUnusable, match="key usage forbids"):
        check_usable(open_identity(data, "example"), NOW + timedelta(days=1))


@pytest.mark.parametrize(("name", "passphrase"), [("", "example passphrase"), ("Lead Example", "short")])
def test_what_makes_no_identity(name: str, passphrase: str) -> None:
    with pytest.raises(IdentityNotMade):
        new_identity(name, passphrase)


def test_a_key_is_never_replaced_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "lead.p12"
    save_identity(path, b"one")
    with pytest.raises(IdentityNotMade, match="already exists"):
        save_identity(path, b"two")
    assert path.read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
